from django.urls import reverse

from comments.enums import Position
from tests.factories import DraftFactory
from tests.scenes import comment


def test_the_reader_shows_each_provision_with_its_mark(client, scene):
    comment(scene, provision=scene.provisions[0], position=Position.SUPPORT)

    page = client.get(reverse("reader", args=[scene.consultation.slug, 1])).content.decode()

    assert "Each Party shall do the 1th thing." in page
    assert 'aria-label="Article 1: Heading 1: 1 comment"' in page
    assert '<rect class="support" x="0.0" y="0" width="100.0" height="4"/>' in page
    assert 'aria-label="Article 2: Heading 2: no comments yet"' in page


def test_the_thread_of_a_chosen_provision_stands_beside_the_text(client, scene):
    said = comment(scene, provision=scene.provisions[1])

    page = client.get(reverse("reader", args=[scene.consultation.slug, 1]), {"p": "art_2"}).content.decode()

    assert said.reference in page
    assert '<section class="provision headed" id="art_2" aria-current="true">' in page


def test_htmx_gets_the_thread_alone(client, scene):
    said = comment(scene, provision=scene.provisions[1])
    address = reverse("reader", args=[scene.consultation.slug, 1])

    response = client.get(address, {"p": "art_2"}, headers={"HX-Request": "true"})

    page = response.content.decode()
    assert page.strip().startswith('<section class="discussion"')
    assert said.reference in page
    assert "<html" not in page
    assert response["HX-Push-Url"] == f"{address}?p=art_2"
    assert "HX-Request" in response["Vary"]


def test_a_chosen_provision_that_the_draft_does_not_have_is_left_out(client, scene):
    response = client.get(reverse("reader", args=[scene.consultation.slug, 1]), {"p": "art_99"})

    assert response.status_code == 200
    assert response.context["chosen"] is None


def test_an_unpublished_draft_is_not_there_for_visitors(client, scene):
    draft = DraftFactory(consultation=scene.consultation)

    assert client.get(draft.get_absolute_url()).status_code == 404


def test_the_reader_costs_the_same_with_one_comment_and_with_three(client, scene, django_assert_num_queries):
    address = reverse("reader", args=[scene.consultation.slug, 1]) + "?p=art_1"
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(10):
            client.get(address)
