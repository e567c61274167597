import pytest

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import TeamRole
from consultations.models import TeamMember
from consultations.services.team import NoSuchAccount, add_member, remove_member
from tests.factories import AdministratorFactory, ConsultationFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_somebody_joins_changes_role_and_leaves():
    consultation, administrator = ConsultationFactory(), AdministratorFactory()
    person = UserFactory(email="ann@example.org")

    for role in (TeamRole.MODERATOR, TeamRole.EDITOR, TeamRole.EDITOR):
        member = add_member(by=administrator, consultation=consultation, email=" Ann@Example.org ", role=role)
    assert (TeamMember.objects.get().user, TeamMember.objects.get().role) == (person, TeamRole.EDITOR)

    remove_member(by=administrator, member=member)
    assert not TeamMember.objects.exists()
    assert list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True)) == [
        Verb.JOINED, Verb.CHANGED, Verb.LEFT,
    ]  # fmt: skip


def test_an_address_without_an_account_is_refused():
    with pytest.raises(NoSuchAccount):
        add_member(
            by=AdministratorFactory(), consultation=ConsultationFactory(), email="x@example.org", role=TeamRole.EDITOR
        )

    assert not TeamMember.objects.exists()


def test_an_editor_does_not_change_the_team():
    member = TeamMemberFactory()

    with pytest.raises(NotAllowed):
        remove_member(by=member.user, member=member)
    with pytest.raises(NotAllowed):
        add_member(by=member.user, consultation=member.consultation, email=member.user.email, role=TeamRole.MODERATOR)
    assert TeamMember.objects.get() == member
