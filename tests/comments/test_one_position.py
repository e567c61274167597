"""Rounds that take one position a person, or one an organisation, on each provision and on the draft as a whole."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from comments.enums import Attribution, Channel, ModerationReason, Position, Status
from comments.errors import PositionTaken
from comments.models import Comment
from comments.queries.position_slots import positions_taken
from comments.services.entry import Speaker, enter_comment
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.organisation_merge import merge_organisations
from consultations.enums import CommentsShown, Positions
from consultations.forms.round import offered
from consultations.models import Round
from tests.factories import (
    AdministratorFactory,
    MembershipFactory,
    OrganisationFactory,
    TeamMemberFactory,
    UserFactory,
    submission,
)
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db
SUPPORT, OPPOSE, NONE = Position.SUPPORT, Position.OPPOSE, Position.NONE


@pytest.fixture
def scene():
    made = open_consultation()
    takes(Positions.ONE_AN_ORGANISATION)
    return made


@pytest.fixture
def body():
    return OrganisationFactory(name="Lake Union")


def takes(positions):
    Round.objects.update(positions=positions)


def representative(body, **fields):
    return MembershipFactory(user=UserFactory(**fields), organisation=body).user


def moderator(scene):
    return TeamMemberFactory(consultation=scene.consultation).user


@pytest.mark.parametrize("positions", [Positions.ONE_A_PERSON, Positions.ONE_AN_ORGANISATION])
def test_a_person_takes_one_position_at_each_place_and_says_more_without_one(scene, positions):
    takes(positions)
    amina = UserFactory()
    first, second, _third = scene.provisions
    said = comment(scene, by=amina, provision=first, position=SUPPORT)

    with pytest.raises(PositionTaken):
        comment(scene, by=amina, provision=first, position=OPPOSE)
    comment(scene, by=amina, provision=first, position=NONE)
    reply(said, by=amina)
    comment(scene, by=amina, provision=second, position=OPPOSE)
    comment(scene, by=amina, position=SUPPORT)
    with pytest.raises(PositionTaken):
        comment(scene, by=amina, position=SUPPORT)
    comment(scene, provision=first, position=OPPOSE)

    assert Comment.objects.count() == 6


@pytest.mark.parametrize(
    ("positions", "colleague", "oneself"),
    [
        (Positions.ANY, True, True),
        (Positions.ONE_A_PERSON, True, False),
        (Positions.ONE_AN_ORGANISATION, False, True),
    ],
)
@pytest.mark.parametrize("verified_at", [None, timezone.now()])
def test_whose_position_it_is(scene, body, positions, colleague, oneself, verified_at):
    """After hers for the organisation: may a colleague take one for it, and she one for herself?"""
    takes(positions)
    body.verified_at = verified_at
    body.save()
    she, other = representative(body), representative(body)
    comment(scene, by=she, speaking_for=body, position=SUPPORT)

    def may(by, speaking_for):
        try:
            comment(scene, by=by, speaking_for=speaking_for, position=OPPOSE)
        except PositionTaken:
            return False
        return True

    assert (may(other, body), may(she, None)) == (colleague, oneself)


def test_the_refusal_names_the_organisation_whose_position_it_is(scene, body):
    comment(scene, by=representative(body), speaking_for=body, position=SUPPORT)

    with pytest.raises(PositionTaken, match="A position was taken for Lake Union here already"):
        comment(scene, by=representative(body), speaking_for=body, position=SUPPORT)


def test_what_is_held_keeps_the_place_and_what_is_hidden_frees_it(scene):
    amina, desk = UserFactory(), moderator(scene)
    said = comment(scene, by=amina, position=SUPPORT)
    said = hold_comment(by=desk, comment=said)
    with pytest.raises(PositionTaken):
        comment(scene, by=amina, position=OPPOSE)

    hide_comment(by=desk, comment=said, reason=ModerationReason.SPAM)

    assert comment(scene, by=amina, position=OPPOSE).position == OPPOSE


@pytest.mark.parametrize("change", [{"status": Status.WITHDRAWN}, {"position": NONE}])
def test_who_withdraws_it_or_takes_none_any_more_may_take_another(scene, change):
    amina = UserFactory()
    comment(scene, by=amina, position=SUPPORT)
    Comment.objects.update(**change)

    assert comment(scene, by=amina, position=OPPOSE).position == OPPOSE


def test_what_the_secretariat_shows_again_stands_beside_what_was_said_meanwhile(scene):
    amina, desk = UserFactory(), moderator(scene)
    first = hide_comment(by=desk, comment=comment(scene, by=amina, position=SUPPORT), reason=ModerationReason.SPAM)
    comment(scene, by=amina, position=OPPOSE)

    publish_comment(by=desk, comment=first)

    assert Comment.objects.filter(status=Status.PUBLISHED).count() == 2
    with pytest.raises(PositionTaken):
        comment(scene, by=amina, position=SUPPORT)


def test_what_is_shown_again_has_its_place_again(scene):
    amina, desk = UserFactory(), moderator(scene)
    said = hide_comment(by=desk, comment=comment(scene, by=amina, position=SUPPORT), reason=ModerationReason.SPAM)

    publish_comment(by=desk, comment=said)

    with pytest.raises(PositionTaken):
        comment(scene, by=amina, position=SUPPORT)


def test_what_the_secretariat_enters_for_others_is_not_counted(scene):
    desk = moderator(scene)
    for _letter in range(2):
        enter_comment(
            by=desk,
            round=scene.round,
            provision=None,
            channel=Channel.LETTER,
            said_at=timezone.now(),
            speaker=Speaker(name="Amina"),
            body="By post.",
            submission_id=submission(),
            position=SUPPORT,
        )

    assert Comment.objects.count() == 2


def test_a_form_that_is_sent_twice_is_no_second_position(scene):
    amina, key = UserFactory(), submission()

    first, second = (comment(scene, by=amina, position=SUPPORT, submission_id=key) for _ in range(2))

    assert first == second


@pytest.mark.django_db(transaction=True)
def test_of_colleagues_who_post_at_once_one_speaks(scene, body):
    colleagues = [representative(body) for _ in range(4)]

    def post(by):
        try:
            comment(scene, by=by, speaking_for=body, position=SUPPORT)
        except PositionTaken:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        posted = list(pool.map(post, colleagues))

    assert (sum(posted), Comment.objects.count()) == (1, 1)


def test_the_database_refuses_a_second_one(scene):
    for _person in range(2):
        comment(scene, position=SUPPORT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.update(position_slot="draft:person:1")


def test_organisations_that_were_one_keep_what_both_said_and_take_no_further_position(scene, body):
    double = OrganisationFactory(name="Union of the Lake")
    she, he = representative(body), representative(double)
    first, second, _third = scene.provisions
    comment(scene, by=she, speaking_for=body, position=SUPPORT, provision=first)
    for place in (first, second):
        comment(scene, by=he, speaking_for=double, position=OPPOSE, provision=place)

    merge_organisations(by=AdministratorFactory(), double=double, into=body)

    assert Comment.objects.count() == 3
    for place in (first, second):
        with pytest.raises(PositionTaken):
            comment(scene, by=she, speaking_for=body, position=SUPPORT, provision=place)


def test_the_rule_goes_with_a_copy_of_the_round(scene):
    assert offered(Round.objects.get())["positions"] == Positions.ONE_AN_ORGANISATION


def address(scene):
    return reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])


def said(**fields):
    return {"kind": "general", "position": "support", "body": "We agree.", "submission_id": str(submission())} | fields


def test_the_form_says_the_rule_and_who_has_spoken_and_leads_there(client, scene, body):
    she = representative(body, name="Ada Rep")
    client.force_login(she)
    before = client.get(address(scene)).content.decode()
    earlier = comment(
        scene,
        by=representative(body, name="Bo Rep"),
        speaking_for=body,
        position=SUPPORT,
        provision=scene.provisions[0],
    )
    after = client.get(address(scene)).content.decode()

    assert "Each organisation takes one position on a provision" in before
    assert "has taken a position for" not in before
    assert "<bdi>Bo Rep</bdi> has taken a position for <bdi>Lake Union</bdi> here already." in after
    assert f'href="{earlier.get_absolute_url()}"' in after


def test_a_second_position_is_refused_at_its_field_and_goes_through_without_one(client, scene, body):
    she = representative(body)
    comment(scene, by=representative(body), speaking_for=body, position=SUPPORT, provision=scene.provisions[0])
    client.force_login(she)
    form = said(speaking_for=str(body.pk))

    refused = client.post(address(scene), form)

    assert refused.status_code == 409
    assert list(refused.context["form"].errors) == ["position"]
    assert "We agree." in refused.content.decode()
    assert Comment.objects.count() == 1
    assert client.post(address(scene), form | {"position": "none"}).status_code == 302
    assert Comment.objects.count() == 2


@pytest.mark.parametrize("hidden_by", ["anonymity", "seal"])
def test_nobody_is_led_to_what_they_may_not_see_or_know(client, scene, body, hidden_by):
    rules = {"attributions": ["name", "anonymous"]}
    if hidden_by == "seal":
        rules = {"comments_shown": CommentsShown.AFTER_CLOSING}
    Round.objects.update(**rules)
    how = Attribution.ANONYMOUS if hidden_by == "anonymity" else Attribution.NAME
    earlier = comment(
        scene,
        by=representative(body, name="Bo Rep"),
        speaking_for=body,
        position=SUPPORT,
        provision=scene.provisions[0],
        attribution=how,
    )
    client.force_login(representative(body))

    page = client.get(address(scene)).content.decode()

    assert "A position was taken for <bdi>Lake Union</bdi> here already." in page
    assert "It is not shown yet, or without a name." in page
    assert earlier.reference not in page
    assert "Bo Rep" not in page


def test_looking_for_earlier_ones_costs_the_same_with_one_and_with_three(scene, django_assert_num_queries):
    round, person = Round.objects.get(), UserFactory()
    bodies = OrganisationFactory.create_batch(3)
    for it in bodies:
        comment(scene, by=representative(it), speaking_for=it, position=SUPPORT)

    for some in (bodies[:1], bodies):
        with django_assert_num_queries(2):
            assert len(positions_taken(round, provision=None, user=person, organisations=some)) == len(some)
    with django_assert_num_queries(0):
        assert positions_taken(Round(positions=Positions.ANY), provision=None, user=person, organisations=bodies) == []
