from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import FileType, JobState, Verb
from common.errors import NotAllowed, StateError
from common.file_types import type_by_name
from common.models import Job
from common.services.audit import record
from common.services.job import cancel, enqueue
from common.uploads import DRAFT_LIMIT, Readable, store
from consultations.models import Consultation, Draft, Provision
from consultations.permissions import can_edit_consultation, can_make_draft
from consultations.readers import READERS

READ_DRAFT = "consultations.read_draft"
FILE_TYPES: frozenset[FileType] = frozenset(filter(None, (type_by_name(f"draft{ending}") for ending in READERS)))


class DraftPublished(StateError):
    """A published draft cannot change."""


class LabelTaken(StateError):
    """Another draft of the consultation has this label."""


@transaction.atomic
def start_draft(
    *, by: User | None, consultation: Consultation, label: str, language: str, file: Readable, name: str
) -> Draft:
    """Keep the file and enqueue its reading; the draft has its provisions when the job is done.

    Raises NotAllowed, LabelTaken, and UploadRefused for a file that cannot be taken; then nothing is kept.
    """
    draft = plan_draft(by=by, consultation=consultation, label=label, language=language)
    draft.source = store(file, name=name, allowed=FILE_TYPES, limit=DRAFT_LIMIT)
    draft.save(update_fields=["source"])
    record(by=by, verb=Verb.CREATED, subject=draft, after={"label": label, "sha256": draft.source.sha256})
    return read_again(draft)


@transaction.atomic
def announce_draft(*, by: User | None, consultation: Consultation, label: str, language: str) -> Draft:
    """A draft whose file is still to come (`replace_file`), so that rounds on it can be prepared. Raises NotAllowed,
    LabelTaken."""
    draft = plan_draft(by=by, consultation=consultation, label=label, language=language)
    record(by=by, verb=Verb.CREATED, subject=draft, after={"label": label})
    return draft


def plan_draft(*, by: User | None, consultation: Consultation, label: str, language: str) -> Draft:
    """The next draft of the consultation, without a file, in the caller's transaction, which writes the audit row.
    Raises NotAllowed, LabelTaken."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if by is not None and not can_make_draft(by, consultation):
        raise NotAllowed(_("make a draft"))
    if consultation.drafts.filter(label=label).exists():
        raise LabelTaken(_("Another draft of this consultation has this label. Choose another one."))
    previous = consultation.drafts.order_by("-number").first()
    return Draft.objects.create(
        consultation=consultation,
        number=previous.number + 1 if previous else 1,
        label=label,
        language=language,
        predecessor=previous,
    )


@transaction.atomic
def replace_file(*, by: User, draft: Draft, file: Readable, name: str) -> Draft:
    """Read another file in place of the draft's. The provisions stay until the new ones are there.

    Raises NotAllowed, DraftPublished, UploadRefused.
    """
    draft = locked_changeable(by, draft)
    before = draft.source.sha256 if draft.source else None
    draft.source = store(file, name=name, allowed=FILE_TYPES, limit=DRAFT_LIMIT)
    draft.save(update_fields=["source"])
    record(by=by, verb=Verb.CHANGED, subject=draft, before={"sha256": before}, after={"sha256": draft.source.sha256})
    if draft.reading and not draft.reading.is_finished:
        cancel(by=by, job=draft.reading)
    return read_again(draft)


def read_again(draft: Draft) -> Draft:
    draft.reading = enqueue(READ_DRAFT, draft.pk)
    draft.save(update_fields=["reading"])
    return draft


def locked_changeable(by: User | None, draft: Draft) -> Draft:
    """The draft as it is now, locked. Raises NotAllowed, DraftPublished."""
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("consultation", "source", "reading")
    locked = drafts.get(pk=draft.pk)
    check_changeable(by, locked)
    return locked


def check_changeable(by: User | None, draft: Draft) -> None:
    """Raises NotAllowed for whom never may change it, then DraftPublished."""
    if by is not None and not can_edit_consultation(by, draft.consultation):
        raise NotAllowed(_("change this draft"))
    if draft.is_published:
        raise DraftPublished(_("This draft is published and cannot change. Make another draft."))


def is_ready(draft: Draft) -> bool:
    """The reading of its latest file is done and gave provisions."""
    return reading_is_done(draft.reading) and Provision.objects.filter(draft=draft).exists()


def reading_is_done(job: Job | None) -> bool:
    return job is None or job.state == JobState.DONE
