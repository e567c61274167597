from __future__ import annotations

from datetime import timedelta
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from comments.enums import ModerationReason, Position, ReportState, Status
from comments.errors import NothingToWithdraw, WordsStand
from comments.limits import SEALED
from comments.models import Attachment, Comment, CommentReport, SealedWords, UnsentComment, UnsentFile
from comments.services.recount import differences
from comments.services.report import report_comment
from comments.services.response import respond
from comments.services.revision import Words, edit_comment
from comments.services.sealing import purge_sealed
from comments.services.withdrawal import withdraw_comment
from comments.tasks import purge_sealed_words
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry, OutboxMail, StoredFile
from consultations.enums import ConsultationState, ModerationMode, Positions
from consultations.models import Consultation, Round
from tests.factories import MembershipFactory, TeamMemberFactory, UserFactory
from tests.repository.matter import stored
from tests.scenes import comment, reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


@pytest.fixture
def said(scene):
    return comment(scene, provision=scene.provisions[0], position=Position.SUPPORT, body="A secret of mine.")


def withdraw(said):
    return withdraw_comment(by=said.author, comment=said)


def edited(said):
    return edit_comment(by=said.author, comment=said, seen=1, words=Words(body="Another secret."))


def test_the_words_of_all_revisions_go(said):
    edited(said)

    withdraw(said)

    columns = ("body", "body_html", "body_text", "proposed_wording")
    assert set(said.revisions.values_list(*columns)) == {("", "", "", "")}
    assert list(SealedWords.objects.order_by("pk").values_list("body", flat=True)) == [
        "A secret of mine.",
        "Another secret.",
    ]


def test_the_place_its_time_and_its_replies_stay(scene, said):
    between = reply(said)
    answer = reply(between)

    withdraw(between)

    gone = Comment.objects.get(pk=between.pk)
    assert (gone.status, gone.withdrawn_at is not None, gone.posted_at) == (
        Status.WITHDRAWN,
        True,
        between.posted_at,
    )
    assert Comment.objects.get(pk=answer.pk).status == Status.PUBLISHED
    assert (gone.reply_count, Comment.objects.get(pk=said.pk).reply_count) == (1, 1)
    assert differences() == []


def test_it_counts_no_longer_and_its_position_is_free(scene, said):
    Round.objects.update(positions=Positions.ONE_A_PERSON)
    scene.round.refresh_from_db()
    one = comment(scene, by=said.author, provision=scene.provisions[1], position=Position.SUPPORT)

    withdraw(one)
    comment(scene, by=said.author, provision=scene.provisions[1], position=Position.OPPOSE)

    assert differences() == []


def test_it_is_on_record(said):
    withdraw(said)

    entry = AuditEntry.objects.get(verb=Verb.WITHDRAWN)
    assert (entry.actor_id, entry.subject_id, entry.before, entry.after) == (
        said.author_id,
        said.pk,
        {"status": "published"},
        {"status": "withdrawn"},
    )


def test_twice_is_once(said):
    withdraw(said)
    withdraw(said)

    assert AuditEntry.objects.filter(verb=Verb.WITHDRAWN).count() == 1
    assert SealedWords.objects.count() == 1


def test_an_edit_that_waits_goes_too(scene, said):
    Round.objects.update(moderation=ModerationMode.ALL)
    edited(said)

    withdraw(said)

    gone = Comment.objects.get(pk=said.pk)
    assert (gone.waiting_revision, SealedWords.objects.count()) == (None, 2)
    assert not Comment.objects.waiting().exists()


def test_responses_stay(scene, said):
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    respond(by=moderator, comments=[said], disposition="noted", body="Noted.")

    withdraw(said)

    assert said.response_targets.count() == 1


def test_open_reports_lapse_and_who_made_them_is_told(said):
    reporter = UserFactory()
    report_comment(by=reporter, reporter_key="person:1", comment=said, reason=ModerationReason.SPAM)

    withdraw(said)

    report = CommentReport.objects.get()
    assert (report.state, report.decided_by) == (ReportState.LAPSED, None)
    letter = OutboxMail.objects.get()
    assert (letter.to, "withdrawn" in letter.text) == ([reporter.email], True)


def test_it_stays_possible_after_closing_and_in_the_archive(said):
    Round.objects.update(closes_at=timezone.now() - timedelta(days=1))
    Consultation.objects.update(state=ConsultationState.ARCHIVED)

    withdraw(said)

    assert Comment.objects.get(pk=said.pk).status == Status.WITHDRAWN


# What is refused, and that nothing is left of it


def nothing_was_changed(said) -> bool:
    kept = Comment.objects.get(pk=said.pk)
    return (
        kept.current_revision.body == "A secret of mine."
        and kept.status == said.status
        and not (SealedWords.objects.exists() or AuditEntry.objects.filter(verb=Verb.WITHDRAWN).exists())
    )


def test_nobody_withdraws_what_somebody_else_has_said(scene, said):
    moderator = TeamMemberFactory(consultation=scene.consultation).user

    with pytest.raises(NotAllowed):
        withdraw_comment(by=moderator, comment=said)

    assert nothing_was_changed(said)


def test_a_hidden_comment_keeps_its_reason(said):
    Comment.objects.filter(pk=said.pk).update(status=Status.HIDDEN, moderation_reason="spam")
    said.refresh_from_db()

    with pytest.raises(NothingToWithdraw):
        withdraw(said)

    assert nothing_was_changed(said)


def test_who_left_the_organisation_takes_nothing_back_in_its_name(scene):
    membership = MembershipFactory()
    said = comment(scene, by=membership.user, speaking_for=membership.organisation, body="A secret of mine.")
    membership.state, membership.ended_at = "ended", timezone.now()
    membership.save()

    with pytest.raises(WordsStand):
        withdraw(said)

    assert nothing_was_changed(said)


# What is sealed


def test_sealed_words_and_files_are_deleted_in_time(said):
    Attachment.objects.create(comment=said, stored_file=stored("letter.csv"))
    withdraw(said)
    at = SealedWords.objects.get().sealed_at + SEALED

    assert purge_sealed(at=at) == 0
    assert (SealedWords.objects.count(), Attachment.objects.count()) == (1, 1)
    assert purge_sealed(at=at + timedelta(microseconds=1)) == 1
    assert [model.objects.count() for model in (SealedWords, Attachment, StoredFile)] == [0, 0, 0]


def test_a_file_that_waits_with_another_text_stays(said, scene):
    """Who has gone on writing on another page has the file in both."""
    file = stored("letter.csv")
    Attachment.objects.create(comment=said, stored_file=file)
    unsent = UnsentComment.objects.create(user=said.author, round=scene.round, submission_id=uuid4(), fields={})
    UnsentFile.objects.create(unsent=unsent, stored_file=file)
    withdraw(said)

    assert purge_sealed(at=timezone.now() + SEALED + timedelta(days=1)) == 1
    assert (Attachment.objects.count(), UnsentFile.objects.count(), StoredFile.objects.count()) == (0, 1, 1)


def test_the_clock_deletes_them(said):
    withdraw(said)
    SealedWords.objects.update(sealed_at=timezone.now() - SEALED - timedelta(seconds=1))

    purge_sealed_words()

    assert not SealedWords.objects.exists()


def test_an_operator_reads_what_is_sealed_and_that_is_on_record(said):
    withdraw(said)
    printed = StringIO()

    call_command("read_sealed", said.reference, reason="Order of a court", stdout=printed)

    assert "A secret of mine." in printed.getvalue()
    entry = AuditEntry.objects.get(verb=Verb.UNSEALED)
    assert (entry.actor_id, entry.subject_id, entry.reason) == (None, said.pk, "Order of a court")


def test_what_is_not_sealed_is_not_read(said):
    printed = StringIO()

    call_command("read_sealed", said.reference, reason="Looking", stdout=printed)

    assert printed.getvalue() == "Nothing of it is kept sealed.\n"
    with pytest.raises(CommandError):
        call_command("read_sealed", "C-22222222", reason="Looking")
