import pytest

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState as State
from consultations.models import Consultation
from consultations.services.consultation import (
    SomethingWasSaid,
    WrongState,
    archive_consultation,
    make_consultation,
    publish_consultation,
    unpublish_consultation,
)
from tests.factories import AdministratorFactory, ConsultationFactory, TeamMemberFactory
from tests.scenes import comment, open_consultation

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


def test_from_unpublished_to_published_and_back_keeps_the_first_time():
    consultation = ConsultationFactory(state=State.UNPUBLISHED, published_at=None)
    editor = TeamMemberFactory(consultation=consultation).user

    first = publish_consultation(by=editor, consultation=consultation).published_at
    unpublish_consultation(by=editor, consultation=consultation)
    again = publish_consultation(by=editor, consultation=consultation)

    assert (again.state, again.published_at) == (State.PUBLISHED, first)


def test_what_people_have_commented_on_is_not_taken_back_and_can_be_archived():
    scene = open_consultation()
    comment(scene)
    editor = TeamMemberFactory(consultation=scene.consultation).user

    with pytest.raises(SomethingWasSaid):
        unpublish_consultation(by=editor, consultation=scene.consultation)
    scene.consultation.refresh_from_db()
    assert scene.consultation.state == State.PUBLISHED

    assert archive_consultation(by=editor, consultation=scene.consultation).state == State.ARCHIVED
    with pytest.raises(WrongState):
        publish_consultation(by=editor, consultation=scene.consultation)
