from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.enums import Status
from comments.models import Comment, UnsentComment
from consultations.enums import ConsultationState, ModerationMode
from consultations.models import Consultation, Round
from tests.factories import UserFactory
from tests.scenes import comment


def typed(**fields):
    return {
        "kind": "general",
        "position": "support",
        "body": "We need a **date**.",
        "proposed_wording": "",
        "submission_id": str(uuid4()),
        **fields,
    }


def test_the_form_is_prefilled_with_the_words_of_the_provision(client, address):
    form = client.get(address).context["form"]

    assert form["proposed_wording"].value() == "Each Party shall do the 1th thing."


def test_no_wording_can_be_proposed_for_the_whole_draft(signed_in, scene):
    address = reverse("whole_draft_comment_new", args=[scene.consultation.slug, 1])

    page = signed_in.get(address)
    refused = signed_in.post(address, typed(kind="wording", proposed_wording="Another draft."))
    signed_in.post(address, typed())

    assert page.context["heading"] == "Comment on the whole draft"
    assert "proposed_wording" not in page.context["form"].fields
    assert refused.status_code == 422
    assert [(it.kind, it.current_revision.proposed_wording) for it in Comment.objects.all()] == [("general", "")]


def test_a_comment_is_posted_and_its_permanent_address_shown(signed_in, address):
    response = signed_in.post(address, typed())

    posted = Comment.objects.get()
    assert response.status_code == 302
    assert response["Location"] == f"{posted.get_absolute_url()}#{posted.reference}"
    assert posted.current_revision.body == "We need a **date**."


def test_a_held_comment_is_said_to_wait(signed_in, scene, address):
    Round.objects.update(moderation=ModerationMode.ALL)

    page = signed_in.post(address, typed(), follow=True).content.decode()

    assert Comment.objects.get().status == Status.PENDING
    assert "Received, and held" in page
    assert "You get an e\u2011mail with the decision" in page
    assert "We need a <strong>date</strong>." in page


@pytest.mark.parametrize(
    ("mode", "visitor", "newcomer", "known"),
    [
        ("at-once", "as soon as you post it", "as soon as you post it", "as soon as you post it"),
        ("first", "reads a person’s first comment", "Nothing of yours is published here yet", "as soon as you post it"),
        ("all", "reads every comment", "reads every comment", "reads every comment"),
    ],
)
def test_the_form_says_beforehand_when_a_comment_appears(client, scene, address, mode, visitor, newcomer, known):
    known_person = comment(scene).author
    Round.objects.update(moderation=mode)

    for person, said in ((None, visitor), (UserFactory(), newcomer), (known_person, known)):
        if person:
            client.force_login(person)
        page = client.get(address).content.decode()
        assert said in page
        assert "Your e\u2011mail address is not." in page


def test_who_comes_back_to_a_held_comment_reads_what_happens_next(signed_in, scene, address):
    Round.objects.update(moderation=ModerationMode.ALL)
    signed_in.post(address, typed())
    held = Comment.objects.get()
    signed_in.get(held.get_absolute_url())

    page = signed_in.get(held.get_absolute_url()).content.decode()

    assert "This comment is held" in page
    assert "You get an e\u2011mail with the decision" in page


def test_a_double_click_makes_one_comment(signed_in, address):
    form = typed()

    first, second = signed_in.post(address, form), signed_in.post(address, form)

    assert Comment.objects.count() == 1
    assert first["Location"] == second["Location"]


def test_other_words_in_a_form_that_was_posted_are_another_comment(signed_in, address):
    form = typed()
    signed_in.post(address, form)

    for _ in range(2):
        signed_in.post(address, {**form, "body": "And we need a budget."})

    assert sorted(it.current_revision.body for it in Comment.objects.all()) == [
        "And we need a budget.",
        "We need a **date**.",
    ]


def test_a_retry_after_closing_finds_what_was_posted_in_time(signed_in, scene, address):
    form = typed()
    posted = signed_in.post(address, form)
    close(scene.round)

    again = signed_in.post(address, form)

    assert again["Location"] == posted["Location"]


def test_a_refused_form_shows_the_text_again_and_posts_nothing(signed_in, address):
    response = signed_in.post(address, typed(kind="wording", proposed_wording="Each Party shall do the 1th thing."))

    page = response.content.decode()
    assert response.status_code == 422
    assert "We need a **date**." in page
    assert "Change the words of the draft" in page
    assert Comment.objects.count() == 0


def test_a_text_that_is_too_long_comes_back_whole(signed_in, address):
    response = signed_in.post(address, typed(body="x" * 20_001))

    assert response.status_code == 422
    assert "x" * 20_001 in response.content.decode()
    assert "Shorten it by 1 character." in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_character_that_no_database_takes_is_pointed_out_and_the_text_kept(signed_in, address):
    response = signed_in.post(address, typed(body="before\x00after"))

    page = response.content.decode()
    assert response.status_code == 422
    assert "holds a character that cannot be stored" in page
    assert "before�after" in page
    assert Comment.objects.count() == 0


@pytest.mark.parametrize("body", ["\x00", "\u200b\u200b", " \u3164 ", "\u2800"])
def test_a_text_of_which_nothing_would_be_seen_is_not_posted(signed_in, address, body):
    assert signed_in.post(address, typed(body=body)).status_code == 422
    assert Comment.objects.count() == 0


def test_a_visitor_finds_the_text_again_after_signing_in(client, address):
    response = client.post(address, typed())

    kept = UnsentComment.objects.get()
    back = reverse("unsent_comment", args=[kept.key])
    assert response["Location"] == f"{reverse('account_login')}?next={back}"
    assert Comment.objects.count() == 0

    client.force_login(UserFactory())
    form = client.get(back).context["form"]
    assert form["body"].value() == "We need a **date**."
    assert form["position"].value() == "support"

    posted = client.post(back, typed(submission_id=str(kept.submission_id)))
    assert posted["Location"].startswith(Comment.objects.get().get_absolute_url())
    assert not UnsentComment.objects.exists()


def test_the_address_of_a_kept_text_that_was_posted_leads_on_and_loses_no_words(client, address):
    client.post(address, typed())
    kept = UnsentComment.objects.get()
    back = reverse("unsent_comment", args=[kept.key])
    client.force_login(UserFactory())
    form = typed(submission_id=str(kept.submission_id))
    client.post(back, form)
    posted = Comment.objects.get()

    returned, clicked_twice = client.get(back), client.post(back, form)
    with_more = client.post(back, {**form, "body": "Another thought."})

    assert returned.status_code == 404
    assert reverse("my_contributions") in returned.content.decode()
    assert clicked_twice["Location"] == posted.get_absolute_url()
    assert with_more.status_code == 404
    assert posted.reference in with_more.content.decode()
    assert "Another thought." in with_more.content.decode()
    assert Comment.objects.get() == posted


def test_a_kept_text_is_not_there_for_anybody_else(client, address):
    client.post(address, typed())
    kept = UnsentComment.objects.get()
    stranger = Client()
    stranger.force_login(UserFactory())

    assert stranger.get(reverse("unsent_comment", args=[kept.key])).status_code == 404


def test_who_has_no_profile_completes_it_and_comes_back_to_the_text(client, scene, address):
    client.force_login(UserFactory(profile_completed_at=None))

    response = client.post(address, typed())

    kept = UnsentComment.objects.get()
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("profile"))
    assert str(kept.key) in response["Location"]


def test_a_closed_round_keeps_and_shows_the_text_and_says_whom_to_write_to(signed_in, scene, address):
    close(scene.round)

    response = signed_in.post(address, typed())

    page = response.content.decode()
    assert response.status_code == 409
    assert "We need a **date**." in page
    assert "secretariat@example.org" in page
    assert UnsentComment.objects.get().fields["body"] == "We need a **date**."
    assert Comment.objects.count() == 0


def test_an_archived_consultation_keeps_and_shows_the_text_too(signed_in, scene, address):
    Consultation.objects.update(state=ConsultationState.ARCHIVED)

    response = signed_in.post(address, typed())

    assert response.status_code == 409
    assert "We need a **date**." in response.content.decode()
    assert UnsentComment.objects.get().fields["body"] == "We need a **date**."
    assert Comment.objects.count() == 0


def test_a_visitor_whose_round_closed_meanwhile_sees_the_text_too(client, scene, address):
    close(scene.round)

    response = client.post(address, typed())

    assert response.status_code == 409
    assert "We need a **date**." in response.content.decode()


def test_no_form_is_shown_before_the_round_opens(client, scene, address):
    scene.round.opens_at, scene.round.closes_at = (timezone.now() + timedelta(days=days) for days in (1, 2))
    scene.round.save()

    page = client.get(address).content.decode()

    assert "<textarea" not in page
    assert "takes comments from" in page


def test_a_form_without_its_token_shows_what_was_typed(scene, address):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(address, typed())

    assert response.status_code == 403
    assert "We need a **date**." in response.content.decode()
    assert Comment.objects.count() == 0


def test_a_reply_is_posted_below_what_it_answers(signed_in, scene):
    first = comment(scene, provision=scene.provisions[0])

    signed_in.post(reverse("reply_new", args=[first.reference]), typed(body="So do we."))

    assert Comment.objects.get(parent=first).current_revision.body == "So do we."


def test_the_form_costs_so_many_queries(signed_in, address, django_assert_num_queries):
    with django_assert_num_queries(11):
        signed_in.get(address)


def close(round) -> None:
    round.closes_at = timezone.now() - timedelta(minutes=1)
    round.save()
