"""When a person wants which letters about their comments."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from comments.enums import LetterKind, LetterTime
from comments.letters.times import due_at
from comments.models import CommentNotice, LetterChoice
from common.enums import Verb
from common.services.audit import record

USUAL = LetterTime.AT_ONCE
RECEIPT_TIMES = (LetterTime.AT_ONCE, LetterTime.NEVER)


def times_offered(kind: LetterKind) -> tuple[LetterTime, ...]:
    """A receipt of yesterday is none."""
    return tuple(LetterTime) if kind.is_bundled else RECEIPT_TIMES


def choices_of(people: Collection[int]) -> dict[tuple[int, LetterKind], LetterTime]:
    """What they have said, by the keys of people; who is missing gets letters at the USUAL time. One query."""
    rows = LetterChoice.objects.filter(user__in=people).values_list("user", "kind", "time")
    return {(user, LetterKind(kind)): LetterTime(time) for user, kind, time in rows}


def times_of(person: User) -> dict[LetterKind, LetterTime]:
    said = choices_of([person.pk])
    return {kind: said.get((person.pk, kind), USUAL) for kind in LetterKind}


@transaction.atomic
def choose_letters(person: User, times: Mapping[LetterKind, LetterTime]) -> list[LetterKind]:
    """Say when letters of these kinds come; what waits already follows. Returns the kinds that changed.

    Raises ValueError for a time that is not offered.
    """
    if refused := [kind for kind, time in times.items() if time not in times_offered(kind)]:
        raise ValueError(f"Not offered for {refused}.")
    User.objects.select_for_update(of=("self",), no_key=True).get(pk=person.pk)
    before = times_of(person)
    changed = [kind for kind in LetterKind if times.get(kind, before[kind]) is not before[kind]]
    for kind in changed:
        LetterChoice.objects.update_or_create(user=person, kind=kind, defaults={"time": times[kind]})
        _move_what_waits(person, kind, times[kind], at=timezone.now())
    if changed:
        record(by=person, verb=Verb.CHANGED, subject=person, after={"letters": [str(kind) for kind in changed]})
    return changed


def refuse_letters(person: User, kinds: Collection[LetterKind]) -> list[LetterKind]:
    """Never again; refusing twice changes nothing."""
    return choose_letters(person, dict.fromkeys(kinds, LetterTime.NEVER))


def zone_of(reader: User, official: str) -> str:
    """The reader's own, where the profile names one, else the official zone of the consultation."""
    return reader.time_zone or official


def _move_what_waits(person: User, kind: LetterKind, time: LetterTime, *, at: datetime) -> None:
    waiting = CommentNotice.objects.waiting().filter(reader=person, kind=kind)
    if time is LetterTime.NEVER:
        waiting.delete()
        return
    for zone in set(waiting.values_list("comment__consultation__time_zone", flat=True)):
        there = waiting.filter(comment__consultation__time_zone=zone)
        there.update(due_at=due_at(time, happened_at=at, zone=zone_of(person, zone)))
