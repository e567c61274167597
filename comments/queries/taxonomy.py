"""The lists that the secretariat keeps, and how much of what was said stands under each of their entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import OrganisationState
from accounts.models import Organisation, RegionalGrouping, StakeholderGroup, User
from comments.enums import Dimension, Place, Status
from comments.models import Comment, CommentReport, DispositionTerm, ModerationReasonTerm, Response, Tally
from common.keyset import KeysetPage, paginate
from common.models import AuditEntry
from common.models.term import Term

HISTORY = 20
Uses = dict[int, tuple[int, ...]]


@dataclass(frozen=True)
class Taxonomy:
    """One list. `key` stands in addresses; `count` gives the numbers of `columns` for each entry, by its key, in as
    many queries as there are columns at most. `kept_note` and `merge_note` say what stays as it was."""

    key: str
    model: type[Term]
    title: str | Promise
    about: str | Promise
    columns: tuple[str | Promise, ...]
    count: Callable[[Sequence[Term]], Uses]
    kept_note: str | Promise
    merge_note: str | Promise


@dataclass(frozen=True)
class Entry:
    """One row of a list: `place` from 1 among those offered, 0 for a retired one."""

    term: Term
    place: int
    uses: tuple[int, ...]


@dataclass(frozen=True)
class Entries:
    offered: tuple[Entry, ...]
    retired: tuple[Entry, ...]


def entries_of(taxonomy: Taxonomy) -> Entries:
    """All of them, in the secretariat's order."""
    terms = list(_terms(taxonomy.model))
    uses = taxonomy.count(terms)
    offered = [it for it in terms if it.is_offered]
    return Entries(
        tuple(Entry(it, place, uses[it.pk]) for place, it in enumerate(offered, start=1)),
        tuple(Entry(it, 0, uses[it.pk]) for it in terms if not it.is_offered),
    )


def uses_of(taxonomy: Taxonomy, term: Term) -> list[tuple[str | Promise, int]]:
    return list(zip(taxonomy.columns, taxonomy.count([term])[term.pk], strict=True))


def history_of(term: Term, cursor: str) -> KeysetPage[AuditEntry]:
    """What happened to an entry, newest first, each row with its `actor`. Two queries."""
    rows = AuditEntry.objects.filter(subject_type=term._meta.label_lower, subject_id=term.pk)
    page = paginate(rows, order=("-at", "-id"), cursor=cursor, size=HISTORY)
    actors = User.objects.in_bulk({entry.actor_id for entry in page.items if entry.actor_id})
    for entry in page.items:
        entry.actor = actors.get(entry.actor_id or 0)  # type: ignore[attr-defined]  # for the template
    return page


def _terms(model: type[Term]) -> QuerySet[Term]:
    return model._default_manager.select_related("successor")


def _of_groups(terms: Sequence[Term]) -> Uses:
    keys = [it.pk for it in terms]
    people = _counted(User.objects.filter(stakeholder_group__in=keys), "stakeholder_group")
    known = Organisation.objects.filter(stakeholder_group__in=keys, state=OrganisationState.KNOWN)
    organisations = _counted(known, "stakeholder_group")
    tallies = Tally.objects.filter(place=Place.ROUND, dimension=Dimension.GROUP, value__in=[it.slug for it in terms])
    comments = Counter(dict(tallies.order_by().values_list("value").annotate(Sum("count"))))
    return {it.pk: (people[it.pk], organisations[it.pk], comments[it.slug]) for it in terms}


def _of_groupings(terms: Sequence[Term]) -> Uses:
    return {it.pk: (len(it.countries),) for it in terms if isinstance(it, RegionalGrouping)}


def _of_dispositions(terms: Sequence[Term]) -> Uses:
    responses = _counted(Response.objects.filter(disposition__slug__in=[it.slug for it in terms]), "disposition")
    return {it.pk: (responses[it.slug],) for it in terms}


def _of_reasons(terms: Sequence[Term]) -> Uses:
    slugs = [it.slug for it in terms]
    hidden = _counted(Comment.objects.filter(status=Status.HIDDEN, moderation_reason__in=slugs), "moderation_reason")
    reports = _counted(CommentReport.objects.filter(reason__slug__in=slugs), "reason")
    return {it.pk: (hidden[it.slug], reports[it.slug]) for it in terms}


def _counted(rows: QuerySet[Any], field: str) -> Counter[Any]:
    return Counter(dict(rows.order_by().values_list(field).annotate(Count("pk"))))


TAXONOMIES = {
    it.key: it
    for it in (
        Taxonomy(
            key="stakeholder-groups",
            model=StakeholderGroup,
            title=_("Stakeholder groups"),
            about=_("What people and organisations say that they are. Each comment keeps the group of its day."),
            columns=(_("People"), _("Organisations"), _("Published comments")),
            count=_of_groups,
            kept_note=_(
                "Comments keep this group, and figures and digests go on counting them under it. People and "
                "organisations keep it until they choose another."
            ),
            merge_note=_(
                "People and organisations move to the other group at once, or within minutes where they are thousands. "
                "Comments keep the group that they were posted with. Nobody is moved back when this one is offered "
                "again."
            ),
        ),
        Taxonomy(
            key="regional-groupings",
            model=RegionalGrouping,
            title=_("Regional groupings"),
            about=_("Countries that belong together for you, beside the regions of the United Nations."),
            columns=(_("Countries"),),
            count=_of_groupings,
            kept_note=_("A round that is open to it stays so, and addresses with its code go on working."),
            merge_note=_(
                "This one is no longer offered and points to the other. What names it goes on meaning its countries."
            ),
        ),
        Taxonomy(
            key="dispositions",
            model=DispositionTerm,
            title=_("Dispositions"),
            about=_("What the secretariat does with a comment that it answers. Each response keeps its own."),
            columns=(_("Responses"),),
            count=_of_dispositions,
            kept_note=_("Responses keep this disposition, and digests and matrices show it."),
            merge_note=_(
                "This one is no longer offered and points to the other. Responses keep what they were given as."
            ),
        ),
        Taxonomy(
            key="moderation-reasons",
            model=ModerationReasonTerm,
            title=_("Reasons of moderation"),
            about=_(
                "Why a comment is hidden, or reported by a reader. The name goes on after “This comment was hidden by "
                "the secretariat:”."
            ),
            columns=(_("Hidden comments"), _("Reports")),
            count=_of_reasons,
            kept_note=_("Hidden comments keep this reason in their place, and digests show it."),
            merge_note=_(
                "This one is no longer offered and points to the other. Decisions keep the reason they were made for."
            ),
        ),
    )
}
