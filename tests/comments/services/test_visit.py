from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from comments.models import Visit
from comments.services.visit import SILENCE, STEP, erase_visits, note_visit, visits_about
from tests.factories import ConsultationFactory, UserFactory

pytestmark = pytest.mark.django_db
START = timezone.now()
A_MOMENT = timedelta(seconds=1)


@pytest.fixture
def here():
    return {"by": UserFactory(), "consultation": ConsultationFactory()}


def test_on_a_first_visit_nothing_is_new_however_long_it_lasts(here):
    assert note_visit(**here, at=START) is None
    assert note_visit(**here, at=START + STEP) is None
    assert note_visit(**here, at=START + STEP + SILENCE - A_MOMENT) is None


def test_after_an_hour_of_silence_a_new_visit_begins_where_the_last_one_ended(here):
    note_visit(**here, at=START)

    assert note_visit(**here, at=START + SILENCE) == START


def test_reading_on_does_not_clear_what_is_new(here):
    note_visit(**here, at=START)
    later = START + timedelta(days=1)

    assert [note_visit(**here, at=later + minutes * timedelta(minutes=1)) for minutes in (0, 6, 50, 100)] == [START] * 4
    assert note_visit(**here, at=later + timedelta(minutes=161)) == later + timedelta(minutes=100)


def test_most_pages_write_nothing(here, django_assert_num_queries):
    note_visit(**here, at=START)

    with django_assert_num_queries(1):
        note_visit(**here, at=START + STEP - A_MOMENT)


def test_each_person_and_consultation_has_one_row(here):
    other = UserFactory()
    for by in (here["by"], other, other):
        note_visit(by=by, consultation=here["consultation"], at=START)

    assert Visit.objects.count() == 2


def test_ones_own_contributions_are_a_place_of_their_own(here):
    person = here["by"]
    for consultation in (None, here["consultation"], None):
        note_visit(by=person, consultation=consultation, at=START)
    later = START + SILENCE

    assert [it["consultation"] for it in visits_about(person)] == ["", here["consultation"].slug]
    assert note_visit(by=person, consultation=None, at=later) == START
    with pytest.raises(IntegrityError):
        Visit.objects.create(user=person)


def test_visits_are_told_to_the_person_and_taken_away_with_the_account(here):
    note_visit(**here, at=START)
    note_visit(by=UserFactory(), consultation=here["consultation"], at=START)

    assert visits_about(here["by"]) == [{"consultation": here["consultation"].slug, "seen_at": START.isoformat()}]
    assert erase_visits(person=here["by"]) == 1
    assert visits_about(here["by"]) == []
    assert Visit.objects.count() == 1
