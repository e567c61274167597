"""Matching a draft with the one before it, and agreeing to that."""

from __future__ import annotations

from time import sleep

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import StateError
from common.services.audit import record
from common.services.job import cancel, enqueue, run_job
from consultations.models import Draft
from consultations.queries.lineage import is_matched
from consultations.services.draft import locked_changeable
from consultations.services.lineage_matching import MATCH_DRAFT, WAIT, match_draft


class LineageNotReady(StateError):
    """The draft is not matched with the one before it, or there is none before it."""


@transaction.atomic(savepoint=False)
def match_again(draft: Draft) -> None:
    """Have the draft matched anew, as its text has changed, and so any draft that follows it and is not published. What
    was confirmed is no longer. Call it in the transaction of the change."""
    changed = Draft.objects.select_for_update(of=("self",)).filter(published_at=None).select_related("matching")
    for one in changed.filter(pk=draft.pk).exclude(predecessor=None) | changed.filter(predecessor=draft):
        if one.matching is not None and not one.matching.is_finished:
            cancel(by=None, job=one.matching)
        one.matching = enqueue(MATCH_DRAFT, one.pk)
        one.lineage_confirmed_at = None
        one.save(update_fields=["matching", "lineage_confirmed_at"])


@transaction.atomic
def start_matching(*, by: User, draft: Draft) -> None:
    """Match once more, where the matching failed or was never done. Raises NotAllowed, DraftPublished."""
    locked = locked_changeable(by, draft)
    if locked.predecessor_id is None:
        raise LineageNotReady(_("No draft comes before this one, so there is nothing to match."))
    record(by=by, verb=Verb.ASKED, subject=locked, after={"matching": True})
    match_again(locked)


@transaction.atomic
def confirm_lineage(*, by: User | None, draft: Draft) -> Draft:
    """Agree to the lineage as it stands now, so that the draft can be published.

    Raises NotAllowed, DraftPublished, and LineageNotReady while it is being matched.
    """
    locked = locked_changeable(by, draft)
    if locked.predecessor_id is None or not is_matched(locked):
        raise LineageNotReady(
            _("This draft is not matched with the one before it yet. Wait, or have it matched again.")
        )
    locked.lineage_confirmed_at = timezone.now()
    locked.save(update_fields=["lineage_confirmed_at"])
    record(by=by, verb=Verb.CONFIRMED, subject=locked, after={"lineage": locked.lineage.count()})
    return locked


def match_now(draft: Draft) -> Draft:
    """Do the draft's matching here, unless a worker was quicker, and return the draft as it is then."""
    while draft.matching is not None and not draft.matching.is_finished:
        run_job(draft.matching.pk, match_draft)
        draft.matching.refresh_from_db()
        if not draft.matching.is_finished:
            sleep(WAIT)
    draft.refresh_from_db()
    return draft
