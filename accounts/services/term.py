"""What administrators do with the lists that they keep (`common.models.term`): every list alike.

Each of these holds all rows of its list first, in the order of their keys, so that two administrators at once come one
after the other. Whoever posts with an entry meanwhile does not wait: only its key is needed for that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.errors import CodeTaken, LastOffered, NameTaken, Needed, NoSuccessor, WordingChangedMeanwhile
from accounts.limits import TERM_NAME
from accounts.models import User
from accounts.permissions import can_keep_lists
from common.enums import Verb
from common.errors import NotAllowed
from common.localized import FALLBACK
from common.models.term import Term
from common.services.audit import record
from common.text import is_blank, is_storable

T = TypeVar("T", bound=Term)


@transaction.atomic
def make_term(*, by: User, term: T) -> T:
    """Add an entry that is not stored yet, as the last of its list. Raises NotAllowed, CodeTaken, NameTaken; ValueError
    as `check_names`."""
    rows = _held(by, type(term))
    check_names(term.names)
    _check_free(term, rows)
    if any(it.slug == term.slug for it in rows.values()):
        raise CodeTaken(term.slug)
    term.order = max((it.order for it in rows.values()), default=0) + 1
    term.save(force_insert=True)
    record(by=by, verb=Verb.CREATED, subject=term, after={"slug": term.slug, "names": term.names})
    return term


@transaction.atomic
def rename_term(*, by: User, term: T, names: Mapping[str, str], seen: str) -> T:
    """Word the same thing better, or in a further language: what was said with it reads so from now on.

    `seen` is the fingerprint of the wording that the change was made from. Raises NotAllowed, NameTaken,
    WordingChangedMeanwhile; ValueError as `check_names`.
    """
    rows = _held(by, type(term))
    check_names(names)
    term = rows[term.pk]
    before = term.names
    if before == names:
        return term
    if term.fingerprint != seen:
        raise WordingChangedMeanwhile
    term.names = dict(names)
    if term.is_offered:
        _check_free(term, rows)
    term.save(update_fields=["names"])
    record(by=by, verb=Verb.CHANGED, subject=term, before={"names": before}, after={"names": term.names})
    return term


@transaction.atomic
def move_term(*, by: User, term: T, up: bool) -> T:
    """Change places with the offered entry above or below; the first goes no higher, the last no lower. Raises
    NotAllowed."""
    rows = _held(by, type(term))
    offered = sorted((it for it in rows.values() if it.is_offered), key=lambda it: (it.order, it.slug))
    term = rows[term.pk]
    if term not in offered:
        return term
    place = offered.index(term)
    target = place + (-1 if up else 1)
    if not 0 <= target < len(offered):
        return term
    offered[place], offered[target] = offered[target], offered[place]
    for order, it in enumerate(offered, start=1):
        it.order = order
    type(term)._default_manager.bulk_update(offered, ["order"])
    record(by=by, verb=Verb.CHANGED, subject=term, before={"place": place + 1}, after={"place": target + 1})
    return term


@transaction.atomic
def retire_term(*, by: User, term: T, successor: T | None = None) -> T:
    """No longer offer an entry. Whatever was said with it keeps it, and so does who has chosen it until they choose
    another; `successor` is what they are pointed to.

    Raises NotAllowed, Needed, LastOffered, and NoSuccessor for one that is not offered.
    """
    rows = _held(by, type(term))
    return _retire(rows[term.pk], rows, by=by, verb=Verb.CHANGED, successor=successor)


@transaction.atomic
def offer_term_again(*, by: User, term: T) -> T:
    """Offer a retired entry as before, as the last of the list. Who was moved by a merge stays where they are. Raises
    NotAllowed, NameTaken."""
    rows = _held(by, type(term))
    term = rows[term.pk]
    if term.is_offered:
        return term
    _check_free(term, rows)
    before = _standing(term)
    term.retired_at, term.successor = None, None
    term.order = max(it.order for it in rows.values()) + 1
    term.save(update_fields=["retired_at", "successor", "order"])
    record(by=by, verb=Verb.CHANGED, subject=term, before=before, after=_standing(term))
    return term


@transaction.atomic
def merge_terms(*, by: User, double: T, into: T) -> T:
    """From now on `into` is what `double` was. What was said with the double keeps it; other retired entries that
    pointed to it point to `into`. Merging the same two again changes nothing. Raises as `retire_term`."""
    rows = _held(by, type(double))
    double = rows[double.pk]
    if double.successor is not None and double.successor.pk == into.pk:
        return double
    _retire(double, rows, by=by, verb=Verb.MERGED, successor=into)
    type(double)._default_manager.filter(successor=double.pk).update(successor=into.pk)
    record(by=by, verb=Verb.CHANGED, subject=into, after={"took_in": double.slug})
    return double


@transaction.atomic
def replace_term(*, by: User, old: T, term: T) -> T:
    """Make an entry because another has changed its meaning: that one is retired and points to the new one, which may
    have its name. Raises Needed, and as `make_term`."""
    old = _held(by, type(old))[old.pk]
    if old.slug in old.NEEDED:
        raise Needed(old.name)
    before = _standing(old)
    old.retired_at = old.retired_at or timezone.now()
    old.save(update_fields=["retired_at"])
    old.successor = made = make_term(by=by, term=term)
    old.save(update_fields=["successor"])
    record(by=by, verb=Verb.CHANGED, subject=old, before=before, after=_standing(old))
    return made


def check_names(names: Mapping[str, str]) -> None:
    """Raises ValueError for what no form of ours lets through."""
    if is_blank(names.get(FALLBACK, "")):
        raise ValueError("An entry has a name in English, which is what others fall back to.")
    if any(is_blank(it) or len(it) > TERM_NAME or not is_storable(it) for it in names.values()):
        raise ValueError("A name is empty, too long, or cannot be stored.")


def _held(by: User, model: type[T]) -> dict[int, T]:
    """All rows of the list by their keys, held until the end of the transaction."""
    if not can_keep_lists(by):
        raise NotAllowed(_("change the lists of this site"))
    return {it.pk: it for it in model._default_manager.select_for_update(no_key=True).order_by("pk")}


def _check_free(term: T, rows: Mapping[int, T]) -> None:
    name = term.names[FALLBACK].casefold()
    others = (it for it in rows.values() if it.is_offered and it.pk != term.pk)
    if any(it.names.get(FALLBACK, "").casefold() == name for it in others):
        raise NameTaken(term.names[FALLBACK])


def _retire(term: T, rows: Mapping[int, T], *, by: User, verb: Verb, successor: T | None) -> T:
    takes_over = rows.get(successor.pk) if successor is not None else None
    if successor is not None and (takes_over is None or takes_over.pk == term.pk or not takes_over.is_offered):
        raise NoSuccessor
    if term.slug in term.NEEDED:
        raise Needed(term.name)
    if not term.MAY_BE_EMPTY and not any(it.is_offered and it.pk != term.pk for it in rows.values()):
        raise LastOffered
    before = _standing(term)
    term.retired_at, term.successor = term.retired_at or timezone.now(), takes_over
    after = _standing(term)
    if before != after:
        term.save(update_fields=["retired_at", "successor"])
        record(by=by, verb=verb, subject=term, before=before, after=after)
    return term


def _standing(term: Term) -> dict[str, object]:
    return {"retired_at": term.retired_at, "successor": term.successor.slug if term.successor else None}
