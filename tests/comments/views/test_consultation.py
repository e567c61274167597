from django.utils import timezone

from tests.factories import ConsultationFactory, DraftFactory
from tests.scenes import comment


def test_a_consultation_says_what_is_asked_when_and_who_has_spoken(client, scene):
    comment(scene, provision=scene.provisions[0])

    response = client.get(scene.consultation.get_absolute_url())

    page = response.content.decode()
    assert "What is asked." in page
    assert "Round 1" in page
    assert [(it.value, it.count) for it in response.context["totals"].groups if it.count] == [("civil-society", 1)]
    assert [(it.value, it.count) for it in response.context["totals"].regions if it.count] == [("002", 1)]


def test_once_its_round_is_closed_a_consultation_says_what_was_asked_and_invites_nobody(client, scene):
    open_page = client.get(scene.consultation.get_absolute_url()).content.decode()
    scene.round.closes_at = timezone.now()
    scene.round.save(update_fields=["closes_at"])
    closed_page = client.get(scene.consultation.get_absolute_url()).content.decode()

    assert ">What is asked</h1>" in open_page
    assert ">How to take part</h2>" in open_page
    assert ">What was asked</h1>" in closed_page
    assert ">Round 1 is closed</h2>" in closed_page
    assert ">How to take part</h2>" not in closed_page


def test_a_consultation_without_rounds_and_drafts_has_a_page(client, db):
    page = client.get(ConsultationFactory().get_absolute_url()).content.decode()

    assert "No round has been announced yet." in page


def test_an_unpublished_consultation_is_not_there(client, db):
    consultation = ConsultationFactory(state="unpublished", published_at=None)

    assert client.get(consultation.get_absolute_url()).status_code == 404


def test_unpublished_drafts_are_not_named(client, scene):
    DraftFactory(consultation=scene.consultation, label="Secret draft")

    assert "Secret draft" not in client.get(scene.consultation.get_absolute_url()).content.decode()


def test_a_consultation_costs_the_same_with_one_comment_and_with_three(client, scene, django_assert_num_queries):
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(7):
            client.get(scene.consultation.get_absolute_url())
