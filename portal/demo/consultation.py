"""The demonstration's consultation, made through the services; what is there already stays as it is."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from accounts.models import User
from comments.services.publishing import publish_draft
from consultations.enums import Attribution, ConsultationState, RoundState, TeamRole
from consultations.models import Consultation, Draft, Round
from consultations.queries.lineage import needs_confirmation
from consultations.round_rules import RoundRules
from consultations.services.consultation import make_consultation, publish_consultation
from consultations.services.draft import start_draft
from consultations.services.draft_reading import read_now
from consultations.services.lineage import confirm_lineage, match_now
from consultations.services.round import make_round
from consultations.services.team import add_member
from portal.demo.comments import Saying
from portal.demo.prompts import ask_and_answer
from portal.demo.queue import held_in, moderation_of
from portal.demo.reactions import react_all
from portal.demo.reports import report_all
from portal.demo.responses import announce_results, answer_all
from portal.demo.script import CONTENT, read_script
from portal.demo.second_thoughts import think_again
from portal.demo.stage import Stage
from portal.demo.timetable import Period, periods

LONGEST_COMMENT = 3_000
"""In characters, of what visitors of the demonstration write; nothing in its files is longer."""

RESULTS_AFTER = timedelta(days=28)
"""What the secretariat of the demonstration promises of the round that is open or to come."""

DRAFTS = (("Zero draft", "zero_draft.md"), ("Second draft", "second_draft.md"))


def load(stage: Stage, people: Mapping[str, User], *, now: datetime, seed: int) -> Consultation:
    """The consultation of that stage with all that was said. Times are relative to the first load.

    `people` are users by key. A load that was cut goes on where it was; a consultation that another version of these
    files made is left alone.
    """
    consultation = Consultation.objects.filter(slug=stage.slug).first() or _make(stage, people["administrator"])
    _gather_team(consultation, people)
    if _is_of_another_version(consultation):
        return consultation
    planned = periods(stage, now=now, zone=consultation.zone)
    for number in range(1, len(planned) + 1):
        draft = consultation.drafts.filter(number=number).first() or _start(consultation, number)
        if not draft.is_published:
            _publish(draft)
    if consultation.state == ConsultationState.UNPUBLISHED:
        publish_consultation(by=people["administrator"], consultation=consultation)
    for number, period in enumerate(planned, start=1):
        is_ahead = number == len(planned) and not stage.is_over
        results_by = period.closes_at + RESULTS_AFTER if is_ahead else None
        round = consultation.rounds.filter(number=number).first() or _open(
            consultation, stage, number, period, results_by=results_by
        )
        if not stage.is_before_round_1:
            _fill(round, stage, people, now=now, seed=seed)
        if round.state(now) is RoundState.OPEN:
            ask_and_answer(round, people, seed=seed)
    return consultation


def _is_of_another_version(consultation: Consultation) -> bool:
    """Its drafts differ from the files of today, so what is said of those would hang in the air."""
    return any(
        draft.source is None
        or draft.source.sha256 != sha256((CONTENT / DRAFTS[draft.number - 1][1]).read_bytes()).hexdigest()
        for draft in consultation.drafts.select_related("source").filter(number__lte=len(DRAFTS))
    )


def _make(stage: Stage, administrator: User) -> Consultation:
    words: dict[str, Any] = tomllib.loads((CONTENT / "consultation.toml").read_text(encoding="utf-8"))
    titles: dict[str, str] = words["titles"]
    summaries: dict[str, str] = words[_which_summaries(stage)]
    if stage is not Stage.OPEN:
        titles = {language: f"{title} ({stage.value})" for language, title in titles.items()}
    return make_consultation(
        by=administrator,
        slug=stage.slug,
        titles=titles,
        summaries={language: summary.strip() for language, summary in summaries.items()},
        languages=list(titles),
        time_zone=words["time_zone"],
        contact_email=words["contact_email"],
    )


def _which_summaries(stage: Stage) -> str:
    if stage.is_before_round_1:
        return "announcements"
    return "looking_back" if stage.is_over else "summaries"


def _gather_team(consultation: Consultation, people: Mapping[str, User]) -> None:
    for role in TeamRole:
        add_member(by=people["administrator"], consultation=consultation, email=people[role.value].email, role=role)


def _start(consultation: Consultation, number: int) -> Draft:
    label, name = DRAFTS[number - 1]
    with (CONTENT / name).open("rb") as file:
        return start_draft(by=None, consultation=consultation, label=label, language="en", file=file, name=name)


def _publish(draft: Draft) -> None:
    """Reading and matching are a worker's jobs; no worker runs yet, so they are done here. A worker will find them
    done."""
    draft = match_now(read_now(draft))
    if needs_confirmation(draft):
        confirm_lineage(by=None, draft=draft)
    publish_draft(by=None, draft=draft)


def _open(
    consultation: Consultation, stage: Stage, number: int, period: Period, *, results_by: datetime | None
) -> Round:
    draft = consultation.drafts.get(number=number)
    rules = RoundRules(
        opens_at=period.opens_at,
        closes_at=period.closes_at,
        results_by=results_by,
        moderation=moderation_of(stage, number),
        attributions=tuple(Attribution),
        length_limit=LONGEST_COMMENT,
    )
    return make_round(by=None, draft=draft, rules=rules)


def _fill(round: Round, stage: Stage, people: Mapping[str, User], *, now: datetime, seed: int) -> None:
    """What is said in the round, and the answers and open reports that the stage has."""
    script = read_script((CONTENT / f"round_{round.number}.md").read_text(encoding="utf-8"))
    saying = Saying(round, script, people, now=now, seed=seed)
    comments = saying.say(held=held_in(script, stage, round.number, saying.moments))
    all_answered = round.number == 1 or stage is Stage.ANSWERED
    answers = [answer for answer in script.answers if answer.is_early or all_answered]
    answer_all(answers, round, comments, by=people["editor"], now=now)
    if all_answered and round.state(now) is RoundState.CLOSED:
        announce_results(round, by=people["editor"])
    if stage is not Stage.ANSWERED:
        report_all(script.reports, comments, people)
    if round.state(now) is RoundState.OPEN:
        react_all([*comments.values()], people, seed=seed + round.number)
        think_again(script, comments, people)
