import pytest

from accounts.enums import SiteRole
from accounts.services.role import set_active, set_site_role
from common.errors import NotAllowed
from common.models import AuditEntry
from tests.factories import AdministratorFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_an_administrator_makes_another_and_it_is_on_record():
    administrator, user = AdministratorFactory(), UserFactory()

    set_site_role(by=administrator, user=user, role=SiteRole.ADMINISTRATOR)

    user.refresh_from_db()
    assert user.is_administrator
    [entry] = AuditEntry.objects.all()
    assert (entry.actor_id, entry.before, entry.after) == (
        administrator.pk,
        {"site_role": "member"},
        {"site_role": "administrator"},
    )


def test_the_same_role_again_is_not_a_change():
    set_site_role(by=None, user=AdministratorFactory(), role=SiteRole.ADMINISTRATOR)

    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("who", ["member", "oneself", "closed administrator"])
def test_others_may_not(who):
    user = AdministratorFactory()
    by = {"member": UserFactory(), "oneself": user, "closed administrator": AdministratorFactory(is_active=False)}[who]

    with pytest.raises(NotAllowed):
        set_site_role(by=by, user=user, role=SiteRole.MEMBER)
    with pytest.raises(NotAllowed):
        set_active(by=by, user=user, active=False)

    user.refresh_from_db()
    assert user.is_administrator
    assert AuditEntry.objects.count() == 0


def test_a_closed_account_loses_its_sessions(client):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/profile/").status_code == 200

    set_active(by=AdministratorFactory(), user=user, active=False)

    assert client.get("/profile/").status_code == 302
