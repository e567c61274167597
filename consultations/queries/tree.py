"""What the preview of an unpublished draft shows: its provisions beside the text of its file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Substr

from common.keyset import KeysetPage, cursor_after
from consultations.editing.places import end_of
from consultations.models import Draft, DraftEdit, DraftSource, Provision
from consultations.queries.desk import PROBLEMS_SHOWN, PROVISIONS_A_PAGE

MOST_SHOWN = 200_000
"""Code points of the file's text beside one page of provisions."""

LINE = 400
"""Code points in which the beginning of a line is looked for, so that its signs stand with its words."""


@dataclass(frozen=True, slots=True)
class SourcePiece:
    """A run of the file's text. `provision` is the one whose words begin with it; `piece` counts from 1 where the run
    has no place in the draft."""

    text: str
    provision: Provision | None = None
    piece: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """The part of the file's text that a page of provisions was made from; cut off where it is too long to be shown."""

    pieces: Sequence[SourcePiece]
    is_cut: bool

    @property
    def shown(self) -> set[int]:
        """The keys of the provisions whose beginning it shows."""
        return {piece.provision.pk for piece in self.pieces if piece.provision is not None}


@dataclass(frozen=True, slots=True)
class Edits:
    """The changes by hand that stand, the latest first and at most so many; how many they are; what can be redone."""

    latest: Sequence[DraftEdit]
    count: int
    undone: DraftEdit | None


EDITS_SHOWN = 20


def edits_of(draft: Draft) -> Edits:
    edits = draft.edits.defer("change").select_related("by")
    latest = list(edits.filter(is_undone=False).order_by("-number")[:EDITS_SHOWN])
    count = latest[0].number if latest else 0
    return Edits(latest, count, edits.filter(number=count + 1).first())


def cursor_to(draft: Draft, key: int) -> str:
    """Of the page that shows the provision; "" for the first page, also where the provision is gone."""
    provisions = Provision.objects.filter(draft=draft)
    order = provisions.filter(pk=key).values_list("order", flat=True).first() or 1
    before = (order - 1) // PROVISIONS_A_PAGE * PROVISIONS_A_PAGE
    last = provisions.filter(order=before).first() if before else None
    return cursor_after(last, provisions, order=("order",)) if last else ""


def source_beside(draft: Draft, page: KeysetPage[Provision]) -> Source | None:
    """From where the page's first provision begins to where the next page's does. None where there is no text."""
    start = first_place(page.items) if page.previous_cursor else 0
    following = Provision.objects.filter(draft=draft, order__gt=page.items[-1].order) if page.next_cursor else None
    end = next_place(following, start) if following is not None else None
    begin = max(0, start - LINE)
    length = (end - begin if end is not None else MOST_SHOWN + LINE) + 1
    part = Substr("text", begin + 1, min(length, MOST_SHOWN + LINE + 1))
    text = DraftSource.objects.filter(draft=draft).values_list(part, flat=True).first()
    if not text:
        return None
    first = text.rfind("\n", 0, start - begin) + 1
    last = min(len(text), first + MOST_SHOWN)
    if end is not None and end - begin <= last:
        last = text.rfind("\n", first, end - begin) + 1 or end - begin
    is_cut = last - first == MOST_SHOWN
    return Source(tuple(pieces_of(text[first:last], begin + first, page.items, draft)), is_cut)


def first_place(provisions: Sequence[Provision]) -> int:
    return next((it.place for it in provisions if it.place is not None), 0)


def next_place(following: QuerySet[Provision], start: int) -> int | None:
    known = following.filter(place__gt=start).order_by("order")
    return known.values_list("place", flat=True).first()


def pieces_of(text: str, begin: int, provisions: Sequence[Provision], draft: Draft) -> Iterator[SourcePiece]:
    """The text with the beginnings of provisions told, and with what has no place apart; `begin` is where it begins."""
    starts = {it.place - begin: it for it in reversed(provisions) if it.place is not None}
    unplaced = dict(unplaced_in(text, begin, draft))
    at, told = 0, None
    for place in sorted({*starts, *unplaced, len(text)}):
        if not at <= place <= len(text):
            continue
        if text[at:place]:
            yield SourcePiece(text[at:place], told)
        at, told = place, starts.get(place)
        if place in unplaced and place < len(text):
            end, number = unplaced[place]
            yield SourcePiece(text[place:end], told, number)
            at, told = end, None


def unplaced_in(text: str, begin: int, draft: Draft) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each piece without a place begins, with its end and its number."""
    for number, problem in enumerate(draft.problems[:PROBLEMS_SHOWN], start=1):
        at = (problem.get("provision") or {"place": problem.get("at")})["place"]
        if at is not None and begin <= at < begin + len(text):
            end = end_of(problem["text"], text, at - begin)
            if end > at - begin:
                yield at - begin, (min(end, len(text)), number)
