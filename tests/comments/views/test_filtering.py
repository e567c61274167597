"""The filters of the reader, of a place's own page and of the list of all comments."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains

from comments.enums import Disposition, Kind, Position
from comments.models import Comment, Visit
from comments.services.response import respond
from consultations.enums import CommentsShown
from consultations.models import Round
from tests.factories import AdministratorFactory, UserFactory, group
from tests.scenes import comment, reply

SINCE = timezone.now() - timedelta(days=2)


@pytest.fixture
def reader(scene):
    return reverse("reader", args=[scene.consultation.slug, 1])


@pytest.fixture
def said(scene):
    """One comment that all filters leave, and one that each takes away."""
    kept = comment(
        scene,
        provision=scene.provisions[0],
        by=UserFactory(country="KE", stakeholder_group=group("academia")),
        position=Position.OPPOSE,
        kind=Kind.QUESTION,
        language="fr",
    )
    respond(by=AdministratorFactory(), comments=[kept], disposition=Disposition.NOTED, body="Noted.")
    other = comment(
        scene,
        provision=scene.provisions[0],
        by=UserFactory(country="FR", stakeholder_group=group("government")),
        position=Position.SUPPORT,
    )
    return kept, other


@pytest.fixture
def back_again(client, scene):
    """Somebody who was here two days ago."""
    person = UserFactory()
    client.force_login(person)
    Visit.objects.create(user=person, consultation=scene.consultation, since=None, seen_at=SINCE)
    return person


def addresses(scene) -> dict[str, str]:
    return {
        "beside the text": reverse("reader", args=[scene.consultation.slug, 1]) + "?p=art_1&",
        "own page": scene.provisions[0].get_absolute_url() + "?",
        "all comments": reverse("comments", args=[scene.consultation.slug]) + "?",
    }


FILTERS = [
    "group=academia",
    "region=002",
    "region=un-africa",
    "position=oppose",
    "kind=question",
    "language=fr",
    "answered=yes",
]


@pytest.mark.parametrize("query", [*FILTERS, "&".join(it for it in FILTERS if it != "region=002")])
@pytest.mark.parametrize("where", ["beside the text", "own page", "all comments"])
def test_each_filter_narrows_each_list(client, scene, said, where, query):
    kept, other = said

    page = client.get(addresses(scene)[where] + query).content.decode()

    assert f'id="{kept.reference}"' in page
    assert f'id="{other.reference}"' not in page


@pytest.mark.parametrize("where", ["beside the text", "own page", "all comments"])
def test_each_filter_is_taken_away_by_a_link_of_its_own(client, scene, said, where):
    address = addresses(scene)[where]
    kept = "p=art_1&amp;" if where == "beside the text" else ""

    page = client.get(address + "group=academia&position=oppose&sort=oldest")

    assertContains(
        page, f'<a class="chip" href="?{kept}position=oppose&amp;sort=oldest"><bdi>Stakeholder group: Academia</bdi>'
    )
    assertContains(page, f'<a class="chip" href="?{kept}group=academia&amp;sort=oldest"><bdi>Position: Oppose</bdi>')
    assertContains(page, f'<a href="?{kept}sort=oldest">Show all</a>')


@pytest.mark.parametrize("where", ["beside the text", "own page", "all comments"])
def test_the_order_is_chosen(client, scene, said, where):
    first, second = said
    Comment.objects.filter(pk=first.pk).update(posted_at=SINCE)
    first.anchors.update(posted_at=SINCE)

    def shown(query: str) -> list[str]:
        page = client.get(addresses(scene)[where] + query).content.decode()
        return sorted([first.reference, second.reference], key=lambda it: page.index(f'id="{it}"'))

    assert shown("") == [second.reference, first.reference]
    assert shown("sort=oldest") == [first.reference, second.reference]


@pytest.mark.parametrize("where", ["beside the text", "own page", "all comments"])
def test_a_list_that_filters_leave_empty_says_so_and_leads_back(client, scene, said, where):
    page = client.get(addresses(scene)[where] + "language=sw")

    assertContains(page, "matches all of these filters")


@pytest.mark.parametrize("where", ["beside the text", "own page", "all comments"])
@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("position=maybe", "There is no such position"),
        ("sort=best", "There is no such order"),
        ("mine=1", "Sign in to see your own comments only."),
        ("new=1", "Sign in to see what is new since your last visit."),
    ],
)
def test_a_filter_that_cannot_be_used_is_named(client, scene, said, where, query, notice):
    page = client.get(addresses(scene)[where] + query)

    assertContains(page, notice)
    assertContains(page, f'id="{said[1].reference}"')


def test_filters_are_kept_when_another_provision_is_chosen(client, scene, reader, said):
    page = client.get(f"{reader}?p=art_1&position=oppose")

    assertContains(page, f'href="{scene.provisions[1].get_absolute_url()}?position=oppose" aria-label="Article 2')
    assertContains(page, f'href="{scene.provisions[1].get_absolute_url()}?position=oppose" data-provision="art_2"')
    assertContains(page, f"{reader}?at=art_1&amp;position=oppose#art_1")
    assertContains(page, '<input type="hidden" name="p" value="art_1">')


def test_filters_without_a_choice_are_shown_and_can_be_taken_away(client, reader, said):
    page = client.get(f"{reader}?position=oppose")

    assertContains(page, "The threads of the provision that you choose are narrowed to:")
    assertContains(page, '<a class="chip" href="?">')


def test_the_figures_in_the_text_count_everything_and_say_so(client, reader, said):
    page = client.get(f"{reader}?p=art_1&position=oppose")

    assertContains(page, "The figures above and in the text count all comments.")
    assertContains(page, 'aria-label="Article 1: Heading 1: 2 comments · 1 support · 1 oppose"')


def test_later_pages_beside_the_text_keep_filters_and_order(client, scene, reader):
    for _ in range(21):
        comment(scene, provision=scene.provisions[0], position=Position.OPPOSE)

    first = client.get(f"{reader}?p=art_1&position=oppose&sort=oldest")
    cursor = first.context["discussion"].threads.next_cursor
    second = client.get(reader, {"p": "art_1", "position": "oppose", "sort": "oldest", "cursor": cursor})

    assertContains(first, 'rel="next" href="?p=art_1&amp;position=oppose&amp;sort=oldest&amp;cursor=')
    assert len(second.context["discussion"].threads.items) == 1


@pytest.mark.parametrize("where", ["beside the text", "own page", "all comments"])
def test_my_own_are_found(client, scene, said, where):
    me = UserFactory()
    mine = comment(scene, provision=scene.provisions[0], by=me)
    client.force_login(me)

    page = client.get(addresses(scene)[where] + "mine=1")

    assertContains(page, f'id="{mine.reference}"')
    assertNotContains(page, f'id="{said[0].reference}"')


def test_what_was_said_since_the_last_visit_is_marked_and_counted(client, scene, reader, back_again):
    old = comment(scene, provision=scene.provisions[0])
    Comment.objects.filter(pk=old.pk).update(posted_at=SINCE - timedelta(days=1))
    old.anchors.update(posted_at=SINCE - timedelta(days=1))
    answer, new = reply(old), comment(scene, provision=scene.provisions[1])
    mine = comment(scene, provision=scene.provisions[1], by=back_again)

    page = client.get(f"{reader}?p=art_2").content.decode()

    assert page.count("badge-new") == 1
    assert page.index("badge-new") > page.index(f'id="{new.reference}"')
    assert f'id="{mine.reference}"' in page
    assert 'aria-label="Article 2: Heading 2: 2 comments · 1 new"' in page
    assert page.count('<span class="new">1 new</span>') == 4
    assert page.count('class="discussed has-new"') == 2
    only_new = client.get(f"{reader}?p=art_1&new=1").content.decode()
    assert f'id="{old.reference}"' in only_new
    assert f'id="{answer.reference}"' in only_new
    assert client.get(reader, {"p": "art_1"}).content.decode().count("badge-new") == 1


def test_visitors_have_nothing_marked_and_nothing_stored(client, scene, reader, said):
    page = client.get(f"{reader}?p=art_1")

    assertNotContains(page, "New since")
    assert page.cookies.keys() == {"csrftoken"}
    assert not Visit.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}])
def test_pages_that_are_only_fetched_in_case_are_no_visit(client, reader, headers):
    client.force_login(UserFactory())

    client.get(reader, headers=headers)

    assert not Visit.objects.exists()


@pytest.mark.parametrize("name", ["reader", "provision", "whole_draft", "comments"])
def test_each_page_of_a_consultation_is_a_visit(client, scene, name):
    client.force_login(UserFactory())
    at = [scene.consultation.slug] if name == "comments" else [scene.consultation.slug, 1]

    client.get(reverse(name, args=[*at, "art_1"] if name == "provision" else at))

    assert Visit.objects.count() == 1


def test_nothing_is_new_in_ones_own_thread_that_one_may_not_see_yet(client, scene, back_again):
    said = comment(scene, by=back_again, provision=scene.provisions[0])
    address = addresses(scene)["own page"] + "new=1"
    reply(said)
    assert said.reference in client.get(address).content.decode()

    Round.objects.update(comments_shown=CommentsShown.AFTER_CLOSING)

    assert said.reference not in client.get(address).content.decode()


@pytest.mark.parametrize(("where", "expected"), [("beside the text", 15), ("own page", 13), ("all comments", 12)])
def test_filtered_lists_cost_the_same_with_one_and_with_three(
    client, scene, back_again, where, expected, django_assert_num_queries
):
    query = "group=academia&region=002&position=oppose&kind=question&language=fr&answered=no&mine=1&new=1&sort=oldest"
    address = addresses(scene)[where] + query
    client.get(address)
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(expected):
            client.get(address)
