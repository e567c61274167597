"""Totals as bars: where each part of a bar starts and how wide it is, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext as _

from comments.answer_figures import OptionFigure, PartFigure
from comments.enums import Position
from comments.queries.answer_figures import PromptFigure
from comments.queries.totals import Total, Totals

register = template.Library()
OPTION_LOOKS = 8
"""So many options are told apart by their look; after them the looks begin anew."""
PATTERNED = {Position.CHANGES, Position.OPPOSE, *(f"option-{look}" for look in range(2, OPTION_LOOKS + 1, 2))}


@dataclass(frozen=True)
class Bar:
    """A part of a row's bar; `kind` names its look: a position, "replies", or "all" where nothing more is known. `x`
    and `width` are SVG lengths, whatever the language of the page."""

    kind: str
    label: str
    count: int
    x: str
    width: str

    @property
    def pattern(self) -> str:
        """The pattern that fills it beside its hue, "" for none (`_components/bar_patterns.html`)."""
        return self.kind if self.kind in PATTERNED else ""


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


@dataclass(frozen=True)
class FigureRow:
    """A row of a prompt's figure, an option or a part, with its bar."""

    of: OptionFigure | PartFigure
    bars: tuple[Bar, ...]

    @property
    def words(self) -> str:
        return ", ".join(f"{bar.label}: {bar.count}" for bar in self.bars)


@register.filter
def option_rows(figure: PromptFigure) -> list[FigureRow]:
    """Each option with a bar of its own; the longest is as wide as the figure."""
    greatest = max((it.count for it in figure.options), default=0)
    return [FigureRow(it, _said([("all", _("Answers"), it.count)], greatest)) for it in figure.options]


@register.filter
def legend(figure: PromptFigure) -> list[Bar]:
    """The options as the bars of groups and regions show them."""
    return list(_bars([(look(it.number), it.label, it.count) for it in figure.options], greatest=0))


@register.simple_tag
def part_rows(figure: PromptFigure, parts: Sequence[PartFigure]) -> list[FigureRow]:
    """Each group or region with its options one after the other; of free text only how many answered."""
    greatest = max((sum(it.counts) or it.count for it in parts), default=0)
    return [FigureRow(it, _said(_by_option(figure, it), greatest)) for it in parts]


def _by_option(figure: PromptFigure, part: PartFigure) -> list[tuple[str, str, int]]:
    if not part.counts:
        return [("all", _("Answers"), part.count)]
    return [(look(it.number), it.label, count) for it, count in zip(figure.options, part.counts, strict=True)]


def look(number: int) -> str:
    return f"option-{(number - 1) % OPTION_LOOKS + 1}"


def _said(counts: Sequence[tuple[str, str, int]], greatest: int) -> tuple[Bar, ...]:
    return tuple(bar for bar in _bars(counts, greatest=greatest) if bar.count)


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
