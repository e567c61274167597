"""An editor invites people, and one of them accepts from the letter: with JavaScript and without."""

from __future__ import annotations

import re

import pytest

from comments.enums import InviteeState
from comments.models import InvitationList, Invitee
from comments.services.invitation_list import check_list
from comments.services.invitation_sending import send_invitations
from common.models import Job
from common.services.job import run_job
from consultations.enums import TeamRole
from tests.comments.invitations import token_to
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TABLE = "name,email,language\nAmina Otieno,amina@example.org,en\nNonsense,ask my secretary,\n"


@pytest.fixture
def scene():
    scene = open_consultation(slug="trust", titles={"en": "Safe havens"})
    editor = UserFactory(email="ed@example.org", name="Ed Itor")
    TeamMemberFactory(consultation=scene.consultation, user=editor, role=TeamRole.EDITOR)
    return scene


def worked_off(job: Job | None, work) -> None:
    assert job is not None
    run_job(job.pk, work)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_table_becomes_letters_and_a_letter_an_acceptance(scene, person, javascript):
    UserFactory(email="private@example.net")
    ed = person(java_script_enabled=javascript)
    ed.signs_in("ed@example.org")
    ed.opens("/desk/c/trust/invitations/")
    ed.follows("Invite people")
    ed.fills(pasted=TABLE)
    ed.presses("Read the table")
    ed.sees("pasted.csv")
    made = InvitationList.objects.get()
    worked_off(made.checking, check_list)
    ed.opens(f"/desk/c/trust/invitations/{made.key}/")
    ed.sees("“ask my secretary” is not an e-mail address.")
    ed.presses("Send 1 letter")
    ed.sees("The letters are being written.")
    worked_off(InvitationList.objects.get().sending, send_invitations)

    amina = person(java_script_enabled=javascript)
    amina.opens(f"/invited/{token_to('amina@example.org')}/")
    amina.sees("The secretariat invites you to take part")
    amina.signs_in("private@example.net")
    amina.opens(f"/invited/{token_to('amina@example.org')}/")
    amina.presses("Accept")
    amina.sees("You have accepted the invitation.")

    assert Invitee.objects.get(line=2).state == InviteeState.ACCEPTED
    ed.opens(f"/desk/c/trust/invitations/{made.key}/?show=accepted")
    ed.sees("amina@example.org")


def test_one_click_in_the_letter_refuses(scene, person):
    ed = person()
    ed.signs_in("ed@example.org")
    ed.opens("/desk/c/trust/invitations/new/")
    ed.fills(pasted=TABLE)
    ed.presses("Read the table")
    ed.page.wait_for_url(re.compile(r"/invitations/[0-9a-f-]{36}/"))
    worked_off(InvitationList.objects.get().checking, check_list)
    ed.sees("Send 1 letter")
    ed.presses("Send 1 letter")
    ed.sees("The letters are being written.")
    worked_off(InvitationList.objects.get().sending, send_invitations)

    amina = person()
    amina.opens(f"/invited/{token_to('amina@example.org')}/refuse/")
    amina.presses("Send me no more invitations")
    amina.sees("Done.")

    assert Invitee.objects.get(line=2).state == InviteeState.REFUSES
