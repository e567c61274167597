"""Automatic numbers as Word shows them: a test for each rule of `numbering.xml`."""

import pytest

from consultations.readers.docx import read
from tests.consultations.readers.docx.builder import docx, level, lists, num, p
from tests.consultations.readers.reading import numbers, outline

LEGAL = (
    level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
)  # fmt: skip


def numbered(levels: list[int], numbering: str, number: int = 1) -> list[str]:
    return numbers(read(docx(*(p(f"Words {at}", num=(number, at)) for at in levels), numbering=numbering)))


def test_levels_print_the_numbers_above_them():
    assert numbered([0, 1, 1, 2, 3, 3, 2, 0, 1], lists(LEGAL)) == [
        "1.", "1.1", "1.2", "(a)", "(i)", "(ii)", "(b)", "2.", "2.1",
    ]  # fmt: skip


def test_the_tree_follows_the_levels_where_letters_could_be_roman_numerals():
    eight = [2] * 8
    draft = read(docx(*(p("Words", num=(1, at)) for at in [0, *eight, 3, 2]), numbering=lists(LEGAL)))

    assert outline(draft)[-3:] == [
        "para_1__point_h | (h) | Words", "para_1__point_h__point_i | (i) | Words", "para_1__point_i | (i) | Words",
    ]  # fmt: skip


def test_a_list_starts_where_its_level_says():
    assert numbered([0, 0], lists(level(0, "decimal", "%1)", start=7))) == ["7)", "8)"]


def test_a_level_without_a_start_begins_at_zero():
    bare = '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    assert numbered([0, 0], lists(bare)) == ["0.", "1."]


def test_lists_of_one_definition_count_on_from_each_other():
    body = [p("One", num=(1, 0)), p("Between"), p("Two", num=(2, 0))]
    draft = read(docx(*body, numbering=lists(LEGAL, nums="") + num(2, 1)))

    assert numbers(draft) == ["1.", "", "2."]


def test_a_list_that_starts_anew_says_so_once():
    nums = num(2, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>')
    body = [p("a", num=(1, 0)), p("b", num=(2, 0)), p("c", num=(2, 0)), p("d", num=(1, 0))]

    assert numbers(read(docx(*body, numbering=lists(LEGAL) + nums))) == ["1.", "5.", "6.", "7."]


def test_lists_of_two_definitions_count_apart():
    body = [p("a", num=(1, 0)), p("b", num=(2, 0)), p("c", num=(1, 0))]

    assert numbers(read(docx(*body, numbering=lists(LEGAL, level(0, "lowerLetter", "%1)"))))) == ["1.", "a)", "2."]


def test_a_list_may_print_a_level_in_its_own_way():
    override = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    assert numbered([0, 0], lists(LEGAL) + num(2, 1, override), number=2) == ["I.", "II."]


@pytest.mark.parametrize(
    ("restart", "shown"),
    [("", ["1.", "a)", "2.", "a)"]), ('<w:lvlRestart w:val="0"/>', ["1.", "a)", "2.", "b)"])],
)
def test_a_level_starts_anew_below_each_higher_one_unless_it_says_never(restart, shown):
    levels = level(0, "decimal", "%1.") + level(1, "lowerLetter", "%2)", more=restart)
    assert numbered([0, 1, 0, 1], lists(levels)) == shown


def test_a_level_may_start_anew_below_the_first_level_only():
    levels = LEGAL.split("<w:lvl ")
    deep = level(2, "lowerLetter", "(%3)", more='<w:lvlRestart w:val="1"/>')
    kept = "".join(f"<w:lvl {one}" for one in levels[1:3]) + deep
    assert numbered([0, 1, 2, 1, 2, 0, 2], lists(kept)) == ["1.", "1.1", "(a)", "1.2", "(b)", "2.", "(a)"]


def test_legal_numbering_prints_all_levels_in_digits():
    levels = level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", more="<w:isLgl/>")
    assert numbered([0, 1], lists(levels)) == ["I.", "1.1"]


def test_a_level_that_was_left_out_counts_as_its_first():
    assert numbered([0, 2, 3], lists(level(0, "decimal", "%1.") + level(2, "decimal", "%1.%2.%3"))) == [
        "1.", "1..1", "",
    ]  # fmt: skip
    assert numbered([0, 2], lists(LEGAL.replace("(%3)", "%1.%2.%3"))) == ["1.", "1.1.a"]


@pytest.mark.parametrize("style", ["decimal", "upperRoman", "chineseCountingThousand", "arabicAbjad"])
def test_numbers_stand_in_any_words_around_them(style):
    assert numbered([0], lists(level(0, style, "[%1]")))[0][0] == "["


def test_a_bullet_has_no_number():
    draft = read(docx(p("One", num=(1, 0)), p("Two", num=(1, 1)), numbering=lists(
        level(0, "bullet", "\uf0b7") + level(1, "bullet", "o")
    )))  # fmt: skip

    assert outline(draft) == ["point_nn_1 | One", "point_nn_1__point_nn_1 | Two"]


def test_a_custom_format_has_as_many_digits_as_its_first_number():
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/>'
        '</mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1."/></w:lvl>'
    )
    assert numbered([0, 0], lists(custom)) == ["001.", "002."]


NUMBERED_STYLES = (
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="Clause"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
    '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B"><w:name w:val="Sub-clause"/><w:basedOn w:val="A"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="C"><w:name w:val="Third"/><w:basedOn w:val="A"/><w:pPr><w:numPr>'
    '<w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>'
)
STYLED = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2", more='<w:pStyle w:val="B"/>') + level(
    2, "lowerLetter", "(%3)"
)  # fmt: skip


def test_a_style_has_its_number_and_its_level_is_the_one_that_names_it():
    body = [p("a", style="A"), p("b", style="B"), p("c", style="C"), p("d", style="B")]
    draft = read(docx(*body, styles=NUMBERED_STYLES, numbering=lists(STYLED)))

    assert numbers(draft) == ["1.", "1.1", "(a)", "1.2"]


def test_a_paragraph_can_turn_the_number_of_its_style_off():
    body = [p("a", style="A"), p("b", style="A", num=(0, 0)), p("c", style="A")]
    draft = read(docx(*body, styles=NUMBERED_STYLES, numbering=lists(STYLED)))

    assert numbers(draft) == ["1.", "", "2."]


def test_a_definition_may_stand_in_for_another_by_the_name_of_its_style():
    styles = (
        '<w:style w:type="numbering" w:styleId="Law"><w:name w:val="Law"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = lists('<w:styleLink w:val="Law"/>' + LEGAL, '<w:numStyleLink w:val="Law"/>')
    draft = read(docx(p("a", num=(2, 0)), p("b", num=(2, 1)), styles=styles, numbering=linked))

    assert numbers(draft) == ["1.", "1.1"]


def test_an_empty_paragraph_has_its_number_too():
    draft = read(docx(p("a", num=(1, 0)), p("", num=(1, 0)), p("c", num=(1, 0)), numbering=lists(LEGAL)))

    assert numbers(draft) == ["1.", "2.", "3."]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("Article %1", "Article 1", "article"), ("Chapter %1.", "Chapter 1", "chapter"), ("第%1条", "第1条", "article"),
        ("المادة %1", "المادة 1", "article"),
    ],
)  # fmt: skip
def test_a_list_whose_numbers_are_names_is_read_as_headings(text, number, kind):
    levels = level(0, "decimal", text) + level(1, "decimal", "%2.")
    body = [p("Scope", num=(1, 0)), p("This applies.", num=(1, 1)), p("", num=(1, 0)), p("Nothing else applies.")]
    draft = read(docx(*body, numbering=lists(levels)))
    first, second = draft.provisions

    assert (first.number, first.heading, first.kind) == (number, "Scope", kind)
    assert [child.number for child in first.children] == ["1."]
    assert (second.heading, second.children[0].text) == ("", "Nothing else applies.")


def test_headings_with_numbers_are_headings_and_clauses_that_look_like_headings_are_not():
    levels = level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")
    clause = "The supplier shall deliver the goods on the day on which they were ordered."
    body = [p("Delivery", style="berschrift1", num=(1, 0)), p(clause, style="berschrift2", num=(1, 1))]

    assert outline(read(docx(*body, numbering=lists(levels)))) == [
        "sec_1 | 1. | Delivery", f"sec_1__para_1-1 | 1.1 | {clause}",
    ]  # fmt: skip


def test_recitals_of_a_list_are_recitals():
    levels = lists(level(0, "decimal", "(%1)"), level(0, "decimal", "Article %1"))
    body = [p("Preamble", style="berschrift1"), p("Whereas this,", num=(1, 0)), p("and that,", num=(1, 0))]
    body += [p("Scope", style="berschrift1", num=(2, 0)), p("All of it.")]

    assert outline(read(docx(*body, numbering=levels))) == [
        "preamble | Preamble", "preamble__rec_1 | (1) | Whereas this,", "preamble__rec_2 | (2) | and that,",
        "art_1 | Article 1 | Scope", "art_1__para_nn_1 | All of it.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "numbering",
    [
        "", num(1, 9), lists(""), lists('<w:numStyleLink w:val="X"/>'),
        lists('<w:lvl w:ilvl="99"/>'), lists('<w:lvl/>'), lists('<w:lvl w:ilvl="x"><w:start w:val="y"/></w:lvl>'),
        lists(level(0, "decimal", "%9%8%1")), lists(level(0, "lowerLetter", "%1" * 10_000, start=2**40)),
    ],
)  # fmt: skip
def test_numbering_that_makes_no_sense_leaves_the_words(numbering):
    draft = read(docx(p("One", num=(1, 0)), p("Two", num=(1, 99)), p("Three", num=(1, -5)), numbering=numbering))

    assert sorted(provision.text for provision, _, _ in draft.walk()) == ["One", "Three", "Two"]


def test_definitions_that_stand_in_for_each_other_end_in_no_number():
    styles = "".join(
        f'<w:style w:type="numbering" w:styleId="S{one}">'
        f'<w:pPr><w:numPr><w:numId w:val="{one}"/></w:numPr></w:pPr></w:style>'
        for one in (1, 2)
    )
    circle = lists('<w:numStyleLink w:val="S2"/>', '<w:numStyleLink w:val="S1"/>')

    assert numbers(read(docx(p("One", num=(1, 0)), styles=styles, numbering=circle))) == [""]
