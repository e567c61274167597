"""What a comment hangs on: several provisions, passages, gaps; each counted once, and looked for in the draft."""

from __future__ import annotations

import pytest

from comments.asked_places import MOST_PLACES, AskedPlace
from comments.enums import Place, Position
from comments.errors import PlaceNotThere, PositionTaken, TooManyPlaces
from comments.models import Anchor, Comment, Tally
from comments.services.moderation import hide_comment, publish_comment
from comments.services.recount import differences
from consultations.enums import Positions
from consultations.models import ProvisionText, Round
from tests.factories import TeamMemberFactory, UserFactory, published_draft
from tests.scenes import comment, reply

pytestmark = pytest.mark.django_db
WORDS = "Each Party shall do the 1th thing."


def places(*names):
    return [AskedPlace.read(name) for name in names]


def hung(posted):
    return list(posted.anchors.values_list("ordinal", "type", "provision__eid", "start", "end", "leads"))


def test_a_passage_is_stored_with_its_words_and_what_stands_around_them(scene):
    posted = comment(scene, places=places("art_1@en:5-16"))

    anchor = posted.anchors.get()
    assert (anchor.quote, anchor.prefix, anchor.suffix) == ("Party shall", "Each ", " do the 1th thing.")
    assert anchor.provision_text == ProvisionText.objects.get(provision=scene.provisions[0])
    assert hung(posted) == [(1, "passage", "art_1", 5, 16, True)]


def test_white_space_at_its_ends_is_no_part_of_a_passage(scene):
    assert hung(comment(scene, places=places("art_1@en:4-17"))) == [(1, "passage", "art_1", 5, 16, True)]


def test_a_comment_hangs_on_several_places_and_leads_once_at_each_provision(scene):
    posted = comment(scene, places=places("art_2", "art_1@en:0-4", "art_1@en:5-10", "art_3+", "draft", "art_2"))

    assert hung(posted) == [
        (1, "provision", "art_2", None, None, True),
        (2, "passage", "art_1", 0, 4, True),
        (3, "passage", "art_1", 5, 10, False),
        (4, "gap", "art_3", None, None, True),
        (5, "draft", None, None, None, True),
    ]


def test_a_comment_counts_once_at_each_provision_and_so_do_its_replies(scene):
    posted = comment(scene, places=places("art_1@en:0-4", "art_1@en:5-10", "art_2+"))
    reply(posted)

    counted = Tally.objects.filter(dimension="all").order_by("place", "provision")
    assert list(counted.values_list("place", "provision__eid", "count")) == [
        (Place.PROVISION, "art_1", 2),
        (Place.PROVISION, "art_2", 2),
        (Place.ROUND, None, 2),
    ]
    assert differences() == []


@pytest.mark.parametrize("name", ["art_9", "art_1@en:0-99", "art_1@fr:0-4", "art_1@en:4-5", "art_1@en:4-4", "art_9+"])
def test_what_is_not_in_the_draft_is_refused(scene, name):
    with pytest.raises(PlaceNotThere):
        comment(scene, places=places("art_1", name))

    assert (Comment.objects.count(), Anchor.objects.count()) == (0, 0)


def test_places_of_another_draft_are_not_there(scene):
    published_draft(scene.consultation, provisions=5)

    with pytest.raises(PlaceNotThere):
        comment(scene, places=places("art_5"))


def test_a_comment_has_so_many_places_at_most(scene):
    with pytest.raises(TooManyPlaces):
        comment(scene, places=[AskedPlace.read(f"art_1@en:0-{end}") for end in range(1, MOST_PLACES + 2)])


def test_one_position_is_taken_at_each_of_its_places(scene):
    Round.objects.update(positions=Positions.ONE_A_PERSON)
    amina, oppose = UserFactory(), {"position": Position.OPPOSE}
    comment(scene, by=amina, places=places("art_1@en:0-4", "art_2"), **oppose)

    for taken in ("art_1", "art_2", "art_2+"):
        with pytest.raises(PositionTaken):
            comment(scene, by=amina, places=places("art_3", taken), **oppose)
    comment(scene, by=amina, places=places("art_3", "draft"), **oppose)

    assert Comment.objects.count() == 2


def test_what_is_shown_again_gives_up_only_the_places_that_were_taken_meanwhile(scene):
    Round.objects.update(positions=Positions.ONE_A_PERSON)
    amina, oppose = UserFactory(), {"position": Position.OPPOSE}
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    first = comment(scene, by=amina, places=places("art_1", "art_2"), **oppose)
    first = hide_comment(by=moderator, comment=first, reason="spam")
    comment(scene, by=amina, provision=scene.provisions[0], **oppose)

    publish_comment(by=moderator, comment=first)

    slots = Comment.objects.get(pk=first.pk).position_slots
    assert slots == [f"{scene.provisions[1].pk}:person:{amina.pk}"]
    with pytest.raises(PositionTaken):
        comment(scene, by=amina, provision=scene.provisions[1], **oppose)


@pytest.mark.parametrize(
    ("name", "place"),
    [("draft", "draft"), ("art_1", "art_1"), ("art_1+", "art_1+"), ("art_1@en:0-4", "art_1@en:0-4")],
)
def test_the_name_of_a_place_leads_back_to_it(name, place):
    assert str(AskedPlace.read(name)) == place


@pytest.mark.parametrize("name", ["", " ", "a b", "art_1@en", "art_1@en:4", "art_1@:0-4", "art_1@en:-1-4", "@en:0-4"])
def test_what_is_no_name_of_a_place_is_none(name):
    assert AskedPlace.read(name) is None
