"""Going to a provision by its number, wherever in a long draft it is: `?number=5.2`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from comments.numbers import LONGEST, Found, Numbered, find
from comments.queries.kept import Rows, kept_for
from comments.queries.reader import ReaderProvision, reader_page
from comments.views.places import places_in
from consultations.enums import ProvisionKind
from consultations.models import Draft


@dataclass(frozen=True)
class Jump:
    """What was asked for, and what it may mean."""

    draft: Draft
    asked: str
    found: Found

    @property
    def only(self) -> Numbered | None:
        return self.found.hits[0] if len(self.found.hits) == 1 else None

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Names and addresses of the places that it may mean, or of the one that is nearest."""
        nearest = [self.found.nearest] if self.found.nearest else []
        return [(it.name, self.address_of(it)) for it in self.found.hits or nearest]

    def address_of(self, place: Numbered, query: str = "") -> str:
        """In the text; `at` finds the page of a long draft, since browsers keep the part after `#` to themselves."""
        eid = quote(place.eid)
        asked = "&".join(filter(None, [f"at={eid}", query]))
        return f"{self.draft.get_absolute_url()}?{asked}#{eid}"


def jump_asked(draft: Draft, language: str, asked: Mapping[str, str]) -> Jump | None:
    """None where nobody asks for a number."""
    number = asked.get("number", "").replace("\x00", "").strip()[:LONGEST]
    return Jump(draft, number, numbered_so(draft, language, number)) if number else None


def numbered_so(draft: Draft, language: str, number: str) -> Found:
    """The provisions that somebody may mean who writes that number."""
    return find(number, _numbered(draft, language))


def _numbered(draft: Draft, language: str) -> list[Numbered]:
    rows = kept_for(draft, "numbers and names", language, make=lambda: _rows(draft, language))
    return [
        Numbered.of(eid, name, depth, number, heading, ProvisionKind(kind))
        for eid, name, depth, number, heading, kind in rows
    ]


def _rows(draft: Draft, language: str) -> Rows:
    places = [(it, it.provision) for it in places_in(reader_page(draft, language))]
    return [
        (it.eid, place.name, it.depth, it.number, it.heading, it.kind.value)
        for place, it in places
        if isinstance(it, ReaderProvision)
    ]
