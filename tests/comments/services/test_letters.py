"""Letters about one's comments: who is told what, when, and once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.utils import timezone

from accounts.services.unreachable import note_unreachable_addresses
from comments.enums import CommentNoticeState, LetterKind, LetterTime, ModerationReason, Status
from comments.models import Comment, CommentNotice
from comments.services.comment_notice import find_notices
from comments.services.insertion import Entry, insert_comments
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.response import respond
from common.enums import Verb
from common.models import OutboxMail
from consultations.enums import CommentsShown, ConsultationState, ModerationMode, TeamRole
from consultations.models import Consultation, Round
from tests.comments.letters.people import to, wants, without_receipts, written
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, reply

pytestmark = [pytest.mark.usefixtures("outbox"), pytest.mark.django_db]
DAY = timedelta(days=1)
KINDS = [LetterKind.REPLY, LetterKind.RESPONSE, LetterKind.MODERATION]


@pytest.fixture
def amina():
    amina = UserFactory(email="amina@example.org", name="Amina", time_zone="Africa/Nairobi")
    without_receipts(amina)
    return amina


@pytest.fixture
def boris():
    boris = UserFactory(email="boris@example.org", name="Boris")
    without_receipts(boris)
    return boris


@pytest.fixture
def editor(scene):
    return TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR).user


@pytest.fixture
def happens(scene, amina, boris, editor):
    """Makes the thing of which a letter of the kind tells Amina."""

    def waiting():
        Round.objects.filter(pk=scene.round.pk).update(moderation=ModerationMode.ALL)
        return comment(scene, by=amina, provision=scene.provisions[0])

    def make(kind):
        if kind is LetterKind.MODERATION:
            publish_comment(by=editor, comment=waiting())
            return
        mine = comment(scene, by=amina, provision=scene.provisions[0])
        if kind is LetterKind.REPLY:
            reply(mine, by=boris, body="I do not think so.")
        else:
            respond(by=editor, comments=[mine], disposition="noted", body="We have noted it.")

    return make


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_comes_at_once_if_nothing_else_was_said(happens, amina, kind):
    happens(kind)

    letters = to(amina, written())

    subjects = {
        LetterKind.REPLY: "A reply to you on Article 1: Heading 1",
        LetterKind.RESPONSE: "The secretariat has answered you on Article 1: Heading 1",
        LetterKind.MODERATION: "Your comment on Article 1: Heading 1 is published",
    }
    assert [it.subject for it in letters] == [subjects[kind]]
    assert to(amina, written()) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("time", "due"),
    [
        (LetterTime.DAILY, datetime(2026, 11, 19, 4, tzinfo=UTC)),
        (LetterTime.WEEKLY, datetime(2026, 11, 23, 4, tzinfo=UTC)),
    ],
)
def test_each_kind_comes_in_the_morning_that_was_chosen(amina, request, kind, time, due):
    wants(amina, time)
    with time_machine.travel(datetime(2026, 11, 18, 12, tzinfo=UTC), tick=False):
        request.getfixturevalue("happens")(kind)

        assert to(amina, written()) == []
        assert to(amina, written(at=due - timedelta(seconds=1))) == []
        assert len(to(amina, written(at=due))) == 1
        assert to(amina, written(at=due + 8 * DAY)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_comes_to_whom_wants_none(happens, amina, kind):
    wants(amina, LetterTime.NEVER, kind)
    happens(kind)

    assert to(amina, written()) == []
    assert not CommentNotice.objects.filter(reader=amina).exists()


@pytest.mark.parametrize("kind", KINDS)
def test_who_refuses_meanwhile_is_not_told_what_waited(happens, amina, kind):
    wants(amina, LetterTime.DAILY)
    happens(kind)
    find_notices()

    wants(amina, LetterTime.NEVER)

    assert to(amina, written(at=timezone.now() + 2 * DAY)) == []


def test_who_wants_them_at_once_now_gets_what_waited(happens, amina):
    wants(amina, LetterTime.WEEKLY)
    happens(LetterKind.REPLY)
    assert to(amina, written()) == []

    wants(amina, LetterTime.AT_ONCE)

    assert len(to(amina, written())) == 1


def test_who_began_the_thread_is_told_of_replies_to_others_and_whoever_is_replied_to_once(scene, amina, boris):
    first = comment(scene, by=amina)
    second = reply(first, by=boris)
    written()

    reply(second, by=UserFactory(name="Chen"), body="To Boris.")
    letters = written()

    assert "Chen wrote in the thread that you began:" in to(amina, letters)[0].text
    assert "Chen replied to you:" in to(boris, letters)[0].text
    assert len(to(amina, letters)) == len(to(boris, letters)) == 1


def test_nobody_is_told_of_what_they_did_themselves(scene, amina, editor):
    without_receipts(editor)
    mine = comment(scene, by=amina)
    reply(mine, by=amina)
    respond(by=editor, comments=[comment(scene, by=editor)], disposition="noted", body="Noted.")

    assert written() == []


def test_what_waits_for_a_decision_is_told_when_it_is_published_and_only_then(scene, amina, boris, editor):
    mine = comment(scene, by=amina)
    Round.objects.filter(pk=scene.round.pk).update(moderation=ModerationMode.ALL)
    answer = reply(mine, by=boris, body="Not seen yet.")
    assert written() == []

    publish_comment(by=editor, comment=answer)
    letters = written()

    assert [it.subject for it in to(amina, letters)] == ["A reply to you on the whole draft"]
    assert [it.subject for it in to(boris, letters)] == ["Your comment on the whole draft is published"]
    assert written() == []


def hidden(said, scene, editor):
    hide_comment(by=editor, comment=said, reason=ModerationReason.SPAM)


def held(said, scene, editor):
    hold_comment(by=editor, comment=said)


def withdrawn(said, scene, editor):
    Comment.objects.filter(pk=said.pk).update(status=Status.WITHDRAWN)


def out_of_sight(said, scene, editor):
    Consultation.objects.filter(pk=scene.consultation.pk).update(state=ConsultationState.UNPUBLISHED)


@pytest.mark.parametrize("taken", [hidden, held, withdrawn, out_of_sight])
def test_what_may_not_be_seen_when_its_letter_is_written_is_left_out(scene, amina, boris, editor, taken):
    wants(amina, LetterTime.DAILY)
    answer = reply(comment(scene, by=amina), by=boris, body="Words that go.")
    find_notices()

    taken(answer, scene, editor)

    assert to(amina, written(at=timezone.now() + 2 * DAY)) == []
    assert CommentNotice.objects.get(reader=amina).state == CommentNoticeState.LEFT_OUT
    assert not OutboxMail.objects.filter(text__contains="Words that go", to=[amina.email]).exists()


def test_what_was_left_out_is_told_when_it_is_shown_again_and_what_was_told_is_not_told_twice(
    scene, amina, boris, editor
):
    answer = reply(comment(scene, by=amina), by=boris)
    find_notices()
    hidden(answer, scene, editor)
    assert to(amina, written()) == []

    publish_comment(by=editor, comment=answer, seen=Status.HIDDEN)
    assert len(to(amina, written())) == 1

    answer.refresh_from_db()
    hidden(answer, scene, editor)
    publish_comment(by=editor, comment=answer, seen=Status.HIDDEN)
    assert to(amina, written()) == []


def test_each_publication_is_told_its_author(scene, amina, editor):
    mine = comment(scene, by=amina)
    for _ in range(2):
        hidden(mine, scene, editor)
        publish_comment(by=editor, comment=mine, seen=Status.HIDDEN)

        assert [it.subject for it in to(amina, written())] == ["Your comment on the whole draft is published"]
        mine.refresh_from_db()


def test_what_a_round_keeps_until_it_has_closed_is_told_then_and_later_where_it_is_extended(scene, amina, boris):
    Round.objects.filter(pk=scene.round.pk).update(comments_shown=CommentsShown.AFTER_CLOSING)
    answer_to = comment(scene, by=amina)
    reply(answer_to, by=boris)
    closes = scene.round.closes_at
    assert to(amina, written()) == []

    Round.objects.filter(pk=scene.round.pk).update(closes_at=closes + DAY)
    with time_machine.travel(closes, tick=False):
        assert to(amina, written(at=closes)) == []
    with time_machine.travel(closes + DAY, tick=False):
        assert len(to(amina, written(at=closes + DAY))) == 1


def closed(amina):
    amina.is_active = False
    amina.save()


def unreachable(amina):
    note_unreachable_addresses(["Amina@Example.org"], by=None)


@pytest.mark.parametrize("gone", [closed, unreachable])
@pytest.mark.parametrize("is_found_before", [True, False])
def test_closed_accounts_and_addresses_from_which_letters_came_back_get_none(happens, amina, gone, is_found_before):
    happens(LetterKind.REPLY)
    if is_found_before:
        find_notices()

    gone(amina)

    assert to(amina, written()) == []


def test_what_is_due_together_is_one_letter(scene, amina, boris, editor):
    wants(amina, LetterTime.DAILY)
    mine, other = comment(scene, by=amina, provision=scene.provisions[0]), comment(scene, by=amina)
    reply(mine, by=boris, body="First of two.")
    reply(mine, by=boris, body="Second of two.")
    respond(by=editor, comments=[other], disposition="accepted", body="We take it up.")

    [letter] = to(amina, written(at=timezone.now() + 2 * DAY))

    assert letter.subject == "News of your comments: 2 replies, 1 answer"
    assert letter.text.index("On Article 1") < letter.text.index("Second of two.") < letter.text.index("We take it up.")
    assert letter.text.count("On Article 1") == 1


def test_a_thousand_replies_in_an_hour_make_one_daily_letter_of_bearable_length(scene, amina, boris):
    wants(amina, LetterTime.DAILY)
    mine = comment(scene, by=amina, provision=scene.provisions[0])
    said = {"round": scene.round, "parent": mine, "author": boris, "contributor_key": "boris"}
    now = timezone.now()
    replies = [Entry(body=f"Reply {number}.", posted_at=now, **said) for number in range(1000)]
    insert_comments(replies, by=boris, verb=Verb.POSTED)

    [letter] = to(amina, written(at=timezone.now() + 2 * DAY))

    assert letter.subject == "News of your comments: 1000 replies"
    assert "And 995 more, here:" in letter.text
    assert letter.text.count("replied to you") == 5
    assert len(letter.text) < 3000
    assert to(amina, written(at=timezone.now() + 4 * DAY)) == []


def test_news_in_many_threads_is_cut_and_says_so(scene, amina, boris):
    wants(amina, LetterTime.DAILY)
    for _ in range(13):
        reply(comment(scene, by=amina), by=boris)

    [letter] = to(amina, written(at=timezone.now() + 2 * DAY))

    assert "There is news in 3 more threads." in letter.text
    assert letter.text.count("replied to you") == 10


@pytest.mark.parametrize("zone", ["Europe/Paris", "Pacific/Kiritimati", "America/Lima"])
def test_a_daily_letter_comes_at_seven_on_the_clock_of_its_reader(scene, zone):
    person = UserFactory(time_zone=zone)
    without_receipts(person)
    wants(person, LetterTime.DAILY)
    reply(comment(scene, by=person))
    find_notices()

    due = CommentNotice.objects.get(reader=person).due_at.astimezone(ZoneInfo(zone))

    assert (due.hour, due.minute) == (7, 0)


def test_without_a_zone_in_the_profile_it_is_that_of_the_consultation(scene):
    person = UserFactory()
    wants(person, LetterTime.DAILY)
    reply(comment(scene, by=person))
    find_notices()

    due = CommentNotice.objects.get(reader=person, kind=LetterKind.REPLY).due_at

    assert due.astimezone(ZoneInfo("Africa/Nairobi")).hour == 7
