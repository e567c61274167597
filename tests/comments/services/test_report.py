from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from comments.enums import ModerationReason, ReportState, Status
from comments.errors import NothingReported, NothingToReport, ReasonMissing
from comments.models import Comment, CommentReport
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.report import dismiss_reports, report_comment
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(scene):
    return comment(scene)


@pytest.fixture
def moderator(scene):
    return TeamMemberFactory(consultation=scene.consultation).user


def report(said, *, by=None, key="", reason=ModerationReason.SPAM, words=""):
    key = key or (f"person:{by.pk}" if by else "visitor:1")
    return report_comment(by=by, reporter_key=key, comment=said, reason=reason, words=words)


def on_record():
    verbs = [Verb.REPORTED, Verb.DISMISSED, Verb.UPHELD]
    entries = AuditEntry.objects.filter(verb__in=verbs).order_by("pk")
    return [(entry.verb, entry.actor_id, entry.subject_id, entry.reason) for entry in entries]


def states():
    return list(CommentReport.objects.order_by("pk").values_list("state", flat=True))


def test_a_report_is_stored_and_on_record_and_changes_nothing_else(said):
    person = UserFactory()

    made, is_new = report(said, by=person, words="  It sells shoes.\r\n")

    assert is_new
    assert (made.comment, made.by, made.reason_id, made.words) == (said, person, "spam", "It sells shoes.")
    assert (made.state, made.decided_at) == (ReportState.OPEN, None)
    assert on_record() == [("reported", person.pk, said.pk, "spam")]
    assert Comment.objects.get(pk=said.pk).status == Status.PUBLISHED
    assert mail.outbox == []


def test_a_visitor_may_report(said):
    report(said)

    assert on_record() == [("reported", None, said.pk, "spam")]


def test_a_person_reports_a_comment_once_whatever_became_of_it(said, moderator):
    person = UserFactory()
    first, _new = report(said, by=person)

    assert report(said, by=person, reason=ModerationReason.ABUSE) == (first, False)
    dismiss_reports(by=moderator, comment=said, outcome="It is about the draft.")
    again, is_new = report(said, by=person)

    assert (again.pk, again.state, is_new) == (first.pk, ReportState.DISMISSED, False)
    assert CommentReport.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_report():
    said, person = comment(open_consultation()), UserFactory()
    together = Barrier(2)

    def click(_number):
        try:
            together.wait()
            return report(said, by=person)[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(click, range(2))) == [False, True]
    assert CommentReport.objects.count() == 1


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN, Status.WITHDRAWN])
def test_what_readers_do_not_see_cannot_be_reported(said, status):
    Comment.objects.filter(pk=said.pk).update(status=status, moderation_reason="spam")

    with pytest.raises(NothingToReport):
        report(said)
    assert not CommentReport.objects.exists()
    assert on_record() == []


def test_another_reason_needs_words(said):
    with pytest.raises(ReasonMissing):
        report(said, reason=ModerationReason.OTHER, words=" \u200b ")
    assert not CommentReport.objects.exists()


def test_a_dismissal_decides_all_open_reports_and_tells_those_with_an_account_why(said, moderator):
    person, gone = UserFactory(), UserFactory(is_active=False)
    for by, key in ((person, ""), (gone, ""), (None, "visitor:1")):
        report(said, by=by, key=key)

    assert dismiss_reports(by=moderator, comment=said, outcome="It is about the draft.") == 3

    assert states() == ["dismissed"] * 3
    decided = CommentReport.objects.first()
    assert (decided.decided_by, decided.outcome) == (moderator, "It is about the draft.")
    assert on_record()[-1] == ("dismissed", moderator.pk, said.pk, "")
    assert [letter.to for letter in mail.outbox] == [[person.email]]
    assert said.reference in mail.outbox[0].subject
    assert "the comment stays:\n\nIt is about the draft." in mail.outbox[0].body
    assert str(moderator) not in mail.outbox[0].body
    assert Comment.objects.get(pk=said.pk).status == Status.PUBLISHED


def test_hiding_upholds_the_reports_and_tells_those_who_made_them(said, moderator):
    person = UserFactory()
    report(said, by=person)

    hide_comment(by=moderator, comment=said, reason=ModerationReason.SPAM, note="Shoes.")

    assert states() == ["upheld"]
    assert on_record()[-1] == ("upheld", moderator.pk, said.pk, "")
    [to_reporter] = [letter for letter in mail.outbox if letter.to == [person.email]]
    assert "does not show it to readers any more: it advertises or was sent by a machine – Shoes." in to_reporter.body
    assert str(person) not in "".join(letter.body for letter in mail.outbox)


def test_holding_and_publishing_leave_reports_to_be_decided_on(said, moderator):
    report(said)

    hold_comment(by=moderator, comment=said)
    said.refresh_from_db()
    publish_comment(by=moderator, comment=said)

    assert states() == ["open"]


def test_the_second_who_dismisses_is_told_that_somebody_was_faster(said, moderator):
    report(said)
    dismiss_reports(by=moderator, comment=said, outcome="It stays.")

    with pytest.raises(NothingReported):
        dismiss_reports(by=moderator, comment=said, outcome="It stays, I say.")
    assert CommentReport.objects.get().outcome == "It stays."


def test_dismissing_takes_a_reason(said, moderator):
    report(said)

    with pytest.raises(ReasonMissing):
        dismiss_reports(by=moderator, comment=said, outcome=" \n")
    assert states() == ["open"]


def test_dismissing_is_the_teams(said):
    report(said)
    elsewhere = TeamMemberFactory().user

    with pytest.raises(NotAllowed):
        dismiss_reports(by=elsewhere, comment=said, outcome="It stays.")
    assert states() == ["open"]
    assert mail.outbox == []
