"""A draft whose words have passages worth commenting on."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from consultations.enums import DraftState
from tests.factories import ConsultationFactory, DraftFactory, RoundFactory, provision
from tests.scenes import Scene

WORDS = "Each Party shall act. Each Party shall report on art. 5. No Party may leave."
SENTENCES = ["art_1@en:0-21", "art_1@en:22-56", "art_1@en:57-76"]
"""Of article 1, whose words these are."""


def scene_with_passages(**fields: Any) -> Scene:
    """Three articles: one with `WORDS`, one as usual, and one with a paragraph. `fields` are the consultation's."""
    consultation = ConsultationFactory(**fields)
    draft = DraftFactory(consultation=consultation)
    articles = [provision(draft, number, text=text) for number, text in enumerate([WORDS, None, ""], start=1)]
    provision(draft, 1, parent=articles[-1], text="Below the third. And more.")
    draft.state, draft.published_at = DraftState.PUBLISHED, timezone.now()
    draft.save()
    round = RoundFactory(draft=draft, consultation=consultation)
    return Scene(consultation, draft, round, tuple(draft.provisions.order_by("order")))
