"""What an OpenDocument text holds: a test for each thing."""

import pytest

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers.draft import Notice
from consultations.readers.encoding import UnreadableFile
from consultations.readers.odt import read
from tests.consultations.readers.odt.builder import h, item, level, list_style, listed, odt, p, style
from tests.consultations.readers.reading import loses_nothing, numbers, outline

LEGAL = list_style("L", level(1, "1", suffix="."), level(2, "1", more=' text:display-levels="2"'),
                   level(3, "a", prefix="(", suffix=")"), level(4, "i", prefix="(", suffix=")"))  # fmt: skip


def texts(*body: str, **parts) -> list[str]:
    draft = read(odt(*body, **parts))
    assert loses_nothing(draft)
    return [provision.text for provision, _, _ in draft.walk()]


def problems(*body: str, **parts) -> list[tuple[int, ProblemReason, str]]:
    draft = read(odt(*body, **parts))
    assert loses_nothing(draft)
    assert all(problem.unit == PlaceUnit.PARAGRAPH for problem in draft.problems)
    return [(problem.place, problem.reason, problem.text) for problem in draft.problems]


def html(*body: str, **parts) -> str:
    return read(odt(*body, **parts)).provisions[0].html


def test_lists_in_lists_have_the_numbers_of_their_levels():
    deep = listed(item(p("c"), listed(item(p("d")), item(p("e")))))
    body = listed(item(p("a"), listed(item(p("b"), deep), item(p("f")))), item(p("g")), style="L")

    assert numbers(read(odt(body, automatic=LEGAL))) == ["1.", "1.1", "(a)", "(i)", "(ii)", "1.2", "2."]


def test_a_list_starts_anew_unless_it_says_that_it_goes_on():
    one = listed(item(p("a")), item(p("b")), style="L", more=' xml:id="one"')
    anew = listed(item(p("c")), style="L")
    more = listed(item(p("d")), style="L", more=' text:continue-numbering="true"')
    of_one = listed(item(p("e")), style="L", more=' text:continue-list="one"')
    draft = read(odt(one, p("Between"), anew, p("Between"), more, p("Between"), of_one, automatic=LEGAL))

    assert [number for number in numbers(draft) if number] == ["1.", "2.", "1.", "2.", "3."]


def test_a_list_starts_where_its_style_or_its_item_says():
    seventh = list_style("S", level(1, "I", suffix=")", more=' text:start-value="7"'))
    body = listed(item(p("a")), item(p("b"), more=' text:start-value="20"'), item(p("c")), style="S")

    assert numbers(read(odt(body, automatic=seventh))) == ["VII)", "XX)", "XXI)"]


def test_only_the_first_paragraph_of_an_item_has_its_number():
    header = f"<text:list-header>{p('Not counted')}</text:list-header>"
    body = listed(header, item(p("a"), p("goes on")), item(p("b")), style="L")

    assert outline(read(odt(body, automatic=LEGAL))) == [
        "para_nn_1 | Not counted", "para_1 | 1. | a / goes on", "para_2 | 2. | b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("sample", "shown"),
    [("A", "B"), ("01, 02, 03, ...", "02"), ("一, 二, 三, ...", "二"), ("١, ٢, ٣, ...", "٢"), ("أ, ب, ت, ...", "ب"),
     ("א, י, ק, ...", "ב"), ("а, б, .., аа, аб, ... (ru)", "б"), ("1st, 2nd, 3rd, ...", "2nd"), ("①, ②, ③, ...", "②"),
     ("一つ, 二つ", "2"), ("", "")],
)  # fmt: skip
def test_formats_are_known_by_their_first_numbers(sample, shown):
    levels = list_style("S", level(1, sample, prefix="<", suffix=">").replace('"<"', '"&lt;"'))
    draft = read(odt(listed(item(p("a")), item(p("b")), style="S"), automatic=levels))

    assert numbers(draft)[1] == f"<{shown}>"


OUTLINE = (
    f'<text:outline-style style:name="Outline">{level(1, "I", prefix="Part ")}{level(2, "1", prefix="Article ")}'
    "</text:outline-style>"
).replace("list-level-style-number", "outline-level-style")


def test_headings_have_the_numbers_of_the_outline():
    left_out, anew = ' text:is-list-header="true"', ' text:restart-numbering="true" text:start-value="9"'
    body = [h("General"), h("Scope", 2), p("Words."), h("Terms", 2), h("Not numbered", 2, left_out), h("Special")]
    body += [h("Anew", 2, anew)]

    assert outline(read(odt(*body, styles=OUTLINE)))[:2] == ["part_I | Part I | General", "art_1 | Article 1 | Scope"]
    assert [one for one in numbers(read(odt(*body, styles=OUTLINE))) if one] == [
        "Part I", "Article 1", "Article 2", "Part II", "Article 9",
    ]  # fmt: skip


def test_a_list_of_articles_is_read_as_articles():
    articles = list_style("A", level(1, "1", prefix="Article "), level(2, "1", suffix="."))
    body = listed(item(p("Scope"), listed(item(p("All of it.")))), item(p("Terms")), style="A")

    assert outline(read(odt(body, p("Words."), automatic=articles))) == [
        "art_1 | Article 1 | Scope", "art_1__para_1 | 1. | All of it.", "art_2 | Article 2 | Terms",
        "art_2__para_nn_1 | Words.",
    ]  # fmt: skip


def test_the_title_holds_nothing():
    mine = style("P1", "", family="paragraph", more=' style:parent-style-name="Title"')

    assert outline(read(odt(p("Model Law", "P1"), h("Article 1"), p("Words."), automatic=mine))) == [
        "sec_nn_1 | Model Law", "art_1 | Article 1", "art_1__para_nn_1 | Words.",
    ]  # fmt: skip


def test_looks_come_from_styles_and_those_above_them():
    strong = ' style:parent-style-name="Strong"'
    looks = (
        style("Strong", 'fo:font-weight="bold"') + style("T1", 'fo:font-style="italic"', more=strong)
        + style("T2", 'style:text-position="super 58%"') + style("T3", 'style:text-position="-33% 58%"')
    )  # fmt: skip
    body = p(
        'One <text:span text:style-name="T1">two</text:span> three<text:span text:style-name="T2">4</text:span> '
        'H<text:span text:style-name="T3">2</text:span>O'
    )
    assert html(body, automatic=looks) == (
        '<p dir="auto">One <strong><em>two</em></strong> three<sup>4</sup> H<sub>2</sub>O</p>'
    )


def test_spaces_tabs_and_breaks_are_what_one_sees():
    assert texts(p('1.<text:tab/>One<text:s text:c="3"/>two<text:line-break/>three\nfour')) == ["One two three four"]


@pytest.mark.parametrize(
    ("address", "kept"), [("https://example.org/a", True), ("javascript:x", False), ("#here", None)]
)
def test_links_to_the_web_are_kept_and_others_reported(address, kept):
    body = p(f'<text:a xlink:href="{address}">here</text:a>')

    assert (address in html(body)) is (kept is True)
    assert problems(body) == ([(1, ProblemReason.LINK, address)] if kept is False else [])


NOTE = (
    '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
    f"<text:note-body>{p('See the Convention.')}</text:note-body></text:note>"
)


def test_notes_stand_at_the_end_of_the_provision_that_refers_to_them():
    assert texts(p(f"1. Treaties{NOTE} bind."), p("2. Others.")) == [
        "Treaties[1] bind.\n[1] See the Convention.", "Others.",
    ]  # fmt: skip


def test_tracked_changes_are_read_as_accepted_and_counted():
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('may')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    draft = read(odt(changes, p('The Parties <text:change text:change-id="a"/>shall meet.')))

    assert [provision.text for provision in draft.provisions] == ["The Parties shall meet."]
    assert draft.notices == [Notice(NoticeKind.TRACKED_CHANGES, 1)]
    assert "may" not in draft.source


def test_remarks_are_counted_and_not_read():
    draft = read(odt(p(f"Words<office:annotation><dc:creator>A</dc:creator>{p('Why?')}</office:annotation>")))

    assert draft.notices == [Notice(NoticeKind.REMARKS, 1)]
    assert [provision.text for provision in draft.provisions] == ["Words"]


def test_a_table_of_contents_is_one_problem():
    lines = f"<text:index-body>{p('Scope 3')}{p('Terms 4')}</text:index-body>"
    contents = f"<text:table-of-content>{lines}</text:table-of-content>"

    assert problems(p("Before"), contents, h("Scope"), p("Words")) == [(2, ProblemReason.CONTENTS, "Scope 3\nTerms 4")]


def test_heads_and_feet_of_pages_are_reported():
    masters = f"<style:master-page><style:header>{p('Draft 2')}</style:header></style:master-page>"

    assert problems(p("Words"), masters=masters) == [(1, ProblemReason.RUNNING_HEAD, "Draft 2")]


def test_hidden_words_are_reported():
    hidden = style("T1", 'text:display="none"')

    assert problems(p('Seen <text:span text:style-name="T1">unseen</text:span>'), automatic=hidden) == [
        (1, ProblemReason.HIDDEN, "unseen")
    ]


def test_a_box_of_text_stands_apart_and_of_a_picture_its_description_is_kept():
    box = f"<draw:frame><draw:text-box>{p('In the box')}</draw:text-box></draw:frame>"
    picture = '<draw:frame draw:name="Picture 1"><draw:image/><svg:desc>A map</svg:desc></draw:frame>'

    assert texts(p(f"1. Before{box}"), p(f"2. See {picture}")) == ["Before\nIn the box", "See A map"]
    assert problems(p(f"Words {picture}")) == [(1, ProblemReason.IMAGE, "A map")]
    assert texts(p("1. Words"), box) == ["Words\nIn the box"]


def test_a_section_that_shows_another_file_is_reported_and_read_as_it_stands():
    section = f'<text:section><text:section-source xlink:href="../x.odt"/>{p("Words")}</text:section>'

    assert problems(section) == [(1, ProblemReason.EXTERNAL, "../x.odt")]
    assert texts(section) == ["Words"]


def row(*cells: str) -> str:
    inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table-row>{inner}</table:table-row>"


def table(*rows: str) -> str:
    return f"<table:table>{''.join(rows)}</table:table>"


def test_a_table_is_one_piece_with_the_number_before_it():
    inner = table(row(p("x"), p("y")))

    outer = table(row(p("a"), p("b")), row(inner, listed(item(p("c")), style="L")))

    assert texts(p("1. The seats:"), outer, automatic=LEGAL) == ["The seats:\na | b\nx | y | 1. c"]


def test_a_table_of_numbers_and_paragraphs_is_read_as_the_law_it_is():
    rows = [row(p("Article 1"), p("Scope")), row(p("1."), p("One.")), row(p("2."), p("Two."))]

    assert outline(read(odt(table(*rows)))) == [
        "art_1 | Article 1 | Scope", "art_1__para_1 | 1. | One.", "art_1__para_2 | 2. | Two.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (odt(p("x"), manifest="<manifest:encryption-data/>"), "protected by a password"),
        (odt(content="<office"), "“content.xml” of the file is damaged"),
        (odt(content="<x/>"), "no part “content.xml”"),
        (odt(content='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), "declares a document type"),
        (odt(p(" ")), "no words"),
        (b"", "damaged"), (b"PK\x03\x04", "damaged"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_is_wrong(file, message):
    with pytest.raises(UnreadableFile, match=message):
        read(file)


def test_styles_and_lists_that_make_no_sense_leave_the_words():
    circle = style("A", "", more=' style:parent-style-name="B"') + style("B", "", more=' style:parent-style-name="A"')
    body = listed(
        item(p('<text:span text:style-name="A">One</text:span>')), style="Nowhere", more=' text:continue-list="x"'
    )

    assert texts(body, h("Two", 99), automatic=circle) == ["One", ""]
