"""Templates: marked and unmarked by administrators, on record, never public, and their rounds open to nobody."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from comments.permissions import can_comment, can_enter, can_import
from comments.services.publishing import SomethingWasSaid
from comments.services.template import mark_as_template, unmark_as_template
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState as State
from consultations.models import Consultation, Draft, Round
from consultations.round_rules import RoundRules
from consultations.services.consultation import WrongState, publish_consultation
from consultations.services.round import change_round
from consultations.services.round_times import EndStays, close_round_early
from tests.factories import AdministratorFactory, TeamMemberFactory, UserFactory
from tests.prompting import prompt
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def scene():
    return open_consultation(state=State.UNPUBLISHED)


@pytest.fixture
def template(scene):
    mark_as_template(by=AdministratorFactory(), consultation=scene.consultation)
    return open_scene(scene)


def open_scene(scene):
    scene.consultation.refresh_from_db()
    scene.round.refresh_from_db()
    return scene


def test_marking_and_unmarking_are_on_record(scene):
    administrator = AdministratorFactory()

    mark_as_template(by=administrator, consultation=scene.consultation)
    assert Consultation.objects.get().is_template
    unmark_as_template(by=administrator, consultation=scene.consultation)

    assert Consultation.objects.get().state == State.UNPUBLISHED
    changes = AuditEntry.objects.order_by("pk").values_list("verb", "before", "after", "actor_id")
    assert list(changes) == [
        ("changed", "unpublished", "template", administrator.pk),
        ("changed", "template", "unpublished", administrator.pk),
    ]


def test_an_editor_neither_marks_nor_unmarks(scene):
    editor = TeamMemberFactory(consultation=scene.consultation).user

    with pytest.raises(NotAllowed):
        mark_as_template(by=editor, consultation=scene.consultation)
    mark_as_template(by=None, consultation=scene.consultation)
    with pytest.raises(NotAllowed):
        unmark_as_template(by=editor, consultation=scene.consultation)

    assert Consultation.objects.get().is_template


@pytest.mark.parametrize("state", [State.PUBLISHED, State.ARCHIVED, State.TEMPLATE])
def test_only_what_is_unpublished_is_marked(scene, state):
    Consultation.objects.update(state=state, published_at=timezone.now())

    with pytest.raises(WrongState):
        mark_as_template(by=AdministratorFactory(), consultation=scene.consultation)


def test_what_holds_comments_is_no_template():
    scene = open_consultation()
    comment(scene)
    Consultation.objects.update(state=State.UNPUBLISHED)

    with pytest.raises(SomethingWasSaid):
        mark_as_template(by=AdministratorFactory(), consultation=scene.consultation)

    assert Consultation.objects.get().state == State.UNPUBLISHED


def test_it_is_never_public_and_cannot_be_published(template):
    member = TeamMemberFactory(consultation=template.consultation).user

    with pytest.raises(WrongState):
        publish_consultation(by=AdministratorFactory(), consultation=template.consultation)

    for reader in (AnonymousUser(), UserFactory()):
        assert not Consultation.objects.visible_to(reader).exists()
        assert not Draft.objects.visible_to(reader).exists()
        assert not Round.objects.visible_to(reader).exists()
    assert Consultation.objects.visible_to(member).get() == template.consultation


def test_nothing_is_said_in_it_though_the_clock_says_open(template):
    editor = TeamMemberFactory(consultation=template.consultation).user

    assert not can_comment(UserFactory(), template.round, at=timezone.now())
    assert not can_enter(editor, template.consultation)
    assert not can_import(editor, template.consultation)


def test_its_rounds_change_at_any_time_and_have_no_end_to_move(template):
    editor = TeamMemberFactory(consultation=template.consultation).user
    Round.objects.update(closes_at=timezone.now() - DAY)
    template.round.refresh_from_db()
    opens_at = timezone.now() - 40 * DAY
    rules = RoundRules(opens_at=opens_at, closes_at=opens_at + 30 * DAY, length_limit=500)

    changed = change_round(by=editor, round=template.round, rules=rules, version=1)
    with pytest.raises(EndStays):
        close_round_early(by=editor, round=changed, reason="No.", version=2)

    assert (changed.opens_at, changed.length_limit) == (opens_at, 500)
    assert prompt(template.round).number == 1
