"""Passages of a draft, and gaps in it, that comments hang on: what the reader marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject
from django.utils import timezone

from accounts.models import User
from accounts.reader_kind import ReaderKind
from comments.anchoring.selector import Span
from comments.enums import AnchorType, Status
from comments.models import Anchor
from comments.models.comment import is_comment_seen_by
from common.prepared import Given, IsOneOf, Prepared
from consultations.models import Draft, Provision, ProvisionText

MOST_AT_A_PROVISION = 200
"""Of a provision's passages and gaps so many are looked at, the newest: a page costs the same however many there
are."""

HUNG = JSONObject(type="type", text="provision_text_id", start="start", end="end")


@dataclass(frozen=True)
class Spoken:
    """What of a provision published comments are about: passages of `text`, which is in `language`, each with how many
    comments; and the gap after it."""

    text: str = ""
    language: str = ""
    passages: tuple[tuple[Span, int], ...] = ()
    gaps: int = 0


def spoken_of(
    draft: Draft, language: str, *, user: User | AnonymousUser, provisions: Collection[int]
) -> dict[int, Spoken]:
    """By provision, those of the given ones that have any. Passages are those of the text that a reader of `language`
    is shown. One query, and one more for the texts where there are passages."""
    if not provisions:
        return {}
    given = {"reader": user.pk, "now": timezone.now(), "provisions": [*provisions]}
    hung = dict(_prepared(ReaderKind.of(user)).rows(**given))
    with_passages = [pk for pk, anchors in hung.items() if any(it["type"] == AnchorType.PASSAGE for it in anchors)]
    texts = _shown_texts(draft, language, with_passages)
    return {pk: _spoken(anchors, texts.get(pk)) for pk, anchors in hung.items() if anchors}


@cache
def _prepared(kind: ReaderKind) -> Prepared[tuple[int, list[dict[str, Any]]]]:
    seen = is_comment_seen_by(kind.anyone, "comment__", now=Given("now"))
    anchors = Anchor.objects.filter(
        seen,
        provision=OuterRef("pk"),
        type__in=[AnchorType.PASSAGE, AnchorType.GAP],
        comment__status=Status.PUBLISHED,
    ).order_by("-posted_at", "-comment")
    provisions = Provision.objects.filter(IsOneOf("pk", Given("provisions"))).order_by()
    hung = ArraySubquery(anchors.values(it=HUNG)[:MOST_AT_A_PROVISION])
    return Prepared(provisions.annotate(hung=hung).values_list("pk", "hung"))


def _shown_texts(draft: Draft, language: str, provisions: Collection[int]) -> dict[int, ProvisionText]:
    if not provisions:
        return {}
    texts = ProvisionText.objects.filter(provision__in=provisions, language__in={language, draft.language})
    in_order = sorted(texts, key=lambda it: it.language == language)
    return {it.provision_id: it for it in in_order}


def _spoken(anchors: list[dict[str, Any]], text: ProvisionText | None) -> Spoken:
    gaps = sum(it["type"] == AnchorType.GAP for it in anchors)
    if text is None:
        return Spoken(gaps=gaps)
    spans = Counter(Span(it["start"], it["end"]) for it in anchors if it["text"] == text.pk)
    return Spoken(text.text, text.language, tuple(sorted(spans.items())), gaps)
