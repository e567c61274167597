"""Provisions by their words, through the door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Left
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from comments.citation import cited
from comments.passages import Piece, passage_of, pieces
from comments.queries.search import LONGEST_LOOKED_THROUGH, Search
from comments.queries.words import Finds, Marked, Rank
from consultations.models import ProvisionText, is_draft_seen_by

MOST = 2_000
"""Of the texts that have the words, so many of the latest drafts are compared."""


@dataclass(frozen=True)
class FoundProvision:
    """A provision that has the words, in one of its languages."""

    url: str
    name: str
    draft: str
    consultation: str
    language: str
    passage: tuple[Piece, ...]


@dataclass(frozen=True)
class FoundProvisions:
    items: Sequence[FoundProvision]
    next_page: int = 0


def best_provisions(search: Search, *, page: int = 1, size: int = 20) -> FoundProvisions:
    """Best answers first, a provision once a page: in the reader's language where several of its texts have the words.
    One query."""
    start = (page - 1) * size
    if start >= MOST:
        return FoundProvisions(())
    candidates = _texts(search).order_by("-pk").values("pk")[:MOST]
    texts = (
        ProvisionText.objects.filter(pk__in=candidates)
        .select_related("provision__draft__consultation")
        .annotate(
            rank=Rank("words__vector", search.query),
            passage=Marked(language="language", words=F("text"), asked=search.asked),
            all_words=Left("text", LONGEST_LOOKED_THROUGH),
        )
        .defer("text", "html")
        .order_by("-rank", "-provision__draft", "provision__order", "pk")
    )
    rows = list(texts[start : start + size + 1])
    more = len(rows) > size and start + size < MOST
    return FoundProvisions([_found(it, search) for it in _once(rows[:size])], next_page=page + 1 if more else 0)


def _texts(search: Search) -> QuerySet[ProvisionText]:
    texts = ProvisionText.objects.filter(is_draft_seen_by(search.user, "provision__draft__"))
    texts = texts.filter(Finds("words__vector", search.query))
    return texts.filter(provision__draft__consultation=search.consultation) if search.consultation else texts


def _once(texts: Sequence[Any]) -> list[Any]:
    mine = get_language()
    chosen: dict[int, Any] = {}
    for text in texts:
        kept = chosen.get(text.provision_id)
        if kept is None or (text.language == mine and kept.language != mine):
            chosen[text.provision_id] = text
    return list(chosen.values())


def _found(text: Any, search: Search) -> FoundProvision:
    provision = text.provision
    draft = provision.draft
    address = reverse("reader", args=[draft.consultation.slug, draft.number])
    return FoundProvision(
        url=f"{address}?{urlencode({'at': provision.eid})}#{provision.eid}",
        name=cited(provision.eid, number=text.number, heading=text.heading),
        draft=draft.label,
        consultation=draft.consultation.title,
        language=text.language,
        passage=passage_of(text.all_words, search.asked.runs) or pieces(text.passage, of=text.all_words),
    )
