"""What a Word file holds besides numbers: a test for each thing."""

import io
import zipfile

import pytest

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers.docx import read
from consultations.readers.draft import Notice
from consultations.readers.encoding import UnreadableFile
from tests.consultations.readers.docx.builder import OFFICE, docx, level, lists, p, run, table, zipped
from tests.consultations.readers.reading import loses_nothing, outline

BOLD = "<w:b/>"
CHANGE = 'w:id="1" w:author="A" w:date="2026-01-01T00:00:00Z"'


def texts(*body: str, **parts) -> list[str]:
    draft = read(docx(*body, **parts))
    assert loses_nothing(draft)
    return [provision.text for provision, _, _ in draft.walk()]


def problems(*body: str, **parts) -> list[tuple[int, ProblemReason, str]]:
    draft = read(docx(*body, **parts))
    assert loses_nothing(draft)
    assert all(problem.unit == PlaceUnit.PARAGRAPH for problem in draft.problems)
    return [(problem.place, problem.reason, problem.text) for problem in draft.problems]


def html(*body: str, **parts) -> str:
    return read(docx(*body, **parts)).provisions[0].html


def test_headings_are_known_by_their_style_in_any_language_of_the_program():
    body = [p("Model Law", style="Titel"), p("Part I", style="berschrift1"), p("Article 1", style="berschrift2"),
            p("Scope", style="berschrift3"), p("1. First"), p("(a) letter"), p("2. Second")]  # fmt: skip

    assert outline(read(docx(*body))) == [
        "sec_nn_1 | Model Law", "part_I | Part I", "art_1 | Article 1 | Scope",
        "art_1__para_1 | 1. | First", "art_1__para_1__point_a | (a) | letter", "art_1__para_2 | 2. | Second",
    ]  # fmt: skip


def test_a_heading_is_known_by_the_level_of_its_own_style_or_of_one_it_is_based_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="X"><w:name w:val="Law head"/><w:pPr>'
        '<w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Y"><w:name w:val="Special"/><w:basedOn w:val="X"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Z"><w:name w:val="Not"/><w:basedOn w:val="X"/><w:pPr>'
        '<w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )  # fmt: skip
    body = [
        p("One", style="X"),
        p("Two", style="Y"),
        p("Three", style="Z"),
        p("Four", properties='<w:outlineLvl w:val="0"/>'),
    ]

    assert outline(read(docx(*body, styles=styles))) == [
        "sec_nn_1 | One", "sec_nn_2 | Two", "sec_nn_2__para_nn_1 | Three", "sec_nn_3 | Four",
    ]  # fmt: skip


def test_styles_that_are_based_on_each_other_end_somewhere():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:name w:val="{one}"/><w:basedOn w:val="{other}"/></w:style>'
        for one, other in ["AB", "BC", "CA"]
    )
    assert texts(p("Words", style="A"), styles=styles) == ["Words"]


def test_pieces_of_a_word_are_one_word_and_keep_their_looks():
    pieces = run("La", BOLD) + run("w no.", BOLD) + run(" ") + run("5", BOLD) + run(" applies to H") + run(
        "2", '<w:vertAlign w:val="subscript"/>'
    ) + run("O", "<w:i/>") + run(".", '<w:b w:val="0"/>')  # fmt: skip

    assert html(p(pieces)) == '<p dir="auto"><strong>Law no. 5</strong> applies to H<sub>2</sub><em>O</em>.</p>'


def test_bold_of_a_style_is_bold_and_its_heading_is_found():
    styles = '<w:style w:type="paragraph" w:styleId="S"><w:name w:val="Head"/><w:rPr><w:b/></w:rPr></w:style>'
    body = [p("Article 1. Scope", style="S"), p("Words."), p("Article 2 Terms", style="S"), p("More.")]

    assert outline(read(docx(*body, styles=styles))) == [
        "art_1 | Article 1 | Scope", "art_1__para_nn_1 | Words.", "art_2 | Article 2 | Terms",
        "art_2__para_nn_1 | More.",
    ]  # fmt: skip


def test_tabs_breaks_and_signs_are_what_one_sees():
    inner = (
        "<w:r><w:t>1.</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>operate soft</w:t><w:softHyphen/><w:t>ly</w:t>"
        '<w:br/><w:t>next</w:t><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    )
    assert outline(read(docx(p(inner)))) == ["para_1 | 1. | co\u2011operate softly next≥☐"]


@pytest.mark.parametrize(
    ("address", "kept"), [("https://example.org/a", True), ("mailto:a@example.org", True), ("javascript:x", False),
                          ("file:///c:/x.docx", False)],
)  # fmt: skip
def test_links_to_the_web_are_kept_and_others_reported(address, kept):
    target = f'<Relationship Id="l" Type="{OFFICE}/hyperlink" Target="{address}" TargetMode="External"/>'
    body = p(f'<w:hyperlink r:id="l">{run("here")}</w:hyperlink>')

    assert (address in html(body, targets=target)) is kept
    assert problems(body, targets=target) == ([] if kept else [(1, ProblemReason.LINK, address)])


def field(instruction: str, result: str) -> str:
    def sign(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    return f"{sign('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{sign('separate')}{result}{sign('end')}"


def test_of_a_field_its_result_is_kept():
    assert texts(p(run("See article ") + field(" REF x ", run("5")))) == ["See article 5"]
    assert 'href="https://example.org"' in html(p(field(' HYPERLINK "https://example.org" ', run("here"))))


def test_a_field_that_draws_in_another_file_is_reported_and_its_last_words_are_kept():
    assert problems(p(field(" INCLUDETEXT c:/x.docx ", run("words")))) == [
        (1, ProblemReason.EXTERNAL, "INCLUDETEXT c:/x.docx")
    ]


def test_a_number_that_only_word_can_compute_is_reported():
    begin, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "end"))
    inner = f"<w:r>{begin}<w:instrText> LISTNUM </w:instrText>{end}</w:r>"
    assert problems(p(inner + run(" words"))) == [(1, ProblemReason.FIELD, "LISTNUM")]


def test_a_table_of_contents_is_one_problem():
    first, last = field(' TOC \\o "1-3" ', "|").split("|")
    contents = p(first + run("1 Scope 3")) + p(run("2 Terms 4") + last)
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{p('Contents')}{p('1 Scope 3')}</w:sdtContent></w:sdt>"
    )
    after = p("Scope", style="berschrift1") + p("Words")

    assert problems(contents, after) == [(1, ProblemReason.CONTENTS, "1 Scope 3\n2 Terms 4")]
    assert problems(p("Before"), gallery, after) == [(2, ProblemReason.CONTENTS, "Contents\n1 Scope 3")]


def test_a_table_of_contents_that_never_ends_leaves_the_text_after_it():
    first = field(" TOC ", "|").split("|")[0]

    assert texts(p(first + run("1 Scope")), p("Scope", style="berschrift1"), p("Words")) == ["", "Words"]


def test_tracked_changes_are_read_as_accepted_and_counted():
    body = p(
        run("The Parties ") + f"<w:del {CHANGE}><w:r><w:delText>may</w:delText></w:r></w:del>"
        f"<w:ins {CHANGE}>{run('shall')}</w:ins>" + run(" meet.")
    )  # fmt: skip
    moved = p(f"<w:moveFrom {CHANGE}>{run('Gone.')}</w:moveFrom>") + p(f"<w:moveTo {CHANGE}>{run('Come.')}</w:moveTo>")
    draft = read(docx(body, moved))

    assert [provision.text for provision in draft.provisions] == ["The Parties shall meet.", "Come."]
    assert draft.notices == [Notice(NoticeKind.TRACKED_CHANGES, 4)]
    assert loses_nothing(draft)
    assert "Gone" not in draft.source


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next_and_has_its_number():
    gone = f"<w:rPr><w:del {CHANGE}/></w:rPr>"
    body = [
        p("One", num=(1, 0)),
        p("Two half ", num=(1, 0), properties=gone),
        p("and half.", num=(1, 0)),
        p("3", num=(1, 0)),
    ]

    assert outline(read(docx(*body, numbering=lists(level(0, "decimal", "%1."))))) == [
        "para_1 | 1. | One", "para_2 | 2. | Two half and half.", "para_3 | 3. | 3",
    ]  # fmt: skip


def test_deleted_rows_are_left_out():
    rows = table(("Name", "Seat"), ("Old", "Gone")).replace("<w:tr>", f"<w:tr><w:trPr><w:ins {CHANGE}/></w:trPr>", 1)
    rows = rows[::-1].replace("<w:tr>"[::-1], f"<w:tr><w:trPr><w:del {CHANGE}/></w:trPr>"[::-1], 1)[::-1]

    assert texts(rows) == ["Name | Seat"]


def test_remarks_in_the_margin_are_counted():
    remarks = {"comments": f'<w:comment w:id="0">{p("Why?")}</w:comment><w:comment w:id="1">{p("No.")}</w:comment>'}

    assert read(docx(p("Words"), parts=remarks)).notices == [Notice(NoticeKind.REMARKS, 2)]


NOTES = {
    "footnotes": f'<w:footnote w:id="2">{p("See the Vienna Convention.")}</w:footnote>',
    "endnotes": f'<w:endnote w:id="1">{p("As amended.")}</w:endnote>',
}
FOOT, END = '<w:r><w:footnoteReference w:id="2"/></w:r>', '<w:r><w:endnoteReference w:id="1"/></w:r>'


def test_notes_stand_at_the_end_of_the_provision_that_refers_to_them():
    body = [
        p("Article 1", style="berschrift1"),
        p(run("1. Treaties") + FOOT + run(" bind") + END + run(".")),
        p("2. Others."),
    ]

    assert texts(*body, parts=NOTES) == [
        "", "Treaties[1] bind[i].\n[1] See the Vienna Convention.\n[i] As amended.", "Others.",
    ]  # fmt: skip


def test_a_note_to_a_heading_stands_with_it_and_leaves_its_words_to_follow():
    body = [p(run("Article 1") + FOOT, style="berschrift1"), p("Scope", style="berschrift2"), p("Words.")]
    parts = {"footnotes": NOTES["footnotes"]}

    assert outline(read(docx(*body, parts=parts))) == [
        "art_1 | Article 1 | Scope | [1] See the Vienna Convention.", "art_1__para_nn_1 | Words.",
    ]  # fmt: skip


def test_a_note_without_a_mark_is_reported_and_one_whose_mark_was_deleted_is_gone():
    assert problems(p("Words"), parts={"footnotes": NOTES["footnotes"]}) == [
        (1, ProblemReason.NOTE, "See the Vienna Convention.")
    ]
    deleted = p(run("Words") + f"<w:del {CHANGE}>{FOOT}</w:del>")
    assert problems(deleted, parts={"footnotes": NOTES["footnotes"]}) == []


def test_heads_and_feet_of_pages_are_reported_once_each():
    heads = {"header1": p("Draft 2"), "header2": p("Draft 2"), "footer1": p("Page 1")}

    assert problems(p("Words"), parts=heads) == [
        (1, ProblemReason.RUNNING_HEAD, "Draft 2"), (1, ProblemReason.RUNNING_HEAD, "Page 1"),
    ]  # fmt: skip


def test_hidden_words_are_reported():
    assert problems(p(run("Seen ") + run("un", "<w:vanish/>") + run("seen", "<w:vanish/>"))) == [
        (1, ProblemReason.HIDDEN, "unseen")
    ]


def box(text: str) -> str:
    inside = f"<w:txbxContent>{p(text)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>'
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_box_of_text_is_read_once_after_its_paragraph():
    assert texts(p(run("1. Before") + box("In the box")), p("2. After")) == ["Before\nIn the box", "After"]


def test_of_a_picture_its_description_is_kept():
    picture = (
        '<w:r><w:drawing><wp:docPr id="1" name="Picture 1" descr="A map of the islands"/><a:blip/></w:drawing></w:r>'
    )

    assert texts(p(run("See ") + picture)) == ["See A map of the islands"]
    assert problems(p(picture)) == [(1, ProblemReason.IMAGE, "A map of the islands")]


def test_equations_keep_their_signs():
    assert texts(p(run("Where") + "<m:oMath><m:r><m:t>a=b</m:t></m:r></m:oMath>")) == ["Where a=b"]


def test_text_of_other_files_is_reported_and_never_opened():
    target = f'<Relationship Id="c" Type="{OFFICE}/aFChunk" Target="https://example.org/x.html" TargetMode="External"/>'

    assert problems(p("Words"), '<w:altChunk r:id="c"/>', targets=target) == [
        (1, ProblemReason.EXTERNAL, "https://example.org/x.html")
    ]


def test_a_template_elsewhere_is_of_no_concern():
    settings = {"settings": '<w:attachedTemplate r:id="t"/>'}
    assert texts(p("Words"), parts=settings) == ["Words"]


@pytest.mark.parametrize(
    "wrapper", ["w:sdt><w:sdtContent", "w:smartTag", "w:customXml", f"w:ins {CHANGE}", "w:unknown"]
)
def test_words_in_any_wrapper_are_read(wrapper):
    names = [one.split()[0] for one in wrapper.split("><")]
    end = "".join(f"</{name}>" for name in reversed(names))

    assert texts(f"<{wrapper}>{p('Outside')}{end}", p(f"<{wrapper}>{run('Inside')}{end}")) == ["Outside", "Inside"]


def test_a_table_is_one_piece_with_its_merged_cells():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("Both")}</w:tc>'
    begins, goes_on = (
        f"<w:tc><w:tcPr><w:vMerge{said}/></w:tcPr>{p(text)}</w:tc>"
        for said, text in [(' w:val="restart"', "Tall"), ("", "")]
    )
    draft = read(docx(p("1. The seats:"), table((wide, "c"), (begins, "e", "f"), (goes_on, "h", "i"))))
    (provision,) = draft.provisions

    assert provision.text == "The seats:\nBoth | c\nTall | e | f\nh | i"
    assert '<td colspan="2">Both</td>' in provision.html
    assert '<td rowspan="2">Tall</td>' in provision.html
    assert loses_nothing(draft)


def test_tables_in_tables_and_numbers_in_tables_are_read():
    inner = f"<w:tc>{table(('x', 'y'))}{p('z', num=(1, 0))}</w:tc>"
    numbering = lists(level(0, "decimal", "%1."))

    assert texts(p("Before", num=(1, 0)), table((inner, "b", "c")), numbering=numbering) == [
        "Before\nx | y 2. z | b | c"
    ]


def test_a_table_of_numbers_and_paragraphs_is_read_as_the_law_it_is():
    rows = table(("Article 1", "Scope"), ("1.", "Each Party:"), ("(a)", "may ask;"), ("", "or"), ("(b)", "may refuse."),
                 ("2.", "No Party shall."))  # fmt: skip

    assert outline(read(docx(rows))) == [
        "art_1 | Article 1 | Scope", "art_1__para_1 | 1. | Each Party:", "art_1__para_1__point_a | (a) | may ask;",
        "art_1__para_nn_1 | or", "art_1__para_nn_1__point_b | (b) | may refuse.",
        "art_1__para_2 | 2. | No Party shall.",
    ]  # fmt: skip


def test_a_table_whose_numbers_are_automatic_is_read_as_the_law_it_is():
    number = f"<w:tc>{p(num=(1, 0))}</w:tc>"
    rows = table((number, "Each Party."), (number, "No Party."))
    numbering = lists(level(0, "decimal", "%1."))

    assert outline(read(docx(rows, numbering=numbering))) == [
        "para_1 | 1. | Each Party.", "para_2 | 2. | No Party.",
    ]  # fmt: skip


def test_a_table_of_one_column_is_the_text_in_it():
    assert outline(read(docx(table(("Article 1. Scope",), ("1. One",), ("2. Two",))))) == [
        "art_1 | Article 1 | Scope", "art_1__para_1 | 1. | One", "art_1__para_2 | 2. | Two",
    ]  # fmt: skip


def test_indented_words_go_on_with_the_item_before_them():
    indented = '<w:ind w:left="720"/>'
    body = [p("One", num=(1, 0)), p("goes on", properties=indented), p("Two", num=(1, 0)), p("ends the list")]

    assert texts(*body, numbering=lists(level(0, "decimal", "%1."))) == ["One\ngoes on", "Two", "ends the list"]


def test_a_heading_that_nobody_marked_ends_the_list_before_it():
    indented = '<w:ind w:left="720"/>'
    body = [p("One", num=(1, 0)), p("Article 2", properties=indented), p("Words.")]
    draft = read(docx(*body, numbering=lists(level(0, "decimal", "%1."))))

    assert [provision.number for provision, _, _ in draft.walk()][-2:] == ["Article 2", ""]


def test_arabic_words_and_numbers_are_read():
    looks = "<w:rtl/>"
    paragraphs = [p(run(text, looks)) for text in ("\u200f١. تتعهد الدول", "٢. لا يجوز")]
    body = [p(run("المادة ٥", looks), style="berschrift1", properties="<w:bidi/>"), *paragraphs]

    assert outline(read(docx(*body))) == [
        "art_5 | المادة ٥", "art_5__para_1 | ١. | تتعهد الدول", "art_5__para_2 | ٢. | لا يجوز",
    ]  # fmt: skip


def test_the_strict_names_of_the_format_are_the_same_format():
    strict = docx(p("Article 1", style="berschrift1"), p("Words"))
    assert outline(read(strict)) == outline(read(strict_names(strict)))


def unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def strict_names(data: bytes) -> bytes:
    members = unzipped(data)
    usual, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    for end, strict_end in [(b"wordprocessingml/2006/main", b"wordprocessingml/main"),
                            (b"officeDocument/2006/relationships", b"officeDocument/relationships")]:  # fmt: skip
        members = {name: content.replace(usual + end, strict + strict_end) for name, content in members.items()}
    return zipped(members)


def test_a_file_without_words_is_refused():
    with pytest.raises(UnreadableFile, match="no words"):
        read(docx(p()))


def test_the_text_may_stand_in_a_part_of_another_name():
    members = unzipped(docx(p("Words")))
    renamed = {name.replace("document.xml", "document2.xml"): content for name, content in members.items()}
    renamed["_rels/.rels"] = renamed["_rels/.rels"].replace(b"document.xml", b"document2.xml")

    assert [provision.text for provision in read(zipped(renamed)).provisions] == ["Words"]
