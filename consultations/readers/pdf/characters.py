"""The characters of a page as pieces: runs of words on one baseline, without a wide gap, with their place and size.

Units are points; y grows upwards. PDFium gives the characters of right-to-left words in the order of reading.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import dataclass, field
from itertools import groupby

import pypdfium2.raw as pdfium

from consultations.readers.pdf.right_to_left import is_rtl, logical_words

NEW_LINE = {10, 13}
HYPHENS = {0x02, 0xFFFE, 0xAD}
"""How PDFium, or the file, writes a hyphen at a line's end."""
NARROW = 0.12
"""A gap of so many sizes of a letter divides words."""
WIDE = 2.0
"""A gap of so many sizes of a letter divides columns and cells."""
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LARGEST = 10_000.0  # points
BOLD_WEIGHT = 600
BOLD_NAMES = (b"bold", b"black", b"heavy", b"-bd", b"demi")
COMPOSED = ((0xFB00, 0xFDFF), (0xFE70, 0xFEFC))  # ligatures and shapes of Arabic letters


@dataclass(slots=True)
class Word:
    text: str
    bold: bool
    size: float


@dataclass(slots=True)
class Character:
    """`word` counts the words as PDFium divides them; `index` is PDFium's."""

    sign: str
    x0: float
    x1: float
    y: float
    size: float
    index: int
    word: int = 0


@dataclass(slots=True)
class Piece:
    """`x0` and `x1` are its left and right ends, whatever its direction."""

    x0: float
    x1: float
    baseline: float
    size: float
    rtl: bool = False
    words: list[Word] = field(default_factory=list)
    signs: list[Character] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


def pieces_of(page: pdfium.FPDF_TEXTPAGE) -> list[Piece]:
    pieces: list[Piece] = []
    before: Character | None = None
    word = 0
    for one in characters(page):
        if one is None or one.sign == " ":
            word += 1
            before = before if one else None
            continue
        if before and not follows_closely(before, one):
            word += 1
        one.word = word
        if before is None or leaves(before, one, pieces[-1]):
            pieces.append(Piece(one.x0, one.x1, one.y, one.size))
        take(pieces[-1], one)
        before = one
    for piece in pieces:
        piece.words = words_of(piece, page)
        piece.signs.clear()
    return [piece for piece in pieces if piece.words]


def follows_closely(before: Character, one: Character) -> bool:
    """PDFium drops spaces that are narrow, as between “A” and “A”."""
    return one.x0 - before.x1 < NARROW * one.size or is_rtl(one.sign)


def words_of(piece: Piece, page: pdfium.FPDF_TEXTPAGE) -> list[Word]:
    first = piece.signs[0]
    if piece.rtl:
        bold = is_bold(page, first.index)
        return [Word(text, bold, piece.size) for text in logical_words(piece.signs)]
    words: list[Word] = []
    for _number, signs in groupby(piece.signs, key=lambda one: one.word):
        own = list(signs)
        text = "".join(raised(one, piece) for one in own)
        words.append(Word(text, is_bold(page, own[0].index), own[0].size))
    return words


def raised(one: Character, piece: Piece) -> str:
    """The sign; a digit that marks a footnote as such, or “Article 5” would be article 51."""
    is_raised = one.size < 0.85 * piece.size and one.y - piece.baseline > 0.12 * piece.size
    return one.sign.translate(SUPERSCRIPTS) if is_raised else one.sign


def take(piece: Piece, one: Character) -> None:
    if one.size > 1.15 * piece.size:  # it began with a raised sign
        piece.baseline, piece.size = one.y, one.size
    piece.x0, piece.x1 = min(piece.x0, one.x0), max(piece.x1, one.x1)
    piece.rtl = piece.rtl or is_rtl(one.sign)
    piece.signs.append(one)


def leaves(before: Character, one: Character, piece: Piece) -> bool:
    """Another baseline, a wide gap, or a jump back. Numbers in right-to-left words jump, so there only lines count."""
    size = max(before.size, one.size, piece.size)
    if abs(one.y - piece.baseline) > 0.55 * size:
        return True
    if piece.rtl or is_rtl(one.sign):
        return False
    return one.x0 - before.x1 > WIDE * size or before.x0 - one.x1 > size


def characters(page: pdfium.FPDF_TEXTPAGE) -> Iterator[Character | None]:
    """In PDFium's order; None ends a line."""
    box, x, y, matrix = pdfium.FS_RECTF(), c_double(), c_double(), pdfium.FS_MATRIX()
    turn = angle(page)
    sine, cosine = math.sin(turn), math.cos(turn)
    for index in range(pdfium.FPDFText_CountChars(page)):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in NEW_LINE:
            yield None
            continue
        sign = "-" if code in HYPHENS else chr(code) if code and not 0xD800 <= code < 0xE000 else "\ufffd"
        if sign.isspace():
            yield Character(" ", 0, 0, 0, 0, index)
            continue
        if unicodedata.category(sign) in {"Cc", "Cf"} and sign not in "\u200c\u200d":
            continue
        pdfium.FPDFText_GetLooseCharBox(page, index, byref(box))
        pdfium.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
        if abs(sine) < 0.1:
            place = (box.left, box.right, y.value)
        else:
            place = turned(box, x.value, y.value, sine, cosine)
        if not math.isfinite(sum(place)):
            place = (0.0, 0.0, 0.0)  # damaged files have letters nowhere
        pdfium.FPDFText_GetMatrix(page, index, byref(matrix))
        size = pdfium.FPDFText_GetFontSize(page, index) * math.hypot(matrix.c, matrix.d)
        yield Character(composed(sign), *place, size if 0 < size < LARGEST else 1.0, index)


def angle(page: pdfium.FPDF_TEXTPAGE) -> float:
    """That of most of the page's characters, by a sample: scans and tables lie on their side."""
    count = pdfium.FPDFText_CountChars(page)
    sample = range(0, count, max(1, count // 50))
    angles = Counter(round(max(0.0, pdfium.FPDFText_GetCharAngle(page, index)), 1) for index in sample)
    return angles.most_common(1)[0][0] if angles else 0.0


def turned(box: pdfium.FS_RECTF, x: float, y: float, sine: float, cosine: float) -> tuple[float, float, float]:
    xs = sorted(a * cosine + b * sine for a in (box.left, box.right) for b in (box.bottom, box.top))
    return xs[0], xs[-1], y * cosine - x * sine


def composed(sign: str) -> str:
    code = ord(sign)
    if code < COMPOSED[0][0]:
        return sign
    return unicodedata.normalize("NFKC", sign) if any(low <= code <= high for low, high in COMPOSED) else sign


def is_bold(page: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    if pdfium.FPDFText_GetFontWeight(page, index) >= BOLD_WEIGHT:
        return True
    name, flags = create_string_buffer(100), c_int()
    pdfium.FPDFText_GetFontInfo(page, index, name, 100, byref(flags))
    return any(part in name.value.lower() for part in BOLD_NAMES)
