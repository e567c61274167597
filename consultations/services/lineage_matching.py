"""The job that ties a draft's provisions to those of the draft before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.enums import Verb
from common.services.audit import record
from common.services.job import JobFailed, JobRun
from consultations.lineage import Match, match
from consultations.models import Draft, Lineage
from consultations.queries.lineage import texts_in
from consultations.services.draft import DraftPublished, locked_changeable

MATCH_DRAFT = "consultations.match_draft"
BATCH = 1000
WAIT = 0.2  # seconds


def match_draft(run: JobRun) -> None:
    """Write the draft's lineage in place of what is there, in one transaction with the job's end.

    What staff have decided stays where both its ends still are. A text that changes meanwhile cancels the job and asks
    for another (`match_again`), so what is written is true of the texts as they are.
    """
    draft = Draft.objects.select_related("predecessor").filter(pk=run.subject_id).first()
    if draft is None or draft.predecessor is None:
        raise JobFailed(_("The draft, or the draft before it, is gone."))
    run.progress(gettext_noop("Comparing provisions"), 0, 1)
    found = match(texts_in(draft.predecessor), texts_in(draft), decided(draft))
    with transaction.atomic():
        try:
            locked = locked_changeable(None, draft)
        except DraftPublished as error:
            raise JobFailed(error.message) from error
        run.progress(gettext_noop("Writing lineage"), 0, 1)
        write(locked, found)
        run.finish()
        record(by=None, verb=Verb.MATCHED, subject=locked, after=dict(Counter(one.kind.value for one in found)))


def decided(draft: Draft) -> dict[int, list[int]]:
    """The ancestors that staff have given to provisions, none to those that they called new."""
    ancestors: dict[int, list[int]] = {}
    rows = draft.lineage.filter(is_corrected=True).exclude(provision=None).order_by("order", "pk")
    for provision, ancestor in rows.values_list("provision_id", "ancestor_id"):
        its = ancestors.setdefault(provision, [])
        if ancestor is not None:
            its.append(ancestor)
    return ancestors


def write(draft: Draft, found: Iterable[Match]) -> None:
    corrected = decided(draft)
    draft.lineage.all().delete()
    rows = [
        Lineage(
            draft=draft,
            provision_id=one.provision,
            ancestor_id=one.ancestor,
            kind=one.kind,
            score=one.score,
            order=order,
            is_corrected=one.provision in corrected,
        )
        for order, one in enumerate(found, start=1)
    ]
    Lineage.objects.bulk_create(rows, batch_size=BATCH)
