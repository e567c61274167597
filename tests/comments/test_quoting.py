import pytest

from comments.quoting import LONGEST, quoted, quoted_words
from common.markup import render

REFERENCE = "C-7K2M9QXD"


@pytest.mark.parametrize(
    ("source", "quote"),
    [
        ("One.\n\nTwo.", "> One.\n>\n> — C-7K2M9QXD\n\n"),
        ("A line,\nand *another*.", "> A line,\n> and *another*.\n>\n> — C-7K2M9QXD\n\n"),
        ("> Theirs.\n\nMine.", "> Mine.\n>\n> — C-7K2M9QXD\n\n"),
        ("  \n\nAfter nothing.", "> After nothing.\n>\n> — C-7K2M9QXD\n\n"),
        ("> Theirs only.", ""),
        ("", ""),
    ],
)
def test_the_first_paragraph_of_ones_own_words_is_quoted(source, quote):
    assert quoted(source, reference=REFERENCE) == quote


def test_a_long_paragraph_is_shortened():
    assert quoted("x" * 5000, reference=REFERENCE).splitlines()[0] == f"> {'x' * LONGEST}…"


def test_selected_words_are_quoted_as_they_read():
    quote = quoted_words("costs 5*6\n<b> [here]", text="It costs  5*6 <b> [here].", reference=REFERENCE)

    assert quote.startswith(r"> costs 5\*6 \<b\> \[here\]")
    assert "costs 5*6 &lt;b&gt; [here]" in render(quote).html


@pytest.mark.parametrize("words", ["", "  ", "We resign.", "support thiss"])
def test_nobody_is_quoted_with_words_that_are_not_there(words):
    assert quoted_words(words, text="We support this.", reference=REFERENCE) == ""


def test_a_quote_of_a_quote_grows_no_deeper():
    reply = quoted("One.", reference=REFERENCE) + "So do we."

    assert quoted(reply, reference="C-2345678J") == "> So do we.\n>\n> — C-2345678J\n\n"
