import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.editing.addresses import addresses, with_own_addresses
from consultations.editing.changes import Change, change, redone, undone
from consultations.editing.joining import join, split
from consultations.editing.labels import rekind, renumber, retitle
from consultations.editing.levels import lift, lower
from consultations.editing.markup import of_text
from consultations.editing.placing import drop, place
from consultations.editing.records import CannotBeDone, ProvisionGone, Record, Tree
from consultations.enums import JoinedAs
from consultations.enums import ProvisionKind as Kind

P, A, N = Kind.PARAGRAPH, Kind.ARTICLE, Kind.POINT


def tree(*lines: str) -> Tree:
    """A line a provision: two blanks a level, its number, “|”, its text; an article where its number says so."""
    records = []
    for key, line in enumerate(lines, start=1):
        number, _, text = line.strip().partition("|")
        kind = A if number.startswith("Article") else P
        depth = (len(line) - len(line.lstrip())) // 2
        records.append(Record(key, depth, kind, number, text=text, html=of_text(text)))
    return Tree(tuple(records))


def lines(tree: Tree) -> list[str]:
    return [f"{'  ' * it.depth}{it.number}{'~' + it.heading if it.heading else ''}|{it.text}" for it in tree.records]


LAW = tree("Article 1|", "  1.|One.", "    (a)|a", "    (b)|b", "  2.|Two.", "Article 2|Text.")


def test_joining_puts_the_words_after_those_just_before_and_takes_the_provisions_below():
    assert lines(join(LAW, 5)) == ["Article 1|", "  1.|One.", "    (a)|a", "    (b)|b\n2. Two.", "Article 2|Text."]
    assert lines(join(LAW, 2)) == ["Article 1|1. One.", "  (a)|a", "  (b)|b", "  2.|Two.", "Article 2|Text."]


def test_joined_words_run_on_or_become_the_heading():
    broken = tree("1.|The Parties shall", "|cooperate.", "Article 2|", "  |Scope")

    running = join(broken, 2, JoinedAs.RUNNING_ON).records[0]
    assert (running.text, running.html) == (
        "The Parties shall cooperate.",
        '<p dir="auto">The Parties shall cooperate.</p>',
    )
    assert lines(join(broken, 4, JoinedAs.HEADING))[2:] == ["Article 2~Scope|"]
    with pytest.raises(CannotBeDone, match="has a text already"):
        join(broken, 2, JoinedAs.HEADING)


def test_the_first_provision_joins_with_none():
    with pytest.raises(CannotBeDone):
        join(LAW, 1)


def test_splitting_finds_the_number_and_gives_what_stood_below_to_the_second():
    law = tree("1.|One. 2. Two: (a) and", "  (x)|x")

    assert lines(split(law, 1, 5)) == ["1.|One.", "2.|Two: (a) and", "  (x)|x"]
    assert lines(split(law, 1, 5, "1bis.")) == ["1.|One.", "1bis.|2. Two: (a) and", "  (x)|x"]


def test_a_part_split_off_may_be_an_article_or_a_plain_paragraph():
    law = tree("Article 1|One.\nArticle 2 – Scope\nTwo.\nThree.")

    parted = split(law, 1, 5)
    assert lines(parted) == ["Article 1|One.", "Article 2~Scope|Two.\nThree."]
    assert [it.kind for it in split(parted, parted.records[1].key, 5).records] == [A, A, P]


def test_splitting_keeps_emphasis_and_closes_it():
    law = tree("1.|One two. Three four.")
    html = '<p dir="auto">One <strong>two. Three</strong> <em>four</em>.</p>'
    law = law.spliced(0, 1, [replace(law.records[0], html=html)])

    first, second = split(law, 1, 9).records

    assert first.html == '<p dir="auto">One <strong>two. </strong></p>'
    assert second.html == '<p dir="auto"><strong>Three</strong> <em>four</em>.</p>'
    assert second.text == "Three four."


def test_a_table_is_not_split_inside_but_after_it():
    html = "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>\n<p>After.</p>"
    law = Tree((Record(1, 0, P, "1.", text="a | b\nAfter.", html=html),))

    with pytest.raises(CannotBeDone, match="table or a list"):
        split(law, 1, 2)
    assert [it.html for it in split(law, 1, 6).records] == [html.split("\n")[0], "<p>After.</p>"]


@pytest.mark.parametrize("at", [-1, 0, 4, 90])
def test_a_split_leaves_words_on_both_sides(at):
    with pytest.raises(CannotBeDone):
        split(LAW, 2, at)


def test_lifting_takes_the_siblings_that_follow_below():
    assert lines(lift(LAW, 3)) == ["Article 1|", "  1.|One.", "  (a)|a", "    (b)|b", "  2.|Two.", "Article 2|Text."]
    with pytest.raises(CannotBeDone, match="highest level"):
        lift(LAW, 1)


def test_lowering_makes_it_the_last_below_the_sibling_before_and_lifting_takes_it_back():
    lowered = lower(LAW, 6)

    assert lines(lowered)[4:] == ["  2.|Two.", "  Article 2|Text."]
    assert lift(lowered, 6) == LAW
    with pytest.raises(CannotBeDone, match="first on its level"):
        lower(LAW, 3)


def test_leaving_out_keeps_the_words_and_they_can_be_placed_again():
    without = drop(LAW, 2)
    assert lines(without) == ["Article 1|", "  2.|Two.", "Article 2|Text."]
    assert [piece["text"] for piece in without.pieces] == ["1.\nOne.", "(a)\na", "(b)\nb"]

    assert lines(drop(LAW, 2, with_below=False)) == ["Article 1|", "  (a)|a", "  (b)|b", "  2.|Two.", "Article 2|Text."]

    again = place(without, 0, 1)
    assert lines(again) == ["Article 1|", "  1.|One.", "  2.|Two.", "Article 2|Text."]
    assert again.records[1].html == LAW.records[1].html
    assert len(again.pieces) == 2


def test_a_piece_of_the_file_becomes_a_paragraph():
    law = Tree(LAW.records, ({"line": 3, "text": "Left  over\n", "reason": "html", "at": 17},))

    placed = place(law, 0, 6)

    assert lines(placed)[-1] == "|Left over"
    assert (placed.records[-1].place, placed.pieces) == (17, ())
    with pytest.raises(ProvisionGone):
        place(placed, 0, 6)


def test_the_last_provision_cannot_be_left_out():
    with pytest.raises(CannotBeDone, match="at least one"):
        drop(tree("1.|One."), 1)


def test_addresses_follow_numbers_and_kinds():
    renumbered = rekind(renumber(LAW, 6, "Section 9"), 6, Kind.SECTION)
    assert addresses(renumbered.records)[-1] == "sec_9"
    assert addresses(renumber(LAW, 1, "Article 7").records)[1] == "art_7__para_1"


def test_an_address_of_the_file_stays_until_its_provision_is_renumbered():
    stored = ["a1", "a1__para_1", "x", "a1__para_1__para_b", "a1__para_2", "art_2"]
    law = Tree(tuple(with_own_addresses(LAW.records, stored)))

    assert addresses(law.records) == stored
    assert [it.own for it in law.records] == ["a1", "", "x", "", "", ""]
    assert addresses(renumber(law, 2, "3.").records)[:3] == ["a1", "a1__para_3", "a1__para_3__para_a"]
    assert addresses(renumber(law, 5, "5.").records)[:3] == stored[:3]


def test_a_heading_goes_into_the_text_or_to_the_pieces_and_is_never_lost():
    titled = retitle(LAW, 2, "Aim")

    assert lines(retitle(titled, 2, "", keep_in_text=True))[1] == "  1.|Aim\nOne."
    assert retitle(titled, 2, "").pieces[0]["text"] == "Aim"
    assert renumber(LAW, 2, "").pieces[0]["text"] == "1."


WORD = st.sampled_from(["One", "two.", "(a)", "2.", "Article 3", "a<b>", "&amp;", "–", "x|y", "Три", "第五条"])
TEXT = st.lists(st.lists(WORD, min_size=1, max_size=4).map(" ".join), max_size=3).map("\n".join)


@st.composite
def trees(draw: Callable[..., object]) -> Tree:
    records: list[Record] = []
    for key in range(1, draw(st.integers(1, 8)) + 1):
        depth = draw(st.integers(0, records[-1].depth + 1)) if records else 0
        kind = draw(st.sampled_from([A, P, N, Kind.ANNEX]))
        number = draw(st.sampled_from(["", "1.", "(a)", "Article 3"]))
        text = draw(TEXT)
        html = of_text(text) if draw(st.booleans()) else f"<p><em>{of_text(text)}</em></p>"
        records.append(Record(key, depth, kind, number, draw(st.sampled_from(["", "Scope"])), text, html))
    return Tree(tuple(records), ({"line": 1, "text": "left over", "reason": "html"},))


def operations(tree: Tree) -> st.SearchStrategy[Callable[[], Tree]]:
    keys = st.sampled_from([it.key for it in tree.records])
    return st.one_of(
        st.tuples(keys, st.sampled_from(JoinedAs)).map(lambda it: lambda: join(tree, *it)),
        st.tuples(keys, st.integers(0, 30)).map(lambda it: lambda: split(tree, *it)),
        keys.map(lambda it: lambda: lift(tree, it)),
        keys.map(lambda it: lambda: lower(tree, it)),
        st.tuples(keys, st.booleans()).map(lambda it: lambda: drop(tree, it[0], with_below=it[1])),
        st.tuples(st.integers(0, 3), keys).map(lambda it: lambda: place(tree, *it)),
        keys.map(lambda it: lambda: retitle(tree, it, "", keep_in_text=True)),
        keys.map(lambda it: lambda: renumber(tree, it, "")),
        keys.map(lambda it: lambda: rekind(tree, it, Kind.SECTION)),
    )


def signs(text: str) -> Counter[str]:
    return Counter(char for char in text if char.isalnum())


def words_of(tree: Tree) -> Counter[str]:
    return signs(" ".join([*(it.words for it in tree.records), *(str(it["text"]) for it in tree.pieces)]))


def is_well_formed(tree: Tree) -> bool:
    depths = [it.depth for it in tree.records]
    steps = all(0 <= later <= before + 1 for before, later in pairwise(depths))
    return depths[0] == 0 and steps and len({it.key for it in tree.records}) == len(depths)


def html_says_the_same(tree: Tree) -> bool:
    return all(signs(unescape(re.sub("<[^>]*>", " ", it.html))) == signs(it.text) for it in tree.records)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_any_operations_keep_every_word_and_undo_brings_back_exactly_what_was(data):
    states = [data.draw(trees())]
    made: list[Change] = []
    for _ in range(data.draw(st.integers(1, 6))):
        try:
            after = data.draw(operations(states[-1]))()
        except CannotBeDone:
            continue
        assert words_of(after) == words_of(states[-1])
        assert is_well_formed(after)
        assert html_says_the_same(after)
        assert len(set(addresses(after.records))) == len(after.records)
        made.append(Change(**change(states[-1], after).as_json()))
        states.append(after)
    for one, before, after in zip(reversed(made), states[-2::-1], states[::-1], strict=False):
        assert undone(after, one) == before
        assert redone(before, one) == after
