from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from consultations import permissions
from consultations.enums import ConsultationState, DraftState
from consultations.models import Draft, Round
from tests.factories import ConsultationFactory
from tests.scenes import people_by_role

pytestmark = pytest.mark.django_db

OPENS = datetime(2026, 3, 1, tzinfo=UTC)
CLOSES = datetime(2026, 4, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)
WEEK = timedelta(days=7)
ROLES = (
    "visitor", "stakeholder", "moderator_elsewhere", "observer", "analyst", "moderator", "editor", "administrator",
)  # fmt: skip


def but_the_first(refused: int) -> tuple[bool, ...]:
    return tuple(place >= refused for place in range(len(ROLES)))


TEAM, ANALYSTS, MODERATORS, EDITORS, ADMINISTRATORS, NOBODY = (but_the_first(refused) for refused in (3, 4, 5, 6, 7, 8))


def by_role(consultation, may):
    people = people_by_role(consultation)
    users = [AnonymousUser(), *(getattr(people, role) for role in ROLES[1:])]
    return tuple(may(user) for user in users)


@pytest.mark.parametrize(
    ("may", "state", "expected"),
    [
        (permissions.can_open_desk, ConsultationState.PUBLISHED, TEAM),
        (permissions.can_read_everything, ConsultationState.UNPUBLISHED, ANALYSTS),
        (permissions.can_read_everything, ConsultationState.ARCHIVED, ANALYSTS),
        (permissions.is_moderator, ConsultationState.PUBLISHED, MODERATORS),
        (permissions.is_editor, ConsultationState.PUBLISHED, EDITORS),
        (permissions.can_edit_consultation, ConsultationState.UNPUBLISHED, EDITORS),
        (permissions.can_edit_consultation, ConsultationState.ARCHIVED, NOBODY),
        (permissions.can_make_draft, ConsultationState.PUBLISHED, EDITORS),
        (permissions.can_make_round, ConsultationState.ARCHIVED, NOBODY),
        (permissions.can_change_state, ConsultationState.PUBLISHED, EDITORS),
    ],
)
def test_who_may_do_what_with_a_consultation(may, state, expected):
    consultation = ConsultationFactory(state=state)

    assert by_role(consultation, lambda user: may(user, consultation)) == expected


def test_only_administrators_make_consultations_and_change_teams():
    consultation = ConsultationFactory()

    assert by_role(consultation, permissions.can_make_consultation) == ADMINISTRATORS
    assert by_role(consultation, permissions.can_change_team) == ADMINISTRATORS


@pytest.mark.parametrize(("state", "expected"), [(DraftState.UNPUBLISHED, EDITORS), (DraftState.PUBLISHED, NOBODY)])
def test_a_draft_changes_until_it_is_published(state, expected):
    consultation = ConsultationFactory()
    draft = Draft(consultation=consultation, state=state)

    assert by_role(consultation, lambda user: permissions.can_change_draft(user, draft)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [(OPENS - TICK, EDITORS), (OPENS, EDITORS), (CLOSES - TICK, EDITORS), (CLOSES, NOBODY)],
)
def test_a_round_changes_until_it_closes(at, expected):
    consultation = ConsultationFactory()
    round = Round(consultation=consultation, opens_at=OPENS, closes_at=CLOSES)

    assert by_role(consultation, lambda user: permissions.can_change_round(user, round, at=at)) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - TICK, NOBODY),
        (OPENS, EDITORS),
        (CLOSES, EDITORS),
        (CLOSES + WEEK - TICK, EDITORS),
        (CLOSES + WEEK, NOBODY),
    ],
)
def test_the_end_of_a_round_moves_while_it_takes_comments(at, expected):
    consultation = ConsultationFactory()
    round = Round(consultation=consultation, opens_at=OPENS, closes_at=CLOSES, late_until=CLOSES + WEEK)

    assert by_role(consultation, lambda user: permissions.can_move_end(user, round, at=at)) == expected


def test_a_closed_account_may_nothing(django_assert_num_queries):
    consultation = ConsultationFactory()
    editor = people_by_role(consultation).editor
    editor.is_active = False

    with django_assert_num_queries(0):
        assert not permissions.can_open_desk(editor, consultation)


def test_the_role_is_asked_once(django_assert_num_queries):
    consultation = ConsultationFactory()
    editor = people_by_role(consultation).editor

    with django_assert_num_queries(1):
        assert permissions.is_editor(editor, consultation)
        assert permissions.can_open_desk(editor, consultation)
