"""What a comment is about, as its form asks: passages, further provisions, gaps, without a script."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from comments.models import Comment, UnsentComment
from comments.queries.unsent import SESSION_KEY
from tests.factories import UserFactory
from tests.passages import SENTENCES, scene_with_passages


def typed(**fields):
    return {"kind": "general", "position": "none", "body": "Why?", "submission_id": str(uuid4()), **fields}


@pytest.fixture
def scene(db):
    return scene_with_passages()


def hung():
    return list(Comment.objects.get().anchors.values_list("type", "provision__eid", "quote"))


def said(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", response.content.decode()))


def test_a_selected_passage_is_shown_in_its_context_and_hung_on(signed_in, address):
    selected = {
        "quote": "Party\nshall act",
        "prefix": "Each ",
        "suffix": ". Each",
        "start": 5,
        "end": 20,
        "language": "en",
    }
    page = signed_in.get(f"{address}?{urlencode(selected)}")
    places = page.context["places"]

    assert [it.key for it in places.found] == ["art_1@en:5-20"]
    assert "<mark>Party shall act</mark>" in page.content.decode()
    signed_in.post(address, typed(places=["art_1@en:5-20"]))
    assert hung() == [("passage", "art_1", "Party shall act")]


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ({"quote": "Nobody wrote this"}, "do not stand in this provision"),
        ({"quote": "Party"}, "stand 3 times in this provision"),
        ({"quote": "Party", "start": "-4", "end": "x"}, "stand 3 times in this provision"),
        ({"start": "5", "end": "20"}, "do not stand in this provision"),
        ({"quote": "<script>alert(1)</script>"}, "do not stand in this provision"),
    ],
)
def test_a_passage_that_is_nowhere_or_anywhere_is_said_to_be(signed_in, address, selected, words):
    page = signed_in.get(f"{address}?{urlencode(selected)}")

    assert page.status_code == 200
    assert words in said(page)
    assert "<script>alert" not in page.content.decode()
    assert [it.key for it in page.context["places"].found] == ["art_1"]


def test_sentences_that_follow_each_other_are_one_passage(signed_in, address):
    page = signed_in.get(address)
    assert [value for value, _label in page.context["places"].fields["sentences"].choices] == SENTENCES

    signed_in.post(address, typed(sentences=SENTENCES[1:]))

    assert hung() == [("passage", "art_1", "Each Party shall report on art. 5. No Party may leave.")]


def test_sentences_apart_are_two_passages(signed_in, address):
    signed_in.post(address, typed(places="art_1", sentences=["art_1@en:0-21", "art_1@en:57-76"]))

    assert hung() == [("passage", "art_1", "Each Party shall act."), ("passage", "art_1", "No Party may leave.")]


def test_the_words_of_paragraphs_below_can_be_chosen(signed_in, scene):
    address = reverse("comment_new", args=[scene.consultation.slug, 1, "art_3"])

    signed_in.post(address, typed(words="Below the third."))

    assert hung() == [("passage", "art_3__para_1", "Below the third.")]


def test_a_wording_for_an_article_hangs_on_it_before_a_passage_below(signed_in, scene):
    address = reverse("comment_new", args=[scene.consultation.slug, 1, "art_3"])

    signed_in.post(address, typed(words="Below", kind="wording", proposed_wording="1. Above the third."))

    assert hung() == [("provision", "art_3", ""), ("passage", "art_3__para_1", "Below")]


def test_words_can_be_copied_and_narrow_the_ticked_sentence(signed_in, address):
    signed_in.post(address, typed(sentences="art_1@en:57-76", words="  Party \n may"))

    assert hung() == [("passage", "art_1", "Party may")]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"words": "No such words"}, "These words do not stand there."),
        ({"words": "Party shall"}, "These words stand there 2 times."),
        ({"words": "Party may", "sentences": "art_1@en:0-21"}, "These words do not stand there."),
        ({"also": "Article 99"}, "This draft has no provision “Article 99”. The nearest is: Article 3: Heading 3."),
        ({"also": "Heading"}, "“Heading” may be: Article 1: Heading 1, Article 2: Heading 2, Article 3: Heading 3."),
        ({"also": "§§"}, "This draft has no provision “§§”. Write its number"),
        ({"places": "a b"}, "an address that we do not know"),
        ({"places": [], "places_listed": "1"}, "Tick at least one place"),
        ({"places": [f"art_1@en:0-{end}" for end in range(1, 22)]}, "at most; you have chosen 21"),
        ({"sentences": "art_1@en:0-3"}, "not one of the available choices"),
    ],
)
@pytest.mark.parametrize("button", [{}, {"update_places": "1"}])
def test_what_leads_nowhere_is_said_and_everything_typed_is_kept(signed_in, address, fields, words, button):
    page = signed_in.post(address, typed(body="Kept words.", **fields, **button))

    assert page.status_code == 422
    assert words in said(page)
    assert "Kept words." in page.content.decode()
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("places", ["art_99", ["art_1", "art_2@en:0-999"], "art_1@xx:0-21"])
def test_places_that_the_draft_does_not_have_are_said_and_taken_away(signed_in, address, places):
    page = signed_in.post(address, typed(body="Kept words.", places=places))

    assert page.status_code == 422
    assert "One of the places is not in this draft. It was taken away." in said(page)
    assert "Kept words." in page.content.decode()
    assert Comment.objects.count() == 0


def test_further_provisions_are_added_and_taken_away_again(signed_in, address):
    added = signed_in.post(
        address, typed(places="art_1", also="article 2", body="Kept words.", update_places="further")
    )
    places = added.context["places"]

    assert (added.status_code, [it.key for it in places.found]) == (200, ["art_1", "art_2"])
    assert "Kept words." in added.content.decode()
    assert Comment.objects.count() == 0
    signed_in.post(address, typed(places=["art_2"], also="3", places_listed="1"))
    assert hung() == [("provision", "art_2", ""), ("provision", "art_3", "")]


def test_what_is_missing_is_said_after_a_provision(signed_in, address):
    page = signed_in.get(f"{address}?gap=1")

    assert "What is missing after Article 1" in said(page)
    assert page.context["places"].listed == []
    assert page.context["form"]["proposed_wording"].value() == ""
    signed_in.post(f"{address}?gap=1", typed(kind="wording", proposed_wording="Article 1 bis"))
    assert hung() == [("gap", "art_1", "")]


def test_places_are_kept_through_signing_in(client, scene, address):
    client.post(address, typed(places="art_1", sentences="art_1@en:0-21", also="Article 2"))
    kept = UnsentComment.objects.get()
    assert client.session[SESSION_KEY] == [str(kept.key)]
    client.force_login(UserFactory())

    page = client.get(reverse("unsent_comment", args=[kept.key]))

    assert [it.key for it in page.context["places"].found] == ["art_1@en:0-21", "art_2"]
    assert page.context["form"]["body"].value() == "Why?"


def test_a_kept_comment_on_a_gap_stays_one(client, scene, address):
    client.post(f"{address}?gap=1", typed(places="art_1+"))
    client.force_login(UserFactory())
    at = reverse("unsent_comment", args=[UnsentComment.objects.get().key])

    assert "What is missing after Article 1" in said(client.get(at))
    client.post(at, typed(places="art_1+"))
    assert hung() == [("gap", "art_1", "")]


def test_a_reply_is_not_asked_what_it_is_about(signed_in, address):
    signed_in.post(address, typed())

    page = signed_in.get(reverse("reply_new", args=[Comment.objects.get().reference]))

    assert page.context["places"] is None
    assert "What it is about" not in said(page)


def test_the_whole_draft_has_no_sentences(signed_in, scene):
    page = signed_in.get(reverse("whole_draft_comment_new", args=[scene.consultation.slug, 1]))

    assert page.context["places"].listed == []
    assert [it.key for it in page.context["places"].found] == ["draft"]


@pytest.mark.parametrize("places", [["art_1"], ["art_1@en:0-21", "art_2", "art_3"]])
def test_posting_costs_little_more_with_places(signed_in, address, places, django_assert_max_num_queries):
    signed_in.get(address)

    with django_assert_max_num_queries(25):
        signed_in.post(address, typed(places=places))

    assert Comment.objects.count() == 1
