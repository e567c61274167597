from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from comments.models import UnsentAnswers
from comments.queries.unsent_answers import unsent_answers_of
from comments.services.unsent import purge_unsent
from comments.services.unsent_answers import claim_answers, forget_answers, keep_answers
from tests.factories import RoundFactory, UserFactory

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def session():
    return SessionStore()


def test_sending_again_replaces_what_was_kept(round, session):
    keep_answers(user=VISITOR, session=session, round=round, fields={"prompt_1": ["1"]})
    keep_answers(user=VISITOR, session=session, round=round, fields={"prompt_1": ["2"], "prompt_2": ["1", "3"]})

    assert UnsentAnswers.objects.get().fields == {"prompt_1": ["2"], "prompt_2": ["1", "3"]}


def test_what_no_database_holds_is_kept_as_far_as_it_can_be(round, session):
    keep_answers(user=VISITOR, session=session, round=round, fields={"prompt_1": ["a\x00b"]})

    assert UnsentAnswers.objects.get().fields == {"prompt_1": ["a\ufffdb"]}


def test_who_signs_in_takes_over_what_the_session_kept(round, session):
    person = UserFactory()
    keep_answers(user=person, session=SessionStore(), round=round, fields={"prompt_1": ["an older one"]})
    keep_answers(user=VISITOR, session=session, round=round, fields={"prompt_1": ["1"]})

    for _ in range(2):
        claim_answers(user=person, session=session, round=round)

    assert [(it.user, it.fields) for it in UnsentAnswers.objects.all()] == [(person, {"prompt_1": ["1"]})]


def test_nobody_else_finds_or_forgets_it(round, session):
    keep_answers(user=VISITOR, session=session, round=round, fields={"prompt_1": ["1"]})
    stranger = UserFactory()

    assert not unsent_answers_of(user=VISITOR, session=SessionStore(), round=round).exists()
    assert not unsent_answers_of(user=stranger, session=session, round=round).exists()
    forget_answers(user=stranger, session=session, round=round)
    claim_answers(user=stranger, session=SessionStore(), round=round)
    assert UnsentAnswers.objects.get().user is None


def test_visitors_answers_are_purged_after_thirty_days_and_accounts_are_not(round, session):
    now = timezone.now()
    keep_answers(user=VISITOR, session=session, round=round, fields={})
    owned = keep_answers(user=UserFactory(), session=session, round=round, fields={})
    UnsentAnswers.objects.update(changed_at=now - timedelta(days=31))

    assert purge_unsent(at=now) == 1
    assert list(UnsentAnswers.objects.all()) == [owned]
