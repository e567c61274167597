"""What follows from the words of a published draft is worked out once and kept: the words cannot change any more."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.utils.translation import get_language

from consultations.models import Draft

Rows = list[tuple[Any, ...]]

KEPT_FOR = 24 * 60 * 60
"""Seconds."""


def kept_for(draft: Draft, *what: object, make: Callable[[], Rows]) -> Rows:
    """What `make` gives, which `what` tells from everything else that is made of this draft, in the page's language.

    Rows of plain values: an object might not be readable by another version's class.
    Of an unpublished draft, which may change, it is made each time. `what` names what the result depends on besides the
    draft, its own fields and the numbers in the code included: what another version has kept is not taken up.
    """
    if draft.published_at is None:
        return make()
    name = repr((draft.pk, draft.published_at.timestamp(), get_language(), *what))
    key = f"draft:{sha256(name.encode()).hexdigest()}"
    kept: Rows | None = cache.get(key)
    if kept is None:
        kept = make()
        cache.set(key, kept, KEPT_FOR)
    return kept
