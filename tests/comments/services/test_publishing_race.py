"""Somebody posts while somebody else takes the consultation back: one of them comes first, and the other knows."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from comments.models import Comment
from comments.services.checks import hold_state_of
from comments.services.publishing import SomethingWasSaid, unpublish_consultation
from common.errors import NotAllowed
from consultations.enums import ConsultationState
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


@pytest.fixture
def elsewhere():
    """Runs something on a connection of its own."""

    def closing(work: Callable[[], object]) -> object:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        yield lambda work: pool.submit(closing, work)


def until_it_waits(future: Future[object]) -> None:
    def it_waits() -> bool:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            return bool(cursor.fetchone()[0])

    wait_until(lambda: future.done() or it_waits())
    assert not future.done(), "It did not wait for the other."


@pytest.fixture
def editor(scene):
    return TeamMemberFactory(consultation=scene.consultation).user


def test_who_posts_while_it_is_taken_back_is_refused_afterwards(scene, editor, elsewhere):
    author = UserFactory()
    with transaction.atomic():
        unpublish_consultation(by=editor, consultation=scene.consultation)
        posting = elsewhere(lambda: comment(scene, by=author))
        until_it_waits(posting)

    with pytest.raises(NotAllowed):
        posting.result(timeout=60)
    assert not Comment.objects.exists()


def test_it_is_not_taken_back_while_somebody_posts(scene, editor, elsewhere):
    with transaction.atomic():
        comment(scene)
        taking_back = elsewhere(lambda: unpublish_consultation(by=editor, consultation=scene.consultation))
        until_it_waits(taking_back)

    with pytest.raises(SomethingWasSaid):
        taking_back.result(timeout=60)
    scene.consultation.refresh_from_db()
    assert scene.consultation.state == ConsultationState.PUBLISHED


def test_who_posts_does_not_wait_for_others_who_post(scene, elsewhere):
    """As far as the tallies, in which all who post in a round count."""

    def hold() -> bool:
        with transaction.atomic():
            hold_state_of(scene.consultation.pk)
        return True

    with transaction.atomic():
        comment(scene)

        assert elsewhere(hold).result(timeout=60) is True
