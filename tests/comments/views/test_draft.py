import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from comments.enums import Position
from comments.queries import stretches
from tests.factories import DraftFactory, RoundFactory, provision, published_draft
from tests.scenes import comment


def test_the_reader_shows_each_provision_with_its_mark(client, scene):
    comment(scene, provision=scene.provisions[0], position=Position.SUPPORT)

    page = client.get(reverse("reader", args=[scene.consultation.slug, 1])).content.decode()

    assert "Each Party shall do the 1th thing." in page
    assert 'aria-label="Article 1: Heading 1: 1 comment · 1 support"' in page
    assert '<path class="support" d="M0 2h100"/>' in page
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
    client.get(address)
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(8):
            client.get(address)


@pytest.fixture
def long_draft(scene, monkeypatch):
    """The draft of the scene where a stretch takes one of its articles at most."""
    monkeypatch.setattr(stretches, "WHOLE", 0)
    monkeypatch.setattr(stretches, "STRETCH", 1)
    return scene.draft.get_absolute_url()


def shown(response) -> list[str]:
    return [place.eid for place in response.context["places"]]


def test_a_long_draft_comes_a_page_at_a_time(client, long_draft):
    first = client.get(long_draft)
    second = client.get(long_draft, {"page": "2"})

    assert shown(first) == ["art_1"]
    assert shown(second) == ["art_2"]
    assertContains(first, f'<a rel="next" href="{long_draft}?page=2">')
    assertNotContains(first, 'rel="prev"')
    assertContains(second, f'<a rel="prev" href="{long_draft}">')
    assertContains(second, f'<a rel="next" href="{long_draft}?page=3">')
    assertContains(second, "Page 2 of 3.")


def test_the_contents_of_a_page_name_all_pages_with_their_comments(client, scene, long_draft):
    comment(scene, provision=scene.provisions[2])

    page = client.get(long_draft)

    assert [(it.stretch.begins, it.url, it.total, it.is_shown) for it in page.context["leaf"].entries] == [
        ("Article 1", long_draft, 0, True),
        ("Article 2", f"{long_draft}?page=2", 0, False),
        ("Article 3", f"{long_draft}?page=3", 1, False),
    ]
    assertContains(page, f'<a href="{long_draft}?page=3">', count=2)


def test_the_whole_text_is_there_for_who_asks(client, long_draft):
    page = client.get(long_draft, {"page": "all"})

    assert shown(page) == ["art_1", "art_2", "art_3"]
    assertContains(page, f'<a href="{long_draft}">Show a page at a time</a>')
    assertContains(client.get(long_draft), f'<a href="{long_draft}?page=all">Show the whole text</a>')


@pytest.mark.parametrize("query", [{"at": "art_3"}, {"p": "art_3"}, {"p": "art_3", "page": "1"}])
def test_an_address_with_a_provision_opens_the_page_that_holds_it(client, long_draft, query):
    assert shown(client.get(long_draft, query)) == ["art_3"]


def test_an_address_with_an_unknown_provision_opens_the_first_page(client, long_draft):
    assert shown(client.get(long_draft, {"at": "art_99"})) == ["art_1"]


@pytest.mark.parametrize("page", ["0", "4", "-1", "one", "1e3", "²", "99999999999999999999"])
def test_a_page_that_the_draft_does_not_have_is_not_found(client, long_draft, page):
    assert client.get(long_draft, {"page": page}).status_code == 404


def test_a_short_draft_is_whole_and_says_nothing_of_pages(client, scene):
    page = client.get(scene.draft.get_absolute_url())

    assert shown(page) == ["art_1", "art_2", "art_3"]
    assertNotContains(page, "?page=")


@pytest.mark.django_db
def test_places_on_a_later_page_are_named_and_stepped_in_as_in_the_whole_text(client, monkeypatch):
    draft = DraftFactory()
    article = provision(draft, 1, text="")
    for number in (1, 2):
        provision(draft, number, parent=article)
    draft.consultation.drafts.update(state="published", published_at=timezone.now())
    whole = client.get(draft.get_absolute_url()).context["places"]
    monkeypatch.setattr(stretches, "WHOLE", 0)
    monkeypatch.setattr(stretches, "STRETCH", 1)

    (last,) = client.get(draft.get_absolute_url(), {"page": "3"}).context["places"]

    assert last.name == "Article 1, paragraph 2"
    assert (last.name, last.level, last.within) == (whole[2].name, whole[2].level, whole[2].within)


def test_a_provision_that_was_discussed_since_the_words_were_kept_has_its_mark(client, scene):
    address = scene.draft.get_absolute_url()
    client.get(address)

    comment(scene, provision=scene.provisions[0])

    assertContains(client.get(address), 'aria-label="Article 1: Heading 1: 1 comment"')


def test_the_most_discussed_of_a_long_draft_may_be_on_other_pages(client, scene, long_draft):
    for place in (scene.provisions[1], scene.provisions[2], scene.provisions[2]):
        comment(scene, provision=place)

    page = client.get(long_draft)

    assert [(it.name, it.counts.count) for it in page.context["most_discussed"]] == [
        ("Article 3: Heading 3", 2),
        ("Article 2: Heading 2", 1),
    ]


def test_a_page_of_a_long_draft_costs_the_same_with_one_comment_and_with_three(
    client, scene, long_draft, django_assert_num_queries
):
    client.get(long_draft)
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(5):
            client.get(long_draft)


def test_a_closed_draft_leads_to_the_one_that_takes_comments(client, scene):
    scene.round.closes_at = timezone.now()
    scene.round.save(update_fields=["closes_at"])
    address = scene.draft.get_absolute_url()
    alone = client.get(address).content.decode()

    newer = published_draft(scene.consultation, provisions=1, label="Version 2")
    RoundFactory(draft=newer, consultation=scene.consultation)
    page = client.get(address).content.decode()

    assert "This draft takes no more comments." in alone
    assert "Comments are taken on" not in alone
    assert f'<a href="{newer.get_absolute_url()}">Comments are taken on “Version 2”</a>' in page
    assert "to say what you think" not in page
