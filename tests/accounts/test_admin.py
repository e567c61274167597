import pytest
from django.urls import reverse

from accounts.enums import SiteRole
from accounts.models import Organisation, StakeholderGroup, User
from common.models import AuditEntry
from tests.factories import AdministratorFactory, OrganisationFactory, UserFactory, group

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client):
    user = AdministratorFactory()
    client.force_login(user)
    return user


def test_a_visitor_signs_in_by_the_pages_that_ask_for_the_second_factor(client):
    answer = client.get("/admin/login/?next=/admin/")

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_member_does_not_get_in(client):
    client.force_login(UserFactory())

    assert client.get("/admin/accounts/user/").status_code in {302, 403}
    assert client.get("/admin/login/").status_code == 403


@pytest.mark.parametrize("model", ["user", "stakeholdergroup", "organisation"])
def test_an_administrator_sees_the_lists(client, administrator, model):
    assert client.get(reverse(f"admin:accounts_{model}_changelist")).status_code == 200


def test_a_role_changes_through_the_service(client, administrator):
    user = UserFactory(name="Wanjiru")

    client.post(
        reverse("admin:accounts_user_change", args=[user.pk]),
        {"site_role": SiteRole.ADMINISTRATOR, "is_active": "on", "name": "Somebody else"},
    )

    user.refresh_from_db()
    assert (user.site_role, user.name) == (SiteRole.ADMINISTRATOR, "Wanjiru")
    assert AuditEntry.objects.values_list("after", flat=True).get() == {"site_role": "administrator"}


def test_ones_own_role_stays(client, administrator):
    client.post(reverse("admin:accounts_user_change", args=[administrator.pk]), {"site_role": SiteRole.MEMBER})

    assert User.objects.filter(site_role=SiteRole.ADMINISTRATOR).count() == 1


@pytest.mark.parametrize("action", ["add", "delete"])
def test_accounts_are_neither_made_nor_deleted_here(client, administrator, action):
    arguments = [] if action == "add" else [administrator.pk]

    assert client.get(reverse(f"admin:accounts_user_{action}", args=arguments)).status_code == 403


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_groups_are_looked_up_here_and_changed_at_the_desk(client, administrator, action):
    kept = group("academia")
    address = reverse(f"admin:accounts_stakeholdergroup_{action}", args=[] if action == "add" else [kept.pk])

    answer = client.post(address, {"slug": "youth", "names": '{"en": "Youth"}', "order": 9, "post": "yes"})

    assert answer.status_code == 403
    assert StakeholderGroup.objects.get(pk=kept.pk).name == "Academia"
    assert client.get(reverse("admin:accounts_stakeholdergroup_change", args=[kept.pk])).status_code == 200


@pytest.mark.parametrize("action", ["add", "change", "delete"])
def test_organisations_are_looked_up_here_and_changed_at_the_desk(client, administrator, action):
    kept = OrganisationFactory(name="KICTANet")
    address = reverse(f"admin:accounts_organisation_{action}", args=[] if action == "add" else [kept.pk])

    answer = client.post(address, {"name": "Another", "post": "yes"})

    assert answer.status_code == 403
    assert [it.name for it in Organisation.objects.all()] == ["KICTANet"]
    assert client.get(reverse("admin:accounts_organisation_change", args=[kept.pk])).status_code == 200
