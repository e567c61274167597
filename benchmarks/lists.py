"""Do lists cost the same at 1,000 and at 100,000 comments? `python -m benchmarks.lists --comments 100000`

Works in a database of its own beside the one of DATABASE_URL and drops it at the end. Says how fast comments go in, the
best of five times for each page, and every plan that reads a whole table of comments.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.contrib.auth.models import AnonymousUser
from django.db import connection, reset_queries, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import StakeholderGroup
from comments.contributors import named_key
from comments.models import Comment
from comments.queries.filters import Filters
from comments.queries.reader import reader_page
from comments.queries.threads import comments_of, thread_page, threads_on
from comments.queries.totals import round_totals
from comments.services.insertion import Entry, insert_comments
from comments.services.recount import differences
from common.enums import Verb
from tests.scenes import Scene, open_consultation, people_by_role

LARGE = ("comments_comment", "comments_anchor")
BATCH = 1000
PROVISIONS = 100
COUNTRIES = ["KE"] * 40 + ["FR"] * 40 + ["IN"] * 18 + ["", "FJ"]
WORDS = "We *welcome* this provision and ask the Parties to say what “without delay” means in practice. " * 4


@dataclass(frozen=True)
class Crowd:
    """A consultation in which one provision and one thread have a large share of everything said, and one group and
    one region are rare."""

    scene: Scene
    big_thread: Comment


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--comments", type=int, default=100_000)
    count = arguments.parse_args().comments
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        crowd = seed(count)
        measure(crowd)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def seed(count: int) -> Crowd:
    scene = open_consultation(provisions=PROVISIONS)
    open_consultation()
    chance = random.Random(7)  # noqa: S311  # the same crowd every time; nothing secret
    groups = list(StakeholderGroup.objects.exclude(slug="academia"))
    rare = StakeholderGroup.objects.get(slug="academia")
    firsts: list[Comment] = []

    def said(number: int) -> Entry:
        parent = None
        if firsts and chance.random() < 0.6:
            parent = firsts[0] if chance.random() < 0.1 else chance.choice(firsts)
        busy = chance.random() < 0.3
        return Entry(
            round=scene.round,
            parent=parent,
            provision=None if parent else scene.provisions[0] if busy else chance.choice(scene.provisions),
            body=WORDS,
            posted_at=scene.round.opens_at + timedelta(seconds=number),
            contributor_key=named_key(name=f"Speaker {number}"),
            author_name=f"Speaker {number}",
            stakeholder_group=rare if chance.random() < 0.001 else chance.choice(groups),
            country=chance.choice(COUNTRIES),
        )

    started = time.perf_counter()
    for batch in batches((said(number) for number in range(count)), BATCH):
        with transaction.atomic():
            made = insert_comments(batch, by=None, verb=Verb.IMPORTED)
        firsts += [comment for comment in made if not comment.is_reply]
        reset_queries()
    seconds = time.perf_counter() - started
    say(f"{count} comments in {seconds:.0f} s, {count / seconds:.0f} a second")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    say(f"counts that differ from a recount: {len(differences())} ({timed(differences):.0f} ms)")
    return Crowd(scene, Comment.objects.get(pk=firsts[0].pk))


def batches(entries: Iterator[Entry], size: int) -> Iterator[list[Entry]]:
    while batch := list(islice(entries, size)):
        yield batch


def measure(crowd: Crowd) -> None:
    scene, people = crowd.scene, people_by_role(crowd.scene.consultation)
    rare = Filters(group="academia", group_id=StakeholderGroup.objects.get(slug="academia").pk)
    far, silent = Filters(region="009"), Filters(region="019")
    visitor, busy = AnonymousUser(), scene.provisions[0]
    last = Comment.objects.filter(root=crowd.big_thread).order_by("path").last()
    middle = comments_of(scene.consultation, visitor, size=2000).next_cursor

    pages: list[tuple[str, Callable[[], object]]] = [
        ("reader", lambda: reader_page(scene.draft)),
        ("totals of the round", lambda: round_totals([scene.round])),
        ("threads of a busy provision", lambda: threads_on(user=visitor, draft=scene.draft, provision=busy)),
        ("  to a stakeholder", lambda: threads_on(user=people.stakeholder, draft=scene.draft, provision=busy)),
        ("  to a moderator", lambda: threads_on(user=people.moderator, draft=scene.draft, provision=busy)),
        ("  of a rare group", lambda: threads_on(user=visitor, draft=scene.draft, provision=busy, filters=rare)),
        ("  of a rare region", lambda: threads_on(user=visitor, draft=scene.draft, provision=busy, filters=far)),
        (
            "  of a region that is silent",
            lambda: threads_on(user=visitor, draft=scene.draft, provision=busy, filters=silent),
        ),
        ("threads of the whole draft (none)", lambda: threads_on(user=visitor, draft=scene.draft)),
        ("a large thread", lambda: thread_page(crowd.big_thread, user=visitor)),
        ("  at its last reply", lambda: thread_page(crowd.big_thread, user=visitor, at=last)),
        ("all comments", lambda: comments_of(scene.consultation, visitor)),
        ("  after 2,000", lambda: comments_of(scene.consultation, visitor, cursor=middle)),
        ("  to a stakeholder", lambda: comments_of(scene.consultation, people.stakeholder)),
        ("  to a moderator", lambda: comments_of(scene.consultation, people.moderator)),
        ("  of a rare group", lambda: comments_of(scene.consultation, visitor, rare)),
        ("  of a rare region", lambda: comments_of(scene.consultation, visitor, far)),
        ("  of a region that is silent", lambda: comments_of(scene.consultation, visitor, silent)),
    ]
    for name, page in pages:
        with CaptureQueriesContext(connection) as captured:
            page()
        say(f"{name:36} {timed(page):7.1f} ms {len(captured):3} queries")
        for query in captured.captured_queries:
            for line in whole_tables(query["sql"]):
                say(f"    reads a whole table: {line}")
    reply = Entry(round=scene.round, parent=last, body=WORDS, posted_at=scene.round.opens_at, contributor_key="x")
    say(f"{'one more reply':36} {timed(lambda: insert_comments([reply], by=None, verb=Verb.IMPORTED)):7.1f} ms")


def timed(page: Callable[[], object]) -> float:
    """The best of five, in milliseconds."""

    def once() -> float:
        started = time.perf_counter()
        page()
        return (time.perf_counter() - started) * 1000

    return min(once() for _ in range(5))


def whole_tables(statement: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {statement}")
        plan = [line for (line,) in cursor.fetchall()]
    return [line.strip() for line in plan if any(f"Seq Scan on {table}" in line for table in LARGE)]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
