"""The redline of two drafts as it is printed: a page of it depends on nothing but the drafts, so it is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import quote

from django.db.models import Q
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from comments.queries.kept import kept_for
from comments.queries.reader import ReaderProvision, reader_page
from comments.redline_words import marked
from comments.views.redline_compared import Comparison, compared, compared_part
from comments.views.redline_plan import Block, Line, Plan, both_published, kept_by
from consultations.enums import LineageKind
from consultations.models import Draft
from consultations.redline import Mark

Words = Mapping[int, ReaderProvision]
"""Provisions by order."""


@dataclass(frozen=True)
class Shown:
    """One page of a redline, of `last` pages: `blocks` of the plan. `page_of` says on which page each anchor is."""

    earlier: Draft
    later: Draft
    language: str
    plan: Plan
    blocks: Sequence[Block]
    number: int
    last: int
    page_of: Mapping[str, int] = field(repr=False)
    neighbours: tuple[str, str] = ("", "")
    """Anchors of the last change before the page and the first one after it."""
    is_beside: bool = False
    only_changes: bool = False

    @property
    def query(self) -> str:
        """What the addresses of this redline keep."""
        return urlencode(
            {**({"view": "side"} if self.is_beside else {}), **({"only": "changes"} if self.only_changes else {})}
        )

    def address_of(self, anchor: str) -> str:
        """Within the page, or on another one."""
        page = self.page_of.get(anchor, self.number)
        if page == self.number:
            return f"#{quote(anchor)}"
        return f"{self.address_of_page(page)}#{quote(anchor)}"

    def address_of_page(self, page: int) -> str:
        return f"?{'&'.join(filter(None, [self.query, f'page={page}']))}"


def printed(shown: Shown) -> SafeString:
    if not both_published(shown.earlier, shown.later):
        return mark_safe("".join(_Printer(shown).blocks()))
    what = ("redline page", *kept_by(shown.earlier), shown.language, shown.number, shown.query)
    rows = kept_for(shown.later, *what, make=lambda: [("".join(_Printer(shown).blocks()),)])
    return mark_safe(str(rows[0][0]))


class _Printer:
    def __init__(self, shown: Shown) -> None:
        self.shown = shown
        self.changes = [block.line.anchor for block in shown.blocks if block.is_change]

    @cached_property
    def before(self) -> Words:
        lines = [line for block in self.shown.blocks if block.is_change for line in block.lines]
        return self._words(self.shown.earlier, {order for line in lines for order in line.earlier})

    @cached_property
    def after(self) -> Words:
        lines = [line for block in self.shown.blocks if not block.is_far for line in block.lines if line.later]
        split = [line.earlier[0] for line in lines if line.kind == LineageKind.SPLIT]
        parts = {part for order in split for part in self.shown.plan.parts[order]}
        return self._words(self.shown.later, {line.later for line in lines} | parts)

    def _words(self, draft: Draft, orders: set[int]) -> Words:
        page = reader_page(draft, self.shown.language, only=Q(order__in=orders))
        return {it.order: it for it in page.provisions}

    def blocks(self) -> Iterator[str]:
        for block in self.shown.blocks:
            if block.is_far:
                yield self._far(block)
            elif block.is_fold:
                yield self._fold(block)
            elif block.is_change:
                yield self._change(block.line)
            else:
                yield self._above(block.line)

    def _far(self, block: Block) -> str:
        count = len(block.lines)
        said = ngettext("%(count)s unchanged provision", "%(count)s unchanged provisions", count) % {"count": count}
        first, last = block.lines[0], block.lines[-1]
        link = f"{self.shown.later.get_absolute_url()}?{urlencode({'at': first.eid})}#{quote(first.eid)}"
        names = f"<bdi>{escape(first.name)}</bdi> – <bdi>{escape(last.name)}</bdi>"
        read = escape(_("Read them in the draft"))
        return f'<p class="unchanged-run">{escape(said)}: {names}. <a href="{link}">{read}</a></p>\n'

    def _fold(self, block: Block) -> str:
        count = len(block.lines)
        said = ngettext("%(count)s unchanged provision", "%(count)s unchanged provisions", count) % {"count": count}
        words = "".join(self._plain(line) for line in block.lines)
        return f'<details class="unchanged-run"><summary>{escape(said)}</summary>{words}</details>\n'

    def _above(self, line: Line) -> str:
        return f'<div class="above-change" id="{escape(line.anchor)}">{self._plain(line)}</div>\n'

    def _plain(self, line: Line) -> str:
        it = self.after[line.later]
        title = " ".join(filter(None, [it.number, it.heading]))
        shown = "" if self.shown.only_changes and title else it.html
        head = f'<p class="redline-heading">{escape(title)}</p>' if it.heading else f"<p>{escape(title)}</p>"
        return f'<div class="unchanged" lang="{it.language}" dir="auto">{head if title else ""}{shown}</div>'

    def _change(self, line: Line) -> str:
        words = "" if line.left_for else self._compared(line)
        kind = f'<span class="badge kind kind-{line.kind.value}">{escape(line.kind.label)}</span>'
        name = f'<a href="{self._address(line)}"><bdi>{escape(line.name)}</bdi></a>'
        notes = "".join(f" <span>{it}</span>" for it in self._notes(line))
        return (
            f'<section class="change change-{line.kind.value}{" left-place" if line.left_for else ""}"'
            f' id="{escape(line.anchor)}">\n'
            f'<header class="change-head"><h3 tabindex="-1">{name}</h3>'
            f" <p>{kind}{notes}</p>{self._ways(line)}</header>\n"
            f"{words}</section>\n"
        )

    def _ways(self, line: Line) -> str:
        """To the change before and the one after, on whichever page."""
        index = self.changes.index(line.anchor)
        before = self.changes[index - 1] if index else self.shown.neighbours[0]
        after = self.changes[index + 1] if index + 1 < len(self.changes) else self.shown.neighbours[1]
        ways = [("prev", "↑", _("Previous change"), before), ("next", "↓", _("Next change"), after)]
        links = "".join(
            f'<a href="{escape(self.shown.address_of(anchor))}" data-way="{way}" title="{escape(said)}">'
            f'<span aria-hidden="true">{sign}</span><span class="visually-hidden">{escape(said)}</span></a>'
            for way, sign, said, anchor in ways
            if anchor
        )
        return f'<p class="change-ways">{links}</p>' if links else ""

    def _address(self, line: Line) -> str:
        draft = self.shown.later if line.later else self.shown.earlier
        return reverse("provision", args=[draft.consultation.slug, draft.number, line.eid])

    def _notes(self, line: Line) -> Iterator[str]:
        """In HTML: where it came from or went, and what became of it with others."""
        if line.left_for:
            yield self._went(line)
            return
        elsewhere = " · ".join(self._place_before(*it) for it in zip(line.names_before, line.eids_before, strict=True))
        if line.kind == LineageKind.MOVED:
            yield escape(_("moved from %(place)s")) % {"place": elsewhere}
        elif line.kind == LineageKind.MERGED:
            yield escape(_("made of %(places)s")) % {"places": elsewhere}
        elif line.kind == LineageKind.SPLIT:
            yield escape(_("a part of %(place)s")) % {"place": elsewhere}
        elif line.names_before and line.names_before[0] != line.name:
            yield escape(pgettext("of a provision: what it was called", "was %(place)s")) % {"place": elsewhere}

    def _went(self, line: Line) -> str:
        now = self.shown.plan.by_later[line.left_for]
        link = f'<a href="{escape(self.shown.address_of(now.anchor))}"><bdi>{escape(now.name)}</bdi></a>'
        if line.kind == LineageKind.MERGED:
            return escape(_("it became a part of %(place)s")) % {"place": link}
        return escape(_("it stands as %(place)s now")) % {"place": link}

    def _place_before(self, name: str, eid: str) -> str:
        """The place that it left, where the redline shows it; else the provision in the earlier draft."""
        anchor = f"was-{eid}"
        draft = self.shown.earlier
        address = (
            self.shown.address_of(anchor)
            if anchor in self.shown.page_of
            else reverse("provision", args=[draft.consultation.slug, draft.number, eid])
        )
        return f'<a href="{escape(address)}"><bdi>{escape(name)}</bdi></a>'

    def _compared(self, line: Line) -> str:
        compared = self.comparison(line)
        language = (self.after[line.later] if line.later else self.before[line.earlier[0]]).language
        if not self.shown.is_beside:
            return self._side(compared, language, None)
        sides = [(self.shown.earlier, Mark.INSERTED), (self.shown.later, Mark.DELETED)]
        beside = "".join(
            f'<div><p class="side-label">{escape(draft.label)}</p>{self._side(compared, language, but)}</div>'
            for draft, but in sides
        )
        return f'<div class="sides">{beside}</div>\n'

    def _side(self, compared: Comparison, language: str, but: Mark | None) -> str:
        parts = "".join(
            f'<p class="{name}">{words}</p>' for name, it in compared if (words := marked(it.pieces, but=but))
        )
        nothing = pgettext("a provision that one of two drafts does not have", "not in this draft")
        shown = parts or f'<p class="soft">{escape(nothing)}</p>'
        return f'<div class="redline redline-words" lang="{language}" dir="auto">{shown}</div>\n'

    def comparison(self, line: Line) -> Comparison:
        old = [self.before[order] for order in line.earlier]
        if line.later and line.kind == LineageKind.SPLIT:
            parts = self.shown.plan.parts[line.earlier[0]]
            return compared_part(old[0], [self.after[part] for part in parts], parts.index(line.later))
        return compared(old, self.after[line.later] if line.later else None)
