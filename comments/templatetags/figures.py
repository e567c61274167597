"""Totals as bars: where each part of a bar starts and how wide it is, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from comments.enums import Position
from comments.queries.totals import Total, Totals

register = template.Library()


@dataclass(frozen=True)
class Bar:
    """A part of a row's bar; `kind` names its look: a position, "replies", or "all" where nothing more is known. `x`
    and `width` are SVG lengths, whatever the language of the page."""

    kind: str
    label: str
    count: int
    x: str
    width: str


@dataclass(frozen=True)
class Row:
    """A row of totals; `bars` leave out what counts nothing, `counts` do not."""

    total: Total
    bars: tuple[Bar, ...]
    counts: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The bar for those who do not see it."""
        return ", ".join(f"{bar.label}: {bar.count}" for bar in self.bars)


@register.filter
def kinds(totals: Totals) -> list[Bar]:
    """The parts of all comments together, also those that count nothing: the positions, then the replies."""
    counts = [row.count for row in totals.positions]
    return list(_bars(_with_replies(counts, totals.count), greatest=totals.count))


@register.filter
def rows(totals: Sequence[Total]) -> list[Row]:
    """Every row with its bar; the longest is as wide as the figure."""
    greatest = max((total.count for total in totals), default=0)
    return [_row(total, greatest) for total in totals]


def _row(total: Total, greatest: int) -> Row:
    counts = _with_replies(total.parts, total.count) if total.parts else [("all", _("Comments"), total.count)]
    bars = tuple(bar for bar in _bars(counts, greatest=greatest) if bar.count)
    return Row(total, bars, tuple(count for _kind, _label, count in counts) if total.parts else ())


def _with_replies(by_position: Sequence[int], count: int) -> list[tuple[str, str, int]]:
    parts = [(it.value, str(it.label), taken) for it, taken in zip(Position, by_position, strict=True)]
    return [*parts, ("replies", _("Replies"), count - sum(by_position))]


def _bars(counts: Sequence[tuple[str, str, int]], *, greatest: int) -> Iterator[Bar]:
    before = 0
    for kind, label, count in counts:
        yield Bar(kind, label, count, _share(before, greatest), _share(count, greatest))
        before += count


def _share(count: int, whole: int) -> str:
    return f"{100 * count / whole if whole else 0:.2f}%"
