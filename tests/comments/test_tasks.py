from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from comments.models import UnsentComment
from comments.services.unsent import keep
from comments.tasks import purge_unsent_comments
from portal.celery import app
from tests.factories import submission
from tests.scenes import open_consultation


@pytest.mark.django_db
def test_what_visitors_never_posted_is_purged():
    kept = keep(
        user=AnonymousUser(),
        session=SessionStore(),
        round=open_consultation().round,
        submission_id=submission(),
        fields={"body": "Words"},
    )
    purge_unsent_comments()
    assert UnsentComment.objects.count() == 1
    UnsentComment.objects.filter(pk=kept.pk).update(changed_at=timezone.now() - timedelta(days=31))

    purge_unsent_comments()

    assert UnsentComment.objects.count() == 0


def test_every_task_of_the_schedule_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
