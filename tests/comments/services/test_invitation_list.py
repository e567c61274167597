from collections import Counter
from io import BytesIO

import pytest

from accounts.models import InvitationRefusal, UnreachableAddress
from comments.enums import InviteeState
from comments.imports.row import TableRefused
from comments.models import InvitationList, Invitee
from comments.services import invitation_list as service
from comments.services.invitation_list import check_list, start_list
from common.enums import JobState
from common.errors import NotAllowed
from common.models import OutboxMail, StoredFile
from common.services.job import run_job
from common.tokens import digest_of_address
from common.uploads import UploadRefused
from consultations.enums import ConsultationState, TeamRole
from tests.comments.invitations import HEAD, checked, sent, states, table
from tests.factories import ConsultationFactory, TeamMemberFactory, group

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_and_letters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def consultation():
    return ConsultationFactory(languages=["en", "fr"])


@pytest.fixture
def editor(consultation):
    group("academia")
    return TeamMemberFactory(consultation=consultation).user


def words(made: InvitationList, line: int) -> str:
    return " ".join(message["text"] for message in made.invitees.get(line=line).messages)


def test_a_table_is_read_and_nobody_is_written_to(consultation, editor):
    made = checked(editor, consultation, "Amina Otieno,Amina@example.org,fr-CA,Academia,Open Net Kenya")

    invitee = made.invitees.get()
    assert made.checking.state == JobState.DONE
    assert (invitee.name, invitee.email, invitee.language) == ("Amina Otieno", "Amina@example.org", "fr")
    assert (invitee.stakeholder_group.slug, invitee.organisation_name) == ("academia", "Open Net Kenya")
    assert (invitee.state, invitee.token_digest) == (InviteeState.READY, None)
    assert OutboxMail.objects.count() == 0


def test_every_line_has_an_outcome(consultation, editor):
    InvitationRefusal.objects.create(address_digest=digest_of_address("no@example.org"))
    UnreachableAddress.objects.create(address_digest=digest_of_address("gone@example.org"))
    sent(editor, checked(editor, consultation, "Before,before@example.org,,,"))

    made = checked(
        editor,
        consultation,
        "A,a@example.org,,,",
        "Nonsense,not an address,,,",
        "Nobody,,,,",
        "Again,A@EXAMPLE.ORG,,,",
        "No,no@example.org,,,",
        "Gone,Gone@example.org,,,",
        "Before,before@example.org,,,",
        f"Myself,{editor.email.upper()},,,",
        "B,b@example.org,tlh,martians,",
    )

    assert states(made) == {
        2: InviteeState.READY,
        3: InviteeState.REJECTED,
        4: InviteeState.REJECTED,
        5: InviteeState.REPEATED,
        6: InviteeState.REFUSES,
        7: InviteeState.UNREACHABLE,
        8: InviteeState.INVITED,
        9: InviteeState.REJECTED,
        10: InviteeState.READY,
    }
    assert words(made, 3) == "“not an address” is not an e-mail address."
    assert words(made, 4) == "There is no address in this line."
    assert words(made, 9) == "This is your own address: nobody invites oneself."
    assert "There is no group “martians”" in words(made, 10)
    assert "Letters are not written in “tlh”" in words(made, 10)


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("name,address of the house", "The table has no column “email”."),
        ("Amina,amina@example.org,en,,", "The first line is a person already."),
    ],
)
def test_a_table_without_a_head_is_refused_and_not_kept(consultation, editor, head, said):
    with pytest.raises(TableRefused, match=said):
        start_list(
            by=editor, consultation=consultation, upload=table("a,b@example.org", head=head), name="p.csv", days=30
        )

    assert (InvitationList.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "refusal"), [(b"name,email\n", TableRefused), (b"", UploadRefused), (b"\x00\x01\x02", UploadRefused)]
)
def test_a_file_that_is_no_table_of_people_is_refused(consultation, editor, data, refusal):
    with pytest.raises(refusal):
        start_list(by=editor, consultation=consultation, upload=BytesIO(data), name="p.csv", days=30)

    assert InvitationList.objects.count() == 0


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_and_separators_are_detected(consultation, editor, encoding):
    data = f"{HEAD.replace(',', ';')}\nZoë Müller;zoe@example.org;fr;;Université de Genève, Faculté de droit\n".encode(
        encoding
    )

    made = checked(editor, consultation, upload=BytesIO(data))

    assert made.invitees.get().name == "Zoë Müller"


def test_a_table_with_too_many_lines_invites_nobody(consultation, editor, monkeypatch):
    monkeypatch.setattr(service, "LINES", 3)

    made = checked(editor, consultation, *(f"P,p{number}@example.org,,," for number in range(4)))

    assert made.checking.state == JobState.FAILED
    assert "Nobody was invited" in made.checking.problem


def test_a_job_that_was_killed_reads_on_and_no_line_twice(consultation, editor, monkeypatch):
    monkeypatch.setattr(service, "CHUNK", 2)
    lines = [f"P,p{number}@example.org,,," for number in range(5)]
    made = start_list(by=editor, consultation=consultation, upload=table(*lines), name="p.csv", days=30)

    class Killed(BaseException):
        pass

    def killed(run):
        keep = service._keep

        def once(*args):
            keep(*args)
            raise Killed

        with monkeypatch.context() as patch:
            patch.setattr(service, "_keep", once)
            check_list(run)

    with pytest.raises(Killed):
        run_job(made.checking.pk, killed)
    assert made.invitees.count() == 2
    run_job(made.checking.pk, check_list)

    assert list(states(made)) == [2, 3, 4, 5, 6]
    assert InvitationList.objects.get().checking.state == JobState.DONE


@pytest.mark.parametrize("role", [role for role in TeamRole if role is not TeamRole.EDITOR])
def test_only_editors_invite(consultation, role):
    member = TeamMemberFactory(consultation=consultation, role=role).user

    with pytest.raises(NotAllowed):
        start_list(by=member, consultation=consultation, upload=table("A,a@example.org,,,"), name="p.csv", days=30)

    assert InvitationList.objects.count() == 0


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_nobody_is_invited_to_what_takes_no_comments(consultation, editor, state):
    consultation.state = state
    consultation.save()

    with pytest.raises(NotAllowed):
        start_list(by=editor, consultation=consultation, upload=table("A,a@example.org,,,"), name="p.csv", days=30)

    assert Invitee.objects.count() == 0


@pytest.mark.thorough
def test_fifty_thousand_lines_with_doubles_and_nonsense_all_have_an_outcome(consultation, editor):
    """Every tenth names the one above again, every twentieth is nonsense."""
    lines = [
        f"P,{'nonsense' if number % 20 == 1 else f'p{number - (number % 10 == 9)}@example.org'},en,,"
        for number in range(50_000)
    ]

    made = checked(editor, consultation, *lines)

    counts = Counter(made.invitees.values_list("state", flat=True))
    assert made.checking.state == JobState.DONE
    assert counts == {InviteeState.READY: 42_500, InviteeState.REPEATED: 5_000, InviteeState.REJECTED: 2_500}
