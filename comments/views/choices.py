"""What the filters of a list offer, beside what is chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.countries import NOT_STATED
from accounts.queries.regional_grouping import Choice, grouping_choices, grouping_name, region_choices
from accounts.queries.stakeholder_group import group_choices
from comments.asked_places import AskedPlace
from comments.enums import AnchorType, Kind, Position, Sort
from comments.queries.filters import ANSWERED, UNANSWERED, Filters
from consultations.languages import language_label


class Offered(Protocol):
    """A stakeholder group or region that totals count."""

    @property
    def value(self) -> str: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True)
class Select:
    """One filter of which one value is chosen, "" for `anything`; `more` are further values under `more_label`."""

    name: str
    label: str
    anything: str
    options: tuple[Option, ...]
    chosen: str
    more: tuple[Option, ...] = ()
    more_label: str = ""

    @property
    def words(self) -> str:
        """Of what is chosen."""
        return next((it.label for it in (*self.options, *self.more) if it.value == self.chosen), self.chosen)


@dataclass(frozen=True)
class Tick:
    """A filter that is on or off."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Chip:
    """A filter that is chosen, in words; `query` is the address without it."""

    name: str
    words: str
    query: str


@dataclass(frozen=True)
class Choices:
    """`query` is what is chosen and kept, as part of an address; `query_of_none` leads to the whole list in the same
    order. `kept` is what the address holds besides, as names and values; `notices` say which filters were ignored."""

    selects: tuple[Select, ...]
    ticks: tuple[Tick, ...]
    chips: tuple[Chip, ...]
    sort: Sort
    query: str
    query_of_none: str
    notices: tuple[str, ...]
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def narrow(self) -> bool:
        return bool(self.chips)


def choices_of(
    filters: Filters,
    *,
    groups: Iterable[Offered] | None = None,
    groupings: Sequence[Choice] = (),
    languages: Sequence[str] = (),
    kept: Sequence[tuple[str, str]] = (),
) -> Choices:
    """`groups` are those that totals name; all that may be chosen otherwise, in one query."""
    known = [Option(it.value, it.label) for it in groups] if groups is not None else _groups(filters)
    selects = (
        Select("group", _("Stakeholder group"), _("Everyone"), tuple(known), filters.group),
        _regions(filters, groupings),
        _select("position", _("Position"), _("All positions"), Position.choices, filters.position),
        _select("kind", _("Kind"), _("All kinds"), Kind.choices, filters.kind),
        _languages(filters, languages),
        _answers(filters),
    )
    ticks = _ticks(filters)
    named = {it.name: f"{it.label}: {it.words}" for it in selects} | {it.name: it.label for it in ticks}
    named["about"] = _about(filters)

    def query(filters: Filters) -> str:
        return "&".join(filter(None, [urlencode(kept), filters.query]))

    return Choices(
        selects=selects,
        ticks=ticks,
        chips=tuple(Chip(name, named[name], query(filters.without(name))) for name in filters.chosen),
        sort=filters.sort,
        query=query(filters),
        query_of_none=query(Filters(sort=filters.sort)),
        notices=tuple(_notice(name, filters) for name in filters.unknown),
        kept=tuple(kept),
    )


def sorts() -> tuple[Option, ...]:
    return tuple(Option(it.value, str(it.label)) for it in Sort)


def groupings_for(filters: Filters) -> list[Choice]:
    """All that are offered, and the one that is chosen also when it is retired. One query."""
    return grouping_choices(also=[filters.region])


def _groups(filters: Filters) -> list[Option]:
    named = group_choices(also=[filters.group])
    return [*(Option(slug, name) for slug, name in named), Option(NOT_STATED, _("Not stated"))]


def _regions(filters: Filters, groupings: Sequence[Choice]) -> Select:
    """Of groupings, the one that is chosen alone on pages that offer none."""
    chosen = [Choice(filters.region, grouping_name(filters.region))] if filters.countries and not groupings else []
    regions = [*(Option(it.code, it.name) for it in region_choices()), Option(NOT_STATED, _("Not stated"))]
    more = tuple(Option(it.code, it.name) for it in (*groupings, *chosen))
    return Select("region", _("Region"), _("All regions"), tuple(regions), filters.region, more, _("Groupings"))


def _select(name: str, label: str, anything: str, options: Iterable[tuple[str, object]], chosen: str) -> Select:
    return Select(name, label, anything, tuple(Option(value, str(words)) for value, words in options), chosen)


def _languages(filters: Filters, languages: Sequence[str]) -> Select:
    """Those of the text, then those of the pages: in these people write."""
    offered = dict.fromkeys(
        [*languages, *(tag for tag, _name in settings.LANGUAGES), *filter(None, [filters.language])]
    )
    named = [(tag, language_label(tag)) for tag in offered]
    return _select("language", _("Language"), _("All languages"), named, filters.language)


def _answers(filters: Filters) -> Select:
    answers = [(ANSWERED, pgettext("comments", "Answered")), (UNANSWERED, pgettext("comments", "Not answered"))]
    anything = pgettext("comments", "Answered or not")
    return _select("answered", _("Secretariat"), anything, answers, filters.answered)


def _about(filters: Filters) -> str:
    """What is marked in the draft leads to it; no list of values could be offered."""
    place = AskedPlace.read(filters.about)
    if place is not None and place.type == AnchorType.PASSAGE:
        return _("About a passage")
    if place is not None and place.type == AnchorType.GAP:
        return _("About what is missing here")
    return _("About one place")


def _ticks(filters: Filters) -> tuple[Tick, ...]:
    """Only what the reader can use: nobody is shown a filter that is for others."""
    ticks = []
    if filters.here.reader is not None:
        ticks.append(Tick("mine", _("Mine"), filters.mine))
    if filters.here.since is not None:
        ticks.append(Tick("new", _("New since my last visit"), filters.new))
    return tuple(ticks)


def _notice(name: str, filters: Filters) -> str:
    if name == "mine":
        return _("Sign in to see your own comments only. The list shows all.")
    if name == "new" and filters.here.reader is None:
        return _("Sign in to see what is new since your last visit. The list shows all.")
    if name == "new":
        return _("This is your first visit, so nothing is marked as new. The list shows all.")
    names = {
        "group": _("stakeholder group"),
        "region": _("region"),
        "position": _("position"),
        "kind": _("kind"),
        "language": _("language"),
        "about": _("place"),
        "answered": _("answer to “answered?”"),
        "sort": _("order"),
    }
    return _("There is no such %(name)s, so the list is not narrowed by it.") % {"name": names[name]}
