import pytest
from django.urls import reverse

from accounts.enums import MembershipState, OrganisationState
from accounts.facts import facts_of
from accounts.models import Membership, Organisation
from accounts.queries import organisation as queries
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory, group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    user = AdministratorFactory(name="Ada")
    client.force_login(user)
    return user


def form(organisation: Organisation, **changes) -> dict[str, str]:
    return {
        "name": organisation.name,
        "short_name": "",
        "stakeholder_group": organisation.stakeholder_group.slug,
        "country": organisation.country,
        "seen": facts_of(organisation).fingerprint,
        **changes,
    }


def test_the_list_is_by_name_in_pages_and_narrowed(client, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for name in ("Zorro", "Élan", "Beta"):
        OrganisationFactory(name=name)
    OrganisationFactory(name="Asked", state=OrganisationState.ASKED)
    OrganisationFactory(name="Sure", verified_at="2026-05-03T00:00:00Z")
    address = reverse("desk_organisations")

    def names(**query: str) -> list[str]:
        return [it.name for it in client.get(address, query).context["organisations"].items]

    first = client.get(address).context["organisations"]
    assert [it.name for it in first.items] == ["Beta", "Élan"]
    assert names(cursor=first.next_cursor) == ["Sure", "Zorro"]
    assert names(q="elan") == ["Élan"]
    assert (names(show="asked"), names(show="verified"), names(show="nonsense")) == (
        ["Asked"],
        ["Sure"],
        ["Beta", "Élan"],
    )
    assert client.get(address, {"cursor": "forged"}).status_code == 400


def test_an_organisation_is_made_and_a_double_asked_about(client):
    OrganisationFactory(name="Open Net")
    said = {"name": "Open-Net", "stakeholder_group": "civil-society", "country": "KE"}

    refused = client.post(reverse("desk_organisation_new"), said)
    client.post(reverse("desk_organisation_new"), said | {"is_another": "on"})

    assert refused.status_code == 422
    assert sorted(Organisation.objects.values_list("name", flat=True)) == ["Open Net", "Open-Net"]


def test_a_change_from_an_old_page_is_kept_and_saved_by_a_second_decision(client):
    kept = OrganisationFactory(name="Open Net")
    old = form(kept, name="Open Net Kenya")
    client.post(reverse("desk_organisation_edit", args=[kept.pk]), form(kept, short_name="ON"))

    refused = client.post(reverse("desk_organisation_edit", args=[kept.pk]), old)
    page = refused.content.decode()
    again = client.post(
        reverse("desk_organisation_edit", args=[kept.pk]), {**old, "seen": refused.context["form"]["seen"].value()}
    )

    assert (refused.status_code, again.status_code) == (409, 302)
    assert "Somebody else changed this organisation" in page
    assert 'value="Open Net Kenya"' in page


def test_verifying_and_withdrawing_with_a_note(client):
    kept = OrganisationFactory()
    address = reverse("desk_organisation_verification", args=[kept.pk])

    assert client.post(address, {"note": "  "}).status_code == 422
    page = client.post(address, {"note": "Letter of the ministry"}, follow=True).content.decode()
    assert "verified by the secretariat on" in page
    assert "Letter of the ministry" in page
    page = client.post(address, {"note": "It was forged", "move": "withdraw"}, follow=True).content.decode()

    assert "not verified" in page
    assert "Why the verification was withdrawn" in page
    assert "Ada" in page  # the history says who


def test_requests_are_decided(client):
    group()
    accepted, declined = (
        MembershipFactory(
            state=MembershipState.ASKED, started_at=None, user__name=name, organisation__state=OrganisationState.ASKED
        )
        for name in ("Amina", "Juma")
    )
    page = client.get(reverse("desk_organisation_requests")).content.decode()
    assert page.index("Amina") < page.index("Juma")

    client.post(reverse("desk_organisation_request", args=[accepted.pk]), {"move": "accept"})
    address = reverse("desk_organisation_request", args=[declined.pk])
    assert client.post(address, {"move": "decline", "reason": ""}).status_code == 422
    client.post(address, {"move": "decline", "reason": "We could not reach you."})

    states = {it.user.name: it.state for it in Membership.objects.all()}
    assert states == {"Amina": MembershipState.ACTIVE, "Juma": MembershipState.ENDED}
    assert client.post(address, {"move": "accept"}).status_code == 409


def test_a_representative_is_ended_at_the_desk(client):
    membership = MembershipFactory(user__name="Amina")
    address = reverse("desk_membership_end", args=[membership.organisation_id, membership.pk])

    page = client.post(address, follow=True).content.decode()

    assert "Amina no longer speaks for it" in page
    assert client.post(address).status_code == 409


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_cost_the_same_with_more_rows(client, django_assert_num_queries, many):
    for number in range(many):
        kept = OrganisationFactory(name=f"Body {number}")
        MembershipFactory(organisation=kept)
    for _number in range(many):
        MembershipFactory(organisation=kept, state=MembershipState.ASKED)
        client.post(reverse("desk_organisation_verification", args=[kept.pk]), {"note": f"Note {_number}"})
        MembershipFactory(organisation=kept, invited_by=UserFactory())

    with django_assert_num_queries(5):  # session, person, requests that wait, organisations, their representatives
        client.get(reverse("desk_organisations"), {"q": "body"})
    with django_assert_num_queries(3):  # session, person, requests
        client.get(reverse("desk_organisation_requests"))
    with django_assert_num_queries(9):  # the same two; row, people, requests, letters, record, its actors, look-alikes
        client.get(reverse("desk_organisation", args=[kept.pk]))
