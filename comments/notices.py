"""Which letters about a round follow from the clock: a pure function of the round and the moment.

A letter speaks of an instant, `due_for`: the opening, the closing time, or that of the results. Where that is moved,
other letters are due for the new one, and those that were written stay written. What was missed is written as soon as
somebody looks, as long as it still helps: a reminder until the next one is due, a letter about the past for MISSED_FOR.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from comments.enums import NoticeKind
from consultations.enums import RoundState
from consultations.models import Round

FIRST_REMINDER = timedelta(days=3)
LAST_REMINDER = timedelta(days=1)
MISSED_FOR = timedelta(days=7)
RESULTS_REMINDER = timedelta(days=7)

Due = tuple[NoticeKind, datetime]


def due_notices(round: Round, at: datetime) -> list[Due]:
    """Kinds of letters with the instants that they speak of; a round that opens and closes within a reminder's time
    has none of that kind."""
    return [
        *_of_opening(round, at),
        *_of_moved_end(round, at),
        *_reminders(round, at),
        *_of_closing(round, at),
        *_of_results(round, at),
    ]


def _of_opening(round: Round, at: datetime) -> Iterator[Due]:
    if round.state(at) is RoundState.OPEN and at - round.opens_at < MISSED_FOR:
        yield NoticeKind.OPENED, round.opens_at


def _of_moved_end(round: Round, at: datetime) -> Iterator[Due]:
    first = round.announced_closes_at
    if first is not None and round.closes_at > first and round.state(at) is RoundState.OPEN:
        yield NoticeKind.EXTENDED, round.closes_at


def _reminders(round: Round, at: datetime) -> Iterator[Due]:
    if round.state(at) is not RoundState.OPEN:
        return
    left = round.closes_at - at
    if LAST_REMINDER < left <= FIRST_REMINDER and round.opens_at <= round.closes_at - FIRST_REMINDER:
        yield NoticeKind.FIRST_REMINDER, round.closes_at
    if left <= LAST_REMINDER and round.opens_at <= round.closes_at - LAST_REMINDER:
        yield NoticeKind.LAST_REMINDER, round.closes_at


def _of_closing(round: Round, at: datetime) -> Iterator[Due]:
    if not round.closes_at <= at < round.closes_at + MISSED_FOR:
        return
    first = round.announced_closes_at
    is_early = first is not None and round.closes_at < first
    yield NoticeKind.CLOSED_EARLY if is_early else NoticeKind.CLOSED, round.closes_at


def _of_results(round: Round, at: datetime) -> Iterator[Due]:
    """To the team a week before the promised time and on its day, which begins at midnight in the official zone; to
    whoever took part, once results are there."""
    if round.results_at is not None:
        if round.results_at <= at < round.results_at + MISSED_FOR:
            yield NoticeKind.RESULTS, round.results_at
    elif round.results_by is not None and round.results_by - RESULTS_REMINDER <= at < round.results_by + MISSED_FOR:
        day = round.results_by.astimezone(round.consultation.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        yield NoticeKind.RESULTS_SOON if at < day else NoticeKind.RESULTS_DUE, round.results_by
