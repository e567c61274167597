"""The job that reads a draft's file into provisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import sleep

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from common.enums import Verb
from common.services.audit import record
from common.services.job import JobFailed, JobRun, run_job
from common.uploads import DRAFT_LIMIT, Readable
from consultations.editing.places import places_of, places_of_problems
from consultations.models import Draft, DraftSource, Lineage, Provision, ProvisionText
from consultations.readers import ReadDraft, UnreadableFile
from consultations.readers.confined import read_confined
from consultations.readers.eids import eids
from consultations.services.draft import DraftPublished, locked_changeable
from consultations.services.lineage import match_again

BATCH = 1000
LONGEST_NUMBER = 120
WAIT = 0.2  # seconds
NO_PROVISION = gettext_lazy("The file has no text that could become a provision. Look into it and upload it again.")


def read_draft(run: JobRun) -> None:
    """Write provisions, texts and problems in place of those that are there, in one transaction with the job's end.

    Fails the job with a message where the file is no text or has no provision; then nothing is changed.
    """
    draft = Draft.objects.select_related("source").filter(pk=run.subject_id).first()
    if draft is None or draft.source is None:
        raise JobFailed(_("The draft or its file is gone."))
    read = read_file(draft, run)
    addresses = eids(read)
    with transaction.atomic():
        try:
            locked = locked_changeable(None, draft)
        except DraftPublished as error:
            raise JobFailed(error.message) from error
        write(locked, read, addresses, run)
        match_again(locked)
        run.finish()
        counts = {"provisions": len(addresses), "problems": len(read.problems)}
        record(by=None, verb=Verb.READ_IN, subject=locked, after=counts)


def read_file(draft: Draft, run: JobRun) -> ReadDraft:
    def beat() -> None:
        run.progress(gettext_noop("Reading the file"), 0, 1)

    beat()
    assert draft.source is not None  # noqa: S101  # tells the type checker what the caller has checked
    try:
        with draft.source.file.open("rb") as file:
            return check_readable(file, draft.source.name, beat)
    except UnreadableFile as error:
        raise JobFailed(error.message) from error


def write(draft: Draft, read: ReadDraft, addresses: Sequence[str], run: JobRun) -> None:
    Lineage.objects.filter(Q(provision__draft=draft) | Q(ancestor__draft=draft)).delete()
    ProvisionText.objects.filter(provision__draft=draft).delete()
    draft.provisions.update(parent=None)
    draft.provisions.all().delete()
    levels, texts = rows(draft, read, addresses)
    for written, level in enumerate(levels):
        run.progress(gettext_noop("Writing provisions"), written, len(levels))
        Provision.objects.bulk_create(level, batch_size=BATCH)
    ProvisionText.objects.bulk_create(texts, batch_size=BATCH)
    write_beside(draft, read)


def write_beside(draft: Draft, read: ReadDraft) -> None:
    """What has no place, the text of the file, and no edits: they were made to what the former file became."""
    places = places_of_problems(read.problems, read.source)
    draft.problems = [
        {problem.unit.value: problem.place, "text": problem.text, "reason": problem.reason.value, "at": at}
        for problem, at in zip(read.problems, places, strict=True)
    ]
    draft.notices = [{"kind": notice.kind.value, "count": notice.count} for notice in read.notices]
    draft.edition += 1
    draft.save(update_fields=["problems", "notices", "edition"])
    draft.edits.all().delete()
    DraftSource.objects.update_or_create(draft=draft, defaults={"text": read.source})


def rows(draft: Draft, read: ReadDraft, addresses: Sequence[str]) -> tuple[list[list[Provision]], list[ProvisionText]]:
    """The provisions level by level, as a parent is written before its children, and their texts."""
    levels: list[list[Provision]] = []
    texts: list[ProvisionText] = []
    made: dict[int, Provision] = {}
    walked = zip(read.walk(), addresses, places_of(read), strict=True)
    for order, ((one, parent, depth), eid, place) in enumerate(walked, start=1):
        above = made[id(parent)] if parent is not None else None
        provision = Provision(draft=draft, eid=eid, order=order, depth=depth, kind=one.kind, parent=above, place=place)
        made[id(one)] = provision
        if depth == len(levels):
            levels.append([])
        levels[depth].append(provision)
        texts.append(
            ProvisionText(
                provision=provision,
                language=draft.language,
                number=one.number[:LONGEST_NUMBER],
                heading=one.heading,
                text=one.text,
                html=one.html,
            )
        )
    return levels, texts


def read_now(draft: Draft) -> Draft:
    """Do the draft's reading here, unless a worker was quicker, and return the draft as it is then."""
    while draft.reading is not None and not draft.reading.is_finished:
        run_job(draft.reading.pk, read_draft)
        draft.reading.refresh_from_db()
        if not draft.reading.is_finished:
            sleep(WAIT)
    draft.refresh_from_db()
    return draft


def check_readable(file: Readable, name: str, beat: Callable[[], None] = lambda: None) -> ReadDraft:
    """What the file would become, before anything is stored; `beat` is called while it is read (`read_confined`).

    Raises UnreadableFile.
    """
    file.seek(0)
    read = read_confined(file.read(DRAFT_LIMIT), name, beat)
    if not read.provisions:
        raise UnreadableFile(NO_PROVISION)
    return read
