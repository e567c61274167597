"""Comments on a draft are placed on the one that follows: by a job, at publishing, and when they come in late."""

from __future__ import annotations

import pytest

from comments.models import AnchorPlacement, CarriedTally, Carrying
from comments.services.placing import PlacementsStale, place_anchors, start_placing
from comments.services.publishing import publish_draft
from common.enums import JobState
from common.models import AuditEntry
from common.services.job import run_job
from consultations.enums import TeamRole
from consultations.models import Draft, ProvisionText
from tests.comments.carried import (
    NEW,
    OLD,
    anchors_behind,
    commented_draft,
    follower,
    on,
    placed,
    published,
    say,
    scene_of,
    states,
)
from tests.factories import TeamMemberFactory
from tests.scenes import Scene

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def first() -> Scene:
    return commented_draft()


@pytest.fixture
def editor(first):
    return TeamMemberFactory(consultation=first.consultation, role=TeamRole.EDITOR).user


def stands(draft):
    rows = AnchorPlacement.objects.filter(draft=draft).order_by("anchor")
    return list(rows.values_list("anchor__type", "provision__eid", "state", "is_certain"))


def test_every_anchor_has_one_class(first):
    say(first, "draft", "art_1", on("national contact point"), on("answers at any hour"), "art_2+", "art_3")

    new = placed(follower(first.draft, NEW))

    assert stands(new) == [
        ("draft", None, "changed", True),
        ("provision", "art_1", "changed", True),
        ("passage", "art_1", "unchanged", True),
        ("passage", "art_1", "changed", True),
        ("gap", "art_2", "changed", True),
        ("provision", None, "lost", True),
    ]
    assert sum(states(new).values()) == anchors_behind(new) == 6


def test_a_passage_stands_on_its_words(first):
    say(first, on("answers at any hour"))

    new = placed(follower(first.draft, NEW))

    found = AnchorPlacement.objects.get()
    text = ProvisionText.objects.get(provision__draft=new, provision__eid="art_1")
    assert (found.text, text.text[found.start : found.end]) == (text, "answers at every hour")
    assert (found.ancestor, OLD[0][found.ancestor_start : found.ancestor_end]) == (
        first.provisions[0],
        "answers at any hour",
    )


def test_comments_follow_through_three_drafts_and_what_changed_once_has_changed(first):
    say(first, on("answers at any hour"), "art_2")
    second = published(placed(follower(first.draft, NEW)))
    say(scene_of(second), "art_2")

    third = placed(follower(second, NEW))

    assert stands(third) == [
        ("passage", "art_1", "changed", True),
        ("provision", "art_2", "unchanged", True),
        ("provision", "art_2", "unchanged", True),
    ]
    assert sum(states(third).values()) == anchors_behind(third)


def test_placing_again_gives_the_same_and_keeps_what_staff_decided(first):
    say(first, "art_1", "art_2")
    new = placed(follower(first.draft, NEW))
    decided = AnchorPlacement.objects.order_by("anchor").first()
    decided.decided_at, decided.provision, decided.state = decided.at, new.provisions.last(), "moved"
    decided.save()

    placed(new)

    assert stands(new) == [("provision", "art_2", "moved", True), ("provision", "art_2", "unchanged", True)]
    assert AnchorPlacement.objects.order_by("anchor").first() == decided


def test_the_tallies_add_up_to_the_anchors(first):
    say(first, "art_1", "art_2", "art_3", "draft")

    new = placed(follower(first.draft, NEW))

    counted = CarriedTally.objects.filter(draft=new).order_by("state", "provision__eid")
    assert list(counted.values_list("state", "provision__eid", "round__number", "count")) == [
        ("changed", "art_1", 1, 1),
        ("changed", None, 1, 1),
        ("lost", None, 1, 1),
        ("unchanged", "art_2", 1, 1),
    ]


def test_publishing_refuses_what_was_not_placed(first, editor):
    say(first, "art_1")
    new = follower(first.draft, NEW)

    with pytest.raises(PlacementsStale):
        publish_draft(by=editor, draft=new)

    assert not Draft.objects.get(pk=new.pk).is_published
    assert not AnchorPlacement.objects.exists()


def test_publishing_refuses_what_was_placed_by_another_text_or_lineage(first, editor):
    say(first, "art_1")
    new = placed(follower(first.draft, NEW))
    new.provisions.get(eid="art_1").texts.update(text="Other words.")

    with pytest.raises(PlacementsStale):
        publish_draft(by=editor, draft=new)

    placed(new)
    new.lineage.filter(ancestor__eid="art_2").update(score=0.9)
    with pytest.raises(PlacementsStale):
        publish_draft(by=editor, draft=new)

    publish_draft(by=editor, draft=placed(new))
    assert Draft.objects.get(pk=new.pk).is_published


def test_what_came_in_since_is_placed_in_the_transaction_that_publishes(first, editor):
    say(first, "art_1")
    new = placed(follower(first.draft, NEW))
    say(first, "art_2", "art_3")

    publish_draft(by=editor, draft=new)

    assert states(new) == {"changed": 1, "unchanged": 1, "lost": 1}
    assert sum(CarriedTally.objects.values_list("count", flat=True)) == anchors_behind(new) == 3


def test_what_is_said_on_a_draft_that_has_a_follower_is_placed_at_once(first, editor):
    say(first, "art_1")
    new = publish_draft(by=editor, draft=placed(follower(first.draft, NEW)))

    say(first, "art_2")

    assert states(new) == {"changed": 1, "unchanged": 1}
    assert sum(CarriedTally.objects.values_list("count", flat=True)) == 2


def test_a_draft_after_one_on_which_nothing_was_said_needs_no_placing(first, editor):
    publish_draft(by=editor, draft=follower(first.draft, NEW))

    assert not Carrying.objects.exists()


def test_a_job_that_is_not_the_latest_changes_nothing(first, editor):
    say(first, "art_1")
    new = follower(first.draft, NEW)
    former = start_placing(by=editor, draft=new)
    latest = start_placing(by=editor, draft=new)

    run_job(former.pk, place_anchors)
    former.refresh_from_db()

    assert former.state == JobState.CANCELLED
    assert not AnchorPlacement.objects.exists()
    run_job(latest.pk, place_anchors)
    run_job(latest.pk, place_anchors)
    assert states(new) == {"changed": 1}
    assert AuditEntry.objects.filter(verb="placed").count() == 1
