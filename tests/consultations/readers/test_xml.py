from collections import Counter
from pathlib import Path

import pytest

from consultations.readers import UnreadableFile
from consultations.readers.inspection import coverage
from consultations.readers.xml import parse, read
from tests.consultations.readers.outlines import outline

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("", "empty"),
        ("\ufeff \n", "empty"),
        (f'<akomaNtoso xmlns="{NAMESPACE}">\n<act>\n</akomaNtoso>', r"Line 3 .*Opening and ending tag mismatch"),
        (f'<akomaNtoso xmlns="{NAMESPACE}">\n<p>&nbsp;</p></akomaNtoso>', r"Line 2 .*Entity 'nbsp' not defined"),
        (f'\n<akomaNtoso xmlns="{NAMESPACE}"><nothing/></akomaNtoso>', r"line 2\) holds no document.*find <nothing>"),
        (f'<akomaNtoso xmlns="{NAMESPACE}"/>', "find nothing"),
        ("<Legislation>text</Legislation>", r"<Legislation> \(line 1\)"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><akomaNtoso/>', "DOCTYPE"),
        ('<!DOCTYPE x SYSTEM "file:///etc/passwd"><akomaNtoso/>', "DOCTYPE"),
        ('<?xml version="1.0" encoding="moon"?><akomaNtoso/>', "Line 1 .*encoding"),
        ("\n" + "<p>" * 101 + "</p>" * 101, "Line 2 has more than 100 elements in each other"),
        ("<p>" * 400 + "</p>" * 400, "Excessive depth"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_line(source, message):
    with pytest.raises(UnreadableFile, match=message):
        read(source.encode())


def test_entities_of_a_document_type_are_never_expanded(tmp_path: Path):
    (tmp_path / "secret").write_text("secret")
    source = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]><akomaNtoso><p>&a;</p></akomaNtoso>'
    with pytest.raises(UnreadableFile) as refusal:
        read(source.encode())

    assert "secret" not in str(refusal.value.message)


def test_more_elements_than_memory_would_bear_are_refused_before_they_are_made(monkeypatch):
    monkeypatch.setattr(parse, "MOST_SIGNS", 5)
    with pytest.raises(UnreadableFile, match="more than 5 elements"):
        read(b"<a>" + b"<p/>" * 5 + b"</a>")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1256", "gb18030"])
def test_the_encoding_is_the_one_that_the_file_declares(encoding):
    words = "قانون" if encoding == "windows-1256" else "法律"
    source = f'<?xml version="1.0" encoding="{encoding}"?><akomaNtoso><doc><mainBody><p>{words}</p></mainBody></doc>'

    assert [it.text for it in read(f"{source}</akomaNtoso>".encode(encoding)).provisions] == [words]


def test_other_xml_in_titles_and_paragraphs_is_read_by_its_headings():
    source = """<law xmlns="http://x.example/"><title>Ships</title><note><para>Of 1948.</para></note>
      <preamble><title>Preamble</title><para>Whereas ships sail,</para></preamble>
      <article><title>Article 1</title><para>A <emph>ship</emph> sails.</para></article>
      <article><title>Article 2</title><orderedlist><listitem><para>One.</para></listitem><listitem>Two.</listitem>
      </orderedlist></article></law>"""
    draft = read(source.encode())

    assert outline(draft) == [
        "section | sec_nn_1 | Ships",
        "paragraph | sec_nn_1__para_nn_1 | Of 1948.",
        "preamble | preamble | Preamble",
        "recital | preamble__rec_nn_1 | Whereas ships sail,",
        "article | art_1 | Article 1",
        "paragraph | art_1__para_nn_1 | A ship sails.",
        "article | art_2 | Article 2",
        "paragraph | art_2__para_1 | 1. | One.",
        "paragraph | art_2__para_2 | 2. | Two.",
    ]
    assert coverage(draft).share == 1.0


def test_the_universal_declaration_has_30_articles_in_each_language(real_data: Path):
    paths = sorted((real_data / "17-texts-multilingual-rtl" / "udhr").glob("*.xml"))
    for path in paths:
        draft = read(path.read_bytes())
        kinds = Counter(provision.kind.value for provision, _, _ in draft.walk())
        assert (kinds["article"], kinds["preamble"], coverage(draft).share) == (30, 1, 1.0), path.name
    assert len(paths) >= 6
