from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from comments.enums import Kind, Position, Status
from comments.models import Comment
from comments.services.revision import Words, edit_comment
from consultations.enums import ModerationMode, Positions
from consultations.models import Round
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, reply

SUBMISSION = re.compile(r'name="submission_id" value="([^"]+)"')


@pytest.fixture
def said(scene):
    return comment(scene, by=UserFactory(name="Amina"), provision=scene.provisions[0], body="We *welcome* it.")


@pytest.fixture
def author(client, said):
    client.force_login(said.author)
    return client


def edit_of(said) -> str:
    return reverse("comment_edit", args=[said.reference])


def form_id(page) -> str:
    return SUBMISSION.search(page.content.decode())[1]


def typed(page, **fields):
    return {
        "kind": "general",
        "position": "none",
        "body": "We welcome it with joy.",
        "proposed_wording": "",
        "submission_id": form_id(page),
        **fields,
    }


def words_of(said) -> str:
    return Comment.objects.get(pk=said.pk).current_revision.body


def test_the_form_holds_what_was_said(author, scene):
    said = comment(
        scene,
        by=Comment.objects.get().author,
        provision=scene.provisions[0],
        kind=Kind.WORDING,
        position=Position.OPPOSE,
        proposed_wording="Each Party may",
    )

    form = author.get(edit_of(said)).context["form"]

    values = {name: form[name].value() for name in ("body", "kind", "position", "proposed_wording")}
    assert values == {
        "body": "We *welcome* this draft.",
        "kind": "wording",
        "position": "oppose",
        "proposed_wording": "Each Party may",
    }


def test_a_comment_without_a_wording_offers_the_words_of_the_draft(author, said):
    form = author.get(edit_of(said)).context["form"]

    assert form["proposed_wording"].value() == "Each Party shall do the 1th thing."


def test_a_reply_is_edited_below_what_it_answers(client, said):
    answer = reply(said)
    client.force_login(answer.author)

    page = client.get(edit_of(answer))
    client.post(edit_of(answer), typed(page))

    assert "What you reply to" in page.content.decode()
    assert "kind" not in page.context["form"].fields
    assert words_of(answer) == "We welcome it with joy."


def test_a_change_is_stored_and_shown_at_the_comment(author, said):
    page = author.get(edit_of(said))

    answer = author.post(edit_of(said), typed(page, position="support"), follow=True)

    assert answer.redirect_chain == [(f"{said.get_absolute_url()}#{said.reference}", 302)]
    assert "Your change is stored." in answer.content.decode()
    assert words_of(said) == "We welcome it with joy."
    assert f'data-posted="{form_id(page)}"' in answer.content.decode()


@pytest.mark.parametrize(
    ("case", "said_before"),
    [
        ("young", "takes the place of what you wrote: within 15 minutes"),
        ("old", "will be shown as edited"),
        ("held", "reads every change before it is published"),
        ("pending", "waits for a decision: the change takes the place"),
    ],
)
def test_the_form_says_beforehand_how_readers_meet_the_change(author, said, case, said_before):
    if case == "old":
        Comment.objects.update(posted_at=timezone.now() - timedelta(minutes=15))
    elif case == "held":
        Round.objects.update(moderation=ModerationMode.ALL)
    elif case == "pending":
        Comment.objects.update(status=Status.PENDING)

    assert said_before in author.get(edit_of(said)).content.decode()


def test_the_comment_says_that_it_was_edited_and_leads_to_what_changed(author, client, said):
    reply(said)
    author.post(edit_of(said), typed(author.get(edit_of(said))))

    page = client.get(said.get_absolute_url()).content.decode()

    assert "Edited on" in page
    assert reverse("comment_revisions", args=[said.reference]) in page


def test_a_held_change_is_said_to_wait(author, said):
    Round.objects.update(moderation=ModerationMode.ALL)

    answer = author.post(edit_of(said), typed(author.get(edit_of(said))), follow=True).content.decode()

    assert "Received, and held" in answer
    assert "Your edit waits" in answer
    assert "We <em>welcome</em> it." in answer
    assert "with joy" not in answer


def test_two_windows_show_both_texts_and_the_second_may_put_them_together(author, said):
    page = author.get(edit_of(said))
    author.post(edit_of(said), typed(page, body="From the first window."))

    clash = author.post(edit_of(said), typed(page, body="From the second window."))

    assert clash.status_code == 409
    assert '<p dir="auto">From the first window.</p>' in clash.content.decode()
    assert "From the second window.</textarea>" in clash.content.decode()
    assert words_of(said) == "From the first window."
    author.post(edit_of(said), typed(clash, body="From both."))
    assert words_of(said) == "From both."


def test_a_double_click_makes_one_revision(author, said):
    form = typed(author.get(edit_of(said)))

    author.post(edit_of(said), form)
    again = author.post(edit_of(said), form)

    assert (again.status_code, said.revisions.count()) == (302, 2)


def test_a_form_that_is_not_of_ours_overwrites_nothing(author, said):
    form = typed(author.get(edit_of(said)), submission_id=str(uuid4()))

    assert author.post(edit_of(said), form).status_code == 409
    assert words_of(said) == "We *welcome* it."


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"body": ""}, 422), ({"body": "x" * 501}, 422), ({"kind": "wording"}, 422), ({"position": "maybe"}, 422)],
)
def test_a_refused_change_comes_back_as_typed(author, said, fields, status):
    Round.objects.update(length_limit=500)
    page = author.get(edit_of(said))

    answer = author.post(edit_of(said), typed(page, **fields))

    assert answer.status_code == status
    assert "Your change is not stored yet." in answer.content.decode()
    assert words_of(said) == "We *welcome* it."


def test_the_honeypot_refuses(author, said):
    from common.honeypot import HONEYPOT

    answer = author.post(edit_of(said), typed(author.get(edit_of(said)), **{HONEYPOT: "https://example.org"}))

    assert answer.status_code == 422
    assert words_of(said) == "We *welcome* it."


def test_a_position_that_is_taken_is_said_at_the_field(author, scene, said):
    Round.objects.update(positions=Positions.ONE_A_PERSON)
    scene.round.refresh_from_db()
    comment(scene, by=said.author, provision=scene.provisions[0], position=Position.SUPPORT)

    answer = author.post(edit_of(said), typed(author.get(edit_of(said)), position="oppose"))

    assert answer.status_code == 409
    assert "You have taken a position here already" in answer.content.decode()
    assert "We welcome it with joy.</textarea>" in answer.content.decode()


def test_limits_count_changes_and_keep_the_text_on_the_page(author, said, settings):
    settings.COMMENTS_PER_ACCOUNT_TEN_MINUTES = 1
    page = author.get(edit_of(said))
    author.post(edit_of(said), typed(page, body="Once."))

    answer = author.post(edit_of(said), typed(author.get(edit_of(said)), body="Twice."))

    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert "Twice.</textarea>" in answer.content.decode()
    assert words_of(said) == "Once."


def test_what_was_typed_when_the_session_had_ended_is_there_after_signing_in(author, said):
    form = typed(author.get(edit_of(said)), body="Typed while signed out.")
    author.logout()

    led = author.post(edit_of(said), form)
    author.force_login(said.author)
    page = author.get(edit_of(said))

    assert led["Location"] == f"{reverse('account_login')}?next={edit_of(said)}"
    assert page.context["form"]["body"].value() == "Typed while signed out."
    author.post(edit_of(said), typed(page, body="Typed while signed out."))
    assert words_of(said) == "Typed while signed out."
    assert author.get(edit_of(said)).context["form"]["body"].value() == "Typed while signed out."
    assert author.session.get("edits") == {}


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_round_that_closed_meanwhile_keeps_what_was_typed_on_the_page(author, said, method):
    form = typed(author.get(edit_of(said)))
    Round.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    answer = getattr(author, method)(edit_of(said), form)

    assert answer.status_code == 409
    assert "what was said in it stays as it is" in answer.content.decode()
    assert ("We welcome it with joy." in answer.content.decode()) is (method == "post")
    assert words_of(said) == "We *welcome* it."


def test_only_its_author_finds_the_ways_to_change_it(client, said):
    for person, finds in ((None, False), (UserFactory(), False), (said.author, True)):
        client.logout()
        if person:
            client.force_login(person)
        page = client.get(said.get_absolute_url()).content.decode()
        assert (edit_of(said) in page, reverse("comment_withdraw", args=[said.reference]) in page) == (finds, finds)


def test_after_closing_only_withdrawing_is_offered(author, said):
    Round.objects.update(closes_at=timezone.now() - timedelta(seconds=1))

    page = author.get(said.get_absolute_url()).content.decode()

    assert (edit_of(said) in page, reverse("comment_withdraw", args=[said.reference]) in page) == (False, True)


# Versions


def revised(said, body="We regret it.", seen=1, **words):
    return edit_comment(by=said.author, comment=said, seen=seen, words=Words(body=body, **words))


def versions_of(said) -> str:
    return reverse("comment_revisions", args=[said.reference])


def test_everybody_compares_what_was_changed(client, said):
    reply(said)
    revised(said, position=Position.OPPOSE)

    page = client.get(versions_of(said))

    assert [(it.revision.version, it.revision.text) for it in page.context["comparisons"]] == [
        (2, "We regret it."),
        (1, "We *welcome* it."),
    ]
    assert re.findall(r"<(del|ins)>(?:<span[^>]*>[^<]*</span>)?([^<]+)", page.content.decode()) == [
        ("del", "No position"),
        ("ins", "Oppose"),
        ("del", "*welcome*"),
        ("ins", "regret"),
    ]


def test_words_that_were_replaced_quietly_are_the_teams_to_read(client, scene, said):
    revised(said)
    analyst = TeamMemberFactory(consultation=scene.consultation).user

    def texts():
        return [it.revision.text for it in client.get(versions_of(said)).context["comparisons"]]

    assert texts() == ["We regret it."]
    client.force_login(said.author)
    assert texts() == ["We regret it."]
    client.force_login(analyst)
    assert texts() == ["We regret it.", "We *welcome* it."]


def test_an_edit_that_waits_is_for_its_author_and_the_team(client, scene, said):
    Round.objects.update(moderation=ModerationMode.ALL)
    revised(said)
    moderator = TeamMemberFactory(consultation=scene.consultation).user

    for person, finds in ((UserFactory(), False), (said.author, True), (moderator, True)):
        client.force_login(person)
        assert ("regret" in client.get(versions_of(said)).content.decode()) is finds


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN])
def test_of_words_that_are_not_shown_there_are_no_versions(author, said, status):
    reply(said)
    revised(said)
    Comment.objects.filter(pk=said.pk).update(status=status, moderation_reason="spam")

    assert author.get(versions_of(said)).status_code == 404


def test_a_link_that_leads_elsewhere_is_seen(client, scene):
    said = comment(scene, body="[Read](https://good.example)")
    reply(said)
    revised(said, "[Read](https://bad.example)")

    page = client.get(versions_of(said)).content.decode()

    assert "bad" in page
    assert 'href="https://bad.example"' not in page


def test_versions_cost_the_same_for_one_and_for_three(client, said, django_assert_num_queries):
    reply(said)
    for seen in (1, 2, 3):
        if seen != 2:
            revised(said, f"Version {seen + 1}", seen=said.revisions.count())
        with django_assert_num_queries(3):
            client.get(versions_of(said))
