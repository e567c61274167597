from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from comments.enums import Attribution, Kind, ModerationReason, Position, Status
from comments.errors import (
    BodyMissing,
    BodyTooLong,
    EditedMeanwhile,
    EmailNotVerified,
    PositionTaken,
    WordsStand,
)
from comments.models import Comment, CommentRevision
from comments.services.moderation import hold_comment
from comments.services.recount import differences
from comments.services.report import report_comment
from comments.services.response import respond
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, Positions
from consultations.models import Consultation, Round
from tests.comments.editing import aged, edit, held_round, revisions, said_on
from tests.factories import MembershipFactory, OrganisationFactory
from tests.scenes import reply

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("outbox")]


def edits_on_record(said):
    rows = AuditEntry.objects.filter(subject_type="comments.comment", subject_id=said.pk, verb=Verb.EDITED)
    return list(rows.order_by("pk").values_list("actor_id", "before", "after"))


# Quietly


def test_words_that_were_held_after_somebody_had_agreed_are_not_replaced_quietly(scene, moderator):
    said = said_on(scene, body="We agree.")
    Comment.objects.filter(pk=said.pk).update(agree_count=1)
    hold_comment(by=moderator, comment=said)

    edited = edit(said, "We do not agree.")

    assert edited.edited_at is not None
    assert revisions(said) == [(1, "We agree.", True), (2, "We do not agree.", True)]


def test_an_edit_within_a_quarter_of_an_hour_takes_the_place_of_the_words(scene):
    said = said_on(scene, body="Teh draft.")

    edited = edit(said, "The draft.")

    assert (edited.current_revision.body, edited.edited_at) == ("The draft.", None)
    assert "The draft." in edited.current_revision.body_html
    assert revisions(said) == [(1, "Teh draft.", False), (2, "The draft.", True)]
    assert edits_on_record(said) == [
        (
            said.author_id,
            {"revision": 1, "kind": "general", "position": "none"},
            {"revision": 2, "kind": "general", "position": "none", "shown": "quietly"},
        )
    ]


@pytest.mark.parametrize("what", ["reply", "agreement", "disagreement", "report", "response"])
def test_once_somebody_has_relied_on_the_words_an_edit_can_be_seen(scene, moderator, what):
    said = said_on(scene)
    if what == "reply":
        reply(said)
    elif what == "report":
        report_comment(by=None, reporter_key="visitor:1", comment=said, reason=ModerationReason.SPAM)
    elif what == "response":
        respond(by=moderator, comments=[said], disposition="noted", body="Noted.")
    else:
        Comment.objects.filter(pk=said.pk).update(**{"agree_count" if what == "agreement" else "disagree_count": 1})

    edited = edit(said)

    assert edited.edited_at == edited.current_revision.created_at
    assert [listed for _number, _body, listed in revisions(said)] == [True, True]


def test_after_a_quarter_of_an_hour_an_edit_can_be_seen(scene):
    edited = edit(aged(said_on(scene)))

    assert edited.edited_at is not None
    assert revisions(edited) == [(1, "We *welcome* this draft.", True), (2, "We mean it.", True)]


def test_what_waits_for_its_first_decision_is_replaced_at_any_time(scene):
    held_round(scene)
    waiting = aged(said_on(scene), minutes=600)

    edited = edit(waiting)

    assert (edited.status, edited.edited_at, edited.waiting_revision) == (Status.PENDING, None, None)
    assert revisions(waiting) == [(1, "We *welcome* this draft.", False), (2, "We mean it.", True)]


def test_a_reply_is_edited_too_and_keeps_its_place(scene):
    answer = reply(said_on(scene, position=Position.SUPPORT))

    edited = edit(answer, kind=Kind.QUESTION, position=Position.OPPOSE)

    assert (edited.kind, edited.position, edited.current_revision.kind) == ("", "", "")
    assert differences() == []


# What an edit may change


def test_kind_position_and_wording_change_and_the_tallies_with_them(scene):
    said = said_on(scene, position=Position.SUPPORT)

    edited = edit(said, kind=Kind.WORDING, position=Position.OPPOSE, proposed_wording="Each Party may")

    assert (edited.kind, edited.position) == (Kind.WORDING, Position.OPPOSE)
    assert edited.current_revision.proposed_wording == "Each Party may"
    assert differences() == []


def test_a_wording_is_kept_for_the_kind_that_proposes_one(scene):
    edited = edit(said_on(scene), kind=Kind.GENERAL, proposed_wording="Each Party may")

    assert edited.current_revision.proposed_wording == ""


def test_tags_stay_those_of_the_day_of_posting(scene):
    Round.objects.update(attributions=list(Attribution))
    said = said_on(scene, attribution=Attribution.ANONYMOUS)
    said.author.__class__.objects.filter(pk=said.author_id).update(name="Another", country="FR")

    edited = Comment.objects.get(pk=edit(said).pk)

    assert (edited.author_name, edited.country, edited.attribution) == (said.author_name, "KE", "anonymous")


def test_the_same_words_change_nothing(scene):
    said = said_on(scene)
    edit(said)

    edit(said, seen=1)

    assert len(revisions(said)) == 2
    assert len(edits_on_record(said)) == 1


def test_who_edits_in_two_windows_is_told_and_nothing_is_overwritten(scene):
    said = said_on(scene)
    edit(said, "From the first window.", seen=1)

    with pytest.raises(EditedMeanwhile):
        edit(said, "From the second window.", seen=1)

    assert Comment.objects.get(pk=said.pk).current_revision.body == "From the first window."


def test_a_position_takes_up_the_place_that_the_round_gives_it(scene):
    Round.objects.update(positions=Positions.ONE_A_PERSON)
    scene.round.refresh_from_db()
    first = said_on(scene, position=Position.SUPPORT)
    second = said_on(scene, by=first.author)

    with pytest.raises(PositionTaken):
        edit(second, position=Position.OPPOSE)
    edit(first, position=Position.NONE)
    edited = edit(second, position=Position.OPPOSE)

    assert edited.position_slot
    assert Comment.objects.get(pk=first.pk).position_slot == ""
    with pytest.raises(PositionTaken):
        edit(first, position=Position.CHANGES)
    assert differences() == []


# What is refused, and that nothing is left of it


def nothing_was_changed(said) -> bool:
    return revisions(said) == [(1, "We *welcome* this draft.", True)] and not edits_on_record(said)


def test_nobody_edits_what_somebody_else_has_said(scene, moderator):
    said = said_on(scene)

    with pytest.raises(NotAllowed):
        edit(said, by=moderator)

    assert nothing_was_changed(said)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN])
def test_what_shows_no_words_has_none_to_change(scene, status):
    said = said_on(scene)
    Comment.objects.filter(pk=said.pk).update(status=status, moderation_reason="spam")

    with pytest.raises(WordsStand):
        edit(said)

    assert nothing_was_changed(said)


def test_a_closed_round_takes_no_change_of_words(scene):
    said = said_on(scene)
    Round.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    with pytest.raises(WordsStand):
        edit(said)

    assert nothing_was_changed(said)


def test_an_archived_consultation_takes_no_change_of_words(scene):
    said = said_on(scene)
    Consultation.objects.update(state=ConsultationState.ARCHIVED)

    with pytest.raises(WordsStand):
        edit(said)


def test_who_left_the_organisation_does_not_change_what_was_said_for_it(scene):
    membership = MembershipFactory(organisation=OrganisationFactory())
    said = said_on(scene, by=membership.user, speaking_for=membership.organisation)
    membership.state, membership.ended_at = "ended", timezone.now()
    membership.save()

    with pytest.raises(WordsStand):
        edit(said)

    assert nothing_was_changed(said)


@pytest.mark.parametrize(("body", "error"), [("", BodyMissing), (" \u200b", BodyMissing), ("x" * 501, BodyTooLong)])
def test_words_are_checked_as_when_posting(scene, body, error):
    said = said_on(scene)
    Round.objects.update(length_limit=500)

    with pytest.raises(error):
        edit(said, body)

    assert nothing_was_changed(said)


def test_the_address_must_be_verified_as_when_posting(scene):
    said = said_on(scene)
    EmailAddress.objects.update(verified=False)

    with pytest.raises(EmailNotVerified):
        edit(said)


def test_every_revision_says_what_was_said_on_its_day(scene):
    said = aged(said_on(scene, position=Position.SUPPORT))
    edit(said, position=Position.OPPOSE)

    assert list(CommentRevision.objects.order_by("number").values_list("kind", "position")) == [
        ("general", "support"),
        ("general", "oppose"),
    ]
