"""What a round asks of a comment: how its author is shown, and how long it may be."""

from uuid import uuid4

import pytest
from django.urls import reverse

from comments.enums import Attribution
from comments.errors import AttributionNotAllowed, BodyTooLong, NoOrganisationToName
from comments.models import Comment, UnsentComment
from consultations.models import Round
from tests.factories import MembershipFactory, UserFactory
from tests.scenes import comment, reply

ASKED = "How are you shown?"


def typed(**fields):
    said = {"kind": "general", "position": "none", "body": "We need a date.", "submission_id": str(uuid4())}
    return said | fields


def rules(scene, **changed):
    Round.objects.update(**changed)
    scene.round.refresh_from_db()


def test_nobody_is_asked_where_the_round_shows_names_only(client, scene, address):
    client.force_login(UserFactory())
    client.post(address, typed())

    assert ASKED not in client.get(address).content.decode()
    assert Comment.objects.get().attribution == Attribution.NAME


def test_the_form_says_how_each_choice_looks_and_begins_with_the_name(client, scene, address):
    rules(scene, attributions=["name", "organisation", "anonymous"])
    client.force_login(UserFactory(name="Amina Odhiambo", organisation_name="Kenya Bar"))

    page = client.get(address)

    assert [label for _value, label in page.context["form"].fields["attribution"].choices] == [
        "By name: Amina Odhiambo",
        "Organisation only: Kenya Bar",
        "Anonymously: neither name nor organisation",
    ]
    assert page.context["form"]["attribution"].value() == "name"
    assert "You may comment under your name, under that of your organisation alone, or anonymously." in (
        page.content.decode()
    )


@pytest.mark.parametrize(
    ("chosen", "seen", "unseen"),
    [
        ("name", ["Amina Odhiambo", "Kenya Bar"], []),
        ("organisation", ["Kenya Bar"], ["Amina Odhiambo"]),
        ("anonymous", ["Anonymous"], ["Amina Odhiambo", "Kenya Bar"]),
    ],
)
def test_a_comment_and_a_reply_are_shown_as_chosen(client, scene, address, chosen, seen, unseen):
    rules(scene, attributions=["name", "organisation", "anonymous"])
    author = UserFactory(name="Amina Odhiambo", organisation_name="Kenya Bar")
    client.force_login(author)

    client.post(address, typed(attribution=chosen))
    answer = reverse("reply_new", args=[Comment.objects.get().reference])
    posted = client.post(answer, typed(attribution=chosen))
    client.logout()
    page = client.get(posted.url).content.decode()

    assert [it.attribution for it in Comment.objects.all()] == [chosen, chosen]
    assert all(words in page for words in seen)
    assert not any(words in page for words in unseen)


def test_who_belongs_to_no_organisation_is_not_offered_its_name(client, scene, address):
    rules(scene, attributions=["organisation", "anonymous"])
    client.force_login(UserFactory(organisation_name=""))

    offered = client.get(address).context["form"].fields["attribution"].choices
    refused = client.post(address, typed(attribution="organisation"))

    assert [value for value, _label in offered] == ["anonymous"]
    assert refused.status_code == 422
    assert "We need a date." in refused.content.decode()
    assert not Comment.objects.exists()


def test_a_representative_who_speaks_for_herself_names_no_organisation(client, scene, address):
    rules(scene, attributions=["name", "organisation"])
    membership = MembershipFactory(organisation__name="Open Net")
    client.force_login(membership.user)

    refused = client.post(address, typed(speaking_for="myself", attribution="organisation"))
    posted = client.post(address, typed(speaking_for=membership.organisation_id, attribution="organisation"))

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["attribution"])
    assert posted.status_code == 302
    assert (Comment.objects.get().attribution, Comment.objects.get().organisation_name) == ("organisation", "Open Net")


def test_where_only_organisations_speak_a_person_keeps_the_text(client, scene, address):
    rules(scene, attributions=["organisation"])
    client.force_login(UserFactory(organisation_name=""))

    refused = client.post(address, typed())

    assert refused.status_code == 409
    assert "No organisation is known that your comment could appear under" in refused.content.decode()
    assert UnsentComment.objects.get().fields["body"] == "We need a date."
    assert not Comment.objects.exists()


def test_a_way_that_the_round_does_not_offer_is_refused_in_the_form_and_by_the_service(client, scene, address):
    """Whoever asked to be anonymous is never named because the round has nothing to choose."""
    client.force_login(UserFactory())

    assert client.post(address, typed(attribution="anonymous")).status_code == 422
    with pytest.raises(AttributionNotAllowed):
        comment(scene, attribution=Attribution.ANONYMOUS)
    rules(scene, attributions=["name", "organisation"])
    with pytest.raises(NoOrganisationToName):
        comment(scene, attribution=Attribution.ORGANISATION)
    assert not Comment.objects.exists()


def test_a_visitor_who_chose_the_organisation_and_has_none_is_asked_again(client, scene, address):
    rules(scene, attributions=["name", "organisation"])
    client.post(address, typed(attribution="organisation"))
    client.force_login(UserFactory(organisation_name=""))

    page = client.get(reverse("unsent_comment", args=[UnsentComment.objects.get().key])).content.decode()

    assert ASKED in page
    assert "checked" not in page.split(ASKED)[1].split("</fieldset>")[0]


def test_a_kept_choice_that_is_no_longer_offered_is_asked_again(client, scene):
    rules(scene, attributions=["name", "anonymous"])
    user = UserFactory()
    client.force_login(user)
    kept = UnsentComment.objects.create(
        user=user, round=scene.round, submission_id=uuid4(), fields={"body": "Kept.", "attribution": "organisation"}
    )

    page = client.get(reverse("unsent_comment", args=[kept.key])).content.decode()

    assert "checked" not in page.split(ASKED)[1].split("</fieldset>")[0]


def test_the_length_is_told_beforehand_and_what_is_too_long_comes_back_whole(client, scene, address):
    rules(scene, length_limit=100)
    client.force_login(UserFactory())
    long = "é" * 103

    page = client.get(address).content.decode()
    refused = client.post(address, typed(body=long))

    assert "At most 100 characters." in page
    assert 'data-limit="100"' in page
    assert refused.status_code == 422
    assert "Shorten it by 3 characters." in refused.content.decode()
    assert long in refused.content.decode()


@pytest.mark.parametrize("body", ["é" * 100, "𝔘" * 100, "👩‍👩‍👧" * 20, "a\r\n" * 50])
def test_characters_are_code_points_and_a_lines_end_is_one(client, scene, address, body):
    rules(scene, length_limit=100)
    client.force_login(UserFactory())

    assert client.post(address, typed(body=body)).status_code == 302
    assert client.post(address, typed(body=body + "x")).status_code == 422
    assert len(Comment.objects.get().current_revision.body) == 100


def test_replies_are_as_short_and_a_proposed_wording_may_be_long(client, scene, address):
    rules(scene, length_limit=100)
    client.force_login(UserFactory())

    client.post(address, typed(kind="wording", proposed_wording="Each Party shall. " * 20))
    said = Comment.objects.get()

    assert len(said.current_revision.proposed_wording) > 100
    with pytest.raises(BodyTooLong):
        reply(said, body="x" * 101)
    with pytest.raises(BodyTooLong):
        comment(scene, body="x" * 101)
