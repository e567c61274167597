from consultations.editing.cuts import cuts
from consultations.editing.places import end_of, places_of, places_of_problems
from consultations.enums import PlaceUnit, ProblemReason, ProvisionKind
from consultations.readers.draft import Problem, ReadDraft, ReadProvision


def found(source: str, *provisions: tuple[str, str, str]) -> list[str | None]:
    """The line at the place of each provision, given by number, heading and text."""
    read = ReadDraft([ReadProvision(ProvisionKind.ARTICLE, *it) for it in provisions], [], source=source)
    return [None if at is None else source[at:].split("\n")[0] for at in places_of(read)]


def test_words_are_found_behind_signs_of_the_format_which_belong_to_them():
    source = "# **Article 1.** Scope\n\n(a) *One* thing\n"

    assert found(source, ("Article 1.", "Scope", ""), ("(a)", "", "One thing")) == [
        "# **Article 1.** Scope",
        "(a) *One* thing",
    ]


def test_a_number_that_a_word_processor_counts_is_in_no_text():
    assert found("The Parties agree.\nThey meet.\n", ("1.", "", "The Parties agree."), ("2.", "", "They meet.")) == [
        "The Parties agree.",
        "They meet.",
    ]


def test_a_number_that_is_in_no_text_is_not_found_at_the_end_of_another():
    source = "No one shall be held guilty.\nArticle 12\nNo one shall be subjected.\n"

    assert found(source, ("2.", "", "No one shall be held guilty."), ("Article 12", "", "")) == [
        "No one shall be held guilty.",
        "Article 12",
    ]


def test_the_same_words_are_found_one_after_the_other():
    places = places_of(
        ReadDraft(
            [ReadProvision(ProvisionKind.POINT, "(a)", text="Yes.") for _ in range(2)], [], source="(a) Yes.\n" * 2
        )
    )
    assert places == [0, 9]


def test_short_words_are_found_behind_a_long_text():
    long = "word " * 3000
    assert found(f"{long}end.\n\nCHAPTER I\n", ("", "", f"{long}end."), ("CHAPTER I", "", ""))[1] == "CHAPTER I"


def test_what_is_not_there_has_no_place_and_loses_no_other():
    assert found("One two three.\nFour.\n", ("", "", "Missing"), ("", "", "Four.")) == [None, "Four."]


def test_a_piece_stands_on_its_line_else_where_its_words_are():
    source = "Text.\n<div>aside</div>\nThese words have no place.\n"
    problems = [
        Problem(2, "<div>aside</div>", ProblemReason.HTML),
        Problem(7, "These words have no place.", ProblemReason.NOTE, PlaceUnit.PAGE),
        Problem(1, "nowhere to be found", ProblemReason.NOTE, PlaceUnit.PAGE),
    ]

    places = places_of_problems(problems, source)

    assert places == [6, 23, None]
    assert source[6 : end_of(problems[0].text, source, 6)] == "<div>aside</div>"


def test_a_text_can_be_split_before_each_line_and_sentence_but_the_first():
    assert [text for _at, text in cuts("One. Two: a.\nThree？四。")] == ["Two: a.", "a.", "Three？四。", "四。"]
    assert cuts("One.") == []
    assert cuts("") == []
