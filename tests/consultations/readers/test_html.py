from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.enums import ProblemReason
from consultations.readers import READERS, UnreadableFile, reader_for
from consultations.readers.draft import ReadDraft
from consultations.readers.eids import eids
from consultations.readers.html import read
from consultations.readers.inspection import coverage
from tests.consultations.readers.outlines import outline


def page(body: str, head: str = "") -> ReadDraft:
    draft = read(f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>".encode())
    assert coverage(draft).missing == Counter()
    assert not any(problem.reason == ProblemReason.HTML for problem in draft.problems)
    return draft


def problems(draft: ReadDraft) -> list[tuple[str, str]]:
    return [(problem.reason.value, problem.text) for problem in draft.problems]


def test_headings_paragraphs_and_lists_make_the_structure():
    draft = page(
        "<h1>Ships Act</h1><h2>Part I – General</h2><h3>Article 1<br>Scope</h3><ol><li>One.<ol type=a><li>cogs;"
        "<li>boats."
        "</ol><li>Two<br>goes on.</ol><h3>Article 2</h3><p>All <b>ships</b>.</p><ul><li>cogs</ul>"
    )

    assert outline(draft) == [
        "section | sec_nn_1 | Ships Act",
        "part | part_I | Part I | General",
        "article | art_1 | Article 1 | Scope",
        "paragraph | art_1__para_1 | 1. | One.",
        "point | art_1__para_1__point_a | a. | cogs;",
        "point | art_1__para_1__point_b | b. | boats.",
        "paragraph | art_1__para_2 | 2. | Two goes on.",
        "article | art_2 | Article 2",
        "paragraph | art_2__para_nn_1 | All ships.",
        "point | art_2__para_nn_1__point_nn_1 | cogs",
    ]


@pytest.mark.parametrize(
    ("items", "numbers"),
    [
        ("<ol><li>x<li>y</ol>", ["1.", "2."]),
        ("<ol start=7><li>x<li value=10>y<li>z</ol>", ["7.", "10.", "11."]),
        ("<ol reversed><li>x<li>y</ol>", ["2.", "1."]),
        ("<ol type=A start=26><li>x<li>y</ol>", ["Z.", "AA."]),
        ("<ol type=I><li>x<li>y<li>z<li>w</ol>", ["I.", "II.", "III.", "IV."]),
        ("<ol style='list-style-type: lower-roman'><li>x<li>y</ol>", ["i.", "ii."]),
        ("<ol style='list-style:none'><li>(a) x<li>(b) y</ol>", ["(a)", "(b)"]),
        ("<ol><li>1. x<li>2. y</ol>", ["1.", "2."]),
        ("<ol type=a start=-1><li>x<li>y<li>z</ol>", ["-1.", "0.", "a."]),
        ("<ul><li>x<li>1) y</ul>", ["", "1)"]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(items, numbers):
    assert [provision.number for provision, _, _ in page(items).walk()] == numbers


def test_a_page_that_sets_all_in_paragraphs_as_official_journals_do():
    draft = page(
        '<div class="eli-main"><p class="oj-doc-ti">REGULATION 7</p><p class="oj-ti-section-1">TITLE I</p>'
        '<p class="oj-ti-section-2">SHIPS</p><p class="oj-ti-art">Article 1</p><p class="oj-sti-art">Scope</p>'
        '<p class="oj-normal">1.&nbsp;&nbsp;&nbsp;This covers:</p>'
        '<table><tbody><tr><td><p>(a)</p></td><td><p>ships;</p></td></tr></tbody></table>'
        '<table><tbody><tr><td><p>(b)</p></td><td><p>boats.</p></td></tr></tbody></table>'
        '<p class="oj-normal">2.&nbsp;&nbsp;&nbsp;Not <span class="oj-italic">rafts</span>.</p></div>'
    )  # fmt: skip

    assert outline(draft) == [
        "preamble | preamble",
        "paragraph | preamble__para_nn_1 | REGULATION 7",
        "title | title_I | TITLE I | SHIPS",
        "article | art_1 | Article 1 | Scope",
        "paragraph | art_1__para_1 | 1. | This covers:",
        "point | art_1__para_1__point_a | (a) | ships;",
        "point | art_1__para_1__point_b | (b) | boats.",
        "paragraph | art_1__para_2 | 2. | Not rafts.",
    ]


def test_what_word_saves_as_a_page_has_its_numbers_in_its_text():
    draft = page(
        "<p class=MsoNormal><b>Article 1<o:p></o:p></b></p><p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>"
        "<![if !supportLists]><span style='mso-list:Ignore'>1.<span style='font:7.0pt'>&nbsp;&nbsp; </span></span>"
        "<![endif]>Ships<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a> sail.<o:p></o:p></p>"
        "<p class=MsoListParagraph><span style='mso-list:Ignore'>(a)<span>&nbsp; </span></span>Cogs.</p>"
        "<div id=ftn1><p class=MsoFootnoteText><a href='#_ftnref1' name='_ftn1'>[1]</a> Of wood.</p></div>"
    )

    assert outline(draft) == [
        "article | art_1 | Article 1",
        "paragraph | art_1__para_1 | 1. | Ships[1] sail. [1] Of wood.",
        "point | art_1__para_1__point_a | (a) | Cogs.",
    ]


def test_line_breaks_set_lines_and_two_of_them_paragraphs():
    draft = page("Article 1<br>1. Ships.<br>2. Boats.<br> <br>Article 2<br><br>Rafts <i>and<br>logs</i>.")

    assert outline(draft) == [
        "article | art_1 | Article 1",
        "paragraph | art_1__para_1 | 1. | Ships.",
        "paragraph | art_1__para_2 | 2. | Boats.",
        "article | art_2 | Article 2",
        "paragraph | art_2__para_nn_1 | Rafts and logs.",
    ]


def test_what_leads_around_what_is_hidden_and_what_is_run_is_reported():
    draft = page(
        "<header><a href='/'>Home</a></header><nav>Laws</nav><main><h1>Act</h1><aside>See too</aside>"
        "<p hidden>secret</p>"
        "<p style='display: none'>unseen</p><script>steal('cookie')</script><p>Text<span style='mso-hide:all'>ghost"
        "</span>.<del>Old</del></p><template><p>later</p></template><iframe src='https://x.example/'></iframe>"
        "<svg><text>drawn</text></svg><img src='data:image/png;base64,AAAA' alt='A flag'><button>Share</button></main>"
        "<footer>Contact</footer><script src='a.js'></script>",
        "<title>The act</title><style>p { color: red }</style><script>track()</script><noscript>Plain</noscript>",
    )

    assert outline(draft) == [
        "section | sec_nn_1 | Act",
        "paragraph | sec_nn_1__para_nn_1 | See too",
        "paragraph | sec_nn_1__para_nn_2 | Text.",
        "paragraph | sec_nn_1__para_nn_3 | A flag",
    ]
    assert sorted(problems(draft)) == [
        ("deleted", "Old"), ("external", "https://x.example/"), ("front-matter", "Plain"), ("front-matter", "The act"),
        ("hidden", "ghost"), ("hidden", "later"), ("hidden", "secret"), ("hidden", "unseen"),
        ("image", "data:image/png;base64"), ("image", "drawn"), ("navigation", "Contact"), ("navigation", "Home"),
        ("navigation", "Laws"), ("navigation", "Share"), ("script", "a.js"), ("script", "steal('cookie')"),
        ("script", "track()"),
    ]  # fmt: skip


def test_menus_of_older_pages_are_known_by_their_label_and_their_links():
    draft = page(
        "<div id=header><h2><a href=/>Laws</a></h2></div><ul class='primaryNav'><li><a href=/>Home</a></ul>"
        "<p class=MsoToc1><a href='#a'>Article 1 Scope 2</a></p><div class=header><h1>Act</h1><p>Of <a href=/k>kings"
        "</a>.</p>"
        "</div><p class=language>All <a href=/l>languages</a> are equal.</p><div id=footer><p>© Crown</p></div>"
    )

    assert outline(draft) == [
        "section | sec_nn_1 | Act",
        "paragraph | sec_nn_1__para_nn_1 | Of kings.",
        "paragraph | sec_nn_1__para_nn_2 | All languages are equal.",
    ]
    assert problems(draft) == [
        ("navigation", "Laws"), ("navigation", "Home"), ("contents", "Article 1 Scope 2"), ("navigation", "© Crown")
    ]  # fmt: skip


def test_numbers_that_only_a_style_sheet_sets_apart_are_numbers():
    draft = page(
        "<h1>Act</h1><p><span class=No>1(1)</span><span>Every ship sails.</span></p><p><span>(2)</span><span>No ship "
        "sails—</span></p><p><span>(a)</span><span>at night.</span></p><p>3. Winds (<i>b</i>)</p>"
        "<p>(<i>a</i>)&nbsp;North;"
    )

    assert [one.text for one, _, _ in draft.walk()] == [
        "", "1(1) Every ship sails.", "No ship sails—", "at night.", "Winds (b)", "North;"
    ]  # fmt: skip
    assert [one.number for one, _, _ in draft.walk()] == ["", "", "(2)", "(a)", "3.", "(a)"]


def test_nothing_of_a_page_runs_in_what_is_kept():
    draft = page(
        "<p onclick='x()'>a <a href='javascript:x()'>b</a> <a href='https://x.example/' onmouseover='x()'>c"
        "</a><style>@import 'x'</style><b style='background:url(x)'>d</b></p>"
        "<table><tr><td onclick='x()'>e</td><td>f</table>"
    )

    html = "".join(provision.html for provision, _, _ in draft.walk())
    assert "x()" not in html
    assert "style" not in html
    assert '<a href="https://x.example/" rel="nofollow ugc noopener">c</a>' in html


def test_tables_definitions_quotations_listings_and_figures():
    draft = page(
        "<h2>Article 1</h2><table><caption>Fees</caption><tr><th>Ship<th>Fee<tr><td colspan=2>none</table>"
        "<dl>Of:<dt>ship</dt><dd>what sails</dd><dt>raft<dd>what does not</dl><blockquote><p>Sail on.</blockquote>"
        "<pre>a\n  b</pre><figure><img src='x.png' alt='flag'><figcaption>Our flag</figcaption></figure>"
    )

    assert [one.text for one, _, _ in draft.walk()] == [
        "", "Fees\nShip | Fee\nnone | ", "Of:", "ship\nwhat sails", "raft\nwhat does not", "Sail on.", "a\n  b",
        "flag", "Our flag",
    ]  # fmt: skip


def test_tables_that_only_set_the_page_are_looked_through():
    draft = page(
        "<table><tr><td><nav>Menu</nav></td><td><h1>Act</h1><p>1. Ships.</p><table><tr><td>a<td>b<tr><td>c<td>d</table>"
        "</td></tr></table><table role=presentation><tr><td>2. Boats.</td><td>3. Rafts.</td></tr></table>"
    )

    assert outline(draft) == [
        "section | sec_nn_1 | Act",
        "paragraph | sec_nn_1__para_1 | 1. | Ships. / a | b / c | d",
        "paragraph | sec_nn_1__para_2 | 2. | Boats.",
        "paragraph | sec_nn_1__para_3 | 3. | Rafts.",
    ]


def test_a_whole_text_set_as_a_listing_is_one_of_paragraphs():
    lines = "\n\n".join(f"Article {number}\n\n  ({number}) Ships sail\n  on." for number in range(1, 12))
    draft = page(f"<pre>{lines}</pre>")

    assert Counter(one.kind.value for one, _, _ in draft.walk()) == {"article": 11, "paragraph": 11}
    assert draft.provisions[2].children[0].text == "Ships sail on."


@pytest.mark.parametrize(
    ("head", "encoding", "words"),
    [
        ('<meta charset="windows-1256">', "cp1256", "قانون"),
        ("<meta http-equiv='Content-Type' content='text/html; charset=gb2312'>", "gb18030", "法律"),
        ('<?xml version="1.0" encoding="koi8-r"?>', "koi8-r", "закон"),
        ("<meta charset=utf-16>", "utf-8", "закон"),
        ("", "utf-16", "закон"),
        ("", "utf-8-sig", "закон"),
        ("<meta charset=latin1>", "cp1252", "“loi”"),
        ("<meta charset=moon>", "utf-8", "закон"),
    ],
)
def test_the_encoding_is_the_one_that_the_page_says(head, encoding, words):
    draft = read(f"{head}<p>{words}</p>".encode(encoding))

    assert [provision.text for provision in draft.provisions] == [words]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"<!-- nothing -->", "empty"),
        (b"<meta charset=utf-8>\n\n<p>\xff</p>", r"says that it is in utf-8, and line 3 is not"),
        (b"<div>" * 100_000 + b"deep", "elements in each other"),
        (b"\n" + b"<div>" * 200 + b"deep", "elements in each other"),
        (b"<p>\x00</p>", "control character"),
        (b"<p>" * 1_000_001, "more than 1000000 elements"),
    ],
)
def test_what_cannot_be_read_is_refused(data, message):
    with pytest.raises(UnreadableFile, match=message):
        read(data)


def test_pages_are_read_under_each_of_their_names():
    source = b"<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><p>Law.</p></html>"
    for ending in (".html", ".htm", ".xhtml", ".xml"):
        assert [it.text for it in reader_for(f"law{ending}")(source).provisions] == ["Law."]
        assert ending in READERS


TAGS = """
div p h1 h2 ol ul li dl dt dd table tr td th caption b i a span sup br img script style template nav main header footer
blockquote pre figure del section article font center o:p svg button select option textarea title ins noscript iframe
form label summary details u q
"""
tags = st.sampled_from(TAGS.split())
pieces = st.one_of(
    tags.map(lambda tag: f"<{tag}>"), tags.map(lambda tag: f"</{tag}>"),
    st.sampled_from(["word ", "Wort", " 1. ", "Article 1", "第一条", "&eacute;", "&nbsp;", "(a) ", "<a href=#x>",
                     "<p id=x>",
                     "<p hidden>", "<a name=y href=#x>1</a>", "<ol type=i>", "\n", "<td colspan=3>", "<![if x]>",
                     "&lt;b"]),
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(pieces, max_size=25))
def test_nothing_is_lost_of_any_page(parts):
    try:
        draft = read("".join(["<p>text</p>", *parts]).encode())
    except UnreadableFile:
        return
    assert coverage(draft).missing == Counter()
    addresses = eids(draft)
    assert len(set(addresses)) == len(addresses)


def test_a_treaty_saved_as_a_page_is_the_same_draft(real_data: Path):
    from markdown_it import MarkdownIt

    source = (real_data / "14-texts-treaties-budapest/budapest_en.md").read_text("utf-8")
    draft = read(MarkdownIt("commonmark").render(source).encode())

    assert Counter(one.kind.value for one, _, _ in draft.walk())["article"] == 48
    assert coverage(draft).share == 1.0
