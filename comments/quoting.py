"""A reply that begins with a quote: CommonMark that a person goes on from.

A quote is signed with the reference of its comment, never with a name: whoever withdraws or deletes an account would
stand in other people's words for ever.
"""

from __future__ import annotations

import re

LONGEST = 1_000
"""Characters of a quote."""
MARKS = re.compile(r"([\\`*_{}\[\]<>#+\-.!|~&])")


def quoted(source: str, *, reference: str) -> str:
    """The first paragraph of a comment as it was written; "" where it has none of its own words. Quotes in it are left
    out, so that quotes of quotes do not grow with every reply."""
    paragraphs = (it.strip("\n") for it in re.split(r"\n\s*\n", source))
    own = next((it for it in paragraphs if it.strip() and not it.lstrip().startswith(">")), "")
    return _quote(_shortened(own), reference) if own else ""


def quoted_words(words: str, *, text: str, reference: str) -> str:
    """The words that a reader has selected, where they are words of the comment (`text`, without markup); else ""."""
    said, wanted = " ".join(text.split()), " ".join(words.split())
    if not wanted or wanted not in said:
        return ""
    return _quote(MARKS.sub(r"\\\1", _shortened(wanted)), reference)


def _shortened(words: str) -> str:
    return words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"


def _quote(words: str, reference: str) -> str:
    lines = [*words.split("\n"), "", f"— {reference}"]
    return "\n".join(f"> {line}".rstrip() for line in lines) + "\n\n"
