import pytest

from accounts.models import User
from accounts.services.profile import complete_profile
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from tests.factories import AdministratorFactory, UserFactory, group

pytestmark = pytest.mark.django_db


def complete(user: User, **changes):
    said = {"name": "Wanjiru", "stakeholder_group": group("academia"), "country": "KE"}
    return complete_profile(**{"by": user, "user": user, **said, **changes})


def test_the_audit_row_names_fields_and_holds_nothing_personal():
    user = UserFactory(name="", country="", profile_completed_at=None)

    complete(user)

    [entry] = AuditEntry.objects.all()
    assert (entry.verb, entry.actor_id, entry.subject_id) == (Verb.FINISHED, user.pk, user.pk)
    assert entry.before is None
    assert entry.after == {"profile": ["country", "name", "stakeholder_group"]}


def test_the_day_of_completion_stays_when_the_profile_changes():
    user = UserFactory()
    day = user.profile_completed_at

    assert complete(user, country="TZ").profile_completed_at == day
    assert AuditEntry.objects.values_list("verb", flat=True).get() == Verb.CHANGED


def test_saying_the_same_again_writes_nothing():
    user = complete(UserFactory())
    before = AuditEntry.objects.count()

    complete(user)

    assert AuditEntry.objects.count() == before


def test_nobody_says_for_somebody_else_who_they_are():
    user = UserFactory(name="Old")

    with pytest.raises(NotAllowed):
        complete(user, by=AdministratorFactory())

    user.refresh_from_db()
    assert user.name == "Old"
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize("changes", [{"name": " "}, {"country": "XX"}, {"country": "ke"}])
def test_what_is_no_profile_is_refused(changes):
    user = UserFactory(name="Old", profile_completed_at=None)

    with pytest.raises(ValueError, match=r"name|country"):
        complete(user, **changes)

    user.refresh_from_db()
    assert (user.name, user.profile_completed_at) == ("Old", None)
