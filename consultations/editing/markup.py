"""The HTML of a provision, cut and put together at places of its plain text.

Both have the same letters in the same order; white space and the bars between the cells of a table do not count.
Where they differ, the HTML is made anew from the text, a paragraph a line: emphasis is lost then, words never.
"""

from __future__ import annotations

import re
from html import escape, unescape

from django.utils.translation import gettext_lazy as _

from common.markup import clean_html
from consultations.editing.records import CannotBeDone

PIECE = re.compile(r"<(?:\"[^\"]*\"|[^>\"])*>|&(?:#\w+|\w+);|.", re.DOTALL)
"""A tag as nh3 writes it, a character reference, or one code point."""

TAG = re.compile(r"<(/?)([a-z0-9]+)")
FIRST_PARAGRAPH = re.compile(r"<p(?: [^>]*)?>")
WITHOUT_END = {"br", "hr"}
DIVISIBLE = {"p", "pre", "blockquote", "a", "code", "em", "strong", "sub", "sup", "del", "ins"}
UNSEEN = {"|", "\u00ad", "\u200b", "\ufeff"}


def of_text(text: str) -> str:
    """Clean HTML of plain text, a paragraph a line."""
    lines = [line for line in text.split("\n") if line.strip()]
    return clean_html("\n".join(f"<p>{escape(line)}</p>" for line in lines))


def cut(text: str, html: str, at: int) -> tuple[str, str]:
    """The HTML of what stands before and after that place of the text. Raises CannotBeDone in a table or a list."""
    if letters(shown(html)) != letters(text):
        return of_text(text[:at]), of_text(text[at:])
    pieces: list[str] = PIECE.findall(html)
    end, opened = place_of(pieces, len(letters(text[:at])))
    if any(name not in DIVISIBLE for name, _tag in opened):
        message = _("A table or a list cannot be split inside. Choose a place before or after it.")
        raise CannotBeDone(message)
    closing = "".join(f"</{name}>" for name, _tag in reversed(opened))
    opening = "".join(tag for _name, tag in opened)
    return without_empty("".join(pieces[:end]) + closing), without_empty(opening + "".join(pieces[end:]))


def place_of(pieces: list[str], count: int) -> tuple[int, list[tuple[str, str]]]:
    """Behind so many letters and the tags that close there: a place among the pieces, and what is open at it."""
    opened: list[tuple[str, str]] = []
    for position, piece in enumerate(pieces):
        tag = TAG.match(piece) if len(piece) > 1 else None
        if not count and (letters(unescape(piece)) if tag is None else not tag[1]):
            return position, opened
        if tag is None:
            count -= len(letters(unescape(piece)))
        elif tag[1]:
            opened.pop()
        elif tag[2] not in WITHOUT_END:
            opened.append((tag[2], piece))
    return len(pieces), opened


def joined(first: str, second: str, *, runs_on: bool) -> str:
    """One after the other; where it runs on, the last paragraph of the first goes on with the first of the second."""
    opening = FIRST_PARAGRAPH.match(second)
    if runs_on and opening and first.endswith("</p>"):
        return f"{first.removesuffix('</p>')} {second[opening.end() :]}"
    return "\n".join(filter(None, (first, second)))


def can_run_on(first: str, second: str) -> bool:
    return first.endswith("</p>") and FIRST_PARAGRAPH.match(second) is not None


def led_by(words: str, html: str) -> str:
    """With words at the beginning of its first paragraph; where it begins with none, in one of their own."""
    opening = FIRST_PARAGRAPH.match(html)
    if opening is None:
        return "\n".join(filter(None, (of_text(words), html)))
    return f"{opening[0]}{escape(words)} {html[opening.end() :]}"


def without_empty(html: str) -> str:
    """Without the elements that a cut has left empty."""
    emptied = None
    while emptied != html:
        emptied, html = html, re.sub(r"<([a-z0-9]+)(?: [^>]*)?>\s*</\1>", "", html)
    return html.strip()


def shown(html: str) -> str:
    return unescape("".join(piece for piece in PIECE.findall(html) if not (len(piece) > 1 and piece[0] == "<")))


def letters(text: str) -> str:
    return "".join(char for char in text if not (char.isspace() or char in UNSEEN))
