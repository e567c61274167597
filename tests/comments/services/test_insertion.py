from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from comments.contributors import named_key
from comments.enums import Channel, Position, Status
from comments.models import Anchor, Comment, CommentRevision, Tally
from comments.services.insertion import Entry, insert_comments
from common.enums import Verb
from common.models import AuditEntry
from tests.factories import UserFactory, group
from tests.scenes import Scene, open_consultation

pytestmark = pytest.mark.django_db


def entry(scene: Scene, **fields) -> Entry:
    return Entry(
        **{
            "round": scene.round,
            "body": "We welcome this.",
            "posted_at": timezone.now(),
            "contributor_key": named_key(name=""),
            "channel": Channel.SPREADSHEET,
            **fields,
        }
    )


def insert(*entries: Entry) -> list[Comment]:
    return insert_comments(entries, by=None, verb=Verb.IMPORTED)


def tallies(**where) -> dict[tuple, int]:
    rows = Tally.objects.filter(**where).values_list("place", "provision", "dimension", "value", "count")
    return {row[:-1]: row[-1] for row in rows}


def test_nothing_makes_nothing():
    assert insert() == []
    assert tallies() == {}


def test_a_batch_costs_the_same_as_one(django_assert_num_queries):
    scene = open_consultation()
    (first,) = insert(entry(scene, provision=scene.provisions[0]))

    with django_assert_num_queries(10):
        insert(entry(scene))
    with django_assert_num_queries(10):
        insert(*[entry(scene, provision=scene.provisions[n % 3]) for n in range(30)])
    with django_assert_num_queries(11):
        insert(*[entry(scene, parent=first) for _ in range(30)])


def test_comments_come_back_in_the_order_given_with_their_words():
    scene = open_consultation()

    made = insert(*[entry(scene, body=f"Words {n}") for n in range(3)])

    assert [comment.current_revision.body for comment in made] == ["Words 0", "Words 1", "Words 2"]
    stored = Comment.objects.select_related("current_revision").order_by("pk")
    assert [comment.current_revision.body for comment in stored] == ["Words 0", "Words 1", "Words 2"]
    assert [comment.current_revision.comment_id for comment in stored] == [comment.pk for comment in made]
    assert CommentRevision.objects.count() == Anchor.objects.count() == AuditEntry.objects.count() == 3


def test_the_sources_dates_are_kept_and_what_falls_outside_the_round_is_late():
    scene = open_consultation()
    opens, closes = scene.round.opens_at, scene.round.closes_at
    edge = timedelta(microseconds=1)

    made = insert(*[entry(scene, posted_at=at) for at in (opens - edge, opens, closes - edge, closes)])

    assert [comment.late for comment in made] == [True, False, False, True]
    assert [comment.posted_at for comment in Comment.objects.order_by("pk")] == [
        opens - edge,
        opens,
        closes - edge,
        closes,
    ]


def test_a_comment_counts_in_its_round_and_at_its_place():
    scene = open_consultation()
    provision = scene.provisions[0]

    insert(
        entry(scene, provision=provision, country="KE", stakeholder_group=group("academia"), position=Position.OPPOSE)
    )

    expected = {
        ("all", ""): 1,
        ("group", "academia"): 1,
        ("region", "002"): 1,
        ("position", "oppose"): 1,
    }
    of_the_round = {
        ("group-position", "oppose:academia"): 1,
        ("region-position", "oppose:002"): 1,
        ("country", "KE"): 1,
        ("country-position", "oppose:KE"): 1,
    }
    assert tallies() == {
        **{("round", None, *key): count for key, count in (expected | of_the_round).items()},
        **{("provision", provision.pk, *key): count for key, count in expected.items()},
    }


def test_replies_count_at_the_place_of_their_thread_and_have_no_position():
    scene = open_consultation()
    (first,) = insert(entry(scene, provision=scene.provisions[0]))

    insert(entry(scene, parent=first, position=Position.SUPPORT), entry(scene, parent=first))

    assert tallies(dimension="all") == {
        ("round", None, "all", ""): 3,
        ("provision", scene.provisions[0].pk, "all", ""): 3,
    }
    assert tallies(dimension="position", place="round") == {("round", None, "position", "none"): 1}


def test_group_and_region_that_are_not_stated_are_counted_as_such():
    insert(entry(open_consultation()))

    assert tallies(place="draft", dimension__in=["group", "region"]) == {
        ("draft", None, "group", ""): 1,
        ("draft", None, "region", ""): 1,
    }


@pytest.mark.parametrize("status", [Status.PENDING, Status.WITHDRAWN])
def test_only_published_comments_count(status):
    scene = open_consultation()
    (first,) = insert(entry(scene))
    before = tallies()

    insert(entry(scene, status=status), entry(scene, parent=first, status=status))

    assert tallies() == before
    assert Comment.objects.get(pk=first.pk).reply_count == 0


def test_a_source_row_is_inserted_once():
    scene = open_consultation()
    insert(entry(scene, source="hearing", source_id="1"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(entry(scene, source="hearing", source_id="2"), entry(scene, source="hearing", source_id="1"))

    assert Comment.objects.count() == 1
    assert tallies(dimension="all", place="round") == {("round", None, "all", ""): 1}


def test_a_reply_in_another_round_than_its_parent_is_refused():
    (first,) = insert(entry(open_consultation()))

    with pytest.raises(ValueError, match="round of its parent"):
        insert(entry(open_consultation(), parent=first))

    assert Comment.objects.count() == 1


def test_thousand_entries_are_one_batch():
    scene = open_consultation()

    made = insert(*[entry(scene, submission_id=uuid4()) for _ in range(1000)])

    assert len({comment.reference for comment in made}) == 1000
    assert tallies(dimension="all", place="round") == {("round", None, "all", ""): 1000}


def chain(scene: Scene, length: int) -> list[Comment]:
    made: list[Comment] = []
    for _ in range(length):
        made += insert(entry(scene, parent=made[-1] if made else None))
    return made


def test_replies_of_any_depth_are_counted_on_every_ancestor():
    chain(open_consultation(), 70)

    stored = list(Comment.objects.order_by("pk").values_list("depth", "reply_count"))
    assert stored == [(depth, 69 - depth) for depth in range(70)]


def write_at_once(*batches: list[Entry]) -> None:
    """Each batch ten times in a thread of its own, all from the same moment."""
    start = Barrier(len(batches))

    def write(entries: list[Entry]) -> None:
        try:
            start.wait(timeout=60)
            for _ in range(10):
                insert(*entries)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(batches)) as pool:
        for future in [pool.submit(write, batch) for batch in batches]:
            future.result(timeout=60)


def test_what_a_place_is_sorted_by_follows_its_threads():
    scene = open_consultation()
    agreed, discussed = insert(
        entry(scene, provision=scene.provisions[0], agree_count=3), entry(scene, provision=scene.provisions[0])
    )
    (early,) = insert(entry(scene, parent=discussed))
    insert(entry(scene, parent=early), entry(scene, parent=early, status=Status.PENDING))

    kept = Anchor.objects.order_by("comment").values_list("comment", "agree_count", "reply_count")
    assert list(kept) == [(agreed.pk, 3, 0), (discussed.pk, 0, 2)]


def test_agreement_that_an_import_brings_is_kept_apart():
    (made,) = insert(entry(open_consultation(), agree_count=3, disagree_count=2))

    assert (made.agree_count, made.agree_imported) == (3, 3)
    assert (made.disagree_count, made.disagree_imported) == (2, 2)


@pytest.mark.django_db(transaction=True)
def test_writers_who_reply_in_opposite_order_never_wait_for_each_other_in_a_circle():
    scene = open_consultation()
    threads = insert(*[entry(scene, provision=provision) for provision in scene.provisions])
    forward = [entry(scene, parent=parent) for parent in threads]

    write_at_once(forward, forward[::-1], forward, forward[::-1])

    assert list(Comment.objects.threads().values_list("reply_count", flat=True)) == [40, 40, 40]
    assert tallies(dimension="all", place="round") == {("round", None, "all", ""): 123}


def test_the_author_may_be_nobody_and_the_enterer_is_on_record():
    scene, staff = open_consultation(), UserFactory()

    (made,) = insert_comments([entry(scene, author_name="Jane Doe")], by=staff, verb=Verb.ENTERED)

    assert (made.author, made.author_name) == (None, "Jane Doe")
    assert AuditEntry.objects.get().actor_id == staff.pk
