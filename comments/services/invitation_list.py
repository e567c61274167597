"""A table of people to invite: kept, read by a job, and reported line by line before any letter is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import BinaryIO, cast

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import InvitationRefusal, StakeholderGroup, UnreachableAddress, User
from comments.enums import InviteeState
from comments.imports.invitees import Known, ReadInvitee, check_head, read_invitee
from comments.imports.row import Row, TableRefused
from comments.imports.tables import TableOptions, read_table
from comments.models import InvitationList, Invitee
from comments.permissions import can_invite
from common.enums import FileType, Verb
from common.errors import NotAllowed
from common.models import StoredFile
from common.services.audit import record
from common.services.job import JobFailed, JobRun, enqueue
from common.tokens import digest_of_address
from common.uploads import Readable, store
from consultations.models import Consultation

CHECK = "comments.check_invitations"
FILES = frozenset({FileType.CSV, FileType.XLSX})
SIZE_LIMIT = 10_000_000
LINES = 50_000
"""People that one table may name."""

CHUNK = 500


def start_list(*, by: User, consultation: Consultation, upload: Readable, name: str, days: int) -> InvitationList:
    """Keep the table and have it read; nobody is written to. Nothing is kept of a table that is refused.

    Raises NotAllowed, UploadRefused, and TableRefused for what the head already tells.
    """
    if not can_invite(by, consultation):
        raise NotAllowed(_("invite people to this consultation"))
    kept: StoredFile | None = None
    try:
        with transaction.atomic():
            kept = store(upload, name=name, allowed=FILES, limit=SIZE_LIMIT)
            _check(kept)
            made = InvitationList.objects.create(consultation=consultation, source_file=kept, days=days, by=by)
            record(by=by, verb=Verb.STARTED, subject=made)
            made.checking = enqueue(CHECK, made.pk)
            made.save(update_fields=["checking"])
            return made
    except Exception:
        if kept is not None:
            kept.file.delete(save=False)
        raise


def check_list(run: JobRun) -> None:
    """The job's work. A line that an attempt before this one has read is not read again."""
    made = InvitationList.objects.select_related("consultation", "source_file", "by").get(pk=run.subject_id)
    known = _known(made.by)
    groups = dict(StakeholderGroup.objects.values_list("slug", "pk"))
    read = 0
    try:
        with _opened(made.source_file) as opened:
            for rows in _chunks(read_table(opened, TableOptions())):
                read += len(rows)
                if read > LINES:
                    raise JobFailed(_("The table has more than %s lines. Nobody was invited: split it.") % f"{LINES:,}")
                run.progress(gettext_noop("Reading the table"), read, LINES)
                _keep(made, [(row.line, read_invitee(row, known)) for row in rows], groups)
    except TableRefused as refusal:
        raise JobFailed(str(refusal)) from refusal
    with transaction.atomic():
        leave_out(made.invitees.all())
        record(by=made.by, verb=Verb.FINISHED, subject=made, after={"lines": read})
        run.finish()


def leave_out(invitees: QuerySet[Invitee]) -> None:
    """Of these, mark those who are not to be written to: whom the same list names above, who has an invitation that
    waits or was accepted, who wants none, and whose letters come back."""
    seen: set[str] = set()
    ready = invitees.filter(state=InviteeState.READY).order_by("line")
    rows = list(ready.values_list("pk", "address_digest", "consultation"))
    for start in range(0, len(rows), CHUNK):
        some = rows[start : start + CHUNK]
        states = _states_of({digest for _pk, digest, _consultation in some}, consultation_id=some[0][2])
        left_out: dict[InviteeState, list[int]] = defaultdict(list)
        for pk, digest, _consultation in some:
            state = states.get(digest) or (InviteeState.REPEATED if digest in seen else None)
            seen.add(digest)
            if state:
                left_out[state].append(pk)
        for state, keys in left_out.items():
            Invitee.objects.filter(pk__in=keys).update(state=state)


def _states_of(digests: set[str], *, consultation_id: int) -> dict[str, InviteeState]:
    """Of addresses that are not to be written to, why. By lists of digests: PostgreSQL has no statistics yet of rows
    that were just made, and joins them row by row."""
    invited = Invitee.objects.filter(
        consultation=consultation_id, state__in=(InviteeState.WAITING, InviteeState.ACCEPTED)
    )
    found = (
        (invited, InviteeState.INVITED),
        (UnreachableAddress.objects.all(), InviteeState.UNREACHABLE),
        (InvitationRefusal.objects.all(), InviteeState.REFUSES),
    )
    return {
        digest: state
        for rows, state in found
        for digest in rows.filter(address_digest__in=digests).values_list("address_digest", flat=True)
    }


def _known(by: User | None) -> Known:
    groups: dict[str, str] = {}
    for group in StakeholderGroup.objects.offered():
        groups.update({name.casefold(): group.slug for name in [*group.names.values(), group.slug]})
    own = EmailAddress.objects.filter(user=by).values_list("email", flat=True) if by else []
    return Known(
        groups=groups,
        own=frozenset(email.lower() for email in [*own, *([by.email] if by else [])]),
    )


def _keep(made: InvitationList, read: Sequence[tuple[int, ReadInvitee]], groups: dict[str, int]) -> None:
    Invitee.objects.bulk_create(
        [
            Invitee(
                table=made,
                consultation_id=made.consultation_id,
                line=line,
                name=it.name,
                email=it.email,
                address_digest=digest_of_address(it.email) if it.email else "",
                language=it.language,
                stakeholder_group_id=groups.get(it.group),
                organisation_name=it.organisation,
                state=InviteeState.REJECTED if it.is_rejected else InviteeState.READY,
                messages=[problem.as_json() for problem in it.problems],
            )
            for line, it in read
        ],
        ignore_conflicts=True,
    )


def _check(file: StoredFile) -> None:
    with _opened(file) as opened:
        first = next(iter(read_table(opened, TableOptions())), None)
        if first is None:
            raise TableRefused(_("The table names nobody: it ends after its first line, which names the columns."))
        check_head(first)


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk


def _opened(file: StoredFile) -> BinaryIO:
    """The stored bytes. A field's file has all that a binary file has, which its type does not say."""
    return cast(BinaryIO, file.file.open("rb"))
