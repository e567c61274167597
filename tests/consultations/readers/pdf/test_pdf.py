import pytest

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers import READERS, UnreadableFile, pdf
from consultations.readers.draft import Notice
from consultations.readers.inspection import coverage
from consultations.readers.pdf import document
from consultations.readers.pdf.hyphens import Vocabulary
from tests.consultations.readers.pdf.writer import Text, assembled, lines, protected, wrapped
from tests.consultations.readers.pdf.writer import pdf as written
from tests.consultations.readers.test_markdown import outline

LONG = (
    "Each Party shall adopt such legislative and other measures as may be necessary to establish as criminal offences "
    "under its domestic law, when committed intentionally, the access to the whole or any part of a computer system."
)
SECOND = (
    "The Parties shall afford one another mutual assistance to the widest extent possible for the purpose of "
    "investigations or proceedings that concern the offences which this Convention establishes."
)


def read(*pages: list[Text]) -> list[str]:
    draft = pdf.read(written(*pages))
    assert coverage(draft).share == 1.0
    return outline(draft)


def test_articles_paragraphs_and_points_by_place_and_size():
    page = [
        Text(200, 780, "Model Law", 20, bold=True),
        Text(265, 740, "Article 1", bold=True),
        Text(255, 724, "Definitions", bold=True),
        *wrapped(f"1. {LONG}", y=700),
        *wrapped("2. A Party may require:", y=640),
        *lines("(a) one thing;", "(b) another.", x=90, y=620),
        Text(265, 580, "Article 2"),
        *wrapped(LONG, y=560),
        *wrapped(SECOND, y=505),
    ]

    assert read(page) == [
        "sec_nn_1 | Model Law",
        "art_1 | Article 1 | Definitions",
        f"art_1__para_1 | 1. | {LONG}",
        "art_1__para_2 | 2. | A Party may require:",
        "art_1__para_2__point_a | (a) | one thing;",
        "art_1__para_2__point_b | (b) | another.",
        "art_2 | Article 2",
        f"art_2__para_nn_1 | {LONG}",
        f"art_2__para_nn_2 | {SECOND}",
    ]


def test_columns_are_read_one_after_the_other_and_what_spans_them_in_between():
    left, right = wrapped(LONG, 40, y=700), wrapped(SECOND, 40, x=320, y=700)
    lower_left, lower_right = wrapped(f"3. {LONG}", 40, y=400), wrapped(f"4. {SECOND}", 40, x=320, y=400)
    heads = [
        Text(200, 780, "Law", 20),
        Text(72, 440, "A line that goes from one side of the page right to the other one."),
    ]

    assert read([*heads, *right, *left, *lower_right, *lower_left]) == [
        "sec_nn_1 | Law",
        f"sec_nn_1__para_nn_1 | {LONG}",
        f"sec_nn_1__para_nn_2 | {SECOND}",
        f"sec_nn_1__para_nn_3 | {heads[1].text}",
        f"sec_nn_1__para_3 | 3. | {LONG}",
        f"sec_nn_1__para_4 | 4. | {SECOND}",
    ]


def page_of(number: int, *texts: str) -> list[Text]:
    return [Text(250, 810, "Draft Convention", 9), *lines(*texts, y=740), Text(290, 40, f"- {number} -", 9)]


def test_running_heads_are_left_out_and_said_and_paragraphs_go_on_over_pages():
    first, *others = [text.text for text in wrapped(LONG, 60)]
    short = "A short paragraph."
    draft = pdf.read(
        written(page_of(7, short, first), page_of(8, *others, short), page_of(9, "Another."), page_of(10, "The last."))
    )

    assert outline(draft)[1] == f"para_nn_2 | {LONG}"
    assert draft.notices == [Notice(NoticeKind.RUNNING_HEADS, 4)]
    (running,) = draft.problems
    assert (running.place, running.unit, running.reason) == (1, PlaceUnit.PAGE, ProblemReason.RUNNING_HEAD)
    assert running.text.split("\n")[:2] == ["Draft Convention", "- 7 -"]
    assert coverage(draft).share == 1.0


def test_articles_at_the_top_of_pages_are_no_running_heads():
    pages = [[Text(250, 760, f"Article {number}", bold=True), *wrapped(LONG, y=730)] for number in (3, 4, 5, 6)]

    assert [row for row in read(*pages) if "para" not in row] == [f"art_{n} | Article {n}" for n in (3, 4, 5, 6)]


@pytest.mark.parametrize(
    ("before", "after", "elsewhere", "joined"),
    [
        ("consul-", "tation", "", "consultation"),
        ("co-", "operation", "co-operation", "co-operation"),
        ("co-", "operation", "co-operation cooperation cooperation", "cooperation"),
        ("non-", "profit", "non-state", "non-profit"),
        ("cross-", "border", "cross the border", "cross-border"),
        ("e-", "mail", "", "e-mail"),
        ("day-a-", "week", "a week", "day-a-week"),
        ("Franco-", "German", "", "Franco-German"),
        ("2019-", "2020", "", "2019-2020"),
        ("consul\u00ad", "tation", "", "consultation"),
        ("words", "follow", "", "words follow"),
        ("-", "dash", "", "- dash"),
        ("第五", "条", "", "第五条"),
    ],
)
def test_words_that_a_line_breaks(before, after, elsewhere, joined):
    assert Vocabulary([elsewhere]).joined(before, after) == joined


def test_a_word_broken_on_the_page_is_one_word():
    page = lines(
        "The secretariat shall begin without any delay that can be avoided a consul-", "tation of all parties."
    )

    assert read(page)[0].endswith("avoided a consultation of all parties.")


def test_footnotes_are_no_text_and_their_mark_stays_apart():
    page = [
        *wrapped(LONG), Text(72, 600, "Article 5", bold=True), Text(121, 604, "1", 6, bold=True),
        *wrapped(SECOND, y=580), Text(72, 90, "1", 5), Text(76, 88, "As amended in 2024.", 8),
    ]  # fmt: skip
    draft = pdf.read(written(page))

    assert [(it.place, it.reason, it.text) for it in draft.problems] == [
        (1, ProblemReason.FOOTNOTE, "¹ As amended in 2024.")
    ]
    assert outline(draft)[-2].startswith("art_5 | Article 5")
    assert coverage(draft).share == 1.0


def test_a_table_of_contents_is_one_problem():
    contents = [f"Article {n} {'.' * 40} {n + 1}" for n in range(1, 5)]
    page = [*lines("Contents", *contents), Text(72, 600, "Article 1", bold=True), *wrapped(LONG, y=580)]
    draft = pdf.read(written(page))

    (problem,) = draft.problems
    assert (problem.reason, problem.text.split("\n")) == (ProblemReason.CONTENTS, ["Contents", *contents])
    assert len(outline(draft)) == 2


def test_rows_of_a_table_are_lines_of_text():
    cells = [
        [("Party", "Date", "Place"), ("France", "2024", "Paris"), ("Kenya", "2025", "Nairobi")][row] for row in range(3)
    ]
    table = [Text(72 + 150 * column, 600 - 16 * row, cells[row][column]) for row in range(3) for column in range(3)]

    assert (
        read([*wrapped(LONG), *table])[1]
        == "para_nn_2 | Party | Date | Place / France | 2024 | Paris / Kenya | 2025 | Nairobi"
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (written([], []), "No page of the PDF has text"),
        (written(lines("text"), [], [], []), "pages 2, 3, 4"),
        (protected(lines("text"), user="secret", owner="secret"), "protected by a password"),
        (b"%PDF-1.7\nrubbish", "damaged and cannot be opened"),
        (b"", "damaged and cannot be opened"),
        (written(*[[]] * 2001), "2001 pages; at most 2000"),
        (assembled(["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Count 0 /Kids [] >>"]), "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_why(data, message):
    with pytest.raises(UnreadableFile, match=message):
        READERS[".pdf"](data)


def test_a_file_of_too_many_characters_is_refused_at_its_page(monkeypatch):
    monkeypatch.setattr(document, "MOST_CHARACTERS", 300)

    with pytest.raises(UnreadableFile, match="more than 300 characters on its first 2 pages"):
        pdf.read(written(*[wrapped(LONG)] * 3))


def test_a_file_that_may_be_read_but_not_changed_is_read():
    draft = pdf.read(protected(lines("Read me."), user="", owner="secret"))

    assert outline(draft) == ["para_nn_1 | Read me."]


@pytest.mark.parametrize(
    ("first", "second", "pieces"),
    [
        ("1. Computer data that is accessed according to paragraphs 1 or", "2. These measures shall include it.", 1),
        ("(a) the first of those that this law has in its long list, and", "(b) the second one.", 2),
        ("1. The first paragraph of an article that fills up its line whole.", "2. The second one.", 2),
    ],
)
def test_numbers_at_a_line_begin_are_references_or_provisions(first, second, pieces):
    assert len(read(lines(first, second))) == pieces


def test_justified_lines_are_no_table_whatever_their_gaps():
    first, second = ["Each", "Party", "shall", "adopt"], ["such", "legislative", "measures."]
    page = [Text(72 + 110 * i, 700, word) for i, word in enumerate(first)]
    page += [Text(72 + 135 * i, 686, word) for i, word in enumerate(second)]

    assert read(page) == ["para_nn_1 | Each Party shall adopt such legislative measures."]


def test_what_a_chapter_is_called_stands_centred_below_it():
    page = [
        Text(270, 740, "CHAPTER I", bold=True), Text(209, 715, "GENERAL PROVISIONS"),
        Text(275, 690, "Article 1", bold=True), *wrapped(LONG, y=670),
    ]  # fmt: skip

    assert read(page)[:2] == ["chp_I | CHAPTER I | GENERAL PROVISIONS", "art_1 | Article 1"]
