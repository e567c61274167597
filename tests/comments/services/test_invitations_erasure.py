import pytest

from comments.enums import InviteeState
from comments.errors import InviteeNotOpen
from comments.models import Invitee
from comments.services.invitation import accept, send_again
from comments.services.invitations_erasure import erase_invitations, invitations_about
from common.enums import Verb
from common.models import AuditEntry
from consultations.models import TeamMember
from tests.comments.invitations import checked, sent
from tests.factories import ConsultationFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_and_letters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def invited():
    """To an address of the person, to another that the person accepted with, and somebody else."""
    consultation = ConsultationFactory()
    person = UserFactory(email="amina@example.org")
    editor = TeamMemberFactory(consultation=consultation).user
    made = checked(editor, consultation, "Amina,AMINA@example.org,,,Open Net", "A,work@example.org,,,", "B,b@e.org,,,")
    sent(editor, made)
    accept(by=person, invitee=Invitee.objects.get(line=3))
    return person


def test_a_person_is_given_what_is_kept(invited):
    told = invitations_about(invited)

    assert [(it["email"], it["state"]) for it in told] == [
        ("AMINA@example.org", "waiting"),
        ("work@example.org", "accepted"),
    ]
    assert told[0]["organisation"] == "Open Net"


def test_an_erased_person_is_in_no_table_and_nobody_else_goes(invited):
    assert erase_invitations(by=None, person=invited) == 2

    rows = list(Invitee.objects.order_by("line").values_list("name", "email", "state", "accepted_by"))
    assert rows == [
        ("", "", InviteeState.WITHDRAWN, None),
        ("", "", InviteeState.ACCEPTED, None),
        ("B", "b@e.org", InviteeState.WAITING, None),
    ]
    assert AuditEntry.objects.filter(verb=Verb.DELETED, reason="erased").count() == 2


def test_nobody_writes_to_an_erased_person_again(invited):
    erase_invitations(by=None, person=invited)
    editor = TeamMember.objects.get().user

    with pytest.raises(InviteeNotOpen):
        send_again(by=editor, invitee=Invitee.objects.get(line=2))
