from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from accounts.models import User
from comments.models import Comment
from comments.services.comment import post_comment, post_reply
from comments.services.publishing import publish_draft
from comments.services.response import respond
from common.services.job import run_job
from consultations.enums import ConsultationState, RoundState, TeamRole
from consultations.models import Consultation, Draft, Round
from consultations.services.consultation import make_consultation, publish_consultation
from consultations.services.draft import start_draft
from consultations.services.draft_reading import read_draft
from consultations.services.round import make_round
from consultations.services.team import add_member
from portal.demo.comments import ANSWERS, COMMENTS, Said

SLUG = "cybercrime"
INITIATIVE = Path(__file__).with_name("initiative.md")


def load(people: dict[str, User]) -> Consultation:
    """The demonstration consultation with its comments; what is there already stays as it is.

    `people` are the accounts by the part of their address before the @. Round times are relative to the first load.
    """
    administrator = people["administrator"]
    consultation = Consultation.objects.filter(slug=SLUG).first() or _make(administrator)
    for role in TeamRole:
        add_member(by=administrator, consultation=consultation, email=people[role.value].email, role=role)
    draft = consultation.drafts.filter(number=1).first() or _start(consultation)
    if not draft.is_published:
        _publish(draft)
    if consultation.state == ConsultationState.UNPUBLISHED:
        publish_consultation(by=administrator, consultation=consultation)
    round = consultation.rounds.filter(number=1).first() or _open(draft)
    _say(round, people)
    return consultation


def _make(administrator: User) -> Consultation:
    return make_consultation(
        by=administrator,
        slug=SLUG,
        titles={"en": "Initiative on cooperation against cybercrime"},
        summaries={
            "en": "The secretariat asks all stakeholders what they think of the zero draft. All of it is invented."
        },
        languages=["en"],
        time_zone="Europe/Vienna",
        contact_email="secretariat@example.org",
    )


def _start(consultation: Consultation) -> Draft:
    with INITIATIVE.open("rb") as file:
        return start_draft(
            by=None, consultation=consultation, label="Zero draft", language="en", file=file, name=INITIATIVE.name
        )


def _publish(draft: Draft) -> None:
    """The reading is a worker's job; no worker runs yet, so it is done here. A worker will find it done."""
    if draft.reading is not None:
        run_job(draft.reading.pk, read_draft)
    publish_draft(by=None, draft=Draft.objects.get(pk=draft.pk))


def _open(draft: Draft) -> Round:
    now = timezone.now()
    return make_round(by=None, draft=draft, opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=21))


def _say(round: Round, people: dict[str, User]) -> None:
    """Each comment has a submission id of its own, so that a second load, or one after a cut, says nothing twice."""
    if round.state(timezone.now()) is not RoundState.OPEN:
        return
    comments: list[Comment] = []
    for place, said in enumerate(COMMENTS):
        comments.append(_post(said, place, round, people[said.by], comments))
    for answer in ANSWERS:
        targets = [comments[place] for place in answer.to]
        respond(by=people["editor"], comments=targets, disposition=answer.disposition, body=answer.body)


def _post(said: Said, place: int, round: Round, by: User, earlier: list[Comment]) -> Comment:
    submission = uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration/{round.pk}/{place}")
    if said.reply_to is not None:
        return post_reply(by=by, parent=earlier[said.reply_to], body=said.body, submission_id=submission)
    return post_comment(
        by=by,
        round=round,
        provision=round.draft.provisions.get(eid=said.eid) if said.eid else None,
        kind=said.kind,
        position=said.position,
        body=said.body,
        proposed_wording=said.wording,
        submission_id=submission,
    )
