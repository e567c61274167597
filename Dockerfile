FROM python:3.11-slim AS build
WORKDIR /srv/comity
COPY requirements/base.txt requirements/observe.txt requirements/s3.txt requirements/
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/base.txt \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/observe.txt \
    && /opt/venv/bin/pip install --no-cache-dir --no-deps --require-hashes -r requirements/s3.txt
ENV PATH=/opt/venv/bin:$PATH COMITY_ENV=production VAR_DIR=/tmp STATIC_ROOT=/srv/comity/collected
COPY . .
# Names and hashes of static files are part of the image. What is set here serves this one step and stays in no layer of the image.
RUN SECRET_KEY=only-for-collecting-static-files-while-the-image-is-built ALLOWED_HOSTS=build.invalid \
    python manage.py collectstatic --noinput

FROM python:3.11-slim
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    COMITY_ENV=production STATIC_ROOT=/srv/comity/collected MEDIA_ROOT=/srv/media VAR_DIR=/srv/work TMPDIR=/srv/work
RUN useradd --system --uid 10001 comity && install -d -o comity -g comity /srv/media /srv/work
WORKDIR /srv/comity
COPY --from=build /opt/venv /opt/venv
COPY --from=build /srv/comity /srv/comity
USER 10001
# What is kept, and what is written while running and may be lost; the rest of the file system may be read-only.
VOLUME ["/srv/media", "/srv/work"]
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s CMD ["python", "deploy/healthcheck.py"]
CMD ["python", "-m", "gunicorn", "--config", "deploy/gunicorn.py", "portal.wsgi"]
