"""Drafts changed as a committee changes them, by seeds: what became of each provision is known, and found again."""

import time
from functools import reduce
from operator import add
from pathlib import Path

import pytest

from consultations.lineage import Text, match
from consultations.measuring.figures import Figures, by_level
from consultations.measuring.texts import texts_of
from consultations.readers import reader_for
from tests.consultations.lineage.mutator import Committee, texts, units

OURS = Path(__file__).parents[3] / "portal/demo/content/second_draft.md"
TREATIES = "14-texts-treaties-budapest"
REAL = [
    f"{TREATIES}/budapest_en.md",
    f"{TREATIES}/budapest_nl.md",
    f"{TREATIES}/convention-108-data-protection_BWBV0002783.md",
    "12-drafts-irtf-hrpc-versions/draft-guidelines/draft-guidelines-v05_2018-03-21.md",
]
LARGE = f"{TREATIES}/unclos_1MB-large-document_BWBV0003172.md"
SECONDS = 40
"""For 5,000 provisions against 5,000, most of them changed, on a machine that does other things as well."""


def read(path: Path) -> list[Text]:
    return texts_of(reader_for(path.name)(path.read_bytes()))


def lightly(committee: Committee) -> None:
    committee.edit(0.3, 0.1)
    committee.delete(0.05)
    committee.insert(0.05)
    committee.move(0.04)
    committee.split(0.03)
    committee.merge(0.03)
    committee.renumber(0)


def heavily(committee: Committee) -> None:
    committee.edit(0.7, 0.2)
    committee.delete(0.1)
    committee.insert(0.15)
    committee.move(0.1)
    committee.split(0.06)
    committee.merge(0.06)
    committee.renumber(0)


def in_another_order(committee: Committee) -> None:
    committee.reorder()
    committee.edit(0.3, 0.1)
    committee.insert(0.05)
    committee.delete(0.05)
    committee.renumber(3)


def everywhere(committee: Committee) -> None:
    committee.edit(1, 0.25)
    committee.insert(0.1)
    committee.delete(0.1)
    committee.renumber(3)


WAYS = [lightly, heavily, in_another_order, everywhere]


def measured(base: list[Text], way, seed: int) -> dict[str, Figures]:
    root = units(base)
    Committee(root, seed).boilerplate(root, 0.3)
    old, _ = texts(root)
    root = units(old)
    way(Committee(root, seed))
    new, truth = texts(root)
    found = [(one.ancestor, one.provision) for one in match(old, new) if None not in (one.ancestor, one.provision)]
    return by_level(found, truth, lambda pair: new[pair[1]].kind)


def assert_good(measures: list[dict[str, Figures]]) -> None:
    articles = reduce(add, (measure["articles"] for measure in measures))
    paragraphs = reduce(add, (measure["paragraphs"] for measure in measures))
    assert min(articles.precision, articles.recall) >= 0.98, articles
    assert min(paragraphs.precision, paragraphs.recall) >= 0.95, paragraphs


@pytest.mark.parametrize("way", WAYS)
def test_a_changed_draft_of_ours_is_found_again(way):
    assert_good([measured(read(OURS), way, seed) for seed in range(5)])


@pytest.mark.parametrize("way", WAYS)
def test_changed_treaties_and_technical_drafts_are_found_again(way, real_data):
    assert_good([measured(read(real_data / path), way, seed) for path in REAL for seed in (1, 2)])


def test_a_changed_draft_of_five_thousand_provisions_is_found_again_in_bounded_time(real_data):
    base = read(real_data / LARGE)
    started = time.process_time()

    assert_good([measured(base, heavily, 1)])
    assert len(base) > 4_500
    assert time.process_time() - started < SECONDS
