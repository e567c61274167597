"""The secretariat's answers, through `respond`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from comments.enums import Status
from comments.models import Comment, Response
from comments.services.response import respond
from consultations.models import Round
from consultations.services.round_results import publish_results
from portal.demo.script import Answer
from portal.demo.timetable import Period, answered_at, answered_early_at


def answer_all(
    answers: Iterable[Answer], round: Round, comments: Mapping[int, Comment], *, by: User, now: datetime
) -> None:
    """Those not given yet, to what is published. `comments` are the round's by their place in its script."""
    given = set(Response.objects.filter(targets__comment__round=round).values_list("body", flat=True))
    period = Period(round.opens_at, round.closes_at)
    for place, answer in enumerate(answers):
        if answer.body in given:
            continue
        targets = [comments[target] for target in answer.to if comments[target].status == Status.PUBLISHED]
        response = respond(by=by, comments=targets, disposition=answer.disposition, body=answer.body)
        latest = max(target.posted_at for target in targets)
        at = answered_early_at(latest, now=now) if answer.is_early else answered_at(period, place, now=now)
        _backdate(response, at)


def announce_results(round: Round, *, by: User) -> None:
    """On the day after the last answer; once."""
    if round.results_at is None:
        latest = Response.objects.filter(targets__comment__round=round).latest("created_at")
        announced = publish_results(by=by, round=round, version=round.version)
        at = min(latest.created_at + timedelta(days=1), timezone.now())
        Round.objects.filter(pk=announced.pk).update(results_at=at)


def _backdate(response: Response, at: datetime) -> None:
    """`respond` stamps the clock, as it should; an answer of last month must not look written today. Its audit row
    tells when it was loaded."""
    Response.objects.filter(pk=response.pk).update(created_at=at)
