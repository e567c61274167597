"""Finding organisations by what people type, and what the pages about them show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Count, Exists, F, Func, OuterRef, Q, Value
from django.utils.translation import gettext
from rapidfuzz import fuzz, process

from accounts.enums import MembershipState, OrganisationState
from accounts.folding import LOOK_ALIKES, look
from accounts.models import Invitation, Membership, Organisation, User
from accounts.models.organisation import OrganisationQuerySet
from common.keyset import KeysetPage, paginate
from common.models import AuditEntry

PAGE = 50
FOUND = 20
HISTORY = 20
SIMILAR = 85
"""How much of 100 two names must have in common to be taken for one by `similar_organisations`."""

ORGANISATION, MEMBERSHIP, INVITATION = (it._meta.label_lower for it in (Organisation, Membership, Invitation))

_LOOKS = Func(
    F("folded"),
    Value("".join(map(chr, LOOK_ALIKES))),
    Value("".join(map(chr, LOOK_ALIKES.values()))),
    function="translate",
    output_field=CharField(),
)


def matching(organisations: OrganisationQuerySet, typed: str) -> OrganisationQuerySet:
    """Those whose names hold every word that was typed, whatever its case, accents and look-alike letters."""
    return organisations.annotate(looks=_LOOKS).filter(*(Q(("looks__contains", word)) for word in look(typed).split()))


def found_organisations(user: User | AnonymousUser, typed: str) -> list[Organisation]:
    """At most FOUND that are known, by name, each with `is_mine` where one speaks or has asked to speak for it.

    None for nothing typed."""
    if not look(typed) or not user.is_authenticated:
        return []
    mine = Membership.objects.standing().filter(user=user, organisation=OuterRef("pk"))
    known = Organisation.objects.visible_to(user).known().select_related("stakeholder_group")
    known = known.annotate(is_mine=Exists(mine))
    return list(matching(known, typed).order_by("folded", "id")[:FOUND])


def similar_organisations(name: str, *, but: Organisation | None = None, limit: int = 5) -> list[Organisation]:
    """Known organisations that may be the same under another spelling, the likeliest first."""
    known = Organisation.objects.known()
    if but is not None:
        known = known.exclude(pk=but.pk)
    names: dict[tuple[int, str], str] = {}
    for pk, full, words in known.values_list("pk", "name", "folded").iterator():
        names |= {(pk, "with its short name"): look(words), (pk, "without"): look(full)}
    scored = process.extract(look(name), names, scorer=fuzz.token_set_ratio, limit=2 * limit, score_cutoff=SIMILAR)
    likeliest = list(dict.fromkeys(pk for _words, _score, (pk, _which) in scored))[:limit]
    rows = known.select_related("stakeholder_group").in_bulk(likeliest)
    return [rows[pk] for pk in likeliest if pk in rows]


@dataclass(frozen=True)
class Shelf:
    """One choice of the desk's list."""

    value: str
    condition: Q


SHELVES: Sequence[Shelf] = (
    Shelf("", Q(state=OrganisationState.KNOWN)),
    Shelf("unverified", Q(state=OrganisationState.KNOWN, verified_at=None)),
    Shelf("verified", Q(state=OrganisationState.KNOWN, verified_at__isnull=False)),
    Shelf("asked", Q(state=OrganisationState.ASKED)),
    Shelf("merged", Q(state=OrganisationState.MERGED)),
    Shelf("declined", Q(state=OrganisationState.DECLINED)),
)


def organisations_page(user: User | AnonymousUser, *, typed: str, shelf: str, cursor: str) -> KeysetPage[Organisation]:
    """A page of the desk's list, by name, each with the number of its `representatives`. Two queries."""
    condition = next((it.condition for it in SHELVES if it.value == shelf), SHELVES[0].condition)
    rows = matching(Organisation.objects.visible_to(user), typed).filter(condition)
    page = paginate(rows.select_related("stakeholder_group"), order=("folded", "id"), cursor=cursor, size=PAGE)
    active = Membership.objects.filter(organisation__in=page.items, state=MembershipState.ACTIVE)
    counts = dict(active.order_by().values_list("organisation").annotate(Count("pk")))
    for organisation in page.items:
        organisation.representatives = counts.get(organisation.pk, 0)  # type: ignore[attr-defined]  # for the template
    return page


def history_of(organisation: Organisation, cursor: str) -> KeysetPage[AuditEntry]:
    """What happened to the organisation, its representatives and its invitations, newest first: each row with its
    `subject` in words and its `actor`. Four queries at most."""
    subjects = Q(subject_type=ORGANISATION, subject_id=organisation.pk)
    for label, model in ((MEMBERSHIP, Membership), (INVITATION, Invitation)):
        ids = model._default_manager.filter(organisation=organisation).values("pk")
        subjects |= Q(subject_type=label, subject_id__in=ids)
    page = paginate(AuditEntry.objects.filter(subjects), order=("-at", "-id"), cursor=cursor, size=HISTORY)
    actors = User.objects.in_bulk({entry.actor_id for entry in page.items if entry.actor_id})
    words = _in_words(page.items)
    for entry in page.items:
        entry.actor = actors.get(entry.actor_id or 0)  # type: ignore[attr-defined]  # for the template
        entry.subject = words.get((entry.subject_type, entry.subject_id), gettext("The organisation:"))  # type: ignore[attr-defined]  # as above
    return page


def _in_words(entries: list[AuditEntry]) -> dict[tuple[str, int], str]:
    """The person of a membership, the address of an invitation."""
    memberships = Membership.objects.select_related("user").in_bulk(_ids(entries, MEMBERSHIP))
    invitations = Invitation.objects.in_bulk(_ids(entries, INVITATION))
    people = {
        (MEMBERSHIP, pk): gettext("%(name)s as representative:") % {"name": it.user} for pk, it in memberships.items()
    }
    letters = {
        (INVITATION, pk): gettext("Invitation to %(address)s:") % {"address": it.email}
        for pk, it in invitations.items()
    }
    return people | letters


def _ids(entries: list[AuditEntry], label: str) -> set[int]:
    return {entry.subject_id for entry in entries if entry.subject_type == label}
