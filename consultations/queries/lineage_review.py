"""Lineage as staff look it over."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from common.keyset import KeysetPage, paginate
from consultations.enums import LineageKind
from consultations.models import Draft, Lineage, Provision, ProvisionText
from consultations.redline import Redline, redline

ROWS_A_PAGE = 50
FOUND_AT_MOST = 20
SURE = 0.7
"""Likeness of the words below which a match is called uncertain, unless staff have decided it."""
UNCERTAIN = Q(is_corrected=False) & (
    Q(kind__in=[LineageKind.SPLIT, LineageKind.MERGED])
    | Q(score__lt=SURE, provision__isnull=False, ancestor__isnull=False)
)
SHOWN = {
    "": Q(),
    "changed": ~Q(kind=LineageKind.UNCHANGED),
    "uncertain": UNCERTAIN,
    "corrected": Q(is_corrected=True),
    **{f"only-{kind.value}": Q(kind=kind) for kind in LineageKind},
}
"""What a page can be of, by the word in its address."""


@dataclass(frozen=True)
class Reviewed:
    """A row of the review. `old` and `new` are the texts in the drafts' own languages."""

    row: Lineage
    old: ProvisionText | None
    new: ProvisionText | None

    @property
    def name(self) -> str:
        """How the provision, or what was deleted, is called among others."""
        text, provision = (self.new, self.row.provision) if self.row.provision else (self.old, self.row.ancestor)
        return (text.number if text else "") or (provision.eid if provision else "")

    @cached_property
    def is_uncertain(self) -> bool:
        several = self.row.kind in (LineageKind.SPLIT, LineageKind.MERGED)
        has_both = self.old is not None and self.new is not None
        return not self.row.is_corrected and (several or (has_both and self.row.score < SURE))

    @cached_property
    def redline(self) -> Redline | None:
        """The words that changed; none where the text of several went into one, or of one into several."""
        if self.old is None or self.new is None or self.row.kind in (LineageKind.SPLIT, LineageKind.MERGED):
            return None
        return redline(self.old.text, self.new.text) if self.old.text != self.new.text else None


def review_page(draft: Draft, user: User, shown: str, cursor: str) -> KeysetPage[Reviewed]:
    rows = (
        Lineage.objects.visible_to(user)
        .filter(SHOWN[shown], draft=draft)
        .select_related("provision", "ancestor")
        .prefetch_related("provision__texts", "ancestor__texts")
    )
    page = paginate(rows, order=("order", "pk"), cursor=cursor, size=ROWS_A_PAGE)
    return KeysetPage([reviewed(row, draft) for row in page.items], page.next_cursor, page.previous_cursor)


def reviewed(row: Lineage, draft: Draft) -> Reviewed:
    assert draft.predecessor is not None  # noqa: S101  # a draft with lineage has one
    return Reviewed(row, text_of(row.ancestor, draft.predecessor), text_of(row.provision, draft))


def text_of(provision: Provision | None, draft: Draft) -> ProvisionText | None:
    """Its text in the language of the draft, from what is fetched already."""
    if provision is None:
        return None
    texts = list(provision.texts.all())
    return next((text for text in texts if text.language == draft.language), texts[0] if texts else None)


def counts_of(draft: Draft) -> dict[str, int]:
    """How many rows there are of each kind, and how many are uncertain or were corrected, in one query."""
    named = {name.replace("-", "_"): condition for name, condition in SHOWN.items() if name}
    counts = Lineage.objects.filter(draft=draft).aggregate(
        every=Count("pk"), **{f"of_{name}": Count("pk", filter=condition) for name, condition in named.items()}
    )
    return {"": counts["every"]} | {name: counts[f"of_{name.replace('-', '_')}"] for name in SHOWN if name}


def find_provisions(draft: Draft, words: str) -> QuerySet[Provision]:
    """Those whose address, number, heading or text has these words; the nearest to an exact address or number first."""
    wanted = words.strip()
    texts = ProvisionText.objects.filter(provision=OuterRef("pk"), language=draft.language)
    in_text = Q(number__icontains=wanted) | Q(heading__icontains=wanted) | Q(text__icontains=wanted)
    exact = Q(eid__iexact=wanted) | Exists(texts.filter(number__iexact=wanted))
    return (
        Provision.objects.filter(draft=draft)
        .annotate(is_exact=exact)
        .filter(Q(eid__icontains=wanted) | Exists(texts.filter(in_text)))
        .prefetch_related("texts")
        .order_by("-is_exact", "order")
    )
