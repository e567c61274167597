import pytest
from django.urls import reverse

from accounts.enums import OrganisationState
from accounts.models import Organisation
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory
from tests.scenes import comment

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(AdministratorFactory())


def test_a_double_is_found_looked_at_and_merged(client, scene):
    into, double = OrganisationFactory(name="Open Net Kenya"), OrganisationFactory(name="Open-Net Kenya")
    membership = MembershipFactory(organisation=double)
    comment(scene, by=membership.user, speaking_for=double)
    address = reverse("desk_organisation_merge", args=[double.pk])

    offered = client.get(address)
    preview = client.get(address, {"into": into.pk}).content.decode()
    done = client.post(address, {"into": into.pk}, follow=True)

    assert [it.pk for it in offered.context["found"]] == [into.pk]
    assert "1 comment" in preview
    assert Organisation.objects.known().get() == into
    assert "What was said for it keeps the name" in done.content.decode()
    assert "Open Net Kenya" in client.get(reverse("desk_organisation", args=[double.pk])).content.decode()
    assert client.post(address, {"into": into.pk}).status_code == 302


def test_into_itself_is_refused(client):
    kept = OrganisationFactory()

    answer = client.post(reverse("desk_organisation_merge", args=[kept.pk]), {"into": kept.pk})

    assert answer.status_code == 409
    assert Organisation.objects.get().state == OrganisationState.KNOWN


@pytest.mark.parametrize(("into", "status"), [("", 422), ("x", 422), ("999999999", 404), ("9" * 40, 422)])
def test_what_names_no_organisation_merges_nothing(client, into, status):
    kept = OrganisationFactory()

    answer = client.post(reverse("desk_organisation_merge", args=[kept.pk]), {"into": into})

    assert answer.status_code == status
    assert Organisation.objects.get().state == OrganisationState.KNOWN
