"""What was said of a provision in each draft, and what became of it in the next one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from django.contrib.auth.models import AnonymousUser
from django.db.models import OuterRef, Subquery, Sum

from accounts.models import User
from accounts.reader_kind import ReaderKind
from comments.enums import Dimension, Place
from comments.models import Tally
from common.prepared import Given, Prepared
from consultations.enums import LineageKind
from consultations.models import Draft, Lineage, Provision, ProvisionText

WORDS = ("number", "heading", "text")


def comments_on(provisions: Collection[int], *, user: User | AnonymousUser) -> dict[int, int]:
    """How many published comments each has of its own, those that have any; all rounds on its draft together."""
    tallies = Tally.objects.visible_to(user).filter(
        provision__in=provisions, place=Place.PROVISION, dimension=Dimension.ALL, count__gt=0
    )
    return dict(tallies.values_list("provision").annotate(Sum("count")))


@dataclass(frozen=True)
class Successor:
    """What a provision became in a later draft; `eid` and the words are empty where that has deleted it."""

    draft: Draft
    kind: LineageKind
    eid: str
    number: str
    heading: str
    text: str


def successors(provision: Provision, *, user: User | AnonymousUser) -> list[Successor]:
    """In the drafts that follow its own, in the languages of these. Nothing in a draft that nobody has matched."""
    rows = _successors(ReaderKind.of(user)).rows(reader=user.pk, provision=provision.pk)
    return [
        Successor(
            draft=row.draft,
            kind=LineageKind(row.kind),
            eid=row.provision.eid if row.provision else "",
            **{name: getattr(row, name) or "" for name in WORDS},
        )
        for row in rows
    ]


@cache
def _successors(kind: ReaderKind) -> Prepared[Lineage]:
    text = ProvisionText.objects.filter(provision=OuterRef("provision"), language=OuterRef("draft__language"))
    rows = Lineage.objects.visible_to(kind.anyone).filter(ancestor=Given("provision"))
    rows = rows.annotate(**{name: Subquery(text.values(name)[:1]) for name in WORDS})
    return Prepared(rows.select_related("draft__consultation", "provision").order_by("draft", "order"))
