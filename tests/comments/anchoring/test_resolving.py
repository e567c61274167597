import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from comments.anchoring.resolving import Missing, Repeated, resolve, trimmed
from comments.anchoring.selector import Selector, Span, selector_of

TEXT = "Each Party shall act.\nEach Party shall report to each Party."
texts = st.text(alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab \n\u0301|😀𠮷")))


@st.composite
def passages(draw):
    text = draw(texts.filter(bool))
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


@given(passages())
def test_what_is_described_is_found_again(passage):
    text, span = passage

    assert resolve(selector_of(text, span), text) == (trimmed(text, span) or Missing())


@given(passages(), st.sampled_from([" ", "\n", "\t\n ", "\u00a0"]))
def test_white_space_as_a_browser_has_it_changes_nothing(passage, space):
    text, span = passage
    expected = trimmed(text, span)
    assume(expected)
    described = selector_of(text, expected)
    spaced = Selector(
        quote=re.sub(r"\s+", space, described.quote),
        prefix=re.sub(r"\s+", space, described.prefix),
        suffix=re.sub(r"\s+", space, described.suffix),
        start=described.start,
        end=described.end,
    )

    assert resolve(spaced, text) == expected


@given(passages())
def test_a_description_without_position_finds_these_words_or_says_why_not(passage):
    text, span = passage
    expected = trimmed(text, span)
    assume(expected)
    described = selector_of(text, expected)

    found = resolve(Selector(described.quote, described.prefix, described.suffix), text)

    if isinstance(found, Span):
        assert "".join(text[found.start : found.end].split()) == "".join(described.quote.split())
    else:
        assert isinstance(found, Repeated)
        assert found.count > 1


def test_a_wrong_position_is_mended_by_the_quote():
    assert resolve(Selector("shall report", start=0, end=12), TEXT) == Span(33, 45)


def test_prefix_and_suffix_tell_one_of_several_places():
    assert resolve(Selector("Party", prefix="act.\nEach "), TEXT) == Span(27, 32)
    assert resolve(Selector("Party", suffix="."), TEXT) == Span(54, 59)


def test_the_same_words_in_several_places_are_no_passage():
    assert resolve(Selector("Party"), TEXT) == Repeated(3)
    assert resolve(Selector("Party", suffix=" shall"), TEXT) == Repeated(2)
    assert resolve(Selector("Party", prefix="No ", suffix=" may"), TEXT) == Repeated(3)


@pytest.mark.parametrize("selector", [Selector(), Selector("   "), Selector("elsewhere"), Selector("party")])
def test_words_that_stand_nowhere_are_no_passage(selector):
    assert resolve(selector, TEXT) == Missing()


def test_a_position_without_a_quote_holds_where_its_surroundings_agree():
    described = selector_of(TEXT, Span(33, 45))

    assert resolve(Selector("", described.prefix, described.suffix, 33, 45), TEXT) == Span(33, 45)
    assert resolve(Selector("", described.prefix, described.suffix, 34, 45), TEXT) == Missing()
    assert resolve(Selector(start=33, end=45), TEXT) == Missing()


@pytest.mark.parametrize("span", [(-1, 4), (4, 4), (5, 4), (0, 1000)])
def test_positions_that_are_none_are_passed_over(span):
    assert resolve(Selector("shall act", start=span[0], end=span[1]), TEXT) == Span(11, 20)
    with pytest.raises(ValueError, match="not within the text"):
        selector_of(TEXT, Span(*span))


def test_bars_between_the_cells_of_a_table_are_not_selected():
    assert resolve(Selector("one\ttwo"), "one | two\nthree | four") == Span(0, 9)
