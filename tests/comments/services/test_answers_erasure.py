import json

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from comments.models import AnswerRevision, AnswerSet, UnsentAnswers
from comments.queries.answer_figures import figures_of
from comments.queries.answers import given_in
from comments.services.answers_erasure import answers_about, erase_answers
from comments.services.unsent_answers import keep_answers
from consultations.enums import PromptKind
from consultations.queries.prompt import prompts_of
from tests.factories import MembershipFactory, UserFactory
from tests.prompting import answer, chosen, prompt, written
from tests.scenes import open_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    round = open_consultation().round
    prompt(round)
    prompt(round, PromptKind.TEXT)
    return round


@pytest.fixture
def person(round):
    """Somebody who has answered, changed the words, and sent once more without storing."""
    person = UserFactory(name="Amina Otieno", organisation_name="Uni")
    first = answer(round, {1: chosen(2), 2: written("I, Amina, think so.")}, by=person)
    answer(round, {1: chosen(2), 2: written("I think so.")}, by=person, seen=first.seen)
    keep_answers(user=person, session=SessionStore(), round=round, fields={"prompt_2": ["Not yet stored."]})
    return person


def test_a_person_gets_everything_that_is_kept(round, person):
    stored, unsent = json.loads(json.dumps(answers_about(person)))

    assert stored["answers"] == {"prompt 1": "Second", "prompt 2": "I think so."}
    assert stored["former_words"] == [{"prompt": 2, "text": "I, Amina, think so."}]
    assert (stored["name"], stored["organisation"], stored["country"]) == ("Amina Otieno", "Uni", "KE")
    assert unsent["unsent"] == {"prompt_2": ["Not yet stored."]}


def test_nobody_gets_what_is_somebody_elses(round, person):
    assert answers_about(UserFactory()) == []


def test_erasing_takes_the_person_and_the_words_and_leaves_the_count(round, person):
    assert erase_answers(by=None, person=person) == 1

    left = AnswerSet.objects.get()
    assert (left.author, left.author_name, left.organisation_name) == (None, "", "")
    assert left.contributor_key.startswith("erased:")
    assert given_in(left) == {1: chosen(2)}
    assert (AnswerRevision.objects.count(), UnsentAnswers.objects.count()) == (0, 0)
    figure = figures_of(round, prompts_of(round, user=UserFactory()), to_everybody=False)[0]
    assert [it.count for it in figure.options] == [0, 1, 0]
    assert answers_about(person) == []


def test_what_was_written_for_an_organisation_stays_its_own(round):
    membership = MembershipFactory(organisation__verified_at=timezone.now(), organisation__name="Open Net")
    answer(round, {2: written("We think so.")}, by=membership.user, speaking_for=membership.organisation)

    erase_answers(by=None, person=membership.user)

    left = AnswerSet.objects.get()
    assert (left.author, left.author_name, left.organisation_name) == (None, "", "Open Net")
    assert given_in(left) == {2: written("We think so.")}


def test_erasing_again_changes_nothing(round, person):
    erase_answers(by=None, person=person)

    assert erase_answers(by=None, person=person) == 0
