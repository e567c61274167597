from __future__ import annotations

import csv
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.enums import ModerationReason, Position, Status
from comments.models import Comment, Visit
from comments.services.moderation import hide_comment, publish_comment
from comments.services.response import respond
from comments.services.revision import Words, edit_comment
from comments.services.withdrawal import withdraw_comment
from consultations.enums import ModerationMode
from consultations.models import Round
from tests.factories import MembershipFactory, TeamMemberFactory, UserFactory
from tests.prompting import answer, chosen, prompt
from tests.scenes import comment, open_consultation, reply


@pytest.fixture
def author(client, db):
    person = UserFactory(name="Amina Otieno")
    client.force_login(person)
    return person


@pytest.fixture
def address() -> str:
    return reverse("my_contributions")


def items(client, query=""):
    return client.get(reverse("my_contributions") + query).context["contributions"].items


def references(client, query=""):
    return [it.comment.reference for it in items(client, query)]


def visited(person, ago=timedelta(hours=1)):
    """The person looked so long ago."""
    Visit.objects.update_or_create(user=person, consultation=None, defaults={"seen_at": timezone.now() - ago})


def test_one_finds_ones_own_and_nobody_elses_newest_first(client, scene, author):
    first = comment(scene, by=author)
    elsewhere = comment(open_consultation(), by=author)
    answer_to = reply(comment(scene), by=author)

    assert references(client) == [answer_to.reference, elsewhere.reference, first.reference]


def test_who_has_said_nothing_is_led_to_what_is_open(client, author, address):
    page = client.get(address).content.decode()

    assert "You have not said anything yet." in page
    assert "Download as CSV" not in page


def test_each_state_is_said_with_what_became_of_it(client, scene, author, address):
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    hidden = comment(scene, by=author, body="Buy my shoes.")
    hide_comment(by=moderator, comment=hidden, reason=ModerationReason.SPAM)
    withdraw_comment(by=author, comment=comment(scene, by=author, body="A secret."))
    answered = comment(scene, by=author, provision=scene.provisions[0], position=Position.SUPPORT)
    respond(by=moderator, comments=[answered], disposition="accepted", body="Done in Article 2.")
    Round.objects.update(moderation=ModerationMode.ALL)
    edit_comment(by=author, comment=answered, seen=1, words=Words(body="Better."))
    comment(scene, by=author)

    page = client.get(address).content.decode()

    for words in (
        "The secretariat does not show it: it advertises or was sent by a machine",
        "Buy my shoes.",
        "Withdrawn",
        "Accepted",
        "Done in Article 2.",
        "Waits for a decision",
        "Your edit waits for a decision",
    ):
        assert words in page
    assert "A secret." not in page


def test_replies_are_new_since_the_visit_before(client, scene, author):
    said = comment(scene, by=author)
    reply(said)
    assert [it.new_replies for it in items(client)] == [0], "nothing is marked on a first visit"
    visited(author)
    between = reply(said)
    reply(between)
    reply(between, by=author)

    assert [it.new_replies for it in items(client) if it.comment.reference == said.reference] == [3]
    assert [it.new_replies for it in items(client) if it.comment.reference == said.reference] == [3], "after a reload"


def test_a_visit_ends_after_an_hour(client, scene, author):
    said = comment(scene, by=author)
    visited(author)
    reply(said)
    assert [it.new_replies for it in items(client)] == [1]
    Visit.objects.update(seen_at=timezone.now() - timedelta(minutes=59))
    assert [it.new_replies for it in items(client)] == [1]
    Comment.objects.exclude(author=author).update(received_at=timezone.now() - timedelta(hours=2))
    Visit.objects.update(seen_at=timezone.now() - timedelta(minutes=61))

    assert [it.new_replies for it in items(client)] == [0]


def test_a_reply_that_waited_is_new_when_it_was_published(client, scene, author):
    said = comment(scene, by=author)
    Round.objects.update(moderation=ModerationMode.ALL)
    waiting = reply(said)
    Comment.objects.filter(pk=waiting.pk).update(received_at=timezone.now() - timedelta(days=1))
    visited(author)
    assert items(client)[0].new_replies == 0

    publish_comment(by=TeamMemberFactory(consultation=scene.consultation).user, comment=waiting)

    assert items(client)[0].new_replies == 1


def test_a_response_is_new_since_the_visit_before(client, scene, author):
    said = comment(scene, by=author)
    visited(author)
    respond(
        by=TeamMemberFactory(consultation=scene.consultation).user, comments=[said], disposition="noted", body="Noted."
    )

    assert items(client)[0].has_new_response


def test_the_list_is_narrowed_by_consultation_and_state(client, scene, author, address):
    here, elsewhere = comment(scene, by=author), comment(open_consultation(), by=author)
    withdraw_comment(by=author, comment=elsewhere)

    assert references(client, f"?consultation={scene.consultation.slug}") == [here.reference]
    assert references(client, "?state=withdrawn") == [elsewhere.reference]
    assert references(client, f"?state=withdrawn&consultation={scene.consultation.slug}") == []
    assert len(references(client, "?state=nonsense&consultation=nowhere")) == 2
    assert "Nothing of yours" in client.get(f"{address}?state=hidden").content.decode()


def test_an_edit_that_waits_is_found_among_what_waits(client, scene, author):
    said = comment(scene, by=author)
    Round.objects.update(moderation=ModerationMode.ALL)
    edit_comment(by=author, comment=said, seen=1, words=Words(body="Better."))

    assert references(client, "?state=pending") == [said.reference]


def test_edit_and_withdraw_stand_where_they_work(client, scene, author):
    membership = MembershipFactory(user=author)
    own = comment(scene, by=author)
    for_it = comment(scene, by=author, speaking_for=membership.organisation)
    assert [(it.may_edit, it.may_withdraw) for it in items(client)] == [(True, True), (True, True)]

    membership.state, membership.ended_at = "ended", timezone.now()
    membership.save()
    Round.objects.update(closes_at=timezone.now())

    can = {it.comment.reference: (it.may_edit, it.may_withdraw) for it in items(client)}
    assert can == {own.reference: (False, True), for_it.reference: (False, False)}


def test_answers_to_prompts_are_there(client, scene, author, address):
    prompt(scene.round, options=["Clear", "Unclear"])
    answer(scene.round, {1: chosen(1)}, by=author)

    page = client.get(address).content.decode()

    assert "Answers to prompts" in page
    assert reverse("prompts", args=[scene.consultation.slug, 1]) in page


def test_pages_go_on(client, scene, author):
    said = [comment(scene, by=author).reference for _ in range(22)]

    first = client.get(reverse("my_contributions")).context["contributions"]
    further = references(client, f"?cursor={first.next_cursor}")

    assert [*(it.comment.reference for it in first.items), *further] == said[::-1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(
    client, scene, author, address, count, django_assert_num_queries
):
    for _ in range(count):
        reply(comment(scene, by=author, provision=scene.provisions[0]))
    visited(author)

    with django_assert_num_queries(11):
        client.get(address)


# As a table


def table(client) -> list[dict[str, str]]:
    answer = client.get(reverse("my_contributions_csv"))
    lines = b"".join(answer.streaming_content).decode().splitlines(keepends=True)
    return list(csv.DictReader(lines))


def test_ones_own_data_as_a_table(client, scene, author):
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    said = comment(scene, by=author, provision=scene.provisions[0], position=Position.SUPPORT, body="=SUM(A1)")
    respond(by=moderator, comments=[said], disposition="noted", body="First.")
    respond(by=moderator, comments=[said], disposition="accepted", body="Then *this*.")
    hidden = reply(said, by=author, body="Buy my shoes.")
    hide_comment(by=moderator, comment=hidden, reason=ModerationReason.SPAM)
    comment(scene)

    newest, oldest = table(client)

    assert (newest["comment_id"], newest["parent_id"], newest["status"]) == (
        hidden.reference,
        said.reference,
        Status.HIDDEN,
    )
    assert (newest["body"], newest["moderation_reason"]) == ("Buy my shoes.", "spam")
    assert (oldest["body"], oldest["provision_eid"], oldest["position"]) == ("'=SUM(A1)", "art_1", "support")
    assert (oldest["disposition"], oldest["response"]) == ("accepted", "Then this.")
    assert oldest["responded_at"].endswith("Z")
    assert oldest["url"].endswith(said.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_for_one_and_for_three(client, scene, author, count, django_assert_num_queries):
    for _ in range(count):
        comment(scene, by=author)

    with django_assert_num_queries(3):
        table(client)


def test_the_page_is_in_the_menu_of_the_account(client, author, address):
    assert address in client.get(reverse("profile")).content.decode()
