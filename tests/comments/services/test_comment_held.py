"""Posting in rounds that hold what is posted."""

import pytest

from comments.enums import Status
from comments.errors import ParentTakenDown
from comments.models import Comment, Tally
from comments.services import comment as comment_service
from comments.services.recount import differences
from consultations.enums import ModerationMode
from tests.factories import UserFactory, submission
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    scene = open_consultation()
    scene.round.moderation = ModerationMode.FIRST
    scene.round.save()
    return scene


def published_before(scene):
    """Somebody whose comments are not held, and one of theirs."""
    said = comment(scene, provision=scene.provisions[0])
    scene.round.moderation = ModerationMode.AT_ONCE
    scene.round.save()
    first = comment(scene, by=said.author, provision=scene.provisions[0])
    scene.round.moderation = ModerationMode.FIRST
    scene.round.save()
    return first


def test_a_held_comment_is_pending_and_counts_nowhere(scene):
    held = comment(scene, provision=scene.provisions[0])

    assert Comment.objects.get(pk=held.pk).status == Status.PENDING
    assert not Tally.objects.exists()
    assert differences() == []


def test_a_held_reply_is_not_counted_above_it(scene):
    first = published_before(scene)

    assert reply(first).status == Status.PENDING
    first.refresh_from_db()
    assert first.reply_count == 0
    assert differences() == []


def test_a_known_person_is_published_at_once(scene):
    first = published_before(scene)

    assert reply(first, by=first.author).status == Status.PUBLISHED
    first.refresh_from_db()
    assert first.reply_count == 1


def test_the_same_submission_stays_one_held_comment(scene):
    author, key = UserFactory(), submission()

    held = comment(scene, by=author, submission_id=key)

    assert comment(scene, by=author, submission_id=key) == held
    assert Comment.objects.count() == 1


def test_a_reply_is_not_posted_below_what_was_taken_down_while_it_was_on_its_way(scene, monkeypatch):
    first = published_before(scene)
    insert = comment_service.insert_comments

    def hidden_meanwhile(*args, **kwargs):
        Comment.objects.filter(pk=first.pk).update(status=Status.HIDDEN, moderation_reason="spam")
        return insert(*args, **kwargs)

    monkeypatch.setattr(comment_service, "insert_comments", hidden_meanwhile)
    with pytest.raises(ParentTakenDown):
        reply(first, by=first.author)

    assert not Comment.objects.filter(parent=first).exists()
