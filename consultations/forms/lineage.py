"""The choice of provisions in a correction of lineage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consultations.models import Draft, Provision, ProvisionText
from consultations.queries.lineage_review import FOUND_AT_MOST, find_provisions, text_of

MOST_CHOSEN = 50


@dataclass(frozen=True)
class Choice:
    provision: Provision
    text: ProvisionText | None
    is_chosen: bool


def chosen_keys(values: Iterable[str]) -> list[int]:
    """The keys that a form sent, without what is none."""
    return [int(value) for value in values if value.isascii() and value.isdigit() and len(value) < 19][:MOST_CHOSEN]


def choices(draft: Draft, chosen: Iterable[int], words: str) -> list[Choice]:
    """What is chosen already, then what has the words."""
    keys = set(chosen)
    held = Provision.objects.filter(draft=draft, pk__in=keys).prefetch_related("texts").order_by("order")
    found = find_provisions(draft, words).exclude(pk__in=keys)[:FOUND_AT_MOST] if words.strip() else []
    return [Choice(one, text_of(one, draft), one.pk in keys) for one in (*held, *found)]
