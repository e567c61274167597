from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.factories import ConsultationFactory, RoundFactory
from tests.scenes import open_consultation


def round_in(days_to_opening: int, days_to_closing: int):
    opens_at, closes_at = (timezone.now() + timedelta(days=days) for days in (days_to_opening, days_to_closing))
    return RoundFactory(opens_at=opens_at, closes_at=closes_at)


def test_rounds_stand_under_what_the_clock_says_of_them(client, db):
    open_one, coming, closed = round_in(-1, 1), round_in(1, 2), round_in(-2, -1)
    announced = ConsultationFactory()

    home = client.get(reverse("home")).context["home"]

    assert home.open == [open_one]
    assert home.coming == [coming]
    assert home.closed.items == [closed]
    assert home.announced == [announced]


def test_a_consultation_with_a_later_round_is_not_closed(client, db):
    closed = round_in(-2, -1)
    RoundFactory(draft=closed.draft)

    assert client.get(reverse("home")).context["home"].closed.items == []


def test_unpublished_consultations_are_not_named(client, db):
    ConsultationFactory(state="unpublished", published_at=None, titles={"en": "Secret matter"})

    assert "Secret matter" not in client.get(reverse("home")).content.decode()


def test_home_costs_the_same_with_one_consultation_and_with_three(client, db, django_assert_num_queries):
    for more in (1, 2):
        for _ in range(more):
            open_consultation()
        with django_assert_num_queries(4):
            client.get(reverse("home"))
