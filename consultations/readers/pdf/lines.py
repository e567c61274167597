"""The pieces of a page as lines in the order of reading: columns one after the other, what spans them in between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from consultations.readers.pdf.characters import Piece, Word

FEWEST = 5  # lines in a column
NARROWEST = 0.2  # of the text's width
FILLED = 0.6  # of a column's width, by half of its lines: the cells of a table are shorter
GUTTER = 0.7  # sizes of a letter
CROSSING = 0.2  # of the lines between the columns' ends
SAME_BASELINE = 0.45  # sizes of a letter


@dataclass(slots=True)
class Line:
    """`left` and `right` are the ends of its column. `cells` are its pieces, where wide gaps divide it, and `starts`
    where they begin on the page."""

    page: int
    x0: float
    x1: float
    baseline: float
    size: float
    rtl: bool
    words: list[Word]
    cells: list[str]
    starts: list[float]
    left: float = 0.0
    right: float = 0.0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def is_bold(self) -> bool:
        return all(word.bold for word in self.words if any(map(str.isalnum, word.text)))


def lines_of(pieces: Sequence[Piece], page: int) -> list[Line]:
    rtl = sum(piece.rtl for piece in pieces) * 2 > len(pieces)
    return list(in_order(list(pieces), page, rtl))


def in_order(pieces: list[Piece], page: int, rtl: bool, depth: int = 0) -> Iterator[Line]:
    gutter = gutter_of(pieces) if depth < 4 else None
    if gutter is None:
        yield from stacked(pieces, page, rtl)
        return
    for band in bands(pieces, gutter):
        before = [piece for piece in band if piece.x1 <= gutter]
        after = [piece for piece in band if piece.x0 >= gutter]
        if len(before) + len(after) < len(band):
            yield from stacked(band, page, rtl)
            continue
        for column in (after, before) if rtl else (before, after):
            yield from in_order(column, page, rtl, depth + 1)


def gutter_of(pieces: list[Piece]) -> float | None:
    """Where two columns part, if there are two."""
    best, most = None, FEWEST - 1
    for x in sorted({round(piece.x0) for piece in pieces}):
        before = [piece for piece in pieces if piece.x1 <= x]
        after = [piece for piece in pieces if piece.x0 >= x - 1]
        if min(len(before), len(after)) > most and (gutter := between(before, after, pieces)):
            best, most = gutter, min(len(before), len(after))
    return best


def between(before: list[Piece], after: list[Piece], pieces: list[Piece]) -> float | None:
    """The middle of the gutter where these are columns. Only what stands beside the other column counts: a page number
    below both says nothing."""
    top = min(max(piece.baseline for piece in side) for side in (before, after))
    bottom = max(min(piece.baseline for piece in side) for side in (before, after))
    before, after, within = (
        [piece for piece in some if bottom <= piece.baseline <= top] for some in (before, after, pieces)
    )
    if min(len(before), len(after)) < FEWEST:
        return None
    left, right = min(piece.x0 for piece in within), max(piece.x1 for piece in within)
    edge, start = max(piece.x1 for piece in before), min(piece.x0 for piece in after)
    size = median(piece.size for piece in within)
    if start - edge < GUTTER * size or min(edge - left, right - start) < NARROWEST * (right - left):
        return None
    crossing = [piece for piece in within if piece.x0 < edge and piece.x1 > start]
    filled = all(
        median(piece.x1 - piece.x0 for piece in side) > FILLED * width
        for side, width in ((before, edge - left), (after, right - start))
    )
    return (edge + start) / 2 if filled and len(crossing) <= CROSSING * len(within) else None


def bands(pieces: list[Piece], gutter: float) -> Iterator[list[Piece]]:
    """From top to bottom: what stands in columns, and what spans them."""
    band: list[Piece] = []
    spanned = False
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        spans = piece.x0 < gutter < piece.x1
        if band and spans != spanned:
            yield band
            band = []
        spanned = spans
        band.append(piece)
    if band:
        yield band


def stacked(pieces: list[Piece], page: int, rtl: bool) -> list[Line]:
    """Pieces of one column: those on one baseline are one line."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.baseline):
        if rows and abs(rows[-1][0].baseline - piece.baseline) < SAME_BASELINE * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = [line_of(row, page, rtl) for row in rows]
    left, right = min((line.x0 for line in lines), default=0), max((line.x1 for line in lines), default=0)
    for line in lines:
        line.left, line.right = left, right
    return lines


def line_of(row: list[Piece], page: int, rtl: bool) -> Line:
    row.sort(key=lambda piece: -piece.x1 if rtl else piece.x0)
    longest = max(row, key=lambda piece: piece.x1 - piece.x0)
    return Line(
        page,
        min(piece.x0 for piece in row),
        max(piece.x1 for piece in row),
        longest.baseline,
        round(longest.size * 2) / 2,
        rtl,
        [word for piece in row for word in piece.words],
        [piece.text for piece in row],
        [piece.x1 if rtl else piece.x0 for piece in row],
    )
