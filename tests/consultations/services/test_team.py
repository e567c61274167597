from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, TeamRole
from consultations.models import Consultation, TeamMember
from consultations.services.team import HasLeft, LastEditor, NoSuchAccount, add_member, remove_member
from tests.factories import AdministratorFactory, ConsultationFactory, TeamMemberFactory, UserFactory
from tests.waiting import until_waiting

pytestmark = pytest.mark.django_db


def test_somebody_joins_changes_role_and_leaves():
    consultation, administrator = TeamMemberFactory().consultation, AdministratorFactory()
    person = UserFactory(email="ann@example.org")

    for role in (TeamRole.MODERATOR, TeamRole.EDITOR, TeamRole.EDITOR):
        member = add_member(by=administrator, consultation=consultation, email=" Ann@Example.org ", role=role)
    assert TeamMember.objects.get(user=person).role == TeamRole.EDITOR

    remove_member(by=administrator, member=member)
    assert not TeamMember.objects.filter(user=person).exists()
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
    member, administrators = (
        TeamMemberFactory(role=TeamRole.MODERATOR),
        [AdministratorFactory(), AdministratorFactory()],
    )

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
        assert sorted(one.result(timeout=60) for one in said) == ["had left", "removed"]

    assert not TeamMember.objects.exists()
    assert AuditEntry.objects.filter(verb=Verb.LEFT).count() == 1


def test_a_change_of_role_is_recorded_as_it_was_when_it_was_made():
    member, administrator = TeamMemberFactory(role=TeamRole.ANALYST), AdministratorFactory()

    add_member(by=administrator, consultation=member.consultation, email=member.user.email, role=TeamRole.MODERATOR)

    [entry] = AuditEntry.objects.all()
    assert (entry.verb, entry.before) == (Verb.CHANGED, TeamRole.ANALYST)


@pytest.mark.parametrize("other", [None, TeamRole.MODERATOR])
def test_the_last_editor_neither_leaves_nor_becomes_less(other):
    member, administrator = TeamMemberFactory(role=TeamRole.EDITOR), AdministratorFactory()
    if other:
        TeamMemberFactory(consultation=member.consultation, role=other)
    TeamMemberFactory(consultation=member.consultation, role=TeamRole.EDITOR, user=UserFactory(is_active=False))

    with pytest.raises(LastEditor):
        remove_member(by=administrator, member=member)
    with pytest.raises(LastEditor):
        add_member(by=administrator, consultation=member.consultation, email=member.user.email, role=TeamRole.ANALYST)

    assert TeamMember.objects.get(pk=member.pk).role == TeamRole.EDITOR
    assert not AuditEntry.objects.exists()


def test_an_editor_goes_when_another_stays_when_the_account_is_closed_and_when_all_is_archived():
    administrator = AdministratorFactory()
    of_two = TeamMemberFactory(role=TeamRole.EDITOR)
    TeamMemberFactory(consultation=of_two.consultation, role=TeamRole.EDITOR)
    closed = TeamMemberFactory(role=TeamRole.EDITOR, user=UserFactory(is_active=False))
    archived = TeamMemberFactory(consultation=ConsultationFactory(state=ConsultationState.ARCHIVED))

    for member in (of_two, closed, archived):
        remove_member(by=administrator, member=member)

    assert TeamMember.objects.count() == 1
