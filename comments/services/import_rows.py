from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import DataError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import StakeholderGroup
from comments.contributors import named_key
from comments.enums import Attribution, Channel, Kind, Position, RowOutcome
from comments.imports.reading import ReadComment
from comments.imports.row import Problem, error, warning
from comments.models import Comment, CommentImport, ImportRow
from comments.services.import_staging import StagedComment
from comments.services.insertion import Entry, insert_comments
from common.enums import Verb
from consultations.models import Provision

logger = logging.getLogger(__name__)


def report_rejected(comment_import: CommentImport, rows: Sequence[tuple[int, str, list[Problem]]]) -> None:
    """Write down why rows stay out; rows are (line, id in the source, problems)."""
    _report(
        ImportRow(
            comment_import=comment_import,
            line=line,
            source_id=source_id,
            outcome=RowOutcome.REJECTED,
            messages=[problem.as_json() for problem in problems],
        )
        for line, source_id, problems in rows
    )


def report_not_new(comment_import: CommentImport, rows: Sequence[StagedComment]) -> None:
    """Write down rows that are there already, and reject those that repeat an id or go round in a circle."""
    _report(_row_not_new(comment_import, row) for row in rows)


def _row_not_new(comment_import: CommentImport, row: StagedComment) -> ImportRow:
    if row.present is not None:
        outcome, messages = RowOutcome.PRESENT, row.messages
    else:
        outcome, messages = RowOutcome.REJECTED, [*row.messages, _why_not(row).as_json()]
    return ImportRow(
        comment_import=comment_import,
        line=row.line,
        source_id=row.source_id,
        outcome=outcome,
        messages=messages,
        comment_id=row.present,
    )


def _why_not(row: StagedComment) -> Problem:
    if row.first_line is not None:
        return error("source_id", _("Row %d has the same id; only the first is taken.") % row.first_line)
    return error("parent_id", _("The thread has no beginning: following the parents from this row leads in a circle."))


def _report(rows: Iterable[ImportRow]) -> None:
    """A row that an earlier attempt reported keeps that report: what was created stays “created”."""
    ImportRow.objects.bulk_create(rows, ignore_conflicts=True)


class Recorder:
    """Turns staged rows into comments of one import, a batch a transaction."""

    def __init__(self, comment_import: CommentImport, source: str) -> None:
        self.comment_import = comment_import
        self.source = source
        self.groups = {group.slug: group for group in StakeholderGroup.objects.all()}
        self.received_at = timezone.now()

    def record(self, rows: Sequence[StagedComment]) -> None:
        """Make the comments and their report together. Where the database refuses a value of the batch, row by row."""
        try:
            self._record(rows)
        except (DataError, ValueError) as refusal:
            if len(rows) > 1:
                for row in rows:
                    self.record([row])
                return
            logger.warning("Row %s of import %s: %s", rows[0].line, self.comment_import.pk, type(refusal).__name__)
            text = _("The row holds a value that cannot be stored.")
            report_rejected(self.comment_import, [(rows[0].line, rows[0].source_id, [error("", text)])])

    @transaction.atomic
    def _record(self, rows: Sequence[StagedComment]) -> None:
        parents = self._parents(rows)
        provisions = Provision.objects.in_bulk({row.comment.provision for row in rows if row.comment.provision})
        entries = [
            self._entry(row, parents.get(row.parent_id), provisions.get(row.comment.provision or 0)) for row in rows
        ]
        comments = insert_comments(entries, by=self.comment_import.by, verb=Verb.IMPORTED)
        ImportRow.objects.bulk_create(
            ImportRow(
                comment_import=self.comment_import,
                line=row.line,
                source_id=row.source_id,
                outcome=RowOutcome.CREATED,
                messages=[*row.messages, *_about_thread(row, entry.parent)],
                comment=comment,
            )
            for row, entry, comment in zip(rows, entries, comments, strict=True)
        )

    def _parents(self, rows: Sequence[StagedComment]) -> dict[str, Comment]:
        wanted = {row.parent_id for row in rows if row.parent_id and not row.orphan}
        round = self.comment_import.round
        found = Comment.objects.filter(
            consultation=round.consultation_id, round=round, source=self.source, source_id__in=wanted
        )
        return {comment.source_id: comment for comment in found}

    def _entry(self, row: StagedComment, parent: Comment | None, provision: Provision | None) -> Entry:
        read = row.comment
        return Entry(
            round=self.comment_import.round,
            body=read.body,
            posted_at=datetime.fromisoformat(read.posted_at) if read.posted_at else self.received_at,
            received_at=self.received_at,
            contributor_key=self._contributor(read),
            parent=parent,
            provision=provision,
            kind=Kind(read.kind),
            position=Position(read.position),
            proposed_wording=read.proposed_wording,
            language=read.language,
            author_name=read.author_name,
            attribution=Attribution(read.attribution),
            organisation_name=read.organisation,
            stakeholder_group=self.groups.get(read.stakeholder_group),
            country=read.country,
            channel=Channel(read.channel),
            source=self.source,
            source_id=row.source_id,
            source_parent="" if parent else row.parent_id,
            agree_count=read.agree_count,
            disagree_count=read.disagree_count,
        )

    def _contributor(self, read: ReadComment) -> str:
        """By the source's own id of the person where it has one."""
        if read.author_id:
            return named_key(name=f"#{read.author_id}", source=self.source)
        return named_key(
            name=read.author_name, organisation=read.organisation, country=read.country, source=self.source
        )


def _about_thread(row: StagedComment, parent: Comment | None) -> list[dict[str, str]]:
    """What the report says of a reply that lost its parent, or whose position has no place in a reply."""
    problems = []
    if row.parent_id and parent is None:
        text = _("Its parent “%s” is not in this round and not in the file, or was rejected.") % row.parent_id
        problems.append(warning("parent_id", f"{text} {_('It starts a thread; the parent’s id is kept.')}"))
    if parent and row.comment.position != Position.NONE:
        problems.append(
            warning("position", _("A reply has no position of its own; “%s” was left out.") % row.comment.position)
        )
    return [problem.as_json() for problem in problems]
