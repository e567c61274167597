from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from comments.enums import ModerationReason, Opinion, Position
from comments.models import Comment, Reaction
from comments.services.moderation import hide_comment
from comments.services.reaction import react
from comments.views import reaction as view
from common.rate_limit import Limit
from consultations.models import Round
from tests.factories import TeamMemberFactory, UserFactory, group
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
AS_A_PART = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.CountingMemory"}}
    cache.clear()


@pytest.fixture
def scene():
    return open_consultation()


@pytest.fixture
def said(scene) -> Comment:
    return comment(scene, provision=scene.provisions[0])


@pytest.fixture
def reader(client):
    person = UserFactory()
    client.force_login(person, backend=BACKEND)
    return person


def address(said: Comment) -> str:
    return reverse("comment_reactions", args=[said.reference])


def where_it_stands(scene, said: Comment) -> list[str]:
    at = [scene.consultation.slug, 1, "art_1"]
    reader = reverse("reader", args=at[:2]) + "?p=art_1"
    return [said.get_absolute_url(), reverse("provision", args=at), reverse("comments", args=at[:1]), reader]


def opinions() -> list[str]:
    return list(Reaction.objects.values_list("value", flat=True))


def test_one_agrees_with_a_button_wherever_the_comment_stands(client, scene, said, reader):
    for page in where_it_stands(scene, said):
        html = client.get(page).content.decode()

        assert f'formaction="{address(said)}" name="opinion" value="agree" aria-pressed="false"' in html
        assert html.count('<form id="reacting"') == 1


def test_a_reaction_leads_back_to_the_comment_on_the_page_where_it_was_made(client, scene, said, reader):
    for page in where_it_stands(scene, said):
        answer = client.post(address(said), {"opinion": "agree", "next": page})

        assert (answer.status_code, answer.url) == (302, f"{page}#{said.reference}")
    assert opinions() == ["agree"]
    html = client.get(page).content.decode()
    assert 'value="none" aria-pressed="true">Agree <b>1</b>' in html


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)", "", "\\\\example.org"]
)
def test_a_reaction_leads_nowhere_else(client, said, reader, elsewhere):
    answer = client.post(address(said), {"opinion": "agree", "next": elsewhere})

    assert answer.url == f"{said.get_absolute_url()}#{said.reference}"


def test_what_is_pressed_is_taken_back(client, said, reader):
    client.post(address(said), {"opinion": "disagree"})
    client.post(address(said), {"opinion": "none"})

    assert opinions() == []


def test_a_script_gets_the_buttons_as_they_are_then_and_what_to_say(client, said, reader):
    answer = client.post(address(said), {"opinion": "disagree"}, headers=AS_A_PART)

    html = answer.content.decode()
    assert "<html" not in html
    assert f'data-said="You disagree with {said.reference}. Agree: 0. Disagree: 1."' in html
    assert 'value="none" aria-pressed="true">Disagree <b>1</b>' in html


def test_a_visitor_is_led_through_signing_in_and_asked_again(client, said):
    page = client.get(said.get_absolute_url()).content.decode()
    assert f'href="{address(said)}?opinion=agree"' in page
    assert 'id="reacting"' not in page

    answer = client.get(address(said), {"opinion": "agree"})
    assert answer.url == f"{reverse('account_login')}?next={address(said)}%3Fopinion%3Dagree"
    assert client.post(address(said), {"opinion": "agree"}).url == answer.url
    assert opinions() == []

    client.force_login(UserFactory(), backend=BACKEND)
    html = client.get(address(said), {"opinion": "agree"}).content.decode()
    assert '<button type="submit" class="btn btn-primary" name="opinion" value="agree">' in html
    assert opinions() == []


def test_reading_begins_no_session(client, scene, said):
    for page in [*where_it_stands(scene, said), address(said)]:
        assert set(client.get(page).cookies) <= {"csrftoken"}  # of the language menu


def test_an_unfinished_profile_is_asked_for_first(client, said):
    client.force_login(UserFactory(profile_completed_at=None), backend=BACKEND)

    answer = client.post(address(said), {"opinion": "agree"})

    assert answer.url == f"{reverse('profile')}?next={address(said).replace('/', '%2F')}%3Fopinion%3Dagree"
    assert opinions() == []


def test_an_author_finds_no_buttons_and_no_way_to_report(client, scene):
    author = UserFactory()
    said = comment(scene, by=author, provision=scene.provisions[0])
    react(by=UserFactory(), comment=said, opinion=Opinion.AGREE)
    client.force_login(author, backend=BACKEND)

    for page in where_it_stands(scene, said):
        html = client.get(page).content.decode()
        assert "aria-pressed" not in html
        assert "<span>Agree <b>1</b></span>" in html
        assert reverse("comment_report_new", args=[said.reference]) not in html
        assert reverse("reply_new", args=[said.reference]) in html
    assert client.post(address(said), {"opinion": "agree"}).status_code == 403


def test_in_a_closed_round_counts_stand_without_buttons(client, scene, said, reader):
    react(by=UserFactory(), comment=said, opinion=Opinion.DISAGREE)
    Round.objects.update(closes_at=timezone.now())

    html = client.get(said.get_absolute_url()).content.decode()

    assert "<span>Disagree <b>1</b></span>" in html
    assert "aria-pressed" not in html
    assert 'id="reacting"' not in html
    assert client.post(address(said), {"opinion": "agree"}).status_code == 409


def test_only_comments_of_the_open_round_are_replied_and_reacted_to(client, scene, said, reader):
    Round.objects.update(closes_at=timezone.now())
    later = open_consultation()
    Round.objects.filter(pk=later.round.pk).update(consultation=scene.consultation, draft=scene.draft, number=2)
    later.round.refresh_from_db()
    new = comment(later)

    html = client.get(reverse("comments", args=[scene.consultation.slug])).content.decode()

    assert reverse("reply_new", args=[new.reference]) in html
    assert reverse("reply_new", args=[said.reference]) not in html


def test_a_comment_that_was_taken_down_takes_no_reactions(client, scene, said, reader):
    hide_comment(by=TeamMemberFactory(consultation=scene.consultation).user, comment=said, reason=ModerationReason.SPAM)

    assert client.get(address(said)).status_code == 409
    assert client.post(address(said), {"opinion": "agree"}).status_code == 409


def test_an_incomplete_form_counts_nothing(client, said, reader):
    for data in ({}, {"opinion": "perhaps"}):
        assert client.post(address(said), data).status_code == 422
    assert opinions() == []


def test_too_many_at_once_wait(client, said, reader, monkeypatch):
    monkeypatch.setattr(view, "REACTIONS", Limit(1, 3600))
    client.post(address(said), {"opinion": "agree"})

    answer = client.post(address(said), {"opinion": "disagree"})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert opinions() == ["agree"]


def test_who_agrees_is_told_by_group_and_by_no_name(client, said):
    for slug in ["academia"] * 5 + ["government"] * 6:
        react(by=UserFactory(name="Ada Lovelace", stakeholder_group=group(slug)), comment=said, opinion=Opinion.AGREE)

    page = client.get(address(said)).content.decode()
    part = client.get(address(said), headers=AS_A_PART).content.decode()

    for html in (page, part):
        assert '<th scope="row">Academia</th><td class="number">5</td><td class="number">0</td>' in html
        assert "Ada Lovelace" not in html
    assert "<html" not in part


def test_ones_own_reactions_cost_one_query_however_many_comments_there_are(
    client, scene, reader, django_assert_num_queries
):
    at = reverse("provision", args=[scene.consultation.slug, 1, "art_1"])
    for more in (1, 2):
        for _ in range(more):
            first = comment(scene, provision=scene.provisions[0], position=Position.SUPPORT)
            react(by=reader, comment=reply(first), opinion=Opinion.AGREE)
        client.get(at)
        with django_assert_num_queries(12):
            client.get(at)
