"""A real worker, killed with -9 while it writes letters of invitation: each invitee has exactly one in the end."""

import re

import pytest

from comments.enums import InviteeState
from comments.models import InvitationList, Invitee
from comments.services.invitation_sending import send_list
from common.enums import JobState
from common.models import OutboxMail
from common.tokens import digest_of, digest_of_address
from tests.comments.invitations import people_of
from tests.factories import TeamMemberFactory
from tests.waiting import wait_until
from tests.workers import Worker

pytestmark = [pytest.mark.thorough, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

PEOPLE = 3000


def letters() -> int:
    return OutboxMail.objects.count()


def test_each_invitee_has_one_letter_however_often_the_worker_is_killed(
    celery_worker_process: Worker, tmp_path, settings
):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    worker = celery_worker_process
    member = TeamMemberFactory()
    people = people_of(member.consultation)
    Invitee.objects.bulk_create(
        Invitee(
            table=people,
            consultation=member.consultation,
            line=line,
            email=f"p{line}@example.org",
            address_digest=digest_of_address(f"p{line}@example.org"),
        )
        for line in range(2, PEOPLE + 2)
    )
    worker.start(beat=True)
    job = send_list(by=member.user, invitation_list=people).sending

    for _kill in range(2):
        before = letters()
        wait_until(lambda: letters() > before, worker)  # noqa: B023 - called at once
        worker.kill()
        assert letters() < PEOPLE
        worker.start(beat=True)
    wait_until(lambda: InvitationList.objects.get().sending.state == JobState.DONE, worker)

    job.refresh_from_db()
    assert job.attempts >= 3
    assert {it.state for it in Invitee.objects.all()} == {InviteeState.WAITING}
    sent = {letter.to[0]: re.search(r"/invited/([^/\s]+)/", letter.text)[1] for letter in OutboxMail.objects.all()}
    assert letters() == len(sent) == PEOPLE
    assert {to: digest_of(token) for to, token in sent.items()} == dict(
        Invitee.objects.values_list("email", "token_digest")
    )
