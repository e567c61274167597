"""Commented passages are marked in the draft, and comments say what they are about."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.urls import reverse

from comments.anchoring.marks import unmarked
from comments.asked_places import AskedPlace
from comments.queries import passages
from comments.queries.passages import spoken_of
from comments.services.moderation import hide_comment
from consultations.enums import CommentsShown, ModerationMode
from consultations.models import Round
from tests.factories import TeamMemberFactory, UserFactory
from tests.passages import SENTENCES, WORDS, scene_with_passages
from tests.scenes import comment, reply

pytestmark = pytest.mark.django_db
FIRST, SECOND, THIRD = SENTENCES


@pytest.fixture
def scene():
    cache.clear()
    return scene_with_passages()


def on(scene, *names, **said):
    return comment(scene, places=[AskedPlace.read(name) for name in names], **said)


def reader(client, scene):
    return client.get(scene.draft.get_absolute_url()).content.decode()


def own_page(client, scene, eid="art_1", query=""):
    return client.get(reverse("provision", args=[scene.consultation.slug, 1, eid]) + query).content.decode()


def marks(page):
    return re.findall(r'<mark class="(passage passage-\d)">([^<]*)', page)


@pytest.mark.parametrize("shown_on", [reader, own_page])
def test_commented_passages_are_marked_and_lead_to_what_is_said(client, scene, shown_on):
    on(scene, FIRST)
    on(scene, FIRST)
    on(scene, THIRD)

    page = shown_on(client, scene)

    assert marks(page) == [("passage passage-1", "Each Party shall act."), ("passage passage-1", "No Party may leave.")]
    assert 'aria-label="2 comments on “Each Party shall act.”">2</a>' in page
    assert "?about=art_1%40en%3A0-21#threads" in page
    assert f"<p>{WORDS}</p>" in unmarked(page)


def test_overlapping_passages_are_marked_deeper(client, scene):
    on(scene, "art_1@en:0-56")
    on(scene, "art_1@en:22-76")

    assert [depth for depth, _words in marks(reader(client, scene))] == [f"passage passage-{it}" for it in (1, 2, 1)]


def test_one_comment_with_a_passage_twice_and_its_replies_count_once(client, scene):
    reply(on(scene, FIRST, "art_1", THIRD))

    assert reader(client, scene).count(">1</a>") == 2


def test_what_others_do_not_see_is_not_marked(client, scene):
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    hide_comment(by=moderator, comment=on(scene, FIRST), reason="spam")
    Round.objects.update(moderation=ModerationMode.ALL)
    on(scene, THIRD)

    assert marks(reader(client, scene)) == []
    client.force_login(moderator)
    assert marks(reader(client, scene)) == []


def test_comments_kept_until_closing_are_marked_for_the_team_alone(client, scene):
    Round.objects.update(comments_shown=CommentsShown.AFTER_CLOSING)
    on(scene, FIRST)

    assert marks(own_page(client, scene)) == []
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)
    assert len(marks(own_page(client, scene))) == 1


def test_of_very_many_passages_the_newest_are_marked(scene, monkeypatch):
    monkeypatch.setattr(passages, "MOST_AT_A_PROVISION", 2)
    passages._prepared.cache_clear()
    for name in (FIRST, SECOND, THIRD):
        on(scene, name)

    spoken = spoken_of(scene.draft, "en", user=UserFactory(), provisions=[scene.provisions[0].pk])
    passages._prepared.cache_clear()

    assert [span.start for span, _count in spoken[scene.provisions[0].pk].passages] == [22, 57]


def test_what_is_said_to_be_missing_is_counted_between_the_provisions(client, scene):
    on(scene, "art_1+")
    on(scene, "art_1+", "art_2+")

    page = reader(client, scene)

    assert re.findall(r'<p class="gap"><a[^>]*>([^<]*)', page) == [
        "2 comments: something is missing here",
        "1 comment: something is missing here",
    ]
    assert "?about=art_1%2B#threads" in page


def test_a_comment_shows_what_it_is_about(client, scene):
    posted = on(scene, FIRST, "art_2", "art_3+")

    for page in (own_page(client, scene), client.get(posted.get_absolute_url()).content.decode()):
        about = re.search(r'<ul class="hung".*?</ul>', page, re.DOTALL)[0]
        assert re.findall(r"<blockquote[^>]*>([^<]*)|<bdi>([^<]*)", about) == [
            ("Each Party shall act.", ""),
            ("", "Article 1: Heading 1"),
            ("", "Article 2: Heading 2"),
            ("", "After Article 3: Heading 3: something is missing"),
        ]


def test_a_comment_on_one_provision_or_the_whole_draft_does_not_repeat_it(client, scene):
    comment(scene, provision=scene.provisions[0])

    assert 'class="hung"' not in own_page(client, scene)


def test_a_hidden_comment_does_not_show_what_it_was_about(client, scene):
    posted = on(scene, FIRST)
    hide_comment(by=TeamMemberFactory(consultation=scene.consultation).user, comment=posted, reason="spam")

    assert 'class="hung"' not in own_page(client, scene)


@pytest.mark.parametrize("count", [1, 3])
def test_marks_cost_two_queries_however_many_there_are(scene, django_assert_num_queries, count):
    for name in [FIRST, "art_2@en:0-4", "art_3__para_1@en:0-5"][:count]:
        on(scene, name)
        on(scene, name)
    visitor, provisions = UserFactory(), [it.pk for it in scene.provisions]

    with django_assert_num_queries(2):
        spoken = spoken_of(scene.draft, "en", user=visitor, provisions=provisions)

    assert len(spoken) == count


def test_a_draft_without_comments_asks_nothing_more(scene, django_assert_num_queries):
    visitor = UserFactory()

    with django_assert_num_queries(0):
        assert spoken_of(scene.draft, "en", user=visitor, provisions=[]) == {}


def test_ways_to_less_than_a_provision_and_to_what_is_missing_are_offered(client, scene):
    page = own_page(client, scene)

    assert '/p/art_1/comment/?choose=1#passage"' in page
    assert '/p/art_1/comment/?gap=1"' in page
    assert "Comment on this passage" in page
    Round.objects.update(
        closes_at=scene.round.opens_at.replace(year=2020), opens_at=scene.round.opens_at.replace(year=2019)
    )
    assert "Comment on this passage" not in own_page(client, scene)


def test_the_threads_of_a_passage_are_listed_alone_and_all_again(client, scene):
    first, third = on(scene, "art_1@en:5-15"), on(scene, THIRD)
    whole, missing = on(scene, "art_1"), on(scene, "art_1+", "art_2")

    def listed(query):
        page = own_page(client, scene, query=query)
        return [it for it in (first, third, whole, missing) if f'id="{it.reference}"' in page], page

    found, page = listed("?about=art_1%40en%3A0-21")
    assert (found, "About a passage" in page) == ([first], True)
    found, page = listed("?about=art_1%2B")
    assert (found, "About what is missing here" in page) == ([missing], True)
    assert listed("")[0] == [first, third, whole, missing]
    found, page = listed("?about=a+b")
    assert (len(found), "There is no such place" in page) == (4, True)


def test_the_way_to_say_what_is_missing_is_between_the_provisions_while_one_may(client, scene):
    page = reader(client, scene)

    assert re.findall(r'<p class="missing"><a href="([^"]*)"', page) == [
        reverse("comment_new", args=[scene.consultation.slug, 1, it.eid]) + "?gap=1" for it in scene.provisions
    ]
    Round.objects.update(
        opens_at=scene.round.opens_at.replace(year=2019), closes_at=scene.round.opens_at.replace(year=2020)
    )
    assert 'class="missing"' not in reader(client, scene)
