from django.urls import reverse

from accounts.models import StakeholderGroup
from comments.enums import ModerationReason, Status
from comments.models import Comment
from tests.factories import UserFactory, group
from tests.scenes import comment


def test_a_provision_has_its_words_its_threads_and_its_neighbours(client, scene):
    said = comment(scene, provision=scene.provisions[1], body="It *must* stay.")

    page = client.get(scene.provisions[1].get_absolute_url()).content.decode()

    assert "Each Party shall do the 2th thing." in page
    assert "It <em>must</em> stay." in page
    assert said.reference in page
    assert scene.provisions[0].get_absolute_url() in page
    assert scene.provisions[2].get_absolute_url() in page


def test_filters_narrow_the_threads_and_leave_the_totals(client, scene):
    academic = comment(scene, provision=scene.provisions[0], by=UserFactory(stakeholder_group=group("academia")))
    other = comment(scene, provision=scene.provisions[0], by=UserFactory(stakeholder_group=group("government")))

    response = client.get(scene.provisions[0].get_absolute_url(), {"group": "academia"})

    assert [thread.comment.reference for thread in response.context["threads"].items] == [academic.reference]
    assert other.reference not in response.content.decode()
    assert '<a class="chip" href="?">' in response.content.decode()
    assert response.context["totals"].count == 2
    assert "chip" not in client.get(scene.provisions[0].get_absolute_url()).content.decode()


def test_a_filter_that_nobody_knows_is_ignored_and_named(client, scene):
    said = comment(scene, provision=scene.provisions[0])

    page = client.get(scene.provisions[0].get_absolute_url(), {"group": "martians"}).content.decode()

    assert said.reference in page
    assert "There is no such stakeholder group" in page


def test_a_forged_cursor_is_refused_with_a_clear_page(client, scene):
    response = client.get(scene.provisions[0].get_absolute_url(), {"cursor": "forged"})

    assert response.status_code == 400
    assert "Open the list again" in response.content.decode()


def test_an_eid_that_the_draft_does_not_have_is_not_found(client, scene):
    assert client.get(reverse("provision", args=[scene.consultation.slug, 1, "art_99"])).status_code == 404


def test_comments_on_the_whole_draft_have_a_page_of_their_own(client, scene):
    said = comment(scene)

    page = client.get(reverse("whole_draft", args=[scene.consultation.slug, 1])).content.decode()

    assert said.reference in page


def test_a_provision_costs_the_same_with_one_thread_and_with_three(client, scene, django_assert_num_queries):
    address = scene.provisions[0].get_absolute_url()
    client.get(address)
    for more in (1, 2):
        for _ in range(more):
            comment(scene, provision=scene.provisions[0])
        with django_assert_num_queries(8):
            client.get(address)


def test_what_was_remembered_of_a_list_is_not_shown_once_it_changed(client, scene):
    address = scene.provisions[0].get_absolute_url()
    said = comment(scene, provision=scene.provisions[0], by=UserFactory(stakeholder_group=group("academia")))
    words = said.current_revision.body_html
    assert words in client.get(address).content.decode()
    assert words in client.get(address).content.decode()

    StakeholderGroup.objects.filter(slug="academia").update(names={"en": "Learned people"})
    assert '<span class="group group-academia">Learned people</span>' in client.get(address).content.decode()
    Comment.objects.filter(pk=said.pk).update(status=Status.HIDDEN, moderation_reason=ModerationReason.OFF_TOPIC)
    assert words not in client.get(address).content.decode()


def test_a_pending_comment_does_not_reach_others_through_what_is_remembered(client, scene):
    author = UserFactory()
    said = comment(scene, provision=scene.provisions[0], by=author)
    Comment.objects.filter(pk=said.pk).update(status=Status.PENDING)
    address = scene.provisions[0].get_absolute_url()

    client.force_login(author)
    own = client.get(address).content.decode()
    client.logout()

    assert said.reference in own
    assert said.reference not in client.get(address).content.decode()
