from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from comments.enums import Status
from comments.models import Comment, Reaction
from comments.permissions import (
    can_comment,
    can_edit,
    can_enter,
    can_import,
    can_invite,
    can_moderate,
    can_react,
    can_reply,
    can_respond,
    can_see_invitations,
    can_see_participants,
    can_take_back,
    can_withdraw,
    is_edited_quietly,
)
from consultations.enums import ConsultationState, DraftState
from tests.factories import AdministratorFactory, UserFactory
from tests.scenes import comment, open_consultation, people_by_role

pytestmark = pytest.mark.django_db

ROLES = [
    "visitor", "stakeholder", "moderator_elsewhere", "observer", "analyst", "moderator", "editor", "administrator",
]  # fmt: skip
ACCOUNTS = ROLES[1:]
TEAM = ["moderator", "editor", "administrator"]
MOMENT = timedelta(microseconds=1)


def person(people, role):
    return AnonymousUser() if role == "visitor" else getattr(people, role)


def allowed(people, may) -> list[str]:
    return [role for role in ROLES if may(person(people, role))]


@pytest.fixture
def scene():
    return open_consultation()


@pytest.fixture
def people(scene):
    return people_by_role(scene.consultation)


def test_who_may_comment_in_an_open_round(scene, people):
    assert allowed(people, lambda user: can_comment(user, scene.round, at=timezone.now())) == ACCOUNTS


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    ("from_edge", "shift", "open"),
    [
        ("opens_at", -MOMENT, False),
        ("opens_at", timedelta(0), True),
        ("opens_at", MOMENT, True),
        ("closes_at", -MOMENT, True),
        ("closes_at", timedelta(0), False),
        ("closes_at", MOMENT, False),
    ],
)
def test_the_edges_of_a_round(scene, people, role, from_edge, shift, open):
    at = getattr(scene.round, from_edge) + shift

    assert can_comment(person(people, role), scene.round, at=at) is (open and role != "visitor")


@pytest.mark.parametrize(("shift", "takes"), [(-MOMENT, ACCOUNTS), (timedelta(0), [])])
def test_late_contributions_are_taken_until_their_own_end(scene, people, shift, takes):
    scene.round.late_until = scene.round.closes_at + timedelta(days=7)
    at = scene.round.late_until + shift

    assert allowed(people, lambda user: can_comment(user, scene.round, at=at)) == takes


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_nobody_comments_on_a_consultation_that_is_not_published(scene, people, state):
    scene.consultation.state = state

    assert allowed(people, lambda user: can_comment(user, scene.round, at=timezone.now())) == []


def test_nobody_comments_on_a_draft_that_is_not_published(scene, people):
    scene.round.draft.state = DraftState.UNPUBLISHED

    assert allowed(people, lambda user: can_comment(user, scene.round, at=timezone.now())) == []


@pytest.mark.parametrize("status", Status)
def test_replies_are_to_what_is_published(scene, people, status):
    parent = Comment(round=scene.round, status=status)
    expected = ACCOUNTS if status is Status.PUBLISHED else []

    assert allowed(people, lambda user: can_reply(user, parent, at=timezone.now())) == expected
    assert allowed(people, lambda user: can_reply(user, parent, at=scene.round.closes_at)) == []


@pytest.mark.parametrize("status", Status)
def test_reactions_are_to_what_is_published_and_somebody_elses(scene, people, status):
    said = Comment(round=scene.round, status=status, author=people.analyst)
    expected = [role for role in ACCOUNTS if role != "analyst"] if status is Status.PUBLISHED else []

    assert allowed(people, lambda user: can_react(user, said, at=timezone.now())) == expected
    assert allowed(people, lambda user: can_react(user, said, at=scene.round.closes_at)) == []


def test_visitors_do_not_react_to_what_nobody_here_wrote(scene):
    assert not can_react(AnonymousUser(), Comment(round=scene.round, author=None), at=timezone.now())


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize(("shift", "may"), [(-MOMENT, True), (timedelta(0), False)])
def test_reactions_are_taken_back_until_the_round_closes(scene, status, shift, may):
    reaction = Reaction(comment=Comment(round=scene.round, status=status), user=UserFactory())

    assert can_take_back(reaction, at=scene.round.closes_at + shift) is may


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_nobody_takes_a_reaction_back_where_the_consultation_is_not_published(scene, state):
    scene.round.consultation.state = state

    assert not can_take_back(Reaction(comment=Comment(round=scene.round)), at=timezone.now())


@pytest.mark.parametrize(
    ("may", "roles"),
    [(can_respond, TEAM), (can_enter, TEAM), (can_moderate, TEAM), (can_import, ["editor", "administrator"])],
)
def test_what_the_team_may(scene, people, may, roles):
    assert allowed(people, lambda user: may(user, scene.consultation)) == roles


def test_a_closed_account_may_nothing(scene):
    for user in (UserFactory(is_active=False), AdministratorFactory(is_active=False)):
        assert not can_comment(user, scene.round, at=timezone.now())
        assert not any(may(user, scene.consultation) for may in (can_respond, can_enter, can_import, can_moderate))


def test_analysts_and_above_see_who_takes_part(scene, people):
    readers = ["analyst", *TEAM]

    assert allowed(people, lambda user: can_see_participants(user, scene.consultation)) == readers


def test_a_closed_account_sees_no_participants(scene, people):
    people.editor.is_active = False

    assert not can_see_participants(people.editor, scene.consultation)


def test_editors_invite_and_analysts_see_who_is_invited(scene, people):
    assert allowed(people, lambda user: can_invite(user, scene.consultation)) == ["editor", "administrator"]
    assert allowed(people, lambda user: can_see_invitations(user, scene.consultation)) == ["analyst", *TEAM]


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_nobody_invites_to_what_takes_no_comments(scene, people, state):
    scene.consultation.state = state

    assert allowed(people, lambda user: can_invite(user, scene.consultation)) == []


def test_nobody_invites_in_the_name_of_a_closed_account(scene, people):
    people.editor.is_active = False

    assert not can_invite(people.editor, scene.consultation)
    assert not can_invite(None, scene.consultation)


# One's own


def own_comment(scene, people, **said):
    return comment(scene, by=people.stakeholder, **said)


def test_only_the_author_edits_and_withdraws(scene, people):
    said = own_comment(scene, people)

    assert allowed(people, lambda user: can_edit(user, said, at=timezone.now())) == ["stakeholder"]
    assert allowed(people, lambda user: can_withdraw(user, said)) == ["stakeholder"]


@pytest.mark.parametrize(
    ("status", "edits", "withdraws"),
    [
        (Status.PENDING, True, True),
        (Status.PUBLISHED, True, True),
        (Status.HIDDEN, False, False),
        (Status.WITHDRAWN, False, False),
    ],
)
def test_what_shows_words_is_edited_and_withdrawn(scene, people, status, edits, withdraws):
    said = own_comment(scene, people)
    said.status = status

    assert can_edit(people.stakeholder, said, at=timezone.now()) is edits
    assert can_withdraw(people.stakeholder, said) is withdraws


@pytest.mark.parametrize(
    ("from_edge", "shift", "edits"),
    [
        ("opens_at", -MOMENT, False),
        ("opens_at", timedelta(0), True),
        ("closes_at", -MOMENT, True),
        ("closes_at", timedelta(0), False),
    ],
)
def test_words_change_while_the_round_takes_comments_and_go_at_any_time(scene, people, from_edge, shift, edits):
    said = own_comment(scene, people)
    at = getattr(said.round, from_edge) + shift

    assert can_edit(people.stakeholder, said, at=at) is edits
    assert can_withdraw(people.stakeholder, said)


def test_whose_account_is_closed_changes_nothing(scene, people):
    said = own_comment(scene, people)
    people.stakeholder.is_active = False

    assert not can_edit(people.stakeholder, said, at=timezone.now())
    assert not can_withdraw(people.stakeholder, said)


def test_what_has_no_author_is_nobodys_own(scene, people):
    said = own_comment(scene, people)
    said.author = None

    assert allowed(people, lambda user: can_edit(user, said, at=timezone.now())) == []
    assert allowed(people, lambda user: can_withdraw(user, said)) == []


@pytest.mark.parametrize(
    ("status", "after", "has_echo", "quietly"),
    [
        (Status.PUBLISHED, timedelta(0), False, True),
        (Status.PUBLISHED, timedelta(minutes=15) - MOMENT, False, True),
        (Status.PUBLISHED, timedelta(minutes=15), False, False),
        (Status.PUBLISHED, timedelta(0), True, False),
        (Status.PENDING, timedelta(days=3), False, True),
        (Status.PENDING, timedelta(days=3), True, False),
    ],
)
def test_who_has_not_been_relied_on_is_edited_quietly(scene, people, status, after, has_echo, quietly):
    said = own_comment(scene, people)
    said.status = status

    assert is_edited_quietly(said, at=said.posted_at + after, has_echo=has_echo) is quietly
