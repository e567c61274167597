"""What the pages of the desk show."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, QuerySet
from django.utils.translation import pgettext

from accounts.models import User
from common.keyset import KeysetPage, paginate
from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.models import Consultation, Draft, Provision, Round, TeamMember
from consultations.relative_times import day_from

PROVISIONS_A_PAGE = 200
PROBLEMS_SHOWN = 200


def drafts_of(consultation: Consultation, user: User | AnonymousUser) -> QuerySet[Draft]:
    """Latest first, each with the number of its provisions and its reading."""
    drafts = Draft.objects.visible_to(user).filter(consultation=consultation)
    return drafts.annotate(size=Count("provisions")).select_related("reading").order_by("-number")


def rounds_of(consultation: Consultation, user: User | AnonymousUser, *, at: datetime) -> list[Round]:
    """Latest first, each with its `state_now`; those of a template with the days on which they would open and close
    instead, counted from the opening of the first."""
    rounds = list(
        Round.objects.visible_to(user).filter(consultation=consultation).select_related("draft").order_by("-number")
    )
    first = min((it.opens_at for it in rounds), default=None)
    for round in rounds:
        round.state_now = round.state(at)  # type: ignore[attr-defined]  # for the page, which cannot pass a time
        if first and consultation.is_template:
            opens_on, closes_on = (day_from(first, it, consultation.zone) for it in (round.opens_at, round.closes_at))
            round.opens_on_day, round.closes_on_day = opens_on, closes_on  # type: ignore[attr-defined]  # likewise
    return rounds


def example_for(consultation: Consultation) -> Round | None:
    """The round whose rules are offered for the next one: the last here, else, in a copy, the first of the original."""
    last = consultation.rounds.order_by("-number").first()
    if last is not None or consultation.copied_from is None:
        return last
    return consultation.copied_from.rounds.select_related("consultation").order_by("number").first()


def team_of(consultation: Consultation) -> QuerySet[TeamMember]:
    return consultation.team.select_related("user").order_by("role", "user__name", "pk")


def provisions_page(draft: Draft, cursor: str) -> KeysetPage[Provision]:
    """A page of the draft in reading order, with its texts."""
    provisions = Provision.objects.filter(draft=draft).prefetch_related("texts")
    return paginate(provisions, order=("order",), cursor=cursor, size=PROVISIONS_A_PAGE)


def problems_of(draft: Draft) -> list[dict[str, object]]:
    """What has no place, with where it stands and the reason in words; at most PROBLEMS_SHOWN."""
    labels = dict(ProblemReason.choices)
    return [
        {"where": where(problem), "text": problem["text"], "reason": labels.get(problem["reason"], "")}
        for problem in draft.problems[:PROBLEMS_SHOWN]
    ]


def problem_reasons(draft: Draft) -> list[dict[str, object]]:
    """Why pieces have no place, in words, and how many of them; the most frequent first."""
    labels = dict(ProblemReason.choices)
    counts = Counter(labels.get(problem["reason"], "") for problem in draft.problems)
    return [{"text": text, "count": count} for text, count in counts.most_common() if text]


def where(problem: dict[str, Any]) -> str:
    """“Line 12”, “Page 3”: the place of a problem in its file; what editors have left out was in the draft."""
    unit = next((unit for unit in PlaceUnit if unit.value in problem), None)
    return f"{unit.label} {problem[unit.value]}" if unit else pgettext("where a piece stood", "The draft")


def notices_of(draft: Draft) -> list[dict[str, object]]:
    """How the file was read as a whole, in words, and how often."""
    labels = dict(NoticeKind.choices)
    return [{"text": labels.get(notice["kind"], ""), "count": notice["count"]} for notice in draft.notices]
