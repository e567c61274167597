from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from comments.numbers import Numbered, find

REMEMBERED = 2000
"""Numbers of a table; most tables name a few, again and again."""


class Places:
    """The provisions of one draft, to be found by `eid` or by number as somebody writes it (`comments.numbers`)."""

    def __init__(self, provisions: Iterable[tuple[int, str, Numbered]]) -> None:
        """`provisions` are (primary key, language, provision), in the order of the draft."""
        self._keys: dict[str, int] = {}
        self._in_language: dict[str, list[Numbered]] = defaultdict(list)
        for key, language, provision in provisions:
            self._keys[provision.eid] = key
            self._in_language[language].append(provision)
        self.by_number = lru_cache(REMEMBERED)(self._by_number)

    def by_eid(self, eid: str) -> int | None:
        return self._keys.get(eid.strip())

    def _by_number(self, number: str) -> int | None:
        """The provision of that number; None when there is none or more than one."""
        found = {hit.eid for it in self._in_language.values() for hit in find(number, it, is_table=True).hits}
        return self._keys[found.pop()] if len(found) == 1 else None
