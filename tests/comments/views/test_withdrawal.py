from __future__ import annotations

import pytest
from django.urls import reverse

from comments.enums import Position, Status
from comments.models import Attachment, Comment
from comments.services.withdrawal import withdraw_comment
from tests.factories import UserFactory
from tests.repository.matter import stored
from tests.scenes import comment, reply


@pytest.fixture
def said(scene):
    return comment(
        scene, by=UserFactory(name="Amina"), provision=scene.provisions[0], body="A secret.", position=Position.SUPPORT
    )


@pytest.fixture
def author(client, said):
    client.force_login(said.author)
    return client


def address_of(said) -> str:
    return reverse("comment_withdraw", args=[said.reference])


def test_the_page_says_what_goes_and_what_stays(author, said):
    reply(said)
    Attachment.objects.create(comment=said, stored_file=stored("letter.csv"))

    page = author.get(address_of(said)).content.decode()

    for words in ("sealed for 90 days", "The files that came with it", "Your position", "The reply below it"):
        assert words in page
    assert Comment.objects.get(pk=said.pk).status == Status.PUBLISHED


def test_the_place_says_that_the_author_withdrew_it_and_when(author, client, said):
    answer = reply(said)

    page = author.post(address_of(said), follow=True).content.decode()

    gone = Comment.objects.get(pk=said.pk)
    assert "Withdrawn. Your words are no longer shown" in page
    assert "This comment was withdrawn by its author." in page
    assert gone.withdrawn_at.strftime("%Y-%m-%dT%H:%M") in page
    assert answer.reference in page
    client.logout()
    for address in (said.get_absolute_url(), reverse("provision", args=[said.consultation.slug, 1, "art_1"])):
        page = client.get(address).content.decode()
        assert "This comment was withdrawn by its author." in page
        assert not any(words in page for words in ("A secret.", "Amina"))


def test_its_files_are_served_no_more(author, said):
    file = Attachment.objects.create(comment=said, stored_file=stored("letter.csv"))
    address = reverse("attachment", args=[said.reference, file.pk])
    assert author.get(address).status_code == 200

    author.post(address_of(said))

    assert author.get(address).status_code == 404


def test_a_second_window_is_led_to_the_place(author, said):
    withdraw_comment(by=said.author, comment=said)

    for ask in (author.get, author.post):
        assert ask(address_of(said))["Location"] == f"{said.get_absolute_url()}#{said.reference}"


def test_a_hidden_comment_is_not_withdrawn(author, said):
    Comment.objects.filter(pk=said.pk).update(status=Status.HIDDEN, moderation_reason="spam")

    assert [author.get(address_of(said)).status_code, author.post(address_of(said)).status_code] == [409, 409]
    assert Comment.objects.get(pk=said.pk).status == Status.HIDDEN


def test_nobody_else_withdraws_it(client, said):
    client.force_login(UserFactory())

    assert [client.get(address_of(said)).status_code, client.post(address_of(said)).status_code] == [403, 403]
    assert Comment.objects.get(pk=said.pk).status == Status.PUBLISHED
