import pytest
from django.urls import reverse

from comments.enums import ModerationReason, Status
from comments.models import Comment
from comments.services.moderation import hide_comment, publish_comment
from comments.services.revision import Words, edit_comment
from common.models import AuditEntry
from consultations.enums import TeamRole
from consultations.models import Round
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation, reply


@pytest.fixture
def holding(scene):
    Round.objects.update(moderation="all")
    scene.round.refresh_from_db()
    return scene


@pytest.fixture
def moderator(client, scene):
    person = UserFactory(name="Mo Derator")
    TeamMemberFactory(consultation=scene.consultation, user=person, role=TeamRole.MODERATOR)
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


@pytest.fixture
def queue(scene) -> str:
    return reverse("desk_queue", args=[scene.consultation.slug])


def decision_on(said) -> str:
    return reverse("desk_decision", args=[said.reference])


def status_of(said) -> str:
    return Comment.objects.get(pk=said.pk).status


def in_queue(client, queue):
    return [it.reference for it in client.get(queue).context["queue"].items]


def test_the_queue_holds_what_waits_oldest_first(client, holding, moderator, queue):
    first, second, third = comment(holding), comment(holding, provision=holding.provisions[0]), comment(holding)
    publish_comment(by=moderator, comment=second)

    assert in_queue(client, queue) == [first.reference, third.reference]


def test_the_queue_is_of_one_consultation(client, holding, moderator, queue):
    elsewhere = open_consultation()
    Comment.objects.filter(pk=comment(elsewhere).pk).update(status=Status.PENDING)

    assert in_queue(client, queue) == []
    assert "Nothing waits for a decision." in client.get(queue).content.decode()


def test_the_queue_comes_in_pages(client, holding, moderator, queue):
    waiting = [comment(holding) for _ in range(21)]

    first = client.get(queue)
    second = client.get(queue, {"cursor": first.context["queue"].next_cursor})

    shown = [it.reference for page in (first, second) for it in page.context["queue"].items]
    assert shown == [it.reference for it in waiting]
    assert client.get(queue, {"cursor": "forged"}).status_code == 400


def test_the_menu_and_the_desk_say_how_many_wait(client, holding, moderator, queue):
    comment(holding)
    comment(holding)

    menu = client.get(reverse("desk_team", args=[holding.consultation.slug])).content.decode()
    assert '<span class="count">2<span class="visually-hidden"> waiting</span></span>' in menu
    [entry] = client.get(reverse("desk")).context["entries"]
    assert entry.in_queue == 2


def test_the_queue_publishes_by_one_button(client, holding, moderator, queue):
    waiting = comment(holding)

    answer = client.post(decision_on(waiting), {"move": "publish", "seen": "pending", "words": "1"}, follow=True)

    assert answer.redirect_chain == [(queue, 302)]
    assert f"{waiting.reference} is published. Its author is told." in answer.content.decode()
    assert status_of(waiting) == Status.PUBLISHED


def test_hiding_takes_a_reason_and_says_it_in_the_comments_place(client, scene, moderator):
    said = comment(scene, body="Buy my shoes.")
    answer = reply(said)

    refused = client.post(
        decision_on(said), {"move": "hide", "seen": "published", "words": "1", "reason": "", "note": "Ads."}
    )
    assert refused.status_code == 422
    assert "Choose why the comment is hidden." in refused.content.decode()
    assert "Ads." in refused.content.decode()
    assert status_of(said) == Status.PUBLISHED

    client.post(
        decision_on(said), {"move": "hide", "seen": "published", "words": "1", "reason": "spam", "note": "<b>Ads.</b>"}
    )
    client.logout()
    page = client.get(answer.get_absolute_url()).content.decode()
    assert "hidden by the secretariat: it advertises or was sent by a machine – &lt;b&gt;Ads.&lt;/b&gt;" in page
    assert "Buy my shoes." not in page
    assert "So do we." in page


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({}, "move"),
        ({"move": "hide", "reason": "boring"}, "reason"),
        ({"move": "hide", "reason": "other"}, "note"),
        ({"move": "hide", "reason": "spam", "note": "x" * 501}, "note"),
        ({"move": "publish"}, "move"),
        ({"move": "hide", "reason": "spam", "seen": "nonsense"}, "seen"),
    ],
)
def test_an_incomplete_decision_is_pointed_out(client, scene, moderator, sent, field):
    said = comment(scene)

    answer = client.post(decision_on(said), {"seen": "published", "words": "1", "note": "", **sent})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert status_of(said) == Status.PUBLISHED


def test_the_second_moderator_reads_who_was_faster(client, holding, moderator):
    waiting = comment(holding)
    editor = TeamMemberFactory(consultation=holding.consultation, user=UserFactory(name="Ed Itor")).user
    hide_comment(by=editor, comment=waiting, reason=ModerationReason.SPAM)

    answer = client.post(decision_on(waiting), {"move": "publish", "seen": "pending", "words": "1"})

    assert answer.status_code == 409
    assert "Ed Itor hid this comment meanwhile." in answer.content.decode()
    assert status_of(waiting) == Status.HIDDEN


def test_the_team_reads_a_hidden_comment_and_can_show_it_again(client, scene, moderator):
    said = comment(scene, body="Something unkind.")
    hide_comment(by=moderator, comment=said, reason=ModerationReason.ABUSE)

    page = client.get(decision_on(said))
    assert "Something unkind." in page.content.decode()
    assert list(page.context["form"].fields) == ["move", "seen", "words"], (
        "there is nothing to hide, so no reason is asked for"
    )
    client.post(decision_on(said), {"move": "publish", "seen": "hidden", "words": "1"})
    assert status_of(said) == Status.PUBLISHED


def test_the_record_names_moderators_and_not_who_chose_to_be_anonymous(client, scene, moderator):
    Round.objects.update(attributions=["anonymous"])
    said = comment(scene, by=UserFactory(name="Amina Secret"), attribution="anonymous")
    hide_comment(by=moderator, comment=said, reason=ModerationReason.OFF_TOPIC)

    page = client.get(decision_on(said))

    assert [(line.what, line.by_author, line.name, line.reason) for line in page.context["log"]] == [
        ("posted", True, "", ""),
        ("hidden", False, "Mo Derator", "it does not concern the draft"),
    ]
    assert "Amina Secret" not in page.content.decode()


def test_deciding_is_the_teams(client, scene):
    said = comment(scene)
    client.force_login(UserFactory(), backend="django.contrib.auth.backends.ModelBackend")

    answer = client.post(
        decision_on(said), {"move": "hide", "seen": "published", "words": "1", "reason": "spam", "note": ""}
    )

    assert answer.status_code == 403
    assert status_of(said) == Status.PUBLISHED
    assert not AuditEntry.objects.filter(verb="hidden").exists()


def test_the_queue_costs_the_same_with_one_comment_and_with_three(
    client, holding, moderator, queue, django_assert_num_queries
):
    for more in (1, 2):
        for _ in range(more):
            comment(holding, provision=holding.provisions[0])
        with django_assert_num_queries(8):
            client.get(queue)


# Edits that wait


@pytest.fixture
def edited(scene):
    said = comment(scene, provision=scene.provisions[0], body="We *welcome* it.")
    Round.objects.update(moderation="all")
    edit_comment(by=said.author, comment=said, seen=1, words=Words(body="We regret it."))
    return said


def edit_decision_on(said) -> str:
    return reverse("desk_edit_decision", args=[said.reference])


def test_the_queue_shows_an_edit_that_waits_and_offers_no_publishing_unread(client, edited, moderator, queue):
    page = client.get(queue).content.decode()

    assert in_queue(client, queue) == [edited.reference]
    assert "Its author has edited it" in page
    assert 'value="publish"' not in page


def test_a_moderator_compares_and_publishes_an_edit(client, edited, moderator):
    page = client.get(decision_on(edited)).content.decode()
    answer = client.post(edit_decision_on(edited), {"decision": "publish", "revision": "2"}, follow=True)

    assert "What its author wants to change" in page
    assert "regret" in page
    assert 'value="hold"' not in page
    assert f"The edit of {edited.reference} is published." in answer.content.decode()
    assert Comment.objects.get(pk=edited.pk).current_revision.body == "We regret it."


def test_a_refusal_without_a_reason_comes_back(client, edited, moderator):
    answer = client.post(edit_decision_on(edited), {"decision": "refuse", "revision": "2", "why": ""})

    assert (answer.status_code, "Tell the author why." in answer.content.decode()) == (422, True)
    client.post(edit_decision_on(edited), {"decision": "refuse", "revision": "2", "why": "It names somebody."})
    assert Comment.objects.get(pk=edited.pk).waiting_revision is None


def test_an_edit_that_was_edited_meanwhile_is_not_published_unread(client, edited, moderator):
    edit_comment(by=edited.author, comment=edited, seen=2, words=Words(body="An insult."))

    answer = client.post(edit_decision_on(edited), {"decision": "publish", "revision": "2"})

    assert (answer.status_code, "edited meanwhile" in answer.content.decode()) == (409, True)
    assert Comment.objects.get(pk=edited.pk).current_revision.number == 1


def test_a_first_decision_is_on_the_words_that_stood_on_the_page(client, holding, moderator, queue):
    waiting = comment(holding)
    assert 'name="words" value="1"' in client.get(queue).content.decode()
    edit_comment(by=waiting.author, comment=waiting, seen=1, words=Words(body="An insult."))

    answer = client.post(decision_on(waiting), {"move": "publish", "seen": "pending", "words": "1"})

    assert (answer.status_code, status_of(waiting)) == (409, Status.PENDING)


@pytest.mark.parametrize("page", [decision_on, lambda said: reverse("desk_queue", args=[said.consultation.slug])])
def test_who_decides_is_told_of_what_cannot_be_seen(client, holding, moderator, page):
    plain = page(comment(holding, body="Each Party shall pay."))
    before = client.get(plain).content.decode()
    turned = page(comment(holding, body="Each Party shall \u202eton\u202c pay."))

    assert "turn the order of letters" not in before
    assert "turn the order of letters" in client.get(turned).content.decode()
