"""Sentences of a legal text in the languages that we have: English, French, Spanish, Arabic, Russian and Chinese.

A line's end ends a sentence. So do marks that end one: those of Chinese wherever they stand, others before white space
and a word that does not begin with a small letter, unless they follow an abbreviation, a single letter (an initial), or
the number of an item at the beginning of a line. “5.2” has no white space after its point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comments.anchoring.selector import Span

CLOSING = "\"'”’»)\\]）」』》"
END = re.compile(rf"[。！？]+[{CLOSING}]*|[.!?…؟۔]+(?:[{CLOSING}]|\s»)*(?=\s)")
LAST_WORD = re.compile(r"(\w[\w.]*)\.\Z")
AFTER_SPACE = re.compile(r"\s+\S")
ROMAN = re.compile(r"[ivxlc]+")
LONGEST_WORD = 40
"""Code points before a point that are looked at, so that no text takes long."""

_OF_LANGUAGES = {
    "en": "art arts para paras no nos nr p pp ch chap sec sect subsec cf e.g i.e viz vol vols fig figs ed eds vs mr "
    "mrs ms dr prof st inc ltd co corp u.s u.n e.u al op cit ibid reg regs cl sch approx incl",
    "fr": "mm mme mlle alin par éd coll p.ex cons",
    "es": "núm núms pág págs párr párrs apdo sr sra dra ee.uu ud uds p.ej",
    "ru": "ст ст.ст пп чч гл гг т.е т.д т.п тт см ср др им рис абз руб тыс млн млрд стр подп разд прил напр",
    "ar": "هـ",
}
ABBREVIATIONS = frozenset(word for words in _OF_LANGUAGES.values() for word in words.split())


def sentences(text: str) -> tuple[Span, ...]:
    """In order, without the white space between them; every other code point of the text is in one."""
    return tuple(span for line in _lines(text) for span in _sentences_in(text, line))


def _lines(text: str) -> Iterator[Span]:
    start = 0
    for line in text.split("\n"):
        yield Span(start, start + len(line))
        start += len(line) + 1


def _sentences_in(text: str, line: Span) -> Iterator[Span]:
    start = line.start
    for mark in END.finditer(text, line.start, line.end):
        if _ends_here(text, Span(start, line.end), mark):
            yield from _without_space(text, start, mark.end())
            start = mark.end()
    yield from _without_space(text, start, line.end)


def _ends_here(text: str, rest: Span, mark: re.Match[str]) -> bool:
    """Whether the mark ends the sentence that `rest` begins with."""
    if mark[0][0] in "。！？":
        return True
    following = AFTER_SPACE.match(text, mark.end(), rest.end)
    if following is not None and following[0][-1].islower():
        return False
    return mark[0] != "." or not _belongs_to_a_word(text, rest.start, mark.end())


def _belongs_to_a_word(text: str, start: int, end: int) -> bool:
    """Whether the point before `end` is one of an abbreviation, an initial or the number of an item."""
    found = LAST_WORD.search(text[max(start, end - LONGEST_WORD) : end])
    if found is None:
        return False
    word = found[1].casefold()
    is_initial = len(word) == 1 and word.isalpha()
    begins = not text[start : end - len(word) - 1].strip() if end - start < LONGEST_WORD else False
    is_item_number = begins and (word.replace(".", "").isdecimal() or ROMAN.fullmatch(word) is not None)
    return is_initial or is_item_number or word in ABBREVIATIONS


def _without_space(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    if stripped := words.strip():
        first = start + len(words) - len(words.lstrip())
        yield Span(first, first + len(stripped))
