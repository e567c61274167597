"""What follows from the words of a published draft is worked out once and kept: the words cannot change any more."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from consultations.models import Draft

Rows = list[tuple[Any, ...]]

KEPT_FOR = 24 * 60 * 60
"""Seconds."""

MOST_IN_MEMORY = 200
"""How many rows of rows each process has at hand, the last used; the heaviest, a page of the reader, has 200 KB."""


def kept_for(draft: Draft, *what: object, make: Callable[[], Rows]) -> Rows:
    """What `make` gives, which `what` tells from everything else that is made of this draft, in the page's language.

    Rows of plain values: an object might not be readable by another version's class.
    Of an unpublished draft, which may change, it is made each time; where nothing was found, nothing is kept. `what`
    names what the result depends on besides the draft, its own fields and the numbers in the code included: what
    another version has kept is not taken up.
    """
    if draft.published_at is None:
        return make()
    name = repr((draft.pk, draft.published_at.timestamp(), get_language(), *what))
    key = f"draft:{sha256(name.encode()).hexdigest()}"
    try:
        return _at_hand(key)
    except LookupError:
        made = make()
        if made:
            cache.set(key, made, KEPT_FOR)
        return made


@lru_cache(maxsize=MOST_IN_MEMORY)
def _at_hand(key: str) -> Rows:
    """Out of the cache once a process. Raises LookupError, which is not remembered, where the cache has nothing."""
    kept: Rows | None = cache.get(key)
    if kept is None:
        raise LookupError(key)
    return kept
