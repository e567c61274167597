"""Lists of people to invite, for tests: read and sent as a worker would."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import User
from comments.enums import InviteeState
from comments.models import InvitationList, Invitee
from comments.services.invitation_list import check_list, start_list
from comments.services.invitation_sending import send_invitations, send_list
from common.enums import JobState
from common.models import Job, OutboxMail, StoredFile
from common.services.job import run_job
from common.tokens import digest_of, digest_of_address
from consultations.models import Consultation

HEAD = "name,email,language,group,organisation"


def table(*lines: str, head: str = HEAD) -> BytesIO:
    return BytesIO("\n".join([head, *lines]).encode())


def checked(by: User, consultation: Consultation, *lines: str, **options: Any) -> InvitationList:
    """A list that the job has read. Needs a test whose rows are committed."""
    given: dict[str, Any] = {"upload": table(*lines), "name": "people.csv", "days": 30, **options}
    made = start_list(by=by, consultation=consultation, **given)
    assert made.checking is not None
    run_job(made.checking.pk, check_list)
    return InvitationList.objects.select_related("checking", "sending", "consultation").get(pk=made.pk)


def sent(by: User, made: InvitationList) -> InvitationList:
    made = send_list(by=by, invitation_list=made)
    assert made.sending is not None
    run_job(made.sending.pk, send_invitations)
    return InvitationList.objects.select_related("checking", "sending", "consultation").get(pk=made.pk)


def states(made: InvitationList) -> dict[int, str]:
    return dict(made.invitees.order_by("line").values_list("line", "state"))


def token_to(address: str) -> str:
    """Of the latest letter to that address."""
    letter = OutboxMail.objects.filter(to=[address]).latest("pk")
    found = re.search(r"/invited/([^/\s]+)/", letter.text)
    assert found is not None, letter.text
    return found[1]


def people_of(consultation: Consultation, **fields: Any) -> InvitationList:
    """The row of a table that was read; its file is not in the store."""
    file = StoredFile.objects.create(
        file=ContentFile(b"x", name="x"), name="people.csv", media_type="text/csv", size=1, sha256="0" * 64
    )
    done = Job.objects.create(task="none", subject_id=1, state=JobState.DONE, finished_at=timezone.now())
    return InvitationList.objects.create(
        consultation=consultation, source_file=file, **{"days": 30, "checking": done, **fields}
    )


def invitee_in(people: InvitationList, line: int, *, email: str, token: str = "", **fields: Any) -> Invitee:
    """The row of a line; with a token, one whose letter is good for a day."""
    letter = {"state": InviteeState.WAITING, "sent_at": timezone.now(), "expires_at": timezone.now() + timedelta(1)}
    return Invitee.objects.create(
        table=people,
        consultation=people.consultation,
        line=line,
        email=email,
        address_digest=digest_of_address(email),
        **{**({**letter, "token_digest": digest_of(token)} if token else {}), **fields},
    )


def guest_of(consultation: Consultation, person: User) -> Invitee:
    """The person has accepted an invitation to the consultation."""
    people = people_of(consultation)
    token = f"token of {person.pk} {people.pk}"
    return invitee_in(people, 2, email=person.email, token=token, state=InviteeState.ACCEPTED, accepted_by=person)
