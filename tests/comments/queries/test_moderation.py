import pytest

from comments.enums import Status
from comments.models import Comment
from comments.queries.moderation import status_at_posting
from consultations.enums import ModerationMode
from tests.factories import RoundFactory, UserFactory
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db

MODES = [ModerationMode.AT_ONCE, ModerationMode.FIRST, ModerationMode.ALL]
PUBLISHED, PENDING = Status.PUBLISHED, Status.PENDING


@pytest.fixture
def scene():
    return open_consultation()


@pytest.fixture
def author():
    return UserFactory()


def by_mode(author, round):
    statuses = []
    for mode in MODES:
        round.moderation = mode
        statuses.append(status_at_posting(author, round))
    return statuses


def test_the_first_comment_of_a_person(scene, author):
    comment(scene)

    assert by_mode(author, scene.round) == [PUBLISHED, PENDING, PENDING]


def test_a_comment_of_somebody_known_here(scene, author):
    reply(comment(scene), by=author)

    assert by_mode(author, scene.round) == [PUBLISHED, PUBLISHED, PENDING]


def test_a_comment_of_somebody_known_from_an_earlier_round(scene, author):
    comment(scene, by=author)
    later = RoundFactory(draft=scene.draft, consultation=scene.consultation)

    assert by_mode(author, later) == [PUBLISHED, PUBLISHED, PENDING]


def test_a_comment_of_somebody_known_in_another_consultation(scene, author):
    comment(open_consultation(), by=author)

    assert by_mode(author, scene.round) == [PUBLISHED, PENDING, PENDING]


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN, Status.WITHDRAWN])
def test_a_comment_of_somebody_whose_others_are_not_published(scene, author, status):
    said = comment(scene, by=author)
    Comment.objects.filter(pk=said.pk).update(status=status, moderation_reason="off-topic")

    assert by_mode(author, scene.round) == [PUBLISHED, PENDING, PENDING]
