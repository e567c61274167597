import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.anchoring.sentences import sentences


def split(text):
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Each Party shall act.", "It shall report."],
        ["As art. 5 says, see para. 2 and No. 7.", "Then e.g. This."],
        ["Pay 5.2 per cent.", "No more!", "Why?", "Because."],
        ["He said “stop.”", "They stopped."],
        ["It ends … here goes on.", "So it is…", "Not more."],
        ["Voir l'art. 5, al. 2 de la loi n° 3.", "M. Dupont « signe. »", "Fin !"],
        ["Véase el art. 5 y el párr. 2.", "¿Quién firma?", "¡Nadie!"],
        ["Согласно ст. 5 и п. 2 закона.", "Стороны действуют и т.д. по закону.", "Конец."],
        ["تلتزم الدول.", "هل توافق؟", "نعم."],
        ["U.S. Code applies.", "J. K. Rowling signs."],
    ],
)
def test_sentences_end_where_readers_say(parts):
    assert split(" ".join(parts)) == parts


def test_chinese_sentences_need_no_white_space():
    assert split("缔约方应当合作。“是否同意？”第5.2条适用！完") == [
        "缔约方应当合作。",
        "“是否同意？”",
        "第5.2条适用！",
        "完",
    ]


def test_the_number_of_an_item_is_no_sentence():
    assert split("1. The Parties agree.\nii. They act. 5.2. They report.") == [
        "1. The Parties agree.",
        "ii. They act.",
        "5.2. They report.",
    ]


def test_every_line_ends_a_sentence():
    assert split("data;\n\n  metadata; and\nlogs") == ["data;", "metadata; and", "logs"]


def test_a_short_word_at_the_beginning_is_a_sentence():
    assert split("Yes. We agree.") == ["Yes.", "We agree."]


@given(st.text(alphabet="aA1 .。!?\n”)é́😀"))
def test_sentences_hold_every_letter_once_and_in_order(text):
    spans = sentences(text)

    assert [end for _, end in spans[:-1]] <= [start for start, _ in spans[1:]]
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert "".join("".join(split(text)).split()) == "".join(text.split())


def test_a_long_text_of_initials_takes_no_time():
    assert len(sentences("a. B. " * 20_000)) == 1
