"""What a proposed wording takes the place of."""

from __future__ import annotations

from collections.abc import Iterable

Printed = tuple[str, str, str]
"""A provision as printed: number, heading, text."""


def replaced_text(printed: Iterable[Printed]) -> str:
    """The words of a place, which stands first, and of all below it, a line each. The place's own number and heading
    stay: they are not asked for. "" for the whole draft, which is no place."""
    lines = [" ".join(filter(None, it)) if index else it[2] for index, it in enumerate(printed)]
    return "\n".join(filter(None, lines))
