"""Drafts that follow each other, for tests of what compares them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils import timezone

from consultations.enums import DraftState, LineageKind
from consultations.models import Consultation, Draft, Lineage
from tests.factories import ConsultationFactory, DraftFactory, provision

Became = tuple[int | None, int | None, LineageKind]
"""The number of an article in the draft before, its number in the later one, and what became of it."""


def draft_of(
    articles: Mapping[int, str],
    *,
    after: Draft | None = None,
    became: Iterable[Became] = (),
    consultation: Consultation | None = None,
    is_published: bool = True,
) -> Draft:
    """A draft with these articles, by number, in this order; what became of those of the draft before."""
    consultation = consultation or (after.consultation if after else ConsultationFactory())
    draft = DraftFactory(consultation=consultation, predecessor=after)
    own = {number: provision(draft, number, text=text) for number, text in articles.items()}
    former = {it.eid: it for it in after.provisions.all()} if after else {}
    Lineage.objects.bulk_create(
        Lineage(
            draft=draft, ancestor=former.get(f"art_{old}"), provision=own.get(new or 0), kind=kind, score=0, order=order
        )
        for order, (old, new, kind) in enumerate(became, start=1)
    )
    if is_published:
        draft.state, draft.published_at = DraftState.PUBLISHED, timezone.now()
        draft.save()
    return draft
