from __future__ import annotations

import pytest

from comments.enums import ModerationReason, Position, Status
from comments.errors import (
    EditedMeanwhile,
    EditWaits,
    ReasonMissing,
)
from comments.models import Comment
from comments.services.edit_decision import publish_edit, refuse_edit
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.recount import differences
from common.errors import NotAllowed
from common.models import OutboxMail
from consultations.enums import ModerationMode, Positions
from consultations.models import Round
from tests.comments.editing import aged, edit, held_round, revisions, said_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


# In a round that holds every comment


@pytest.fixture
def published(scene, moderator):
    said = said_on(scene, position=Position.SUPPORT)
    held_round(scene)
    return said


def test_readers_keep_the_old_words_until_somebody_has_decided(scene, published):
    edited = edit(published, "New words.", position=Position.OPPOSE)

    stored = Comment.objects.get(pk=published.pk)
    assert (stored.status, stored.position) == (Status.PUBLISHED, Position.SUPPORT)
    assert stored.current_revision.body == "We *welcome* this draft."
    assert stored.waiting_revision.body == "New words."
    assert revisions(published)[1] == (2, "New words.", False)
    assert edited.edited_at is None
    assert list(Comment.objects.waiting()) == [published]
    assert differences() == []


def test_a_published_edit_can_be_compared_and_counts(scene, moderator, published):
    edit(published, "New words.", position=Position.OPPOSE)

    decided = publish_edit(by=moderator, comment=published, seen=2)

    stored = Comment.objects.get(pk=published.pk)
    assert (stored.current_revision.body, stored.position, stored.waiting_revision) == ("New words.", "oppose", None)
    assert stored.edited_at == decided.current_revision.created_at
    assert [listed for _n, _b, listed in revisions(published)] == [True, True]
    assert not Comment.objects.waiting().exists()
    assert "It is published" in OutboxMail.objects.get().text
    assert differences() == []


def test_a_refused_edit_leaves_the_words_and_its_author_is_told_why(scene, moderator, published):
    edit(published, "New words.")

    refuse_edit(by=moderator, comment=published, seen=2, why="It names a private person.")

    stored = Comment.objects.get(pk=published.pk)
    assert (stored.current_revision.number, stored.waiting_revision, stored.edited_at) == (1, None, None)
    letter = OutboxMail.objects.get()
    assert (letter.to, "It names a private person." in letter.text) == ([published.author.email], True)
    assert "New words." not in letter.text


def test_a_refusal_says_why(moderator, published):
    edit(published)

    with pytest.raises(ReasonMissing):
        refuse_edit(by=moderator, comment=published, seen=2, why=" ")

    assert Comment.objects.get(pk=published.pk).waiting_revision_id


@pytest.mark.parametrize("decide", [publish_edit, lambda **given: refuse_edit(why="No.", **given)])
def test_nobody_decides_on_words_that_they_have_not_read(moderator, published, decide):
    edit(published, "Harmless.")
    edit(published, "An insult.")

    with pytest.raises(EditedMeanwhile):
        decide(by=moderator, comment=published, seen=2)

    stored = Comment.objects.get(pk=published.pk)
    assert (stored.current_revision.number, stored.waiting_revision.number) == (1, 3)


def test_only_the_team_decides_on_an_edit(published):
    edit(published)

    for decide in (publish_edit, lambda **given: refuse_edit(why="No.", **given)):
        with pytest.raises(NotAllowed):
            decide(by=published.author, comment=published, seen=2)

    assert Comment.objects.get(pk=published.pk).current_revision.number == 1


def test_the_first_decision_is_on_the_words_that_were_read(scene, moderator):
    held_round(scene)
    waiting = said_on(scene)
    edit(waiting, "An insult.")

    for decide in (publish_comment, lambda **given: hide_comment(reason=ModerationReason.SPAM, **given)):
        with pytest.raises(EditedMeanwhile):
            decide(by=moderator, comment=waiting, seen=Status.PENDING, words=1)

    assert Comment.objects.get(pk=waiting.pk).status == Status.PENDING


def test_hiding_drops_the_edit_that_waits(moderator, published):
    edit(published)

    hide_comment(by=moderator, comment=published, reason=ModerationReason.SPAM)

    assert Comment.objects.get(pk=published.pk).waiting_revision is None


def test_a_comment_whose_edit_waits_is_not_held(moderator, published):
    edit(published)

    with pytest.raises(EditWaits):
        hold_comment(by=moderator, comment=published)

    assert Comment.objects.get(pk=published.pk).status == Status.PUBLISHED


def test_a_known_author_edits_at_once_where_only_first_comments_are_held(scene):
    said = aged(said_on(scene))
    Round.objects.update(moderation=ModerationMode.FIRST)

    assert edit(said).current_revision.body == "We mean it."


def test_an_edit_whose_place_was_taken_meanwhile_stands_beside(scene, moderator):
    Round.objects.update(positions=Positions.ONE_A_PERSON)
    scene.round.refresh_from_db()
    said = said_on(scene)
    held_round(scene)
    edit(said, position=Position.SUPPORT)
    Round.objects.update(moderation=ModerationMode.AT_ONCE)
    scene.round.refresh_from_db()
    other = said_on(scene, by=said.author, position=Position.OPPOSE)

    publish_edit(by=moderator, comment=said, seen=2)

    stored = Comment.objects.get(pk=said.pk)
    assert (stored.position, stored.position_slot) == (Position.SUPPORT, "")
    assert Comment.objects.get(pk=other.pk).position_slot
    assert differences() == []
