import re

from django.urls import reverse

from comments.enums import Disposition, Status
from comments.models import Comment
from comments.services.response import respond
from tests.factories import RegionalGroupingFactory, TeamMemberFactory, UserFactory
from tests.scenes import comment, reply


def test_a_comment_stands_in_its_thread_at_its_permanent_address(client, scene):
    first = comment(scene, provision=scene.provisions[0])
    answer = reply(first, body="I agree with that.")

    page = client.get(answer.get_absolute_url()).content.decode()

    assert f'<article class="comment is-chosen" id="{answer.reference}"' in page
    assert f'id="{first.reference}"' in page


def test_a_hidden_comment_keeps_its_place_without_words_and_name(client, scene):
    said = comment(scene, provision=scene.provisions[0], body="Something unkind.")
    Comment.objects.filter(pk=said.pk).update(status=Status.HIDDEN, moderation_reason="insult")

    page = client.get(said.get_absolute_url()).content.decode()

    assert "hidden by the secretariat: insult" in page
    assert "Something unkind." not in page
    assert said.author_name not in page


def test_a_pending_comment_is_not_there_for_others(client, scene):
    said = comment(scene, provision=scene.provisions[0])
    Comment.objects.filter(pk=said.pk).update(status=Status.PENDING)

    assert client.get(said.get_absolute_url()).status_code == 404


def test_a_deep_reply_says_what_it_answers(client, scene):
    said = comment(scene, provision=scene.provisions[0])
    for _ in range(5):
        parent, said = said, reply(said)

    page = client.get(said.get_absolute_url()).content.decode()

    assert f'<p class="in-reply-to">in reply to <a href="{parent.get_absolute_url()}">' in page


def test_a_response_stands_with_its_comment(client, scene):
    said = comment(scene, provision=scene.provisions[0])
    editor = TeamMemberFactory(consultation=scene.consultation).user
    respond(by=editor, comments=[said], disposition=Disposition.NOTED, body="Thank you, noted.")

    page = client.get(said.get_absolute_url()).content.decode()

    assert "Thank you, noted." in page
    assert "Noted" in page


def test_the_list_holds_replies_and_links_to_their_places(client, scene):
    first = comment(scene, provision=scene.provisions[0])
    answer = reply(first)

    page = client.get(reverse("comments", args=[scene.consultation.slug])).content.decode()

    assert first.reference in page
    assert answer.reference in page
    assert scene.provisions[0].get_absolute_url() in page


def test_the_list_costs_the_same_with_one_comment_and_with_three(client, scene, django_assert_num_queries):
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(8):
            client.get(reverse("comments", args=[scene.consultation.slug]))


def test_a_thread_costs_the_same_with_one_reply_and_with_three(client, scene, django_assert_num_queries):
    first = comment(scene, provision=scene.provisions[0])
    for more in (1, 2):
        for _ in range(more):
            reply(first)
        with django_assert_num_queries(6):
            client.get(first.get_absolute_url())


def test_a_pending_comment_is_labelled_for_its_author(client, scene):
    said = comment(scene, provision=scene.provisions[0], body="Wait for me.")
    Comment.objects.filter(pk=said.pk).update(status=Status.PENDING)
    place = reverse("provision", args=[scene.consultation.slug, 1, "art_1"])
    label = "Waits for a decision: only its author and the team see it"

    assert "Wait for me." not in client.get(place).content.decode()
    client.force_login(said.author, backend="django.contrib.auth.backends.ModelBackend")
    for address in (place, said.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "Wait for me." in page
        assert label in page


def test_the_list_offers_groupings_and_is_narrowed_by_one(client, scene):
    inside = comment(scene, by=UserFactory(country="KE"))
    outside = comment(scene, by=UserFactory(country="FR"))
    RegionalGroupingFactory(slug="own-lakes", names={"en": "Great Lakes"}, countries=["KE"])

    page = client.get(reverse("comments", args=[scene.consultation.slug]), {"region": "own-lakes"}).content.decode()

    assert '<option value="own-lakes" selected>Great Lakes</option>' in page
    assert "The Commonwealth" in page
    assert inside.reference in page
    assert outside.reference not in page


def test_a_provisions_page_names_the_grouping_that_its_address_chooses(client, scene):
    comment(scene, provision=scene.provisions[0])

    page = client.get(scene.provisions[0].get_absolute_url(), {"region": "commonwealth"}).content.decode()

    assert '<option value="commonwealth" selected>The Commonwealth</option>' in page


def test_a_script_gets_the_replies_alone(client, scene):
    first = comment(scene, provision=scene.provisions[0])
    below = reply(first)

    answer = client.get(first.get_absolute_url(), headers={"HX-Request": "true"})

    html = answer.content.decode()
    assert "<html" not in html
    assert f'id="{below.reference}"' in html
    assert f'id="{first.reference}"' not in html
    assert "HX-Request" in answer["Vary"]


def test_a_thread_leads_to_where_it_stands_among_the_others_however_far_behind(client, scene):
    old = comment(scene, provision=scene.provisions[0])
    for _ in range(25):
        comment(scene, provision=scene.provisions[0])
    page = client.get(reply(old).get_absolute_url()).content.decode()
    link = re.search(r'<p class="thread-places"><a href="([^"#]+)#([^"]+)">', page)

    there = client.get(link[1])

    assert link[2] == old.reference
    assert [it.comment.reference for it in there.context["threads"].items] == [old.reference]
    assert there.context["threads"].previous_cursor


def test_a_reply_begins_with_a_quote_where_one_is_asked_for(client, scene):
    said = comment(scene, body="We *welcome* this draft.\n\nBut not article 2.")
    address = reverse("reply_new", args=[said.reference])

    def typed(**query) -> str:
        return client.get(address, query).context["form"]["body"].value() or ""

    assert typed() == ""
    assert typed(quote="1") == f"> We *welcome* this draft.\n>\n> — {said.reference}\n\n"
    assert typed(quote="1", quoted="article 2") == f"> article 2\n>\n> — {said.reference}\n\n"
    assert typed(quote="1", quoted="We resign.") == typed(quote="1")
    assert typed(quoted="We resign.") == ""


def test_all_comments_have_what_one_does_with_them(client, scene):
    said = comment(scene)

    page = client.get(reverse("comments", args=[scene.consultation.slug])).content.decode()

    for name in ("reply_new", "comment_report_new", "comment_reactions"):
        assert f'href="{reverse(name, args=[said.reference])}' in page
