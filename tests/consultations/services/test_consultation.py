import pytest

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState as State
from consultations.enums import TeamRole
from consultations.models import Consultation
from consultations.services.consultation import (
    WrongState,
    archive_consultation,
    make_consultation,
    unarchive_consultation,
)
from tests.factories import AdministratorFactory, RoundFactory, TeamMemberFactory, UserFactory, published_draft

pytestmark = pytest.mark.django_db


def words(**more):
    return {"slug": "law", "titles": {"en": "Law"}, "summaries": {}, "languages": ["en"], **more}


def test_an_administrator_makes_an_unpublished_one():
    administrator = AdministratorFactory()

    made = make_consultation(by=administrator, **words())

    assert (made.state, made.title) == (State.UNPUBLISHED, "Law")
    entry = AuditEntry.objects.get()
    assert (entry.verb, entry.actor_id, entry.subject_id) == (Verb.CREATED, administrator.pk, made.pk)


def test_an_editor_makes_none():
    with pytest.raises(NotAllowed):
        make_consultation(by=TeamMemberFactory().user, **words())

    assert not Consultation.objects.filter(slug="law").exists()
    assert not AuditEntry.objects.exists()


def test_a_copy_has_the_team_if_wanted_and_neither_drafts_nor_rounds():
    administrator = AdministratorFactory()
    member = TeamMemberFactory(role=TeamRole.MODERATOR)
    TeamMemberFactory(consultation=member.consultation, user=UserFactory(is_active=False))
    RoundFactory(draft=published_draft(member.consultation))

    alone = make_consultation(by=administrator, copied_from=member.consultation, **words())
    together = make_consultation(
        by=administrator, copied_from=member.consultation, with_team=True, **words(slug="law-2")
    )

    assert (alone.copied_from, alone.team.count()) == (member.consultation, 0)
    assert list(together.team.values_list("user", "role")) == [(member.user_id, TeamRole.MODERATOR)]
    assert (together.drafts.count(), together.rounds.count()) == (0, 0)
    assert AuditEntry.objects.filter(verb=Verb.JOINED).count() == 1


def test_what_is_archived_can_be_taken_out_again_by_its_editors():
    editor = TeamMemberFactory()
    consultation = archive_consultation(by=editor.user, consultation=editor.consultation)

    with pytest.raises(NotAllowed):
        unarchive_consultation(by=TeamMemberFactory().user, consultation=consultation)
    again = unarchive_consultation(by=editor.user, consultation=consultation)

    assert again.state == State.PUBLISHED
    assert AuditEntry.objects.order_by("pk").last().before == State.ARCHIVED
    with pytest.raises(WrongState):
        unarchive_consultation(by=editor.user, consultation=consultation)
