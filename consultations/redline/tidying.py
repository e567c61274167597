"""A comparison made readable: chance agreements inside a change do not chop it up.

After the semantic clean-up of https://neil.fraser.name/writing/diff/, which counts characters; here letters and digits
count, so that words are weighed and spaces and commas are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Found = tuple[int, str]
"""-1 for deleted, 0 for kept, 1 for inserted."""


class _Hunk(NamedTuple):
    """What was deleted and inserted in one place, and what was kept after it; with their weights."""

    deleted: str
    inserted: str
    kept: str
    deleted_weight: int
    inserted_weight: int
    kept_weight: int


def tidied(found: Iterable[Found]) -> Iterator[Found]:
    """The same change with the deleted first in each place. What was kept between two changes is taken for changed
    where it weighs no more than half of either of them, and where words were both deleted and inserted around it."""
    done: list[_Hunk] = []
    for hunk in _hunks(found):
        while len(done) > 1 and _is_chance(done[-1], hunk):
            hunk = _joined(done.pop(), hunk)
        done.append(hunk)
    for hunk in _beginning_with_words(done):
        yield from ((mark, text) for mark, text in zip((-1, 1, 0), hunk[:3], strict=True) if text)


def _beginning_with_words(hunks: Sequence[_Hunk]) -> Iterator[_Hunk]:
    """“keep [all ]records” instead of “keep[ all] records”, which are the same change."""
    before = hunks[0]
    for hunk in hunks[1:]:
        edit = hunk.deleted or hunk.inserted
        space = edit[: len(edit) - len(edit.lstrip())]
        if space and not (hunk.deleted and hunk.inserted) and hunk.kept.startswith(space):
            before = before._replace(kept=before.kept + space)
            moved = edit[len(space) :] + space
            hunk = hunk._replace(
                deleted=hunk.deleted and moved, inserted=hunk.inserted and moved, kept=hunk.kept[len(space) :]
            )
        yield before
        before = hunk
    yield before


def _hunks(found: Iterable[Found]) -> Iterator[_Hunk]:
    """The first has what is kept before any change."""
    texts = {-1: "", 1: "", 0: ""}
    for mark, text in [(0, ""), *found]:
        if mark and texts[0]:
            yield _hunk(texts)
            texts = {-1: "", 1: "", 0: ""}
        elif mark and not (texts[-1] or texts[1]):
            yield _hunk(texts)
        texts[mark] += text
    yield _hunk(texts)


def _hunk(texts: dict[int, str]) -> _Hunk:
    texts_in_order = (texts[-1], texts[1], texts[0])
    return _Hunk(*texts_in_order, *map(_weight, texts_in_order))


def _weight(text: str) -> int:
    return sum(char.isalnum() for char in text)


def _is_chance(before: _Hunk, after: _Hunk) -> bool:
    least = min(max(it.deleted_weight, it.inserted_weight) for it in (before, after))
    is_replaced = (before.deleted_weight or after.deleted_weight) and (before.inserted_weight or after.inserted_weight)
    return bool(is_replaced) and before.kept_weight * 2 <= least


def _joined(before: _Hunk, after: _Hunk) -> _Hunk:
    return _Hunk(
        before.deleted + before.kept + after.deleted,
        before.inserted + before.kept + after.inserted,
        after.kept,
        before.deleted_weight + before.kept_weight + after.deleted_weight,
        before.inserted_weight + before.kept_weight + after.inserted_weight,
        after.kept_weight,
    )
