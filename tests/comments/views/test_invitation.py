import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import InvitationRefusal
from comments.enums import InviteeState
from comments.models import InvitationList, Invitee
from common.enums import JobState
from common.models import OutboxMail
from common.tokens import digest_of_address
from consultations.enums import Audience, TeamRole
from consultations.models import Consultation, Round
from tests.comments.invitations import invitee_in, people_of
from tests.factories import TeamMemberFactory, UserFactory

TOKEN = "drawn-at-random"
ADDRESS = "amina@example.org"


@pytest.fixture(autouse=True)
def files_and_letters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def editor(client, scene):
    editor = TeamMemberFactory(consultation=scene.consultation).user
    client.force_login(editor)
    return editor


@pytest.fixture
def people(scene) -> InvitationList:
    return people_of(scene.consultation)


@pytest.fixture
def invitee(people) -> Invitee:
    return invitee_in(people, 2, email=ADDRESS, token=TOKEN)


def link(name: str = "invited", token: str = TOKEN) -> str:
    return reverse(name, args=[token])


def at_list(people: InvitationList, name: str = "desk_invitation_list") -> str:
    return reverse(name, args=[people.consultation.slug, people.key])


def move(client: Client, invitee: Invitee, what: str):
    return client.post(reverse("desk_invitee", args=[invitee.consultation.slug, invitee.pk]), {"move": what})


def test_a_visitor_reads_what_the_invitation_is_to_and_nothing_changes(client, scene, invitee):
    page = client.get(link())

    assert scene.consultation.title in page.content.decode()
    assert ADDRESS in page.content.decode()
    assert Invitee.objects.get().state == InviteeState.WAITING


def test_whoever_signs_in_accepts_with_whatever_address(client, scene, invitee):
    person = UserFactory(email="private@example.net")
    client.force_login(person)
    page = client.get(link()).content.decode()

    answer = client.post(link())

    assert "Your account may have another address" in page
    assert answer.url == scene.consultation.get_absolute_url()
    assert (Invitee.objects.get().state, Invitee.objects.get().accepted_by) == (InviteeState.ACCEPTED, person)
    assert client.get(link()).url == scene.consultation.get_absolute_url()


def test_a_visitor_who_accepts_signs_in_first(client, invitee):
    answer = client.post(link())

    assert answer.url == f"{reverse('account_login')}?next={link()}"
    assert Invitee.objects.get().state == InviteeState.WAITING


@pytest.mark.parametrize("name", ["invited", "invited_refuse"])
def test_a_forged_link_opens_nothing(client, invitee, name):
    for answer in (client.get(link(name, "forged")), client.post(link(name, "forged"))):
        assert answer.status_code == 404
        assert "No such invitation" in answer.content.decode()

    assert Invitee.objects.get().state == InviteeState.WAITING
    assert InvitationRefusal.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (InviteeState.ACCEPTED, "It was accepted already"),
        (InviteeState.WITHDRAWN, "The secretariat has withdrawn it."),
        (InviteeState.REFUSES, "You asked us to send no more invitations"),
        (InviteeState.UNREACHABLE, "A letter to its address came back"),
        (InviteeState.WAITING, "Its time is over."),
    ],
)
def test_a_link_that_has_ended_says_why(client, invitee, state, said):
    Invitee.objects.update(state=state, expires_at=timezone.now() - timedelta(minutes=1))
    client.force_login(UserFactory())

    for answer in (client.get(link()), client.post(link())):
        assert answer.status_code == 410
        assert said in answer.content.decode()

    assert Invitee.objects.get().accepted_by is None


def test_a_refusal_needs_no_account_and_no_session(invitee):
    strict = Client(enforce_csrf_checks=True)

    assert strict.get(link("invited_refuse")).status_code == 200
    assert Invitee.objects.get().state == InviteeState.WAITING
    answer = strict.post(link("invited_refuse"), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert Invitee.objects.get().state == InviteeState.REFUSES
    assert InvitationRefusal.objects.get().address_digest == digest_of_address(ADDRESS)


def post(client: Client, consultation: Consultation, **given):
    return client.post(reverse("desk_invitation_list_new", args=[consultation.slug]), {"days": "30", **given})


def test_a_pasted_table_leads_to_its_report(client, scene, editor):
    answer = post(client, scene.consultation, pasted="name,email\nAmina,amina@example.org")

    made = InvitationList.objects.get()
    assert answer.url == at_list(made)
    assert made.checking.state == JobState.QUEUED
    assert "hx-trigger" in client.get(answer.url).content.decode()
    assert OutboxMail.objects.count() == 0


def test_a_file_is_taken_as_well(client, scene, editor):
    file = SimpleUploadedFile("people.csv", b"email\namina@example.org")

    assert post(client, scene.consultation, file=file).status_code == 302


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Paste the table, or give it as a file."),
        ({"pasted": "email\na@example.org", "days": "0"}, "greater than or equal to 1"),
        ({"pasted": "name\nAmina"}, "The table has no column “email”."),
        ({"pasted": "Amina,amina@example.org\nB,b@example.org"}, "The first line is a person already."),
        ({"file": SimpleUploadedFile("people.pdf", b"%PDF-1.4")}, "is not of a kind that can be taken here"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field_and_kept(client, scene, editor, given, said):
    answer = post(client, scene.consultation, **given)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert given.get("pasted", "") in answer.content.decode()
    assert InvitationList.objects.count() == 0


def test_a_table_is_given_once(client, scene, editor):
    file = SimpleUploadedFile("people.csv", b"email\namina@example.org")

    assert "Give the table once" in post(client, scene.consultation, pasted="email\nx", file=file).content.decode()


def test_the_report_says_what_becomes_of_each_line_and_asks_before_it_sends(client, editor, people):
    invitee_in(people, 2, email="amina@example.org")
    invitee_in(people, 3, email="nonsense", state=InviteeState.REJECTED, messages=[{"text": "No address."}])

    page = client.get(at_list(people)).content.decode()

    assert "Send 1 letter" in page
    assert "No address." in page
    only = client.get(at_list(people), {"show": "rejected"}).context["page"].items
    assert [it.line for it in only] == [3]


def test_sending_is_left_to_a_job(client, editor, people):
    invitee_in(people, 2, email="amina@example.org")

    answer = client.post(at_list(people, "desk_invitation_list_send"), follow=True)

    assert "The letters are being written." in answer.content.decode()
    assert InvitationList.objects.get().sending.state == JobState.QUEUED


@pytest.mark.parametrize(
    ("what", "state"),
    [
        ("withdraw", InviteeState.WITHDRAWN),
        ("unreachable", InviteeState.UNREACHABLE),
        ("send-again", InviteeState.WAITING),
        ("nothing", InviteeState.WAITING),
    ],
)
def test_each_invitation_is_changed_by_itself(client, editor, invitee, what, state):
    assert move(client, invitee, what).url == at_list(invitee.table)

    assert Invitee.objects.get().state == state
    assert OutboxMail.objects.count() == (what == "send-again")


def test_what_ended_meanwhile_stays_as_it_is(client, editor, invitee):
    Invitee.objects.update(state=InviteeState.REFUSES)

    assert move(client, invitee, "withdraw").status_code == 409
    assert Invitee.objects.get().state == InviteeState.REFUSES


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        (InviteeState.WAITING, ["send-again", "withdraw", "unreachable"]),
        (InviteeState.ACCEPTED, ["withdraw"]),
        (InviteeState.WITHDRAWN, ["send-again"]),
        (InviteeState.UNREACHABLE, ["send-again"]),
        (InviteeState.REFUSES, []),
    ],
)
def test_the_page_offers_what_it_can_do_and_nothing_with_one_that_was_erased(client, editor, invitee, state, moves):
    Invitee.objects.update(state=state)
    page = client.get(at_list(invitee.table)).content.decode()
    Invitee.objects.update(email="", name="")
    erased = client.get(at_list(invitee.table)).content.decode()

    assert re.findall(r'name="move" value="([a-z-]+)"', page) == moves
    assert 'name="move"' not in erased


def test_the_page_says_what_accepting_opens_where_a_round_is_not_for_everyone(client, scene, invitee):
    words = "Not every round of this consultation is open to everyone."
    assert words not in client.get(link()).content.decode()

    Round.objects.update(audience=Audience.REGIONS, audience_codes=["150"])

    assert words in client.get(link()).content.decode()


def test_a_withdrawn_invitation_does_not_lead_whoever_had_accepted_it_on(client, invitee):
    person = UserFactory()
    client.force_login(person)
    client.post(link())
    Invitee.objects.update(state=InviteeState.WITHDRAWN)

    answer = client.get(link())

    assert answer.status_code == 410
    assert "The secretariat has withdrawn it. What you have said stays." in answer.content.decode()


def report_of(client, people, **asked):
    answer = client.get(at_list(people, "desk_invitation_list_csv"), asked)
    return [*csv.reader(StringIO(b"".join(answer.streaming_content).decode()))]


def test_the_report_can_be_taken_away_as_csv(client, scene, editor, people, invitee):
    people.invitees.update(accepted_by=UserFactory(name="Amina O."), state=InviteeState.ACCEPTED, name="=Amina")
    invitee_in(people, 3, email="nonsense", state=InviteeState.REJECTED, messages=[{"text": "No."}, {"text": "None."}])

    head, accepted, rejected = report_of(client, people)

    sent_at = invitee.sent_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    expires_at = invitee.expires_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert head == [
        "line", "name", "email", "language", "stakeholder_group", "organisation", "state", "messages", "sent_at",
        "expires_at", "ended_at", "accepted_by",
    ]  # fmt: skip
    assert accepted == [
        "2", "'=Amina", ADDRESS, "", "", "", "accepted", "", sent_at, expires_at, "", "Amina O."
    ]  # fmt: skip
    assert rejected == ["3", "", "nonsense", "", "", "", "rejected", "No.; None.", "", "", "", ""]
    assert report_of(client, people, show="rejected") == [head, rejected]
    assert report_of(client, people, show="nonsense") == [head, accepted, rejected]


def test_the_page_leads_to_the_report_of_what_it_shows(client, editor, invitee):
    page = client.get(at_list(invitee.table), {"show": "waiting"}).content.decode()

    assert f'href="{at_list(invitee.table, "desk_invitation_list_csv")}?show=waiting"' in page


def test_analysts_read_and_change_nothing(client, scene, people, invitee):
    client.force_login(TeamMemberFactory(consultation=scene.consultation, role=TeamRole.ANALYST).user)

    page = client.get(at_list(people)).content.decode()

    assert ADDRESS in page
    assert "<form" not in page.partition('id="state"')[2].partition("</section>")[0]
    assert move(client, invitee, "withdraw").status_code == 403
    assert Invitee.objects.get().state == InviteeState.WAITING


def test_an_invitation_of_another_consultation_is_not_found(client, scene, invitee):
    elsewhere = TeamMemberFactory()
    client.force_login(elsewhere.user)

    answer = client.post(reverse("desk_invitee", args=[elsewhere.consultation.slug, invitee.pk]), {"move": "withdraw"})

    assert answer.status_code == 404
    assert Invitee.objects.get().state == InviteeState.WAITING


@pytest.mark.parametrize("name", ["desk_invitations", "desk_invitation_list"])
def test_pages_cost_the_same_with_one_and_with_three(client, scene, editor, people, name, django_assert_num_queries):
    given = [scene.consultation.slug] + ([people.key] if name == "desk_invitation_list" else [])
    expected = {"desk_invitations": 6, "desk_invitation_list": 7}[name]
    for more in (1, 2):
        for _ in range(more):
            invitee_in(people, Invitee.objects.count() + 2, email=f"p{Invitee.objects.count()}@example.org")
            if InvitationList.objects.count() < Invitee.objects.count():
                InvitationList.objects.create(
                    consultation=scene.consultation, source_file=people.source_file, days=30, by=UserFactory()
                )
        with django_assert_num_queries(expected):
            client.get(reverse(name, args=given))
