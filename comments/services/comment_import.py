"""Bringing in a file of comments, by a mapping."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import StakeholderGroup, User
from comments.enums import RowOutcome
from comments.errors import DraftNotPublished
from comments.imports.columns import missing_columns
from comments.imports.fields import SOURCE_ID
from comments.imports.mapping import Mapping, Policy
from comments.imports.mapping_reader import MappingRefused, read_mapping
from comments.imports.places import Places
from comments.imports.reading import ReadComment, Surroundings, read_comment, source_id_of
from comments.imports.row import Level, Problem, Row, TableRefused, error
from comments.imports.tables import detect_format, read_table
from comments.models import CommentImport
from comments.numbers import Numbered
from comments.permissions import can_import
from comments.services.import_rows import Recorder, report_not_new, report_rejected
from comments.services.import_staging import Staging
from common.enums import FileType, JobState, Verb
from common.errors import NotAllowed
from common.models import Job, StoredFile
from common.services.audit import record
from common.services.job import JobFailed, JobRun, enqueue, run_job
from common.uploads import TABLE_LIMIT, Readable, store
from consultations.enums import ProvisionKind
from consultations.models import ProvisionText, Round

IMPORT_FILES = frozenset({FileType.CSV, FileType.XLSX, FileType.JSONL})
IMPORT_LIMIT = TABLE_LIMIT
TASK = "comments.import_comments"
CHUNK = 500


@transaction.atomic
def start_import(*, by: User, round: Round, file: StoredFile, mapping: str) -> CommentImport:
    """Check the file against the mapping and leave the rest to a job.

    Raises NotAllowed, and MappingRefused or TableRefused for what the first rows already tell.
    """
    if not can_import(by, round.consultation):
        raise NotAllowed(_("import comments into this consultation"))
    made = _register(by=by, round=round, file=file, mapping=mapping)
    made.job = enqueue(TASK, made.pk)
    made.save(update_fields=["job"])
    return made


def start_import_of_upload(*, by: User, round: Round, upload: Readable, name: str, mapping: str) -> CommentImport:
    """Keep an uploaded file and start its import; nothing is kept of a file that is refused.

    Raises UploadRefused, and what `start_import` raises.
    """
    kept: StoredFile | None = None
    try:
        with transaction.atomic():
            kept = store(upload, name=name, allowed=IMPORT_FILES, limit=IMPORT_LIMIT)
            return start_import(by=by, round=round, file=kept, mapping=mapping)
    except Exception:
        if kept is not None:
            kept.file.delete(save=False)
        raise


def import_now(*, round: Round, file: StoredFile, mapping: str) -> CommentImport:
    """The same for the operator at the shell: the job runs here, and a worker takes it up if this process dies.

    Raises MappingRefused or TableRefused.
    """
    with transaction.atomic():
        made = _register(by=None, round=round, file=file, mapping=mapping)
        made.job = Job.objects.create(task=TASK, subject_id=made.pk, enqueued_at=timezone.now())
        made.save(update_fields=["job"])
    while made.job.state == JobState.QUEUED:  # A failure that may pass is tried again, as a worker does.
        run_job(made.job.pk, import_comments)
        made.job.refresh_from_db()
    made.refresh_from_db()
    return made


def _register(*, by: User | None, round: Round, file: StoredFile, mapping: str) -> CommentImport:
    if not round.draft.is_published:
        raise DraftNotPublished
    check_file(file, read_mapping(mapping))
    made = CommentImport.objects.create(
        consultation=round.consultation, round=round, source_file=file, mapping=mapping, by=by
    )
    record(by=by, verb=Verb.STARTED, subject=made)
    return made


def check_file(file: StoredFile, mapping: Mapping) -> None:
    """Whether the file is a table and has the mapped columns. Raises TableRefused and MappingRefused."""
    with _opened(file) as opened:
        optional = (mapping.table.format or detect_format(opened)) == "jsonl"
        if problems := missing_columns(read_table(opened, mapping.table), mapping, optional=optional):
            raise MappingRefused(problems)


def import_comments(run: JobRun) -> None:
    """The job's work: stage every readable row, put the threads together, make the comments level by level.

    Each batch is a transaction with its part of the report, so a job that was killed goes on where it stopped: what is
    in the database is found there, by (consultation, source, the source's id).
    """
    made = CommentImport.objects.select_related("round__consultation", "source_file", "by").get(pk=run.subject_id)
    mapping = _mapping_of(made)
    with Staging() as staging:
        _stage(run, made, mapping, staging)
        staging.arrange(
            consultation_id=made.consultation_id,
            round_id=made.round_id,
            source=mapping.source,
            ids_from_content=not mapping.maps(SOURCE_ID),
        )
        for rows in staging.not_new():
            report_not_new(made, rows)
        _record(run, made, mapping, staging)
    _finish(run, made)


def _mapping_of(made: CommentImport) -> Mapping:
    try:
        return read_mapping(made.mapping)
    except MappingRefused as refusal:
        raise JobFailed(str(refusal)) from refusal


def _stage(run: JobRun, made: CommentImport, mapping: Mapping, staging: Staging) -> None:
    around = _surroundings(made)
    size = made.source_file.size
    try:
        with _opened(made.source_file) as opened:
            for rows in _chunks(read_table(opened, mapping.table)):
                run.progress(gettext_noop("Reading the file, in bytes"), min(_position(opened, size), size), size)
                _stage_chunk(rows, made, mapping, around, staging)
    except TableRefused as refusal:
        raise JobFailed(str(refusal)) from refusal


def _stage_chunk(
    rows: list[Row], made: CommentImport, mapping: Mapping, around: Surroundings, staging: Staging
) -> None:
    readable: list[tuple[int, ReadComment, list[Problem]]] = []
    rejected: list[tuple[int, str, list[Problem]]] = []
    for row in rows:
        comment, problems = read_comment(row, mapping, around)
        if comment:
            readable.append((row.line, comment, problems))
        else:
            rejected.append((row.line, source_id_of(row, mapping), problems))
    staging.add(readable)
    report_rejected(made, rejected)


def _record(run: JobRun, made: CommentImport, mapping: Mapping, staging: Staging) -> None:
    recorder = Recorder(made, mapping.source)
    total, done = staging.count_new(), 0
    for level in range(staging.deepest() + 1):
        for rows in staging.new_at(level):
            run.progress(gettext_noop("Recording comments"), done, total)
            orphans = [row for row in rows if row.orphan] if mapping.missing_parent is Policy.REJECT else []
            report_rejected(made, [(row.line, row.source_id, [_parent_missing(row.parent_id)]) for row in orphans])
            if staying := [row for row in rows if row not in orphans]:
                recorder.record(staying)
            done += len(rows)


def _parent_missing(parent_id: str) -> Problem:
    return error(
        "parent_id", _("Its parent “%s” is not in this round and not in the file, or was rejected.") % parent_id
    )


def _finish(run: JobRun, made: CommentImport) -> None:
    with transaction.atomic():
        counts = made.rows.aggregate(
            created=Count("pk", filter=Q(outcome=RowOutcome.CREATED)),
            present=Count("pk", filter=Q(outcome=RowOutcome.PRESENT)),
            rejected=Count("pk", filter=Q(outcome=RowOutcome.REJECTED)),
            warned=Count(
                "pk", filter=Q(outcome=RowOutcome.CREATED, messages__contains=[{"level": Level.WARNING.value}])
            ),
        )
        CommentImport.objects.filter(pk=made.pk).update(**counts)
        record(by=made.by, verb=Verb.FINISHED, subject=made, after=counts)
        run.finish()


def _surroundings(made: CommentImport) -> Surroundings:
    groups = {}
    for group in StakeholderGroup.objects.all():
        groups.update({name.casefold(): group.slug for name in [*group.names.values(), group.slug]})
    return Surroundings(zone=made.round.consultation.zone, groups=groups, places=_places(made.round.draft_id))


def _places(draft: int) -> Places:
    texts = ProvisionText.objects.filter(provision__draft=draft).order_by("provision__order")
    of_provision = ("provision__eid", "provision__depth", "number", "heading", "provision__kind")
    rows = texts.values_list("provision", "language", *of_provision)
    return Places(
        (key, language, Numbered.of(eid, eid, depth, number, heading, ProvisionKind(kind)))
        for key, language, eid, depth, number, heading, kind in rows.iterator()
    )


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _opened(file: StoredFile) -> BinaryIO:
    """The stored bytes. A field's file has all that a binary file has, which its type does not say."""
    return cast(BinaryIO, file.file.open("rb"))


def _position(opened: BinaryIO, size: int) -> int:
    """How far the file has been read; its size once a reader has closed it or read it whole."""
    return size if opened.closed else opened.tell()
