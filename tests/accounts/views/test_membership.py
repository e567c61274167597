import pytest
from django.urls import reverse

from accounts.enums import MembershipState, OrganisationState
from accounts.models import Invitation, Membership, Organisation
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client):
    user = UserFactory(name="Amina")
    client.force_login(user)
    return user


def asked(**changes):
    return {"name": "Open Net Kenya", "stakeholder_group": "civil-society", "country": "KE", "note": "", **changes}


@pytest.mark.parametrize("typed", ["elan vital", "ÉLAN", "vital élan", "EV", "Élаn"])  # the last a is Cyrillic
def test_an_organisation_is_found_whatever_case_accents_and_look_alikes(client, person, typed):
    OrganisationFactory(name="Élan Vital", short_name="EV")
    OrganisationFactory(name="Another")
    OrganisationFactory(name="Élan Vital of others", state=OrganisationState.ASKED)

    page = client.get(reverse("my_organisations"), {"q": typed})

    assert [it.name for it in page.context["found"]] == ["Élan Vital"]


def test_who_speaks_for_it_already_is_not_offered_to_ask(client, person):
    mine = MembershipFactory(user=person, organisation__name="Open Net").organisation

    page = client.get(reverse("my_organisations"), {"q": "open net"}).content.decode()

    assert "yours, or asked for" in page
    assert reverse("organisation_ask", args=[mine.pk]) not in page


def test_asking_for_one_that_is_known(client, person):
    known = OrganisationFactory()

    answer = client.post(reverse("organisation_ask", args=[known.pk]), {"note": "I direct it."}, follow=True)

    assert "Waits for the secretariat" in answer.content.decode()
    assert Membership.objects.get().state == MembershipState.ASKED


def test_asking_for_one_that_is_new(client, person):
    group()
    answer = client.post(reverse("organisation_ask_new"), asked(website="example.org", note="I direct it."))

    assert answer.url == reverse("my_organisations")
    made = Organisation.objects.get()
    assert (made.state, made.website) == (OrganisationState.ASKED, "https://example.org")
    assert Membership.objects.get().request_note == "I direct it."


def test_a_name_that_comes_close_is_asked_about_once(client, person):
    OrganisationFactory(name="Open-Net Kenya")

    refused = client.post(reverse("organisation_ask_new"), asked(name="Open Net of Kenya"))
    page = refused.content.decode()
    taken = client.post(reverse("organisation_ask_new"), asked(name="Open Net of Kenya", is_another="on"))

    assert refused.status_code == 422
    assert "Open-Net Kenya" in page
    assert 'value="Open Net of Kenya"' in page
    assert taken.status_code == 302


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 10_000}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "Аrticle 19"}, "name"),
        ({"short_name": "x" * 41}, "short_name"),
        ({"stakeholder_group": "pirates"}, "stakeholder_group"),
        ({"country": ""}, "country"),
        ({"country": "XX"}, "country"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"register_number": "x" * 101}, "register_number"),
        ({"note": "x" * 2001}, "note"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_is_made(client, person, changes, field):
    group()
    answer = client.post(reverse("organisation_ask_new"), asked() | changes)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert (Organisation.objects.count(), Membership.objects.count()) == (0, 0)


def test_who_has_not_said_who_they_are_does_so_first(client):
    client.force_login(UserFactory(profile_completed_at=None))

    answer = client.get(reverse("organisation_ask_new") + "?name=Net")

    assert answer.url == f"{reverse('profile')}?next=/profile/organisations/ask/%3Fname%3DNet"


def test_a_colleague_is_invited_and_the_invitation_withdrawn(client, person):
    membership = MembershipFactory(user=person)
    address = reverse("my_organisation", args=[membership.pk])

    client.post(address, {"email": "juma@example.org"})
    invitation = Invitation.objects.get()
    assert "juma@example.org" in client.get(address).content.decode()
    client.post(reverse("invitation_withdraw", args=[membership.pk, invitation.pk]))

    assert "juma@example.org" not in client.get(address).content.decode().replace("The invitation to juma", "")


def test_what_is_refused_is_said_at_the_field_with_the_address_kept(client, person):
    membership = MembershipFactory(user=person)

    answer = client.post(reverse("my_organisation", args=[membership.pk]), {"email": person.email})

    assert answer.status_code == 409
    assert list(answer.context["form"].errors) == ["email"]
    assert f'value="{person.email}"' in answer.content.decode()


def test_leaving_asks_first(client, person):
    membership = MembershipFactory(user=person)
    address = reverse("organisation_leave", args=[membership.pk])

    client.get(address)
    assert Membership.objects.active().count() == 1
    client.post(address)

    assert Membership.objects.active().count() == 0
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_cost_the_same_with_more_rows(client, person, django_assert_num_queries, many):
    for _number in range(many):
        mine = MembershipFactory(user=person, organisation__name=f"Open Net {_number}")
    for _number in range(many):
        MembershipFactory(organisation=mine.organisation)
        Invitation.objects.create(
            organisation=mine.organisation,
            email=f"{_number}@example.org",
            token_digest=str(_number),
            invited_by=person,
            expires_at="2100-01-01T00:00:00Z",
        )

    with django_assert_num_queries(5):  # session, person, memberships, what is found, whether the person is in a team
        client.get(reverse("my_organisations"), {"q": "open"})
    with django_assert_num_queries(
        7
    ):  # session, person, membership, colleagues, invitations, those that came back, team
        client.get(reverse("my_organisation", args=[mine.pk]))
