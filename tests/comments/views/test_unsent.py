from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import UnsentComment
from tests.factories import UserFactory
from tests.scenes import comment

LIST = reverse("unsent_comments")


@pytest.fixture
def person(client, scene):
    user = UserFactory()
    client.force_login(user)
    return user


def kept(scene, person, body="We need a date.", **fields) -> UnsentComment:
    place = {"provision": scene.provisions[0], **fields}
    return UnsentComment.objects.create(
        user=person, round=scene.round, submission_id=uuid4(), fields={"body": body, "kind": "general"}, **place
    )


def test_what_waits_is_listed_newest_first_with_place_and_first_words(client, scene, person):
    now = timezone.now()
    kept(scene, person, "Older", changed_at=now - timedelta(days=1))
    kept(scene, person, "Newer", provision=scene.provisions[1])
    kept(scene, UserFactory(), "Somebody else's")

    page = client.get(LIST).content.decode()

    assert page.index("Newer") < page.index("Older")
    assert page.index("Article 2") < page.index("Article 1")
    assert "Somebody else" not in page
    assert "Can be posted until" in page


def test_a_reply_is_listed_by_what_it_answers(client, scene, person):
    first = comment(scene)
    kept(scene, person, provision=None, parent=first)

    assert f"Reply to {first.reference}" in client.get(LIST).content.decode()


def test_what_waits_for_a_closed_round_says_whom_to_write_to_and_can_be_copied(client, scene, person):
    waits = kept(scene, person)
    close(scene.round)

    page = client.get(LIST).content.decode()
    alone = client.get(reverse("unsent_comment", args=[waits.key]))

    assert "Its round has closed. Your text is kept." in page
    assert page.count("We need a date.") == 2
    for shown in (page, alone.content.decode()):
        assert "secretariat@example.org" in shown
        assert "We need a date." in shown
    assert alone.status_code == 200
    assert "<textarea" not in alone.content.decode()


def test_what_waits_for_a_round_to_open_says_when(client, scene, person):
    kept(scene, person)
    scene.round.opens_at, scene.round.closes_at = (timezone.now() + timedelta(days=days) for days in (1, 2))
    scene.round.save()

    page = client.get(LIST).content.decode()

    assert "Its round opens on" in page
    assert "Go on writing" not in page


def test_a_visitor_finds_what_the_session_kept_and_takes_it_along(client, scene):
    address = reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])
    client.post(address, {"body": "A visitor's words", "submission_id": str(uuid4()), "then": "keep"})

    assert "A visitor&#x27;s words" in client.get(LIST).content.decode()
    assert "Nothing waits" in Client().get(LIST).content.decode()
    client.force_login(person := UserFactory())
    assert "A visitor&#x27;s words" in client.get(LIST).content.decode()
    assert UnsentComment.objects.get().user == person


def test_throwing_away_asks_first(client, scene, person):
    waits, stays = kept(scene, person), kept(scene, person, "This stays")
    address = reverse("unsent_comment_discard", args=[waits.key])

    asked = client.get(address)

    assert "We need a date." in asked.content.decode()
    assert UnsentComment.objects.count() == 2
    page = client.post(address, follow=True).content.decode()
    assert [*UnsentComment.objects.all()] == [stays]
    assert f'data-posted="{waits.submission_id}"' in page


def test_nobody_throws_away_for_somebody_else(client, scene, person):
    theirs = kept(scene, UserFactory())

    assert client.post(reverse("unsent_comment_discard", args=[theirs.key])).status_code == 404
    assert UnsentComment.objects.count() == 1


def test_long_lists_have_pages(client, scene, person):
    for number in range(21):
        kept(scene, person, f"Text {number:02}", changed_at=timezone.now() - timedelta(minutes=number))

    first = client.get(LIST)
    second = client.get(LIST, {"cursor": first.context["unsent"].next_cursor})

    assert [line.words for line in second.context["unsent"].items] == [("Text 20",)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_more(client, scene, person, count, django_assert_num_queries):
    for number in range(count):
        kept(scene, person, provision=scene.provisions[number])

    with django_assert_num_queries(5):
        client.get(LIST)


def close(round) -> None:
    round.closes_at = timezone.now() - timedelta(minutes=1)
    round.save()
