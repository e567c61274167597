"""Redlines as HTML: what was deleted and inserted, told by lines as well as by colour, and by words that are heard."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from consultations.redline import Mark, Piece

TAGS = {Mark.DELETED: "del", Mark.INSERTED: "ins"}


def marked(pieces: Iterable[Piece], *, but: Mark | None = None) -> SafeString:
    """Pieces with their marks, without those of one kind. For where white space counts: nothing is between them."""
    before, after = _heard()
    found: list[str] = []
    for piece in pieces:
        if piece.mark is Mark.KEPT:
            found.append(escape(piece.text))
        elif piece.mark is not but:
            tag = TAGS[piece.mark]
            found.append(f"<{tag}>{before[piece.mark]}{escape(piece.text)}{after}</{tag}>")
    return mark_safe("".join(found))


def _heard() -> tuple[dict[Mark, str], str]:
    """In the language of the page. What has a direction of its own has no part in that of the words around it."""
    words = {
        Mark.DELETED: pgettext("heard before words that a redline strikes out", "deleted:"),
        Mark.INSERTED: pgettext("heard before words that a redline adds", "inserted:"),
    }
    begins = f'<span class="visually-hidden" lang="{escape(get_language() or "")}" dir="auto"> '
    ends = pgettext("heard after words that a redline marks", "end of change")
    return {mark: f"{begins}{escape(said)} </span>" for mark, said in words.items()}, f"{begins}{escape(ends)} </span>"
