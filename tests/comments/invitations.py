"""Lists of people to invite, for tests: read and sent as a worker would."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from accounts.models import User
from comments.models import InvitationList
from comments.services.invitation_list import check_list, start_list
from comments.services.invitation_sending import send_invitations, send_list
from common.models import OutboxMail
from common.services.job import run_job
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
