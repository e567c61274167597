from datetime import timedelta

import pytest
from django.utils import timezone

from common.models import Job, OutboxMail
from portal.metrics import MetricsMiddleware

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-installation"


@pytest.fixture
def figures(client, settings):
    settings.METRICS_TOKEN = TOKEN

    def read(token=TOKEN):
        return client.get("/metrics/", headers={"authorization": f"Bearer {token}"})

    return read


@pytest.mark.parametrize("token", ["", "another", "ключ"])
def test_without_the_token_there_is_nothing(figures, token):
    assert figures(token).status_code == 404


def test_where_no_token_is_set_none_is_right(client, settings):
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics/", headers={"authorization": "Bearer "}).status_code == 404


def test_what_waits_is_counted_with_its_age(figures):
    long_ago = timezone.now() - timedelta(minutes=10)
    Job.objects.create(task="digests.build", subject_id=1, queued_at=long_ago)
    Job.objects.create(task="digests.build", subject_id=2, state="done", finished_at=timezone.now())
    OutboxMail.objects.create(subject="Your code", text="123", from_email="comity@example.org")

    lines = dict(line.rsplit(" ", 1) for line in figures().text.splitlines() if not line.startswith("#"))

    assert lines["comity_jobs_waiting"] == "1.0"
    assert float(lines["comity_jobs_oldest_seconds"]) == pytest.approx(600, abs=30)
    assert lines["comity_mail_waiting"] == "1.0"


def test_requests_are_measured_by_the_name_of_their_route(figures, client, settings, rf):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/health/")
    request = rf.get("/health/?from=amina")
    request.resolver_match = answer.resolver_match

    MetricsMiddleware(lambda _request: answer)(request)

    said = figures().text
    assert 'comity_request_seconds_count{route="health",status="200"}' in said
    assert "amina" not in said
