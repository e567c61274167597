from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from comments.paths import COMPONENT_LENGTH, EPOCH, MAX_LEVELS, path_of
from comments.references import ALPHABET

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


@dataclass
class Node:
    """A comment of a random tree; `parent` is an index into the list before it."""

    parent: int | None
    posted_at: datetime
    reference: str
    path: str = ""
    children: list[Node] = field(default_factory=list)


references = st.text(alphabet=ALPHABET, min_size=8, max_size=8).map("C-{}".format)
moments = st.one_of(
    st.integers(0, 5).map(lambda n: NOON + timedelta(milliseconds=n)),
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 hypothesis wants naive bounds
)


@st.composite
def trees(draw: st.DrawFn, *, size: int = 40) -> list[Node]:
    chosen = draw(st.lists(references, min_size=1, max_size=size, unique=True))
    return [
        Node(draw(st.integers(0, index - 1)) if index else None, draw(moments), reference)
        for index, reference in enumerate(chosen)
    ]


def give_paths(tree: list[Node]) -> None:
    for node in tree:
        above = "" if node.parent is None else tree[node.parent].path
        node.path = path_of(parent=above, posted_at=node.posted_at, reference=node.reference)


def millisecond(at: datetime) -> int:
    return (at - EPOCH) // timedelta(milliseconds=1)


def depth_first(tree: list[Node]) -> list[Node]:
    """The reading order, worked out without paths."""
    for node in tree[1:]:
        assert node.parent is not None
        tree[node.parent].children.append(node)

    def visit(node: Node) -> list[Node]:
        replies = sorted(node.children, key=lambda reply: (millisecond(reply.posted_at), reply.reference))
        return [node, *(below for reply in replies for below in visit(reply))]

    return visit(tree[0])


@given(trees())
def test_path_order_is_depth_first_order_by_time_and_reference(tree):
    give_paths(tree)

    assert sorted(tree, key=lambda node: node.path.encode()) == depth_first(tree)


@given(trees(size=12), st.randoms())
def test_paths_do_not_depend_on_the_order_of_insertion(tree, random):
    give_paths(tree)
    expected = {node.reference: node.path for node in tree}
    waiting = list(range(len(tree)))
    made: dict[int, str] = {}
    while waiting:
        ready = [index for index in waiting if tree[index].parent is None or tree[index].parent in made]
        index = random.choice(ready)
        node = tree[index]
        above = "" if node.parent is None else made[node.parent]
        made[index] = path_of(parent=above, posted_at=node.posted_at, reference=node.reference)
        waiting.remove(index)

    assert {tree[index].reference: path for index, path in made.items()} == expected


def level(path: str) -> int:
    return len(path) // COMPONENT_LENGTH


def chain(length: int) -> list[str]:
    paths = [path_of(parent="", posted_at=NOON, reference="C-00000000")]
    for index in range(1, length):
        at = NOON + timedelta(seconds=index)
        paths.append(path_of(parent=paths[-1], posted_at=at, reference=f"C-{index:08d}"))
    return paths


def test_the_path_grows_with_every_level_up_to_64():
    assert [level(path) for path in chain(MAX_LEVELS)] == list(range(1, MAX_LEVELS + 1))


def test_a_deeper_reply_stands_beside_its_ancestor_of_level_64():
    paths = chain(200)

    assert {level(path) for path in paths[MAX_LEVELS - 1 :]} == {MAX_LEVELS}
    assert {path[:-COMPONENT_LENGTH] for path in paths[MAX_LEVELS - 1 :]} == {paths[MAX_LEVELS - 2]}
    assert paths == sorted(paths)


def test_the_longest_path_fits_its_column():
    assert MAX_LEVELS * COMPONENT_LENGTH <= 1200


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (datetime(1850, 1, 1, tzinfo=UTC), datetime(1900, 1, 2, tzinfo=UTC)),
        (datetime(1969, 12, 31, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC)),
        (datetime(2100, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)),
        (datetime(2026, 5, 4, 14, tzinfo=timezone(timedelta(hours=3))), NOON),
    ],
)
def test_times_sort_as_instants(earlier, later):
    first = path_of(parent="", posted_at=earlier, reference="C-ZZZZZZZZ")
    second = path_of(parent="", posted_at=later, reference="C-00000000")

    assert first < second


@pytest.mark.django_db
def test_the_database_sorts_paths_by_their_bytes():
    paths = ["0Z", "A0", "9Z", "Z", "Z0", "ZA", "0", "00", "Z~"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM unnest(%s) AS path ORDER BY path", [paths])
        in_database = [path for (path,) in cursor.fetchall()]

    assert in_database == sorted(paths, key=str.encode)
