import pytest
from django.db.migrations.recorder import MigrationRecorder

from portal.models import ProblemReport

pytestmark = pytest.mark.django_db


def test_a_machine_is_ready_when_database_cache_and_migrations_stand(client):
    answer = client.get("/health/ready/")

    assert (answer.status_code, answer.content.decode()) == (200, "database: ok\ncache: ok\nmigrations: ok\n")


def test_a_machine_is_not_ready_before_its_migrations(client):
    MigrationRecorder.Migration.objects.filter(app=ProblemReport._meta.app_label).delete()

    answer = client.get("/health/ready/")

    assert (answer.status_code, answer.content.decode()) == (503, "database: ok\ncache: ok\nmigrations: no\n")


def test_a_machine_is_not_ready_without_its_cache(client, settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.FallbackCache", "LOCATION": "unix:///nowhere/valkey.sock"}}

    answer = client.get("/health/ready/")

    assert (answer.status_code, answer.content.decode()) == (503, "database: ok\ncache: no\nmigrations: ok\n")
    assert client.get("/health/").status_code == 200
