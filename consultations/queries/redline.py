"""Which provisions of two drafts belong together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from consultations.enums import LineageKind
from consultations.models import Draft, Lineage
from consultations.redline import Link, composed


def links_between(earlier: Draft, later: Draft) -> list[Link] | None:
    """From the lineage of the drafts that lead from one to the other, in two queries however many they are.

    None where no way leads there, or where a draft on it was never matched with the one before.
    """
    before = dict(Draft.objects.filter(consultation=later.consultation_id).values_list("pk", "predecessor"))
    steps = _steps(earlier.pk, later.pk, before)
    if steps is None:
        return None
    rows = Lineage.objects.filter(draft__in=steps).values_list("draft", "ancestor__order", "provision__order", "kind")
    links: dict[int, list[Link]] = defaultdict(list)
    for step, ancestor, provision, kind in rows:
        made = links[step]
        if ancestor and provision:
            made.append(Link(ancestor, provision, kind == LineageKind.MOVED))
    if any(step not in links for step in steps):
        return None
    found = links[steps[0]]
    for step in steps[1:]:
        found = composed(found, links[step])
    return found


def _steps(earlier: int, later: int, before: Mapping[int, int | None]) -> list[int] | None:
    """The drafts after the earlier one, in order, each of which follows the one before it."""
    steps: list[int] = []
    at: int | None = later
    while at is not None and at != earlier and at not in steps:
        steps.insert(0, at)
        at = before.get(at)
    return steps if at == earlier else None
