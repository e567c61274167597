"""What a link to a page shows to somebody who has not opened it."""

import re

import pytest
from django.urls import reverse

from comments.enums import Attribution, Status
from comments.models import Comment
from consultations.models import Round
from tests.factories import UserFactory
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(settings):
    settings.BASE_URL = "https://comity.example"
    return open_consultation(slug="law", titles={"en": 'Law & "order"'}, summaries={"en": "What **is** asked."})


def preview(client, address):
    page = client.get(address).content.decode().partition("</head>")[0]
    found = dict(re.findall(r'<meta (?:name|property)="((?:og|twitter):\w+|description)" content="(.*?)">', page))
    found["canonical"] = re.search(r'rel="canonical" href="(.*?)"', page)[1]
    return found


def test_a_consultation_shows_its_title_and_what_is_asked(client, scene):
    found = preview(client, "/c/law/?utm=1")

    assert found["og:title"] == found["twitter:title"] == "Law &amp; &quot;order&quot;"
    assert found["og:description"] == found["description"] == "What is asked."
    assert found["og:url"] == found["canonical"] == "https://comity.example/c/law/"
    assert (found["og:type"], found["og:locale"]) == ("website", "en")
    assert found["og:image"] == "https://comity.example/static/link-preview.png"


def test_the_reader_has_one_address_whatever_provision_is_open(client, scene):
    found = preview(client, "/c/law/drafts/1/?p=art_1")

    assert found["canonical"] == "https://comity.example/c/law/drafts/1/"
    assert found["og:title"] == "Draft 1: Law &amp; &quot;order&quot;"


def test_a_provision_shows_its_words(client, scene):
    found = preview(client, "/c/law/drafts/1/p/art_1/?group=academia")

    assert found["og:description"] == "Each Party shall do the 1th thing."
    assert found["canonical"] == "https://comity.example/c/law/drafts/1/p/art_1/"
    assert found["og:title"].endswith(": Law &amp; &quot;order&quot;")


def test_a_comment_and_a_reply_show_their_own_words(client, scene):
    said = comment(scene, provision=scene.provisions[0])
    answer = reply(said)

    assert preview(client, said.get_absolute_url())["og:description"] == "We welcome this draft."
    assert preview(client, answer.get_absolute_url())["og:description"] == "So do we."


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN])
def test_a_comment_that_is_hidden_or_withdrawn_shows_nothing_of_itself(client, scene, status):
    said = comment(scene, by=UserFactory(name="Amina Otieno"), body="A secret slander.")
    Comment.objects.filter(pk=said.pk).update(status=status, moderation_reason="Slander")

    page = client.get(said.get_absolute_url()).content.decode()

    assert "description" not in preview(client, said.get_absolute_url())
    assert "secret slander" not in page
    assert "Amina" not in page


def test_an_anonymous_author_is_not_in_the_preview(client, scene):
    Round.objects.update(attributions=[Attribution.ANONYMOUS])
    said = comment(scene, by=UserFactory(name="Amina Otieno"), attribution=Attribution.ANONYMOUS)

    assert "Amina" not in str(preview(client, said.get_absolute_url()))


def test_pages_that_nobody_shares_have_no_preview(client, scene):
    assert "og:title" not in client.get(reverse("problem_report_new")).content.decode()
