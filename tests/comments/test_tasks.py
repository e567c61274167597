from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from comments.enums import LetterKind
from comments.models import CommentNotice, UnsentComment
from comments.services.unsent import keep
from comments.tasks import purge_old_notices, purge_unsent_comments
from portal.celery import app
from tests.factories import UserFactory, submission
from tests.scenes import comment, open_consultation


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


@pytest.mark.django_db
def test_what_was_told_three_months_ago_is_forgotten_and_what_waits_is_not():
    said = comment(open_consultation(), by=UserFactory())
    _told, lately, waits = (
        CommentNotice.objects.create(
            reader=UserFactory(), kind=LetterKind.RECEIPT, comment=said, happened_at=now, due_at=now, ended_at=ended_at
        )
        for now in [timezone.now()]
        for ended_at in (now - timedelta(days=91), now - timedelta(days=89), None)
    )

    purge_old_notices()

    assert set(CommentNotice.objects.all()) == {lately, waits}


def test_every_task_of_the_schedule_exists():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
