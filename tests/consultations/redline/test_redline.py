from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.redline import Mark, redline, redlines
from consultations.redline.words import sentences, words

SIGNS = {Mark.KEPT: "", Mark.DELETED: "-", Mark.INSERTED: "+"}
TEXT = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab .\n法律กาéा\u0301\u200d")), max_size=60
)


def marked(old: str, new: str) -> list[str]:
    return [f"{SIGNS[piece.mark]}{piece.text}" for piece in redline(old, new).pieces]


def test_words_are_replaced_whole():
    assert marked("Each Party shall keep records.", "Each Party may keep all records.") == [
        "Each Party ",
        "-shall",
        "+may",
        " keep ",
        "+all ",
        "records.",
    ]


def test_chinese_is_compared_by_character():
    assert marked("各国应当保护数据", "各国可以保护数据") == ["各国", "-应当", "+可以", "保护数据"]


def test_thai_vowels_stay_with_their_consonant():
    assert words("ที่กำ") == ["ที่", "ก", "ำ"]


def test_marks_and_joiners_stay_inside_a_word():
    assert words("का\u0939\u093f cafe\u0301 می\u200cخواهم") == ["काहि", " ", "cafe\u0301", " ", "می\u200cخواهم"]


def test_arabic_keeps_its_words():
    assert marked("لكل فرد الحق في الحياة", "لكل إنسان الحق في الحياة") == [
        "لكل ",
        "-فرد",
        "+إنسان",
        " الحق في الحياة",
    ]


def test_a_line_that_was_added_stands_by_itself():
    assert marked("One.\nTwo.", "One.\nOne and a half.\nTwo.") == ["One.\n", "+One and a half.\n", "Two."]


def test_the_same_text_has_no_marks():
    assert marked("Each Party.", "Each Party.") == ["Each Party."]
    assert marked("", "") == []


@pytest.mark.parametrize(("old", "new"), [("", "Words."), ("Words.", "")])
def test_what_begins_or_ends_as_nothing_is_all_one_change(old, new):
    assert marked(old, new) == [f"+{new}" if new else f"-{old}"]


def test_a_translation_is_another_text_and_a_new_text_is_not():
    translated = redline("Each Party shall keep records of requests.", "每一缔约方应当保存请求的记录")

    assert translated.is_another_text
    assert not redline("Each Party shall keep records.", "Each Party may keep all records.").is_another_text
    assert not redline("", "A text where there was none.").is_another_text


@given(TEXT, TEXT)
def test_without_insertions_it_is_the_old_text_and_without_deletions_the_new(old, new):
    pieces = redline(old, new).pieces

    assert "".join(piece.text for piece in pieces if piece.mark != Mark.INSERTED) == old
    assert "".join(piece.text for piece in pieces if piece.mark != Mark.DELETED) == new


@given(TEXT)
def test_parts_joined_are_the_text(text):
    assert "".join(words(text)) == "".join(sentences(text)) == text


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 9_999, "b " * 9_999),
        ("a " * 9_999, "a a b " * 3_300),
        ("法" * 19_999, "律法" * 9_999),
        ("word. " * 40_000, "ward. " * 40_000),
        ("".join(f"w{n} " for n in range(9_999)), "".join(f"w{n} " for n in range(9_999, 0, -1))),
        ("." * 200_000, "," * 200_000),
        ("e" + "\u0301" * 100_000, "e" + "\u0300" * 100_000),
    ],
    ids=["nothing common", "periodic", "Chinese", "long", "backwards", "signs", "zalgo"],
)
def test_no_text_takes_long(old, new):
    began = perf_counter()

    pieces = redline(old, new).pieces

    assert perf_counter() - began < 3
    assert "".join(piece.text for piece in pieces if piece.mark != Mark.INSERTED) == old


def test_a_word_between_changes_is_kept_where_it_weighs_more_than_they_do():
    assert marked("up to ninety days where it is", "up to sixty days, or more, where it is") == [
        "up to ",
        "-ninety",
        "+sixty",
        " days",
        "+, or more,",
        " where it is",
    ]


def test_chance_agreements_do_not_chop_a_change_up():
    assert marked("the fox ran to the bank of a river", "every cat sat on the edge of one lake") == [
        "-the fox ran to the bank of a river",
        "+every cat sat on the edge of one lake",
    ]


def test_a_long_text_is_compared_by_words_within_the_sentences_that_changed():
    old = "".join(f"Party number {n} shall keep records of all that it does. " for n in range(2000))

    assert [it for it in marked(old, old.replace("number 800 shall", "number 800 may")) if it[0] in "+-"] == [
        "-shall",
        "+may",
    ]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("a b c", "a b c", 0),
        ("a b c", "a x y c", 2),
        ("", "two words.", 2),
        ("各国应当保护", "各国可以保护", 2),
        ("a, b", "a; b", 0),
    ],
)
def test_changed_words_are_counted_once(old, new, count):
    assert redline(old, new).changed_words == count


def parts(old: str, *new: str) -> list[list[str]]:
    return [[f"{SIGNS[it.mark]}{it.text}" for it in part.pieces] for part in redlines(old, new)]


def test_each_part_of_a_split_text_is_compared_with_its_share():
    old = "Parties keep records. They publish them every year, and say why."

    assert parts(old, "Parties keep all records.", "They publish them every year.") == [
        ["Parties keep ", "+all ", "records."],
        ["They publish them every year", "-, and say why", "."],
    ]


@given(TEXT, st.lists(TEXT, min_size=1, max_size=4))
def test_the_parts_have_all_words_of_both(old, new):
    found = redlines(old, new)

    assert ["".join(it.text for it in part.pieces if it.mark != Mark.DELETED) for part in found] == new
    without = "".join(it.text for part in found for it in part.pieces if it.mark != Mark.INSERTED)
    assert "".join(without.split()) == "".join(old.split())
