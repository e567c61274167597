from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from common.enums import Verb
from common.models import AuditEntry


def record(
    *,
    by: models.Model | None,
    verb: Verb,
    subject: models.Model,
    before: object = None,
    after: object = None,
    reason: str = "",
) -> AuditEntry:
    """Write down one change, in the transaction that makes it; `by` is None for the clock and for commands.

    `before` and `after` are JSON values (instants and UUIDs too) of fields that are not personal. Raises
    TransactionManagementError outside a transaction: a change and its row are stored together or not at all.
    """
    _require_transaction()
    entry = _entry(by, verb, subject, before=before, after=after, reason=reason)
    entry.save(force_insert=True)
    return entry


def record_each(
    *, by: models.Model | None, verb: Verb, subjects: Sequence[models.Model], reason: str = ""
) -> list[AuditEntry]:
    """One row for each of many subjects, in two statements at most; otherwise as `record`."""
    _require_transaction()
    return AuditEntry.objects.bulk_create([_entry(by, verb, subject, reason=reason) for subject in subjects])


def _entry(by: models.Model | None, verb: Verb, subject: models.Model, **fields: Any) -> AuditEntry:
    return AuditEntry(
        verb=verb,
        actor_id=by.pk if by is not None else None,
        subject_type=subject._meta.label_lower,
        subject_id=subject.pk,
        **fields,
    )


def _require_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An audit row is written in the transaction of its change.")
