from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comments.anchoring.marks import Passage, marked, unmarked
from comments.anchoring.selector import Span
from common.markup import clean_html, render
from consultations.readers import markdown


def passage(start, end, *, count=1, url="/p"):
    return Passage(Span(start, end), count, url, f"{count} here")


LINK = '<a class="passage-link" href="/p" aria-label="1 here">1</a>'


def test_words_are_marked_and_lead_to_their_comments():
    assert marked("<p>One two three</p>", "One two three", [passage(4, 7)]) == (
        f'<p>One <mark class="passage passage-1">two{LINK}</mark> three</p>'
    )


def test_marks_step_out_of_what_is_nested():
    assert marked("<p>One <em>two</em> three</p>", "One two three", [passage(0, 13)]) == (
        '<p><mark class="passage passage-1">One </mark><em><mark class="passage passage-1">two</mark></em>'
        f'<mark class="passage passage-1"> three{LINK}</mark></p>'
    )


def test_overlaps_are_deeper():
    html = marked("<p>abcdef</p>", "abcdef", [passage(0, 4), passage(2, 6)])

    assert unmarked(html) == "<p>abcdef</p>"
    assert '<mark class="passage passage-1">ab</mark><mark class="passage passage-2">cd' in html


def test_a_link_of_the_draft_holds_no_other_link():
    html = marked('<p><a href="https://a.b/>">two words</a></p>', "two words", [passage(0, 3)])

    assert html == ('<p><a href="https://a.b/>"><mark class="passage passage-1">two</mark> words</a>' + LINK + "</p>")


def test_characters_written_as_references_count_once():
    html = marked("<p>a &lt; b &amp; 😀 c</p>", "a < b & 😀 c", [passage(2, 9)])

    assert '<mark class="passage passage-1">&lt; b &amp; 😀' in html


def test_other_words_than_those_of_the_text_stay_as_they_are():
    assert marked("<p>One two</p>", "One too", [passage(0, 3)]) == "<p>One two</p>"
    assert marked("<p>One</p>", "One two", [passage(0, 3)]) == "<p>One</p>"


def test_cells_of_a_table_are_marked_each():
    read = markdown.read_text("# Article 1\n\n| a | b |\n|---|---|\n| one | two |\n")
    provision = next(it for it, _parent, _depth in read.walk() if it.text)

    html = marked(provision.html, provision.text, [passage(0, len(provision.text))])

    assert html.count("<mark") == 4
    assert unmarked(html) == provision.html


@st.composite
def provisions(draw):
    words = st.text(alphabet="aé\u0301 <&>\"'😀|", min_size=1, max_size=8)
    wrap = st.sampled_from(
        ["{}", "<em>{}</em>", '<a href="https://x.org/?a=1&amp;b">{}</a>', "<li>{}</li>", "<br>{}\n"]
    )
    parts = draw(st.lists(st.tuples(words, wrap), min_size=1, max_size=6))
    text = "".join(word for word, _ in parts)
    html = "".join(wrapping.format(escape(word)) for word, wrapping in parts)
    bounds = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(bounds, bounds).filter(lambda it: it[0] < it[1]), max_size=5))
    return html, text, [passage(*span) for span in spans]


@given(provisions())
def test_without_its_marks_the_html_is_the_same(provision):
    html, text, passages = provision

    assert unmarked(marked(html, text, passages)) == html


@given(provisions())
def test_marked_html_is_clean_but_for_its_marks(provision):
    html, text, passages = provision
    clean = clean_html(html)

    with_marks = marked(clean, text, passages)

    assert clean_html(unmarked(with_marks)) == clean
    assert with_marks.count("<mark") == with_marks.count("</mark>")
    assert all("<" not in part.partition("</mark>")[0].replace(LINK, "") for part in with_marks.split("<mark ")[1:])


@pytest.mark.parametrize("source", ["A *b* `c` [d](https://e.f) &amp; <g>", "- a\n- b\n\n> c", "```\nx  y\n```"])
def test_what_people_write_can_be_marked(source):
    html = render(source).html
    text = render(source).text

    assert unmarked(marked(html, text, [passage(0, 1)])) == html
    assert "<mark" in marked(html, text, [passage(0, 1)])
