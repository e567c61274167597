from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.enums import ModerationReason
from comments.services.moderation import hide_comment
from consultations.enums import CommentsShown, ConsultationState
from consultations.models import Consultation, Round
from tests.factories import TeamMemberFactory
from tests.scenes import comment, reply


@pytest.fixture
def at(scene) -> list:
    return [scene.consultation.slug, 1]


def provision_news(at) -> str:
    return reverse("provision_news", args=[*at, "art_1"])


def test_a_provision_says_how_many_comments_have_come(client, scene, at):
    first = comment(scene, provision=scene.provisions[0])
    comment(scene, provision=scene.provisions[1])
    page = client.get(reverse("provision", args=[*at, "art_1"])).content.decode()
    assert f'data-news="{provision_news(at)}" data-since="1"' in page
    assert client.get(provision_news(at), {"since": "1"}).status_code == 204

    reply(first)
    comment(scene, provision=scene.provisions[0])

    answer = client.get(provision_news(at), {"since": "1"})
    assert answer.json() == {"total": 3, "new": 2, "said": "2 new comments"}


def test_the_reader_says_it_of_the_chosen_provision(client, scene, at):
    comment(scene, provision=scene.provisions[0])

    assert "data-news" not in client.get(reverse("reader", args=at)).content.decode()
    page = client.get(reverse("reader", args=at), {"p": "art_1"}).content.decode()
    assert f'data-news="{provision_news(at)}" data-since="1"' in page


def test_the_whole_draft_says_it_of_its_own(client, scene, at):
    comment(scene, provision=scene.provisions[0])
    comment(scene)

    answer = client.get(reverse("whole_draft_news", args=at), {"since": "0"})
    assert answer.json() == {"total": 1, "new": 1, "said": "1 new comment"}


def test_a_thread_says_how_many_replies_have_come(client, scene):
    first = comment(scene)
    below = reply(first)
    page = client.get(below.get_absolute_url()).content.decode()
    address = reverse("thread_news", args=[first.reference])
    assert f'data-news="{address}" data-since="1"' in page

    reply(below)

    assert client.get(address, {"since": "1"}).json() == {"total": 2, "new": 1, "said": "1 new comment"}


@pytest.mark.parametrize("since", ["", "-1", "x", "٣", "9" * 10, "5"])
def test_whatever_is_asked_nothing_new_is_nothing(client, scene, at, since):
    comment(scene, provision=scene.provisions[0])

    assert client.get(provision_news(at), {"since": since}).status_code == 204


def test_what_was_hidden_makes_no_news(client, scene, at):
    said = comment(scene, provision=scene.provisions[0])
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    hide_comment(by=moderator, comment=said, reason=ModerationReason.SPAM)

    assert client.get(provision_news(at), {"since": "0"}).status_code == 204


def test_comments_that_are_kept_until_the_end_make_no_news(client, scene, at):
    Round.objects.update(comments_shown=CommentsShown.AFTER_CLOSING)
    comment(scene, provision=scene.provisions[0])

    assert client.get(provision_news(at), {"since": "0"}).status_code == 204
    assert "data-news" not in client.get(reverse("provision", args=[*at, "art_1"])).content.decode()


def test_closed_rounds_filtered_and_further_pages_do_not_ask(client, scene, at):
    for _ in range(21):
        comment(scene, provision=scene.provisions[0])
    address = reverse("provision", args=[*at, "art_1"])
    page = client.get(address)
    assert "data-news" in page.content.decode()
    further = page.context["threads"].next_cursor
    for query in ({"group": "civil-society"}, {"cursor": further}):
        assert "data-news" not in client.get(address, query).content.decode()

    Round.objects.update(closes_at=timezone.now())

    assert "data-news" not in client.get(address).content.decode()


def test_what_one_may_not_see_is_not_there(client, scene, at):
    said = comment(scene, provision=scene.provisions[0])
    Consultation.objects.update(state=ConsultationState.UNPUBLISHED)

    assert client.get(provision_news(at)).status_code == 404
    assert client.get(reverse("thread_news", args=[said.reference])).status_code == 404


def test_asking_costs_two_queries_at_a_place_and_one_of_a_thread(client, scene, at, django_assert_num_queries):
    said = comment(scene, provision=scene.provisions[0])
    for more in range(2):
        with django_assert_num_queries(2):
            client.get(provision_news(at), {"since": more})
        with django_assert_num_queries(1):
            client.get(reverse("thread_news", args=[said.reference]), {"since": more})
        comment(scene, provision=scene.provisions[0])
