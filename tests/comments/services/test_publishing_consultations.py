import pytest

from comments.services.publishing import SomethingWasSaid, unpublish_consultation
from consultations.enums import ConsultationState as State
from consultations.services.consultation import WrongState, archive_consultation, publish_consultation
from tests.factories import ConsultationFactory, TeamMemberFactory
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db


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
