from __future__ import annotations

from collections.abc import Iterable

from accounts.models import StakeholderGroup


def group_choices(*, also: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The groups that may be chosen, by slug, in the secretariat's order with their names in the reader's language.
    `also` are slugs of retired ones to offer all the same. One query."""
    chosen = set(also)
    return [(it.slug, it.name) for it in StakeholderGroup.objects.all() if not it.retired_at or it.slug in chosen]
