"""Lineage as services and pages ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import FilteredRelation, Q, TextField, Value
from django.db.models.functions import Coalesce

from common.enums import JobState
from consultations.lineage import Text
from consultations.models import Draft, Lineage, Provision


def texts_in(draft: Draft, only: Iterable[int] | None = None) -> list[Text]:
    """The provisions (`only` those with these keys) in the draft's own language, in reading order, in one query; the
    keys are primary keys."""
    provisions = Provision.objects.filter(draft=draft)
    if only is not None:
        provisions = provisions.filter(pk__in=[*only])
    its = FilteredRelation("texts", condition=Q(texts__language=draft.language))
    parts = [Coalesce(f"its__{name}", Value(""), output_field=TextField()) for name in ("number", "heading", "text")]
    rows = provisions.annotate(its=its).order_by("order").values_list("pk", "parent_id", "kind", *parts)
    return [Text(*row) for row in rows]


def is_matched(draft: Draft) -> bool:
    """Its latest matching is done. A draft without a predecessor is matched with nothing, and needs none."""
    if draft.matching is not None:
        return draft.matching.state == JobState.DONE
    return Lineage.objects.filter(draft=draft).exists()


def needs_confirmation(draft: Draft) -> bool:
    """It follows another draft, and nobody has agreed to its lineage as it stands."""
    return draft.predecessor_id is not None and draft.lineage_confirmed_at is None
