"""What became of a provision in the drafts after its own, in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from comments.citation import cited
from comments.queries.history import Successor, successors
from comments.queries.reader import ReaderProvision
from comments.views.redline_compared import compared
from consultations.enums import LineageKind
from consultations.models import Draft, Provision


@dataclass(frozen=True)
class Became:
    """In `draft`: what it is there by name and address, nothing where it was deleted. `words` says how much of it
    changed."""

    draft: Draft
    kind: LineageKind
    places: Sequence[tuple[str, str]]
    words: str


def what_became(provision: Provision, was: ReaderProvision, *, user: User | AnonymousUser) -> list[Became]:
    """In each draft that follows its own: one as a rule. One query."""
    rows = groupby(successors(provision, user=user), key=lambda it: it.draft)
    return [_in(draft, [*found], was) for draft, found in rows]


def _in(draft: Draft, found: Sequence[Successor], was: ReaderProvision) -> Became:
    return Became(draft, found[0].kind, [_place(it) for it in found if it.eid], _words(found[0], was))


def _place(it: Successor) -> tuple[str, str]:
    address = reverse("provision", args=[it.draft.consultation.slug, it.draft.number, it.eid])
    return cited(it.eid, number=it.number, heading=it.heading), address


def _words(it: Successor, was: ReaderProvision) -> str:
    """Nothing of what was split or merged: there words are no measure."""
    if it.kind in (LineageKind.DELETED, LineageKind.SPLIT, LineageKind.MERGED):
        return ""
    count = compared([was], it).changed_words
    if not count:
        return _("with the same words")
    return ngettext("%(count)s word changed", "%(count)s words changed", count) % {"count": count}
