from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from comments.enums import ModerationReason, Status
from comments.errors import DecidedMeanwhile, HasReplies, ParentTakenDown, ParentWaits, ReasonMissing
from comments.models import Comment, Tally, UntoldEntry
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.recount import differences
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.models import AuditEntry, OutboxMail
from consultations.enums import ModerationMode
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation, people_by_role, reply

pytestmark = [pytest.mark.usefixtures("outbox"), pytest.mark.django_db]

SPAM = ModerationReason.SPAM


@pytest.fixture
def scene():
    return open_consultation(contact_email="secretariat@example.org")


@pytest.fixture
def moderator(scene):
    return TeamMemberFactory(consultation=scene.consultation, user=UserFactory(name="Mo Derator")).user


def with_status(comment, status):
    reason = SPAM if status is Status.HIDDEN else ""
    Comment.objects.filter(pk=comment.pk).update(status=status, moderation_reason=reason)
    comment.refresh_from_db()
    return comment


def held(scene, **said):
    """A comment posted while the round holds everything."""
    scene.round.moderation = ModerationMode.ALL
    scene.round.save()
    try:
        parent = said.pop("parent", None)
        return reply(parent, **said) if parent else comment(scene, provision=scene.provisions[0], **said)
    finally:
        scene.round.moderation = ModerationMode.AT_ONCE
        scene.round.save()


def status_of(comment) -> str:
    return Comment.objects.values_list("status", flat=True).get(pk=comment.pk)


def decisions_on(comment):
    entries = AuditEntry.objects.filter(subject_type="comments.comment", subject_id=comment.pk)
    return list(entries.exclude(verb=Verb.POSTED).order_by("pk"))


def total(scene) -> int:
    kept = Tally.objects.filter(round=scene.round, place="round", dimension="all").first()
    return kept.count if kept else 0


def test_a_published_comment_is_there_and_counts(scene, moderator):
    waiting = held(scene)

    decided = publish_comment(by=moderator, comment=waiting)

    assert (decided.status, status_of(waiting)) == (Status.PUBLISHED, Status.PUBLISHED)
    assert total(scene) == 1
    assert differences() == []


def test_a_published_reply_counts_above_it_at_every_depth(scene, moderator):
    first = comment(scene, provision=scene.provisions[0])
    between = reply(first)
    waiting = held(scene, parent=between)

    publish_comment(by=moderator, comment=waiting)

    counts = Comment.objects.filter(pk__in=[first.pk, between.pk]).order_by("pk").values_list("reply_count", flat=True)
    assert list(counts) == [2, 1]
    assert differences() == []


def test_a_hidden_comment_keeps_its_place_and_its_replies(scene, moderator):
    first = comment(scene, provision=scene.provisions[0])
    insult = reply(first)
    answer = reply(insult)

    hide_comment(by=moderator, comment=insult, reason=ModerationReason.ABUSE, note="Twice asked to stop.")

    insult.refresh_from_db()
    assert (insult.status, insult.moderation_reason) == (Status.HIDDEN, "abuse")
    assert insult.moderation_words == "it insults or threatens people – Twice asked to stop."
    assert (status_of(answer), insult.reply_count) == (Status.PUBLISHED, 1)
    first.refresh_from_db()
    assert (first.reply_count, total(scene)) == (1, 2)
    assert differences() == []


def test_what_was_hidden_can_be_shown_again(scene, moderator):
    said = comment(scene, provision=scene.provisions[0])
    hidden = hide_comment(by=moderator, comment=said, reason=SPAM, note="A mistake.")

    publish_comment(by=moderator, comment=hidden)

    said.refresh_from_db()
    assert (said.status, said.moderation_reason, said.moderation_note) == (Status.PUBLISHED, "", "")
    assert differences() == []


def test_a_published_comment_goes_back_into_the_queue(scene, moderator):
    said = comment(scene, provision=scene.provisions[0])

    hold_comment(by=moderator, comment=said)

    assert status_of(said) == Status.PENDING
    assert total(scene) == 0
    assert differences() == []


def test_a_decision_is_on_record_with_its_reason_and_without_its_words(scene, moderator):
    said = comment(scene)

    hide_comment(by=moderator, comment=said, reason=SPAM, note="Sells shoes.")

    [entry] = decisions_on(said)
    assert (entry.verb, entry.actor_id, entry.reason) == (Verb.HIDDEN, moderator.pk, "spam")
    assert (entry.before, entry.after) == ({"status": "published"}, {"status": "hidden"})


@pytest.mark.parametrize(
    ("verb", "may_follow"),
    [
        (publish_comment, {Status.PENDING, Status.HIDDEN}),
        (hold_comment, {Status.PUBLISHED}),
        (lambda **given: hide_comment(reason=SPAM, **given), {Status.PENDING, Status.PUBLISHED}),
    ],
    ids=["publish", "hold", "hide"],
)
@pytest.mark.parametrize("status", Status)
def test_what_may_follow_what(scene, moderator, verb, may_follow, status):
    said = with_status(comment(scene), status)

    if status not in may_follow:
        with pytest.raises(DecidedMeanwhile):
            verb(by=moderator, comment=said)
        assert status_of(said) == status
        assert decisions_on(said) == []
    else:
        verb(by=moderator, comment=said)
        assert status_of(said) != status


@pytest.mark.parametrize("role", ["stakeholder", "moderator_elsewhere", "observer", "analyst"])
def test_deciding_is_the_teams(scene, role):
    said = comment(scene)

    with pytest.raises(NotAllowed):
        hide_comment(by=getattr(people_by_role(scene.consultation), role), comment=said, reason=SPAM)

    assert status_of(said) == Status.PUBLISHED
    assert decisions_on(said) == []
    assert not OutboxMail.objects.exists()


def test_the_second_moderator_is_told_who_did_what(scene, moderator):
    waiting = held(scene)
    as_the_second_saw_it = Comment.objects.get(pk=waiting.pk)
    hide_comment(by=moderator, comment=waiting, reason=SPAM)

    with pytest.raises(DecidedMeanwhile, match="Mo Derator hid this comment meanwhile"):
        publish_comment(by=people_by_role(scene.consultation).editor, comment=as_the_second_saw_it)

    assert status_of(waiting) == Status.HIDDEN
    assert OutboxMail.objects.count() == 1


def test_a_double_click_is_one_decision(scene, moderator):
    waiting = held(scene)

    for _ in range(2):
        publish_comment(by=moderator, comment=waiting, seen=Status.PENDING)

    assert len(decisions_on(waiting)) == 1
    assert UntoldEntry.objects.filter(entry__in=decisions_on(waiting)).count() == 1
    assert differences() == []


def test_another_reason_says_which(scene, moderator):
    said = comment(scene)

    with pytest.raises(ReasonMissing):
        hide_comment(by=moderator, comment=said, reason=ModerationReason.OTHER, note=" ")
    assert status_of(said) == Status.PUBLISHED

    hidden = hide_comment(by=moderator, comment=said, reason=ModerationReason.OTHER, note="Posted in error.")
    assert hidden.moderation_words == "Posted in error."


def test_what_has_replies_is_not_held(scene, moderator):
    said = comment(scene)
    reply(said)

    with pytest.raises(HasReplies):
        hold_comment(by=moderator, comment=said)
    assert status_of(said) == Status.PUBLISHED


def test_a_reply_is_not_decided_before_what_it_answers(scene, moderator):
    said = comment(scene)
    waiting = held(scene, parent=said)
    hold_comment(by=moderator, comment=said)

    for decide in (publish_comment, lambda **given: hide_comment(reason=SPAM, **given)):
        with pytest.raises(ParentWaits):
            decide(by=moderator, comment=waiting)
    assert status_of(waiting) == Status.PENDING


def test_the_author_is_told_why(scene, moderator):
    said = comment(scene, by=UserFactory(email="amina@example.org"))

    hide_comment(by=moderator, comment=said, reason=ModerationReason.OFF_TOPIC, note="It is about the weather.")

    letter = OutboxMail.objects.get()
    assert letter.to == ["amina@example.org"]
    assert letter.subject == f"Your comment {said.reference} is not shown"
    assert "it does not concern the draft – It is about the weather." in letter.text
    assert said.get_absolute_url() in letter.text
    assert "secretariat@example.org" in letter.text
    assert "Mo Derator" not in letter.text + letter.html
    assert moderator.email not in str([letter.to, letter.headers, letter.text])


def test_what_is_held_again_is_told_at_once(scene, moderator):
    hold_comment(by=moderator, comment=comment(scene))

    assert "will decide whether it is shown" in OutboxMail.objects.get().text


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN])
def test_what_is_published_is_told_when_its_author_wants_it(scene, moderator, status):
    """See `comments.services.letters`."""
    said = held(scene) if status is Status.PENDING else with_status(comment(scene), Status.HIDDEN)

    publish_comment(by=moderator, comment=said)

    assert not OutboxMail.objects.exists()


def test_nobody_writes_to_themselves_nor_to_closed_accounts(scene, moderator):
    hide_comment(by=moderator, comment=comment(scene, by=moderator), reason=SPAM)
    hide_comment(by=moderator, comment=comment(scene, by=UserFactory()), reason=SPAM)
    gone = comment(scene)
    Comment.objects.filter(pk=gone.pk).update(author=None)
    hide_comment(by=moderator, comment=gone, reason=SPAM)

    assert OutboxMail.objects.count() == 1


def test_a_decision_that_is_undone_writes_to_nobody(scene, moderator):
    said = comment(scene)
    answer = reply(said)

    with pytest.raises(HasReplies):
        hold_comment(by=moderator, comment=said)

    assert not OutboxMail.objects.exists()
    assert status_of(answer) == Status.PUBLISHED


@pytest.mark.parametrize("count", [1, 3])
def test_hiding_costs_the_same_with_one_reply_below_and_with_three(scene, moderator, count, django_assert_num_queries):
    said = comment(scene, provision=scene.provisions[0])
    for _ in range(count):
        reply(said)

    with django_assert_num_queries(14):
        hide_comment(by=moderator, comment=said, reason=SPAM)


def at_once(*calls):
    """What each call answers or raises, all begun together on connections of their own."""

    def one(call):
        try:
            return call()
        except (StateError, NotAllowed) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_is_told(scene):
    people = people_by_role(scene.consultation)
    for _ in range(5):
        waiting = held(scene)

        answers = at_once(
            lambda waiting=waiting: publish_comment(by=people.moderator, comment=waiting),
            lambda waiting=waiting: hide_comment(by=people.editor, comment=waiting, reason=SPAM),
        )

        assert sorted(type(answer).__name__ for answer in answers) == ["Comment", "DecidedMeanwhile"]
        assert len(decisions_on(waiting)) == 1
    assert differences() == []


@pytest.mark.django_db(transaction=True)
def test_a_comment_is_held_or_replied_to_and_never_both(scene):
    moderator, author = people_by_role(scene.consultation).moderator, UserFactory()
    for _ in range(5):
        said = comment(scene, provision=scene.provisions[0])

        held, replied = at_once(
            lambda said=said: hold_comment(by=moderator, comment=said),
            lambda said=said: reply(said, by=author),
        )

        assert isinstance(held, HasReplies) or isinstance(replied, ParentTakenDown | NotAllowed)
        assert not Comment.objects.filter(status=Status.PUBLISHED, parent__status=Status.PENDING).exists()
    assert differences() == []
