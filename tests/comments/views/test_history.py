import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains

from consultations.enums import LineageKind as K
from tests.factories import RoundFactory
from tests.redlining import draft_of
from tests.scenes import Scene, comment

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    first = draft_of({1: "Parties keep records.", 2: "They publish them. They say why.", 3: "Nothing else."})
    second = draft_of(
        {1: "Parties keep all records.", 2: "They publish them.", 3: "They say why."},
        after=first,
        became=[(1, 1, K.CHANGED), (2, 2, K.SPLIT), (2, 3, K.SPLIT), (3, None, K.DELETED)],
    )
    third = draft_of(
        {1: "New.", 2: "Parties keep all records. They publish them."},
        after=second,
        became=[(None, 1, K.NEW), (1, 2, K.MERGED), (2, 2, K.MERGED), (3, None, K.DELETED)],
    )
    return first, second, third


def history(draft, number: int) -> str:
    return reverse("provision_history", args=[draft.consultation.slug, draft.number, f"art_{number}"])


def stages(page) -> list[tuple]:
    return [(it.draft.number, it.kind, it.name.partition(":")[0], it.is_here) for it in page.context["stages"]]


def test_a_history_goes_through_all_drafts_the_newest_first(client, three):
    assert stages(client.get(history(three[2], 2))) == [
        (3, K.MERGED, "Article 2", True),
        (2, K.CHANGED, "Article 1", False),
        (2, K.SPLIT, "Article 2", False),
        (1, None, "Article 1", False),
        (1, None, "Article 2", False),
    ]


def test_a_history_says_what_became_of_a_provision_and_of_its_parts(client, three):
    page = client.get(history(three[0], 2))

    assert stages(page) == [
        (3, K.DELETED, "", False),
        (3, K.MERGED, "Article 2", False),
        (2, K.SPLIT, "Article 2", False),
        (2, K.SPLIT, "Article 3", False),
        (1, None, "Article 2", True),
    ]
    assertContains(page, "<bdi>Article 3: Heading 3</bdi> has no counterpart here")


def test_what_is_new_has_no_history_before(client, three):
    assert stages(client.get(history(three[2], 1))) == [(3, K.NEW, "Article 1", True)]


def test_each_stage_has_its_redline_and_leads_to_what_was_said_then(client, three):
    first, second, _third = three
    for draft in (first, second):
        scene = Scene(draft.consultation, draft, RoundFactory(draft=draft), ())
        comment(scene, provision=draft.provisions.get(eid="art_1"))

    page = client.get(history(second, 1))

    assert [it.count for it in page.context["stages"]] == [0, 1, 1]
    assertContains(page, "Parties keep <ins>")
    assertContains(page, f'<a href="{first.get_absolute_url()}p/art_1/">1 comment on it then')
    assertContains(page, "No comments on it then")


def test_drafts_that_one_may_not_see_are_not_in_the_history(client, three):
    draft_of({1: "Later."}, after=three[2], became=[(2, 1, K.CHANGED)], is_published=False)

    assert stages(client.get(history(three[2], 2)))[0] == (3, K.MERGED, "Article 2", True)
    assertNotContains(client.get(three[2].get_absolute_url() + "p/art_2/"), "this became")


def test_a_provision_of_an_old_draft_says_what_became_of_it(client, three):
    first, second, _third = three
    article = first.get_absolute_url() + "p/art_{}/"

    changed = client.get(article.format(1))
    assertContains(
        changed, f'<a href="{second.get_absolute_url()}p/art_1/"><bdi>Article 1: Heading 1</bdi></a>; 1 word changed.'
    )
    split = client.get(article.format(2))
    assertContains(split, "<bdi>Article 2: Heading 2</bdi></a> · <a")
    deleted = client.get(article.format(3))
    assertContains(deleted, "It has no counterpart in <bdi>Draft 2</bdi>.")
    assertContains(deleted, history(first, 3))


def test_an_address_that_the_draft_does_not_have_has_no_history(client, three):
    assert client.get(history(three[0], 9)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_history_costs_the_same_through_two_drafts_and_through_four(client, count, django_assert_num_queries):
    draft = draft_of({1: "a"})
    for step in range(count):
        draft = draft_of({1: f"a {step}"}, after=draft, became=[(1, 1, K.CHANGED)])
    client.get(history(draft, 1))

    with django_assert_num_queries(7):
        client.get(history(draft, 1))


def test_a_provision_costs_a_query_for_the_drafts_before_and_one_for_those_after(
    client, three, django_assert_num_queries
):
    alone = draft_of({2: "a"})
    for draft, queries in ((alone, 8), (three[0], 9), (three[1], 10), (three[2], 9)):
        client.get(draft.get_absolute_url() + "p/art_2/")
        with django_assert_num_queries(queries):
            client.get(draft.get_absolute_url() + "p/art_2/")
