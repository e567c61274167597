"""Two published drafts of 1,000 provisions, each tied to what it was, for the redline: half of the paragraphs have
other words, and the first articles have gone to the end."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from django.utils import timezone

from benchmarks.words import clause
from consultations.enums import DraftState, ProvisionKind
from consultations.lineage import Text, match
from consultations.models import Consultation, Draft, Lineage, Provision, ProvisionText
from consultations.services.consultation import make_consultation, publish_consultation

ARTICLES = 100
PARAGRAPHS = 9
MOVED = 5
WORDS = 50
Article = list[str]
"""Its paragraphs."""


def make_versions() -> tuple[Draft, Draft]:
    """The earlier and the later one. Their rows are written in bulk."""
    chance = Random(6)  # noqa: S311  # nothing secret
    consultation = make_consultation(
        by=None, slug="versions", titles={"en": "Versions"}, summaries={"en": "What changed."}, languages=["en"]
    )
    articles = [[f"Each Party shall {clause(chance, WORDS)}." for _ in range(PARAGRAPHS)] for _ in range(ARTICLES)]
    changed = [[changed_words(text, chance) for text in article] for article in articles]
    earlier = draft_of(consultation, articles, before=None)
    later = draft_of(consultation, changed[MOVED:] + changed[:MOVED], before=earlier)
    tie(earlier, later)
    Draft.objects.filter(consultation=consultation).update(state=DraftState.PUBLISHED, published_at=timezone.now())
    publish_consultation(by=None, consultation=consultation)
    return earlier, later


def changed_words(text: str, chance: Random) -> str:
    if chance.random() < 0.5:
        return text
    words = text.split()
    at = chance.randrange(4, len(words) - 4)
    return " ".join([*words[:at], *clause(chance, 3).split(), *words[at + 2 :]])


def draft_of(consultation: Consultation, articles: Sequence[Article], *, before: Draft | None) -> Draft:
    number = before.number + 1 if before else 1
    draft = Draft.objects.create(
        consultation=consultation, number=number, label=f"Version {number}", language="en", predecessor=before
    )
    heads = [
        Provision(draft=draft, eid=f"art_{it}", order=1 + (it - 1) * (PARAGRAPHS + 1), kind=ProvisionKind.ARTICLE)
        for it in range(1, len(articles) + 1)
    ]
    Provision.objects.bulk_create(heads)
    paragraphs = [
        Provision(
            draft=draft,
            eid=f"{head.eid}__para_{it}",
            order=head.order + it,
            depth=1,
            parent=head,
            kind=ProvisionKind.PARAGRAPH,
        )
        for head in heads
        for it in range(1, PARAGRAPHS + 1)
    ]
    Provision.objects.bulk_create(paragraphs)
    texts = [text for article in articles for text in article]
    ProvisionText.objects.bulk_create(
        [
            *(ProvisionText(provision=it, language="en", number=f"Article {n}") for n, it in enumerate(heads, start=1)),
            *(
                ProvisionText(
                    provision=it,
                    language="en",
                    number=f"{it.eid.rpartition('_')[2]}.",
                    text=text,
                    html=f"<p>{text}</p>",
                )
                for it, text in zip(paragraphs, texts, strict=True)
            ),
        ]
    )
    return draft


def tie(earlier: Draft, later: Draft) -> None:
    found = match(texts_of(earlier), texts_of(later))
    Lineage.objects.bulk_create(
        Lineage(
            draft=later,
            ancestor_id=it.ancestor,
            provision_id=it.provision,
            kind=it.kind,
            score=it.score,
            order=order,
        )
        for order, it in enumerate(found, start=1)
    )


def texts_of(draft: Draft) -> list[Text]:
    rows = ProvisionText.objects.filter(provision__draft=draft).select_related("provision").order_by("provision__order")
    return [
        Text(it.provision_id, it.provision.parent_id, it.provision.kind, it.number, it.heading, it.text) for it in rows
    ]
