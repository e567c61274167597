import pytest

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState as State
from consultations.models import Consultation
from consultations.services.consultation import (
    make_consultation,
)
from tests.factories import AdministratorFactory, TeamMemberFactory

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
