from __future__ import annotations

import pytest
from django.urls import reverse

from comments.enums import Position
from comments.models import Comment
from tests.factories import UserFactory, group
from tests.scenes import comment, open_consultation, reply


def page_of(client, address: str, **asked: str) -> str:
    answer = client.get(address, asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def here(scene) -> str:
    return reverse("consultation_search", args=[scene.consultation.slug])


def test_drafts_and_comments_are_found_with_their_words_marked(client, scene, here):
    said = comment(scene, provision=scene.provisions[0], body="Each thing needs safeguards.")

    page = page_of(client, here, q="thing")

    assert '<h2 id="in-drafts">In drafts</h2>' in page
    assert f'href="{reverse("reader", args=[scene.consultation.slug, 1])}?at=art_1#art_1"' in page
    assert "Each <mark>thing</mark> needs safeguards" in page
    assert f'href="{said.get_absolute_url()}"' in page
    assert "Article 1: Heading 1" in page


def test_a_word_is_looked_for_in_all_consultations_and_their_names_are_given(client, scene):
    comment(scene, body="Safeguards here")
    other = open_consultation(titles={"en": "The other one"})
    comment(other, body="Safeguards there")

    page = page_of(client, reverse("search"), q="safeguard")

    assert "<mark>Safeguards</mark> here" in page
    assert "<mark>Safeguards</mark> there" in page
    assert "The other one" in page


def test_a_reference_leads_to_its_comment(client, scene, here):
    said = comment(scene)

    for typed in (said.reference, said.reference.lower(), f"  {said.reference} "):
        answer = client.get(here, {"q": typed})
        assert (answer.status_code, answer.headers["Location"]) == (302, said.get_absolute_url())


def test_a_reference_that_one_may_not_open_is_said_to_lead_nowhere(client, scene, here):
    said = comment(scene)
    Comment.objects.update(status="pending")

    assert f"There is no comment {said.reference} that you may read." in page_of(client, here, q=said.reference)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "<h1>Search</h1>"),
        ("   ", "<h1>Search</h1>"),
        ("word " * 10_000, "This is too long to be looked for"),
        ("x" * 301, "This is too long to be looked for"),
        ("-left", "This only says what to leave out"),
        ("the", "There is no word in this that can be looked for"),
        ("zzzz", "Nothing was found that you may read"),
        ("<script>alert(1)</script>", "Nothing was found that you may read"),
        ("\u202e\u0000"[:1] + "x", "Nothing was found that you may read"),
    ],
)
def test_what_leads_nowhere_is_answered_in_words(client, scene, here, typed, words):
    comment(scene)

    page = page_of(client, here, q=typed)

    assert words in page
    assert "<script>alert" not in page


def test_words_of_people_are_data(client, scene, here):
    comment(scene, body="`<img src=x onerror=alert(1)>` safeguards", by=UserFactory(name="<b>Bold</b>"))

    page = page_of(client, here, q="safeguards")

    assert "<img src=x" not in page
    assert "<b>Bold" not in page
    assert "&lt;b&gt;Bold" in page


def test_an_address_that_nobody_made_is_answered(client, scene, here):
    comment(scene, body="Safeguards")

    for asked in ({"page": "9" * 30}, {"page": "-1"}, {"in": "x"}, {"order": "x"}, {"page": "99999"}):
        page_of(client, here, q="safeguards", **asked)
    assert client.get(here, {"q": "safeguards", "order": "newest", "cursor": "x"}).status_code == 400


def test_the_parts_and_the_order_are_in_the_address(client, scene, here):
    comment(scene, provision=scene.provisions[0], body="Each thing needs safeguards.")

    drafts = page_of(client, here, q="thing", **{"in": "drafts"})
    said = page_of(client, here, q="thing", **{"in": "comments"}, order="newest")

    assert "needs safeguards" not in drafts
    assert "In drafts</h2>" not in said
    assert f'<a href="{here}?q=thing&amp;order=newest">Drafts and comments</a>' in said
    assert '<span aria-current="true">Newest first</span>' in said


def test_further_pages_are_a_link_away(client, scene, here):
    said = [
        comment(scene, by=scene_author, body=f"Safeguards {n}") for n, scene_author in enumerate([UserFactory()] * 23)
    ]

    page = page_of(client, here, q="safeguards", order="newest")
    onwards = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    rest = client.get(onwards).content.decode()

    assert all(it.reference in page for it in said[3:])
    assert all(it.reference in rest for it in said[:3])
    assert said[3].reference not in rest
    assert "Next page" in page_of(client, here, q="safeguards")


def test_searching_costs_the_same_with_one_comment_and_with_three(client, scene, here, django_assert_num_queries):
    first = comment(scene, provision=scene.provisions[0], body="The thing")
    for more in (0, 2):
        for _ in range(more):
            reply(first, body="The thing again")
        with django_assert_num_queries(7):
            client.get(here, {"q": "thing"})
        with django_assert_num_queries(7):
            client.get(here, {"q": "thing", "order": "newest"})
    client.force_login(UserFactory())
    with django_assert_num_queries(10):
        client.get(here, {"q": "thing"})


def test_searching_everywhere_costs_the_same_with_one_comment_and_with_three(client, scene, django_assert_num_queries):
    for more in (1, 2):
        for _ in range(more):
            comment(scene, body="The thing")
        with django_assert_num_queries(5):
            client.get(reverse("search"), {"q": "thing"})


def test_every_page_leads_to_the_search_and_robots_stay_away(client, scene, here):
    home = client.get("/").content.decode()
    reader = client.get(reverse("reader", args=[scene.consultation.slug, 1])).content.decode()

    assert f'<a href="{reverse("search")}">Search</a>' in home
    assert f'action="{here}"' in reader
    assert '<meta name="robots" content="noindex">' in page_of(client, here)
    assert "Disallow: /search/" in client.get("/robots.txt").text


def test_comments_are_narrowed_by_filters_and_the_words_stay(client, scene, here):
    comment(scene, body="Safeguards of one", by=UserFactory(stakeholder_group=group("academia")))
    comment(scene, body="Safeguards of another", position=Position.OPPOSE)

    page = page_of(client, here, q="safeguards", group="academia")

    assert "of one" in page
    assert "of another" not in page
    assert '<input type="hidden" name="q" value="safeguards">' in page
    assert '<input type="hidden" name="group" value="academia">' in page
    assert f'<a href="{here}?q=safeguards&amp;group=academia&amp;in=comments">' in page
    assert "of another" in page_of(client, here, q="safeguards", position="oppose")
    assert "There is no such stakeholder group" in page_of(client, here, q="safeguards", group="nobody")


def test_filters_leave_drafts_out(client, scene, here):
    assert "In drafts</h2>" in page_of(client, here, q="thing")
    assert "In drafts</h2>" not in page_of(client, here, q="thing", language="fr")


def test_ones_own_comments_are_found_alone(client, scene, here):
    said = comment(scene, body="Safeguards of mine")
    comment(scene, body="Safeguards of another")
    client.force_login(said.author)

    page = page_of(client, here, q="safeguards", mine="1")

    assert "of mine" in page
    assert "of another" not in page
