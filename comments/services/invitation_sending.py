"""Writing the letters of a list, batch by batch: each batch is one transaction with its letters in the outbox, so a job
that was killed goes on with the first who has none, and nobody gets two."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import User
from comments.enums import InviteeState
from comments.errors import ListNotChecked
from comments.models import InvitationList, Invitee
from comments.permissions import can_invite
from comments.services.invitation_letter import send_letters
from comments.services.invitation_list import leave_out
from common.enums import UNFINISHED, JobState, Verb
from common.errors import NotAllowed
from common.services.audit import record, record_each
from common.services.job import JobFailed, JobRun, enqueue
from common.tokens import digest_of, new_token

SEND = "comments.send_invitations"
BATCH = 200


@transaction.atomic
def send_list(*, by: User, invitation_list: InvitationList) -> InvitationList:
    """Have the letters written to all who can be invited. Ordering it twice writes nothing twice.

    Raises NotAllowed, and ListNotChecked before the whole table has been read.
    """
    made = InvitationList.objects.select_for_update(of=("self",)).get(pk=invitation_list.pk)
    if not can_invite(by, made.consultation):
        raise NotAllowed(_("invite people to this consultation"))
    if made.checking is None or made.checking.state != JobState.DONE:
        raise ListNotChecked
    if made.sending is None or made.sending.state not in UNFINISHED:
        made.sending, made.sent_by = enqueue(SEND, made.pk), by
        made.save(update_fields=["sending", "sent_by"])
        record(by=by, verb=Verb.STARTED, subject=made)
    return made


def send_invitations(run: JobRun) -> None:
    """The job's work. Ends without writing to the rest when who ordered it may no longer invite."""
    made = InvitationList.objects.select_related("consultation").get(pk=run.subject_id)
    ready = made.invitees.filter(state=InviteeState.READY)
    total = ready.count()
    while left := ready.count():
        run.progress(gettext_noop("Writing letters"), total - left, total)
        _send_batch(made)
    with transaction.atomic():
        record(by=made.sent_by, verb=Verb.FINISHED, subject=made)
        run.finish()


@transaction.atomic
def _send_batch(made: InvitationList) -> None:
    """The person is read again for each batch: a role may end while letters are written."""
    by = User.objects.filter(pk=made.sent_by_id).first() if made.sent_by_id else None
    made.consultation.refresh_from_db(fields=["state"])
    if by is None or not can_invite(by, made.consultation):
        raise JobFailed(_("Who sent this list may no longer invite here. The rest was not written to."))
    ready = made.invitees.filter(state=InviteeState.READY).order_by("line")
    keys = list(ready.select_for_update().values_list("pk", flat=True)[:BATCH])
    leave_out(Invitee.objects.filter(pk__in=keys))
    invitees = list(ready.filter(pk__in=keys))
    write_to(invitees, made, by=by)


def write_to(invitees: list[Invitee], made: InvitationList, *, by: User) -> None:
    """A new link and a letter for each, in the caller's transaction. Whose invitation it was before, it is no more."""
    now = timezone.now()
    tokens = {invitee.pk: new_token() for invitee in invitees}
    for invitee in invitees:
        invitee.state, invitee.token_digest = InviteeState.WAITING, digest_of(tokens[invitee.pk])
        invitee.sent_at, invitee.expires_at, invitee.ended_at = now, now + timedelta(days=made.days), None
        invitee.accepted_by = None
    Invitee.objects.bulk_update(invitees, ["state", "token_digest", "sent_at", "expires_at", "ended_at", "accepted_by"])
    record_each(by=by, verb=Verb.INVITED, subjects=invitees)
    send_letters(invitees, made.consultation, tokens)
