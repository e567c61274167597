"""What a round keeps until it has closed: nobody reads or counts it before, but its authors and the team."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.models import Comment, Tally
from consultations.enums import CommentsShown
from consultations.models import Round
from digests.enums import Audience
from digests.tables.counts import comments_in_database
from digests.tables.selection import Selection
from tests.factories import AdministratorFactory, UserFactory, submission
from tests.scenes import comment, open_consultation, people_by_role

pytestmark = pytest.mark.django_db
WORDS = "Sealed until the end."
TICK = timedelta(microseconds=1)


@pytest.fixture
def scene():
    scene = open_consultation()
    Round.objects.update(comments_shown=CommentsShown.AFTER_CLOSING, late_until=scene.round.closes_at + timedelta(2))
    scene.round.refresh_from_db()
    return scene


@pytest.fixture
def said(scene):
    return comment(scene, by=UserFactory(name="Amina Odhiambo"), provision=scene.provisions[0], body=WORDS)


def public_pages(scene, said):
    place = [scene.consultation.slug, 1]
    return [
        "/",
        reverse("consultation", args=place[:1]),
        reverse("comments", args=place[:1]),
        reverse("reader", args=place),
        reverse("reader", args=place) + "?p=art_1",
        reverse("provision", args=[*place, "art_1"]),
    ]


def test_only_the_author_and_the_team_find_it_before_the_round_has_closed(scene, said):
    people = people_by_role(scene.consultation)
    readers = vars(people) | {"visitor": AnonymousUser(), "author": said.author}

    finding = {name for name, user in readers.items() if Comment.objects.visible_to(user).exists()}

    assert finding == {"author", "analyst", "moderator", "editor", "administrator"}


def test_no_public_page_shows_or_counts_it_before_and_all_do_afterwards(scene, said):
    client = Client()
    before = [client.get(address).content.decode() for address in public_pages(scene, said)]
    hidden = client.get(said.get_absolute_url()).status_code
    with time_machine.travel(scene.round.late_until + TICK):
        after = [client.get(address).content.decode() for address in public_pages(scene, said)]
        shown = client.get(said.get_absolute_url()).status_code

    assert not any(WORDS in page or "1 comment" in page or "Amina" in page for page in before)
    assert all("is shown, and counted, once it has closed" in page for page in before[2:])
    assert all("1 comment" in page or WORDS in page for page in after)
    assert (hidden, shown) == (404, 200)


def test_the_team_counts_it_on_public_pages_and_reads_that_the_public_does_not(client, scene, said):
    people = people_by_role(scene.consultation)
    counting = {
        name
        for name, user in {**vars(people), "visitor": AnonymousUser(), "author": said.author}.items()
        if Tally.objects.visible_to(user).exists()
    }
    client.force_login(people.analyst)
    pages = [client.get(address).content.decode() for address in public_pages(scene, said)]

    assert counting == {"analyst", "moderator", "editor", "administrator"}
    assert ["1 comment" in page or WORDS in page for page in pages] == [False, True, True, True, True, True]
    assert all("The public sees neither words nor figures before it has closed" in page for page in pages[1:])


def test_the_author_is_told_before_and_after_posting(client, scene):
    author = UserFactory()
    client.force_login(author)
    address = reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])
    form = client.get(address).content.decode()
    sent = {"kind": "general", "position": "none", "body": WORDS, "submission_id": submission()}

    posted = client.post(address, sent, follow=True).content.decode()

    assert "Until then only you and the team see yours." in form
    assert "Others see it once the round has closed" in posted
    assert WORDS in posted


def test_the_desk_reads_and_counts_it(client, scene, said):
    client.force_login(AdministratorFactory())

    page = client.get(reverse("desk_comments", args=[scene.consultation.slug]))

    assert WORDS in page.content.decode()
    assert page.context["totals"].count == 1


def test_a_public_digest_holds_it_once_the_round_has_closed_and_a_staff_digest_always(scene, said):
    def counted(audience):
        return comments_in_database(Selection(scene.consultation.pk, audience=audience))

    assert (counted(Audience.PUBLIC), counted(Audience.STAFF)) == (0, 1)
    Round.objects.update(closes_at=timezone.now() - timedelta(days=1), late_until=None)
    assert (counted(Audience.PUBLIC), counted(Audience.STAFF)) == (1, 1)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    late=st.booleans(),
    edge=st.sampled_from(["opens_at", "closes_at", "late_until"]),
    nudge=st.sampled_from([-TICK, timedelta(0), TICK]),
    kind=st.sampled_from(CommentsShown),
)
def test_lists_figures_and_the_clock_agree_at_every_edge(scene, said, late, edge, nudge, kind):
    round = scene.round
    Round.objects.update(comments_shown=kind, late_until=round.closes_at + timedelta(2) if late else None)
    stored = Round.objects.get()
    at = (getattr(stored, edge) or stored.closes_at) + nudge

    with time_machine.travel(at, tick=False):
        seen = Comment.objects.visible_to(AnonymousUser()).exists()
        counted = Tally.objects.visible_to(AnonymousUser()).exists()

    assert seen == counted == (not stored.keeps_comments(at))
    assert stored.keeps_comments(at) == (
        kind is CommentsShown.AFTER_CLOSING and at < (stored.late_until or stored.closes_at)
    )
