"""Files made to harm: a clear refusal or a sane reading, in bounded memory and time."""

import io
import zipfile
from time import process_time

import pytest

from consultations.readers.docx import read
from consultations.readers.encoding import UnreadableFile
from consultations.readers.office import package
from tests.consultations.readers.docx.builder import (
    NAMESPACES,
    OFFICE,
    document,
    docx,
    level,
    lists,
    num,
    p,
    run,
    table,
)
from tests.consultations.readers.reading import loses_nothing

LAUGHS = "<!DOCTYPE x [" + '<!ENTITY a0 "ha">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20)
) + "]>"  # fmt: skip
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def refusal(data: bytes) -> str:
    began = process_time()
    with pytest.raises(UnreadableFile) as refused:
        read(data)
    assert process_time() - began < 5
    return str(refused.value.message)


@pytest.mark.parametrize(("declared", "entity"), [(LAUGHS, "&a19;"), (EXTERNAL, "&e;"), ("<!DOCTYPE x>", "")])
def test_a_part_with_a_document_type_is_refused(declared, entity):
    message = refusal(docx(whole=declared + document(p(run("x")).replace(">x<", f">x{entity}<"))))

    assert "“word/document.xml”" in message
    assert "localhost" not in message


def test_a_document_type_in_any_part_is_refused():
    assert "styles.xml" in refusal(with_part("word/styles.xml", EXTERNAL + f"<w:styles {NAMESPACES}>&e;</w:styles>"))


def with_part(name: str, content: str) -> bytes:
    file = io.BytesIO(docx(p("Words")))
    kept = {one: zipfile.ZipFile(file).read(one) for one in zipfile.ZipFile(file).namelist() if one != name}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, data in {**kept, name: content}.items():
            archive.writestr(one, data)
    return out.getvalue()


@pytest.mark.parametrize("whole", ["", "<w", "no XML", "\x00", f"<w:document {NAMESPACES}><w:body>"])
def test_a_part_that_is_no_xml_is_refused_by_its_name(whole):
    assert "“word/document.xml” of the file is damaged" in refusal(docx(whole=whole))


def test_a_file_without_its_text_is_refused():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")

    assert "no part “word/document.xml”" in refusal(data.getvalue())


@pytest.mark.parametrize("cut", [10, 200, -30])
def test_a_file_that_was_cut_off_is_refused(cut):
    assert "damaged" in refusal(docx(p("Words"))[:cut])


def test_a_part_whose_bytes_were_turned_is_refused():
    data = bytearray(docx(p("Words " * 1000)))
    data[60:70] = b"0123456789"

    assert "damaged" in refusal(bytes(data))


def test_what_is_protected_and_what_is_of_an_old_program_says_so():
    assert "protected by a password" in refusal(package.OLE2 + b"\0" * 600 + package.ENCRYPTED_BY_OFFICE)
    assert ".docx" in refusal(package.OLE2 + b"\0" * 600)


def test_what_unpacks_to_far_too_much_is_refused_before_it_becomes_a_tree(monkeypatch):
    assert "far larger" in refusal(docx(whole=" " * (package.LARGEST_PART + 1)))
    assert "far larger" in refusal(docx(whole=document("<w:p/>" * (package.MOST_MARKS + 1))))


def test_elements_within_elements_without_end_are_refused():
    assert "damaged" in refusal(docx(whole=document("<w:sdt><w:sdtContent>" * 100_000)))


@pytest.mark.parametrize("wrapper", ["w:sdt", "w:ins", "w:x", "mc:AlternateContent><mc:Choice"])
@pytest.mark.parametrize("inside", [p("Words"), run("Words")])
def test_as_many_wrappers_as_there_may_be_are_looked_through(wrapper, inside):
    names = wrapper.split("><")
    times = 245 // len(names)
    end = "".join(f"</{name}>" for name in reversed(names))
    wrapped = f"<{wrapper}>" * times + inside + end * times

    assert loses_nothing(read(docx(wrapped if inside.startswith("<w:p>") else f"<w:p>{wrapped}</w:p>", p("End"))))


@pytest.mark.parametrize("more", ["", p("Beside")])
def test_tables_in_tables_are_read_however_deep(more):
    inner = p("Words")
    for _ in range(80):
        inner = table((f"<w:tc>{inner}{more}</w:tc>", f"<w:tc>{p('x')}</w:tc>"))
    began = process_time()
    draft = read(docx(inner))

    assert loses_nothing(draft)
    assert process_time() - began < 10


def test_one_style_based_on_ten_thousand_others_is_read_in_time():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(10_000)
    )
    began = process_time()
    read(docx(*(p("x", style=f"s{n}") for n in range(2000)), styles=styles))

    assert process_time() - began < 10


def test_a_field_that_never_ends_and_ends_without_beginnings_leave_the_words():
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))

    assert loses_nothing(read(docx(p(begin + run("One")), p("Two"), p(end * 3 + run("Three")))))


def test_numbers_beyond_all_measure_are_numbers():
    huge = lists(level(0, "lowerLetter", "%1"), nums=num(2, 1, "<w:lvlOverride/>"))
    huge = huge.replace('w:start w:val="1"', f'w:start w:val="{10**30}"')

    assert loses_nothing(read(docx(p("One", num=(1, 0)), p("Two", num=(1, 0)), p("Three", num=(2, 0)), numbering=huge)))


def test_spans_of_cells_beyond_all_measure_are_read():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="{10**12}"/></w:tcPr>{p("a")}</w:tc>'

    assert loses_nothing(read(docx(table((wide, "b"), ("c", "d"), ("e", "f")))))


def test_relationships_that_lead_out_of_the_file_are_not_followed():
    targets = (
        f'<Relationship Id="a" Type="{OFFICE}/footnotes" Target="../../../../etc/passwd"/>'
        f'<Relationship Id="b" Type="{OFFICE}/header" Target="http://example.org/x.xml" TargetMode="External"/>'
        f'<Relationship Id="c" Type="{OFFICE}/attachedTemplate" Target="http://example.org/t" TargetMode="External"/>'
    )
    assert [provision.text for provision in read(docx(p("Words"), targets=targets)).provisions] == ["Words"]


def test_a_law_of_a_thousand_articles_is_read_in_seconds():
    numbering = lists(level(0, "decimal", "Article %1") + level(1, "decimal", "%2.") + level(2, "lowerLetter", "(%3)"))
    words = "Each Party shall take such measures as may be necessary to fulfil its obligations under this treaty. " * 4
    law = [
        p("Scope", num=(1, 0)),
        p(words, num=(1, 1)),
        p(words, num=(1, 2)),
        p(words, num=(1, 2)),
        p(words, num=(1, 1)),
    ]
    data = docx(*law * 1000, numbering=numbering)
    began = process_time()
    draft = read(data)

    assert process_time() - began < 10
    assert sum(1 for _ in draft.walk()) == 5000
    assert draft.provisions[-1].number == "Article 1000"
