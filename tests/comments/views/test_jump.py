import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from comments.queries import stretches


@pytest.fixture
def reader(scene):
    return reverse("reader", args=[scene.consultation.slug, 1])


@pytest.mark.parametrize("asked", ["2", "Article 2", "art. 2", "٢", " heading 2 "])
def test_a_number_leads_to_its_provision(client, reader, asked):
    assertRedirects(client.get(reader, {"number": asked}), f"{reader}?at=art_2#art_2")


def test_it_leads_to_whatever_page_of_a_long_draft_and_filters_stay(client, reader, monkeypatch):
    monkeypatch.setattr(stretches, "WHOLE", 0)
    monkeypatch.setattr(stretches, "STRETCH", 1)

    response = client.get(reader, {"number": "3", "position": "oppose", "page": "2"}, follow=True)

    assert response.redirect_chain == [(f"{reader}?at=art_3&position=oppose#art_3", 302)]
    assert [place.eid for place in response.context["places"]] == ["art_3"]


def test_what_may_be_several_is_a_short_list_to_choose_from(client, reader):
    page = client.get(reader, {"number": "heading"})

    assertContains(page, "“heading” may be any of these:")
    assertContains(page, f'<a href="{reader}?at=art_2#art_2"><bdi>Article 2: Heading 2</bdi></a>')
    assertContains(page, 'value="heading"')


def test_what_is_not_there_is_said_with_the_nearest(client, reader):
    page = client.get(reader, {"number": "7"})

    assertContains(page, "This draft has no “7”. The nearest is:")
    assertContains(page, f'<a href="{reader}?at=art_3#art_3"><bdi>Article 3: Heading 3</bdi></a>')


def test_in_the_whole_text_it_leads_on_within_the_whole_text(client, reader):
    assertRedirects(client.get(reader, {"number": "3", "page": "all"}), f"{reader}?at=art_3&page=all#art_3")
    assertContains(client.get(f"{reader}?page=all"), '<input type="hidden" name="page" value="all">')


@pytest.mark.parametrize("asked", ["<b>nowhere", "\x00", "x" * 10_000, "ignore"])
def test_what_means_nothing_says_what_to_type(client, reader, asked):
    page = client.get(reader, {"number": asked}).content.decode()

    assert "<b>nowhere" not in page
    assert "Type a number as it is printed" in page or not asked.strip("\x00")


def test_no_number_asks_for_nothing(client, reader):
    assert client.get(reader, {"number": " "}).context["jump"] is None
