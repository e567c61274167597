from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from comments.views import redline_plan
from consultations.enums import LineageKind as K
from consultations.enums import TeamRole
from tests.factories import TeamMemberFactory, provision
from tests.redlining import draft_of

pytestmark = pytest.mark.django_db

BEFORE = {1: "Parties keep records.", 2: "They publish them.", 3: "Nothing else.", 4: "The end."}
AFTER = {1: "Parties keep all records.", 2: "Nothing else.", 3: "Something new.", 4: "They publish them."}
BECAME = [(1, 1, K.CHANGED), (3, 2, K.RENUMBERED), (None, 3, K.NEW), (2, 4, K.MOVED), (4, None, K.DELETED)]


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


@pytest.fixture
def drafts():
    before = draft_of(BEFORE)
    return before, draft_of(AFTER, after=before, became=BECAME)


def address(before, after) -> str:
    return reverse("redline", args=[before.consultation.slug, before.number, after.number])


def shown(page) -> list[str]:
    return re.findall(r'<section class="change change-([a-z]+(?: left-place)?)" id="([^"]+)"', page.content.decode())


def test_changes_stand_in_the_order_of_the_later_draft_with_what_is_gone_where_it_stood(client, drafts):
    page = client.get(address(*drafts))

    assert shown(page) == [
        ("changed", "art_1"),
        ("moved left-place", "was-art_2"),
        ("renumbered", "art_2"),
        ("deleted", "was-art_4"),
        ("new", "art_3"),
        ("moved", "art_4"),
    ]
    assertContains(page, "keep <ins>")
    assertContains(page, "all <span")


def test_both_ends_of_a_move_lead_to_each_other(client, drafts):
    page = client.get(address(*drafts))

    assertContains(page, 'moved from <a href="#was-art_2"><bdi>Article 2: Heading 2</bdi></a>')
    assertContains(page, 'it stands as <a href="#art_4"><bdi>Article 4: Heading 4</bdi></a> now')


def test_the_figures_add_up_to_the_sizes_of_the_drafts(client, drafts):
    figures = client.get(address(*drafts)).context["plan"].figures

    assert {it.kind: (it.earlier, it.later) for it in figures if it.earlier or it.later} == {
        K.CHANGED: (1, 1),
        K.RENUMBERED: (1, 1),
        K.MOVED: (1, 1),
        K.NEW: (0, 1),
        K.DELETED: (1, 0),
    }


def test_side_by_side_each_side_has_its_own_words(client, drafts):
    page = client.get(address(*drafts), {"view": "side"}).content.decode()

    first = page[page.index('id="art_1"') : page.index('id="was-art_2"')]
    before, after = first.split('<p class="side-label">')[1:]
    assert before.startswith("Draft 1")
    assert after.startswith("Draft 2")
    assert ("<ins>" in before, "<del>" in after, "<ins>" in after) == (False, False, True)


def test_unchanged_runs_are_folded_or_left_out(client):
    before = draft_of({1: "a", 2: "b", 3: "c"})
    after = draft_of(
        {1: "a", 2: "b", 3: "C"}, after=before, became=[(1, 1, K.UNCHANGED), (2, 2, K.UNCHANGED), (3, 3, K.CHANGED)]
    )

    assertContains(client.get(address(before, after)), "<summary>2 unchanged provisions</summary>")
    assertNotContains(client.get(address(before, after), {"only": "changes"}), "unchanged provisions</summary>")


def test_a_long_unchanged_run_is_read_in_the_draft(client, monkeypatch):
    monkeypatch.setattr(redline_plan, "MOST_FOLDED", 1)
    before = draft_of({1: "a", 2: "b"})
    after = draft_of({1: "a", 2: "B"}, after=before, became=[(1, 1, K.UNCHANGED), (2, 2, K.CHANGED)])

    assertContains(client.get(address(before, after)), f'<a href="{after.get_absolute_url()}?at=art_1#art_1">')


def test_what_a_change_stands_in_is_shown_with_its_heading(client):
    """It says where in the draft a paragraph is."""
    before = draft_of({1: "Of records."})
    after = draft_of({1: "Of records."}, after=before, became=[(1, 1, K.UNCHANGED)], is_published=False)
    provision(after, 1, parent=after.provisions.get(), text="A new paragraph.")
    client.force_login(TeamMemberFactory(consultation=before.consultation, role=TeamRole.OBSERVER).user)

    page = client.get(address(before, after))

    assertContains(page, '<p class="redline-heading">Article 1 Heading 1</p><p>Of records.</p>')
    only = client.get(address(before, after), {"only": "changes"})
    assertContains(only, '<p class="redline-heading">Article 1 Heading 1</p></div>')


def test_a_long_redline_comes_a_page_at_a_time_and_changes_lead_on(client, drafts, monkeypatch):
    monkeypatch.setattr(redline_plan, "PAGE", 1)
    first = client.get(address(*drafts))
    second = client.get(address(*drafts), {"page": "2"})

    assert shown(first) == [("changed", "art_1")]
    assert shown(second) == [("moved left-place", "was-art_2")]
    assertContains(first, '<a href="?page=2#was-art_2" data-way="next"')
    assertContains(second, '<a href="?page=1#art_1" data-way="prev"')
    assertContains(second, 'it stands as <a href="?page=6#art_4">')
    assert shown(client.get(address(*drafts), {"at": "art_3"})) == [("new", "art_3")]
    assert client.get(address(*drafts), {"page": "7"}).status_code == 404
    assert client.get(address(*drafts), {"page": "x"}).status_code == 404


def test_without_lineage_provisions_are_matched_for_the_page_and_the_page_says_so(client):
    before = draft_of({1: "Parties keep records of requests.", 2: "Nothing else is meant here."})
    after = draft_of({1: "Something new.", 2: "Parties keep records of all requests."}, after=before)

    page = client.get(address(before, after))

    assert ("renumbered", "art_2") in shown(page)
    assertContains(page, "nobody has confirmed it")


def test_long_drafts_without_lineage_are_compared_by_address_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(redline_plan, "MOST_MATCHED", 1)
    before = draft_of({1: "a", 2: "b"})
    after = draft_of({1: "a c", 3: "d"}, after=before)

    page = client.get(address(before, after))

    assert shown(page) == [("changed", "art_1"), ("deleted", "was-art_2"), ("new", "art_3")]
    assertContains(page, "was never settled between these two drafts")


def test_texts_are_shown_as_texts(client):
    before = draft_of({1: "a <b>b</b>"})
    after = draft_of({1: "a <script>c</script>"}, after=before, became=[(1, 1, K.CHANGED)])

    page = client.get(address(before, after))

    assertContains(page, "script&gt;c&lt;/script")
    assertNotContains(page, "<script>c")


def test_an_unpublished_draft_is_compared_for_the_team_alone_and_anew_each_time(client, drafts):
    before, after = drafts
    third = draft_of({1: "x"}, after=after, became=[(1, 1, K.CHANGED)], is_published=False)
    assert client.get(address(before, third)).status_code == 404

    client.force_login(TeamMemberFactory(consultation=before.consultation, role=TeamRole.OBSERVER).user)
    assertContains(client.get(address(after, third)), "only the team sees this page")
    third.provisions.get().texts.update(text="y")
    assertContains(client.get(address(after, third)), ">y<span")


def test_the_choice_leads_to_the_redline_of_two_drafts(client, drafts):
    slug = drafts[0].consultation.slug
    third = draft_of({1: "x"}, after=drafts[1])
    choice = reverse("redline_choice", args=[slug])

    assertRedirects(client.get(choice), reverse("redline", args=[slug, 2, 3]))
    assertRedirects(client.get(choice, {"later": 2}), reverse("redline", args=[slug, 1, 2]))
    assertRedirects(client.get(choice, {"earlier": 3, "later": 1}), reverse("redline", args=[slug, 1, 3]))
    assertRedirects(client.get(choice, {"earlier": 3, "later": 3}), reverse("redline", args=[slug, 2, 3]))
    assertRedirects(client.get(address(third, drafts[0])), reverse("redline", args=[slug, 1, 3]))
    assert client.get(choice, {"later": "x"}).status_code == 404
    assert client.get(address(third, third)).status_code == 404


def test_one_draft_is_compared_with_nothing(client):
    draft = draft_of({1: "a"})

    assert client.get(reverse("redline_choice", args=[draft.consultation.slug])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_redline_costs_the_same_with_one_provision_and_with_three(client, count, django_assert_num_queries):
    before = draft_of(dict.fromkeys(range(1, count + 1), "a"))
    became = [(number, number, K.CHANGED) for number in range(1, count + 1)]
    after = draft_of(dict.fromkeys(range(1, count + 1), "b"), after=before, became=became)
    client.get(reverse("home"))

    with django_assert_num_queries(12):
        client.get(address(before, after))
    with django_assert_num_queries(2):
        client.get(address(before, after))
