"""Digests: ordered at the desk, built by a background job, kept as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from common.enums import JobState, Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from common.services.job import JobFailed, JobRun, enqueue
from consultations.models import Consultation, Round
from digests.enums import Audience, Format
from digests.models import Digest, DigestFile
from digests.permissions import can_change_digest, can_make_digest
from digests.services.documents import DoesNotAddUp, write_documents
from digests.services.stored_documents import build_folder, stored_documents
from digests.tables.selection import Selection

BUILD = "digests.build"


@transaction.atomic
def order_digest(
    *,
    by: User,
    consultation: Consultation,
    rounds: Iterable[Round],
    filters: Mapping[str, Sequence[str]],
    formats: Iterable[Format],
    audience: Audience,
) -> Digest:
    """Put a digest in line; a job builds it. Without rounds it is of all rounds.

    Raises NotAllowed, UnknownFilter, and ValueError for a round of another consultation or no format.
    """
    if not can_make_digest(by, consultation):
        raise NotAllowed(_("make digests of this consultation"))
    chosen = list(rounds)
    if any(round.consultation_id != consultation.pk for round in chosen):
        raise ValueError("A digest's rounds are those of its consultation.")
    wanted = [form for form in Format if form in set(formats)]
    if not wanted:
        raise ValueError("A digest has at least one format.")
    selection = selection_for(consultation, chosen, filters, audience)
    digest = Digest.objects.create(
        consultation=consultation,
        filters={name: list(values) for name, values in selection.filters.items()},
        formats=wanted,
        audience=audience,
        by=by,
    )
    digest.rounds.set(chosen)
    return _put_in_line(digest, by=by)


@transaction.atomic
def build_again(*, digest: Digest, by: User) -> Digest:
    """Put a digest whose job failed or was cancelled in line again. Raises NotAllowed, StateError."""
    digest = Digest.objects.select_for_update(of=("self",)).select_related("consultation", "job").get(pk=digest.pk)
    if not can_change_digest(by, digest):
        raise NotAllowed(_("make this digest again"))
    if digest.job is not None and digest.job.state not in {JobState.FAILED, JobState.CANCELLED}:
        raise StateError(_("This digest is waiting, being made or done already; nothing was changed."))
    return _put_in_line(digest, by=by)


def build_digest(run: JobRun) -> None:
    """The work of the job `digests.build`: the files, their rows and the end of the job, or nothing at all."""
    digest = Digest.objects.select_related("consultation").get(pk=run.subject_id)
    with build_folder(digest) as folder:
        try:
            written = write_documents(
                selection_for(digest.consultation, digest.rounds.all(), digest.filters, Audience(digest.audience)),
                formats=[Format(name) for name in digest.formats],
                folder=folder,
                progress=run.progress,
            )
        except DoesNotAddUp as error:
            raise JobFailed(
                _("The files did not add up with the database, so none was kept: %(problem)s") % {"problem": error}
            ) from error
        attempt = f"{run.job.pk}-{run.job.attempts}"
        with stored_documents(digest, written.documents, attempt=attempt) as files, transaction.atomic():
            _keep(digest, files, written.manifest)
            run.finish()


def selection_for(
    consultation: Consultation, rounds: Iterable[Round], filters: Mapping[str, Sequence[str]], audience: Audience
) -> Selection:
    """The comments that a digest would hold. Raises UnknownFilter."""
    return Selection(
        consultation_id=consultation.pk,
        round_ids=tuple(sorted(round.pk for round in rounds)),
        filters={name: tuple(sorted(values)) for name, values in filters.items() if values},
        audience=audience,
    )


def _put_in_line(digest: Digest, *, by: User) -> Digest:
    digest.job = enqueue(BUILD, digest.pk)
    digest.save(update_fields=["job"])
    facts = {"formats": list(digest.formats), "audience": str(digest.audience), "filters": digest.filters}
    record(by=by, verb=Verb.STARTED, subject=digest, after=facts)
    return digest


def _keep(digest: Digest, files: Sequence[DigestFile], manifest: dict[str, object]) -> None:
    for file in files:
        file.stored_file.save()
        file.save()
    digest.manifest = manifest
    digest.save(update_fields=["manifest"])
    record(by=None, verb=Verb.FINISHED, subject=digest, after={"files": [file.name for file in files]})
