"""Which stretches of a draft the reader shows, and the addresses of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.queries.reader import totals_by_order
from comments.queries.stretches import Stretch, stretch_at, stretches_of
from consultations.models import Draft

ALL = "all"


@dataclass(frozen=True)
class Entry:
    """A stretch in the contents. `total` counts the comments on its provisions."""

    stretch: Stretch
    url: str
    total: int
    is_shown: bool


@dataclass(frozen=True)
class Leaf:
    """What one page of the reader shows to `user`: a stretch of the draft, or all of them. `query` is what the
    addresses of the other pages keep."""

    draft: Draft
    user: User | AnonymousUser
    stretches: tuple[Stretch, ...]
    stretch: Stretch | None = None
    query: str = ""

    @property
    def shown(self) -> tuple[Stretch, ...]:
        return (self.stretch,) if self.stretch else self.stretches

    @property
    def is_long(self) -> bool:
        """Whether the draft has more than one stretch."""
        return len(self.stretches) > 1

    @property
    def is_part(self) -> bool:
        return self.is_long and self.stretch is not None

    @cached_property
    def totals(self) -> dict[int, int]:
        """By the order of the provision, wherever in the draft it is."""
        return totals_by_order(self.draft, user=self.user)

    @cached_property
    def entries(self) -> list[Entry]:
        said: Counter[int] = Counter()
        for order, total in self.totals.items() if self.is_part else ():
            said[stretch_at(self.stretches, order).number] += total
        return [Entry(it, self.url_of(it.number), said[it.number], it is self.stretch) for it in self.stretches]

    @property
    def pages(self) -> list[Entry]:
        """What the contents name beside what is shown; nothing where all of it is."""
        return self.entries if self.is_part else []

    @property
    def previous(self) -> Entry | None:
        number = self.stretch.number if self.stretch else 1
        return self.entries[number - 2] if number > 1 else None

    @property
    def next(self) -> Entry | None:
        number = self.stretch.number if self.stretch else len(self.stretches)
        return self.entries[number] if number < len(self.stretches) else None

    @property
    def whole_url(self) -> str:
        return self.url_of(ALL)

    @property
    def first_url(self) -> str:
        return self.url_of(1)

    def url_of(self, page: int | str) -> str:
        address = self.draft.get_absolute_url()
        asked = "&".join(filter(None, ["" if page == 1 else urlencode({"page": page}), self.query]))
        return f"{address}?{asked}" if asked else address


def leaf_asked(
    draft: Draft, language: str, asked: Mapping[str, str], *, user: User | AnonymousUser, query: str = ""
) -> Leaf | None:
    """The page that holds the provision `p` or `at`, or the page of that number, or the whole text; else the first one.

    None for a number that the draft does not have. A short draft is always whole.
    """
    stretches = stretches_of(draft, language)
    page = asked.get("page", "1")
    if page == ALL or not stretches:
        return Leaf(draft, user, stretches, query=query)
    eid = asked.get("p") or asked.get("at")
    order = draft.provisions.filter(eid=eid).values_list("order", flat=True).first() if eid and stretches[1:] else None
    if order is not None:
        return Leaf(draft, user, stretches, stretch_at(stretches, order), query)
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 0
    return Leaf(draft, user, stretches, stretches[number - 1], query) if 1 <= number <= len(stretches) else None
