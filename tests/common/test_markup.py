"""Nothing that a browser would run, load or be led astray by survives, whatever goes in."""

import re
import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.markup import TABLE, TAGS, clean_html, render, render_page

ALLOWED = {
    "a": {"href", "title", "rel"},
    "ol": {"start", "dir"},
    **{tag: {"dir"} for tag in ("p", "h4", "h5", "h6", "ul", "li", "blockquote", "table")},
}


class Audit(HTMLParser):
    """Collects what an allow-listed page must not hold."""

    def __init__(self):
        super().__init__()
        self.problems = []

    def handle_starttag(self, tag, attrs):
        if tag not in TAGS | TABLE:
            self.problems.append(tag)
        for name, value in attrs:
            if name not in ALLOWED.get(tag, set()):
                self.problems.append((tag, name))
            if name == "href" and urlsplit(value).scheme not in {"http", "https", "mailto", ""}:
                self.problems.append(value)

    def handle_decl(self, decl):
        self.problems.append(decl)

    handle_pi = unknown_decl = handle_comment = handle_decl


def problems(html):
    audit = Audit()
    audit.feed(html)
    audit.close()
    return audit.problems


def test_paragraphs_emphasis_and_lists_are_kept():
    rendered = render("Delete **this**:\n\n1. one\n2. two")

    assert rendered.html == (
        '<p dir="auto">Delete <strong>this</strong>:</p>\n<ol dir="auto">\n<li>one</li>\n<li>two</li>\n</ol>\n'
    )
    assert rendered.text == "Delete this:\n\none\ntwo"


def test_a_list_finds_its_direction_in_its_items():
    """A browser passes over descendants with a direction of their own, so only the outermost block has one."""
    tight, loose = render("1. \u0623\n2. two\n   - three").html, render("- \u0623\n\n- two").html

    assert tight == '<ol dir="auto">\n<li>\u0623</li>\n<li>two\n<ul>\n<li>three</li>\n</ul>\n</li>\n</ol>\n'
    assert loose == '<ul dir="auto">\n<li>\n<p>\u0623</p>\n</li>\n<li>\n<p>two</p>\n</li>\n</ul>\n'


def test_blocks_that_follow_each_other_each_find_their_direction():
    assert render("> quoted\n\n3. three\n\nlast").html == (
        '<blockquote dir="auto">\n<p>quoted</p>\n</blockquote>\n'
        '<ol start="3" dir="auto">\n<li>three</li>\n</ol>\n<p dir="auto">last</p>\n'
    )


def test_a_value_with_a_bracket_does_not_end_its_tag():
    assert clean_html('<ul><li><a href="/x" title="a > <p> b">c</a></li></ul><p>d</p>').endswith(
        '</ul><p dir="auto">d</p>'
    )


def test_links_say_that_they_are_a_users_own():
    assert render("[text](https://example.org/?a=1&b=2)").html == (
        '<p dir="auto"><a href="https://example.org/?a=1&amp;b=2" rel="nofollow ugc noopener">text</a></p>\n'
    )


def test_an_image_becomes_its_description():
    rendered = render('![a <b> chart](https://example.org/track.png "t")')

    assert rendered.html == '<p dir="auto">a &lt;b&gt; chart</p>\n'
    assert rendered.text == "a <b> chart"


def test_raw_html_is_text():
    rendered = render("<script>alert(1)</script>")

    assert rendered.html == '<p dir="auto">&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    assert rendered.text == "<script>alert(1)</script>"


def test_headings_stay_below_those_of_the_page():
    assert render("# one\n\n###### six").html == '<h4 dir="auto">one</h4>\n<h6 dir="auto">six</h6>\n'


def test_nul_and_lone_surrogates_are_replaced():
    assert render("a\x00b\ud800").text == "a�b�"


@pytest.mark.parametrize("scheme", ["javascript", "JaVaScRiPt", "data", "vbscript", "file", "java\tscript"])
def test_a_link_with_a_scheme_that_can_run_something_loses_its_address(scheme):
    assert "href" not in clean_html(f'<a href="{scheme}:alert(1)">x</a>')
    assert problems(render(f"[x]({scheme}:alert(1)) <{scheme}:alert(1)>").html) == []


@given(st.text(alphabet=st.characters()))
def test_nothing_executable_survives_any_text(source):
    assert problems(render(source).html) == []


FRAGMENTS = [
    "<script>", "</script>",
    "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>", "<!--", "-->", "<![CDATA[", "]]>",
    "[a](", "javascript:alert(1)", ")", "![", "](", "`", "```\n",
    "&#106;avascript:", "<a href='", "'>", '"', "\n", "\n\n",
    "> ", "- ", "1. ", "<math><mtext><style>", "<iframe srcdoc=", "data:text/html,<script>", "[x]: ", "\\", "&lt;", "<",
    "\u202e", "\u0000", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<http://a",
    "*", "_", "    ",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=12))
def test_nothing_executable_survives_pieces_of_attacks_in_any_order(pieces):
    source = "".join(pieces)

    assert problems(render(source).html) == []
    assert problems(clean_html(source)) == []


@pytest.mark.parametrize(
    "source",
    [
        "[" * 90_000,
        "![" * 45_000,
        "*a **b " * 14_000,
        "> " * 45_000,
        "- " * 45_000,
        "[a](" * 22_000,
        "<![CDATA[" * 10_000,
        "`".join("`" * n for n in range(400)),
        "[a]: /u\n" * 10_000,
        "a\n" * 45_000,
        "[" * 5_000_000,
    ],
    ids=lambda source: source[:9],
)
def test_text_made_to_be_slow_takes_bounded_time(source):
    started = time.process_time()

    render(source)

    assert time.process_time() - started < 15


@pytest.mark.parametrize("source", [">" * 10_000 + " deep", "> " * 20 + "deep", "- " * 12 + "deep"])
def test_no_words_are_lost_in_quotes_or_lists_deeper_than_the_parser_goes(source):
    rendered = render(source)

    assert rendered.text == source
    assert rendered.html.startswith("<pre>")


@pytest.mark.parametrize("source", ["", "> " * 19 + "deep", "- " * 9 + "deep"])
def test_what_is_not_too_deep_is_not_shown_as_typed(source):
    rendered = render(source)

    assert "<pre>" not in rendered.html
    assert rendered.text.endswith("deep") or not source


def test_headings_of_a_page_begin_below_its_title():
    page = render_page("# One\n\n## Two\n\n### Three\n\n<h1>Four</h1>")

    assert re.findall(r"<(h\d)", page) == ["h2", "h2", "h3"]
