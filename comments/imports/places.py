from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Places:
    """The provisions of one draft, to be found by `eid` or by number as somebody writes it.

    “Article 7”, “article 7.” and, where only one provision's number ends in it, “7” find the same one.
    """

    def __init__(self, provisions: Iterable[tuple[int, str, str]]) -> None:
        """`provisions` are (primary key, eid, number), once a language."""
        self._eids: dict[str, int] = {}
        self._numbers: dict[str, set[int]] = defaultdict(set)
        self._endings: dict[str, set[int]] = defaultdict(set)
        for key, eid, number in provisions:
            self._eids[eid] = key
            if words := _plain(number):
                self._numbers[words].add(key)
                self._endings[words.split()[-1]].add(key)

    def by_eid(self, eid: str) -> int | None:
        return self._eids.get(eid.strip())

    def by_number(self, number: str) -> int | None:
        """The provision of that number; None when there is none or more than one."""
        words = _plain(number)
        found = self._numbers.get(words) or self._endings.get(words, set())
        return next(iter(found)) if len(found) == 1 else None


def _plain(number: str) -> str:
    words = (word.strip(".:()[]§") for word in number.casefold().replace("§", " ").split())
    return " ".join(filter(None, words))
