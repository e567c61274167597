"""What became of the comments on earlier drafts, as everybody reads it."""

import pytest
from django.urls import reverse

from comments.queries import carried
from comments.services.moderation import hide_comment
from comments.services.placing import place_missing
from tests.comments.carried import NEW, commented_draft, follower, on, published, say
from tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def first():
    return commented_draft()


def carried_over(first):
    new = published(follower(first.draft, NEW))
    place_missing(new)
    return new


def address(draft, **asked):
    return reverse("carried", args=[draft.consultation.slug, draft.number], query=asked)


def test_the_sums_of_the_four_classes_stand_on_the_page(client, first):
    say(first, "art_1", "art_2", "art_3", "draft", on("national contact point"))
    new = carried_over(first)

    figures = client.get(address(new)).context["figures"]

    assert [(it.label, [count for _state, count in it.counts], it.total) for it in figures] == [
        ("Draft 1", [2, 0, 2, 1], 5)
    ]


def test_each_comment_says_where_it_was_made_and_leads_there(client, first):
    said = say(first, on("answers at any hour"), body="At night, too?")
    new = carried_over(first)

    html = client.get(address(new)).content.decode()

    assert "At night, too?" in html
    assert "made on “Draft 1”" in html
    assert f'href="/comments/{said.reference}/"' in html
    assert "<del>" in html
    assert "<ins>" in html


def test_a_long_list_comes_in_pages_the_latest_first(client, first, monkeypatch):
    monkeypatch.setattr(carried, "SIZE", 2)
    said = [say(first, "art_1"), say(first, "art_2"), say(first, "art_3")]
    new = carried_over(first)

    page = client.get(address(new))
    following = client.get(address(new, cursor=page.context["page"].next_cursor))

    assert references(page) == [said[2].reference, said[1].reference]
    assert references(following) == [said[0].reference]
    assert following.context["page"].previous_cursor


def test_one_class_or_one_provision_can_be_asked_for(client, first):
    lost, unchanged = say(first, "art_3"), say(first, "art_2")
    new = carried_over(first)

    assert references(client.get(address(new, state="lost"))) == [lost.reference]
    assert references(client.get(address(new, p="art_2"))) == [unchanged.reference]
    assert client.get(address(new, state="elsewhere")).status_code == 404
    assert client.get(address(new, p="art_9")).status_code == 404


def test_a_hidden_comment_keeps_its_place_without_its_words(client, first):
    said = say(first, "art_2", body="Something rude.")
    new = carried_over(first)
    hide_comment(by=TeamMemberFactory(consultation=first.consultation).user, comment=said, reason="abuse")

    answer = client.get(address(new))

    assert references(answer) == [said.reference]
    assert "Something rude" not in answer.content.decode()


def test_the_reader_and_the_provision_show_how_many_came_from_where(client, first):
    say(first, "art_2")
    say(first, "art_2")
    new = carried_over(first)

    for page in (new.get_absolute_url(), new.provisions.get(eid="art_2").get_absolute_url()):
        assert "2 comments from “Draft 1”" in client.get(page).content.decode()
    assert "comments from" not in client.get(new.provisions.get(eid="art_1").get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_long_the_list_is(client, first, count, django_assert_num_queries):
    for _ in range(count):
        say(first, "art_1", on("answers at any hour"))
    new = carried_over(first)
    client.get(address(new))

    with django_assert_num_queries(6):
        client.get(address(new))


def references(answer):
    return [it.comment.reference for it in answer.context["page"].items]
