from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import TeamRole
from consultations.models import Consultation, TeamMember
from consultations.services.team import HasLeft, NoSuchAccount, add_member, remove_member
from tests.factories import AdministratorFactory, ConsultationFactory, TeamMemberFactory, UserFactory
from tests.waiting import until_waiting

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


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_remove_a_person_at_once_leave_one_record():
    member, administrators = TeamMemberFactory(), [AdministratorFactory(), AdministratorFactory()]

    def remove(by) -> str:
        try:
            remove_member(by=by, member=TeamMember(pk=member.pk, consultation=member.consultation, user=member.user))
        except HasLeft:
            return "had left"
        finally:
            connection.close()
        return "removed"

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            Consultation.objects.select_for_update().get()
            said = [pool.submit(remove, by) for by in administrators]
            until_waiting(2)
            assert TeamMember.objects.exists()
        assert sorted(one.result(timeout=10) for one in said) == ["had left", "removed"]

    assert not TeamMember.objects.exists()
    assert AuditEntry.objects.filter(verb=Verb.LEFT).count() == 1


def test_a_change_of_role_is_recorded_as_it_was_when_it_was_made():
    member, administrator = TeamMemberFactory(role=TeamRole.EDITOR), AdministratorFactory()

    add_member(by=administrator, consultation=member.consultation, email=member.user.email, role=TeamRole.MODERATOR)

    [entry] = AuditEntry.objects.all()
    assert (entry.verb, entry.before) == (Verb.CHANGED, TeamRole.EDITOR)
