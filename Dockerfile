FROM python:3.11-slim AS build
WORKDIR /srv/comity
COPY requirements/base.txt requirements/
RUN python -m venv /opt/venv && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    COMITY_ENV=production VAR_DIR=/srv/comity/var MEDIA_ROOT=/srv/media
RUN useradd --system --uid 10001 comity && install -d -o comity -g comity /srv/media
WORKDIR /srv/comity
COPY --from=build /opt/venv /opt/venv
COPY . .
# Names and hashes of static files are part of the image; these settings serve this one step.
RUN SECRET_KEY=only-for-collecting-static-files-in-the-build ALLOWED_HOSTS=build.invalid \
    python manage.py collectstatic --noinput
USER comity
VOLUME /srv/media
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind", "0.0.0.0:8000", "--workers", "3", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]
