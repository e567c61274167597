from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comments.contributors import named_key
from comments.enums import ModerationReason, Position, Status
from comments.models import Anchor, Comment, Tally
from comments.services.insertion import Entry, insert_comments
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.recount import differences, repair
from common.enums import Verb
from common.errors import StateError
from tests.factories import TeamMemberFactory, group
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db

said = st.fixed_dictionaries(
    {
        "on": st.integers(-1, 2),
        "reply_to": st.none() | st.integers(0, 30),
        "position": st.sampled_from(Position),
        "status": st.sampled_from([Status.PUBLISHED, Status.PUBLISHED, Status.PENDING, Status.WITHDRAWN]),
        "country": st.sampled_from(["", "KE", "FR", "AQ"]),
        "group": st.sampled_from(["", "academia", "individual"]),
    }
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batches=st.lists(st.lists(said, min_size=1, max_size=6), max_size=6))
def test_whatever_is_said_the_counts_are_those_of_a_recount(db, batches):
    with transaction.atomic():
        scene = open_consultation()
        made: list[Comment] = []
        for batch in batches:
            made += insert_comments([entry(scene, made, words) for words in batch], by=None, verb=Verb.IMPORTED)

        assert differences() == []
        published = sum(comment.status == Status.PUBLISHED for comment in made)
        assert sum(Tally.objects.filter(place="round", dimension="all").values_list("count", flat=True)) == published
        transaction.set_rollback(True)


deciding = st.lists(st.tuples(st.integers(0, 40), st.sampled_from(["publish", "hold", "hide"])), max_size=12)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(batch=st.lists(said, min_size=1, max_size=8), decisions=deciding)
def test_whatever_is_decided_the_counts_are_those_of_a_recount(db, batch, decisions):
    with transaction.atomic():
        scene = open_consultation()
        made: list[Comment] = []
        for words in batch:
            made += insert_comments([entry(scene, made, words)], by=None, verb=Verb.IMPORTED)
        moderator = TeamMemberFactory(consultation=scene.consultation).user
        for which, verb in decisions:
            decide(verb, by=moderator, comment=Comment.objects.get(pk=made[which % len(made)].pk))

            assert differences() == []
        transaction.set_rollback(True)


def decide(verb, **given) -> None:
    """One decision; those that cannot be made change nothing."""
    with suppress(StateError):
        if verb == "hide":
            hide_comment(reason=ModerationReason.SPAM, **given)
        else:
            {"publish": publish_comment, "hold": hold_comment}[verb](**given)


def entry(scene, made, words) -> Entry:
    parent = made[words["reply_to"] % len(made)] if made and words["reply_to"] is not None else None
    return Entry(
        round=scene.round,
        body="Words",
        posted_at=scene.round.opens_at + timedelta(hours=len(made)),
        contributor_key=named_key(name=""),
        parent=parent,
        provision=scene.provisions[words["on"]] if words["on"] >= 0 and not parent else None,
        position=words["position"],
        status=words["status"],
        country=words["country"],
        stakeholder_group=group(words["group"]) if words["group"] else None,
    )


@pytest.fixture
def scene():
    scene = open_consultation()
    reply(comment(scene, provision=scene.provisions[0]))
    return scene


def test_a_wrong_a_missing_and_a_superfluous_tally_are_found_and_mended(scene):
    Tally.objects.filter(place="round", dimension="all").update(count=7)
    Tally.objects.filter(place="provision", dimension="all").delete()
    Tally.objects.create(round=scene.round, place="draft", dimension="all", count=1)
    right = {(f"round {scene.round.pk}, draft, all “”", 1, 0), (f"round {scene.round.pk}, round, all “”", 7, 2)}
    right |= {(f"round {scene.round.pk}, provision {scene.provisions[0].pk}, all “”", 0, 2)}

    assert {(it.what, it.kept, it.counted) for it in differences()} == right
    assert {(it.what, it.kept, it.counted) for it in repair()} == right
    assert differences() == []
    assert Tally.objects.get(place="provision", dimension="all").count == 2


def test_a_wrong_reply_count_is_found_and_mended(scene):
    first = Comment.objects.threads().get()
    Comment.objects.filter(pk=first.pk).update(reply_count=5)

    assert [str(it) for it in differences()] == [f"replies of {first.reference}: kept 5, counted 1"]
    repair()
    first.refresh_from_db()
    assert first.reply_count == 1


def test_a_wrong_count_at_a_place_is_found_and_mended(scene):
    first = Comment.objects.threads().get()
    Anchor.objects.update(reply_count=5, agree_count=2)

    assert [str(it) for it in differences()] == [
        f"replies at a place of {first.reference}: kept 5, counted 1",
        f"agreement at a place of {first.reference}: kept 2, counted 0",
    ]
    repair()
    assert list(Anchor.objects.values_list("reply_count", "agree_count")) == [(1, 0)]


def test_a_tally_of_nothing_is_right(scene):
    Tally.objects.create(round=scene.round, place="draft", dimension="all", count=0)

    assert differences() == []
