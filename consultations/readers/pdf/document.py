"""A PDF's pages as lines, and why a file is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from django.utils.translation import gettext as _

from common.text import storable
from consultations.readers.encoding import UnreadableFile
from consultations.readers.pdf.characters import pieces_of
from consultations.readers.pdf.lines import Line, lines_of

MOST_PAGES = 2000
MOST_CHARACTERS = 8_000_000
"""What a process reads in the time it has; 2,000 full pages have some 6 million."""
LISTED_PAGES = 20


@dataclass(slots=True)
class Page:
    lines: list[Line]
    source: str
    has_pictures: bool = False


def pages_of(data: bytes) -> list[Page]:
    """Raises UnreadableFile."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(why_closed(data, error)) from error
    if len(document) > MOST_PAGES:
        message = _(
            "The PDF has %(pages)s pages; at most %(most)s can be read. Split it and make a draft of each part."
        )
        raise UnreadableFile(message % {"pages": len(document), "most": MOST_PAGES})
    pages: list[Page] = []
    characters = 0
    for index in range(len(document)):
        page, count = read_page(document, index)
        characters += count
        if characters > MOST_CHARACTERS:
            message = _(
                "The PDF has more than %(most)s characters on its first %(pages)s pages alone. Split it and make a "
                "draft of each part."
            )
            raise UnreadableFile(message % {"most": MOST_CHARACTERS, "pages": index + 1})
        pages.append(page)
    check_text(pages)
    return pages


def read_page(document: pypdfium2.PdfDocument, index: int) -> tuple[Page, int]:
    """The page and its number of characters; its memory is let go of."""
    try:
        page = document[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        message = _("Page %(page)s of the PDF is damaged. Save the file again with the program that made it.")
        raise UnreadableFile(message % {"page": index + 1}) from error
    try:
        count = pdfium.FPDFText_CountChars(text.raw)
        lines = lines_of(pieces_of(text.raw), index + 1) if count <= MOST_CHARACTERS else []
        pictures = not lines and any(page.get_objects(max_depth=3))
        return Page(lines, storable(text.get_text_range()) if lines else "", pictures), count
    finally:
        text.close()
        page.close()


def why_closed(data: bytes, error: pypdfium2.PdfiumError) -> str:
    """Of a file that has no page PDFium keeps what was wrong with the one before."""
    if error.err_code == pdfium.FPDF_ERR_PASSWORD and b"/Encrypt" in data:
        return _("The PDF is protected by a password. Save it without one and upload it again.")
    return _("The PDF is damaged and cannot be opened. Save it again with the program that made it.")


def check_text(pages: Sequence[Page]) -> None:
    """A scan has pictures of pages, of which here and there one has letters."""
    empty = [number for number, page in enumerate(pages, start=1) if not page.lines]
    if len(empty) * 2 <= len(pages) and len(empty) < len(pages):
        return
    if len(empty) == len(pages):
        raise UnreadableFile(
            _(
                "No page of the PDF has text: it holds pictures of pages, as a scanner makes them. Have the text "
                "recognised (OCR), look it over, and upload that file; or upload the document that was printed."
            )
        )
    listed = ", ".join(map(str, empty[:LISTED_PAGES])) + (" …" if len(empty) > LISTED_PAGES else "")
    message = _(
        "Most pages of the PDF have no text, only pictures, as a scanner makes them: pages %(pages)s. Have the text "
        "recognised (OCR), look it over, and upload that file; or upload the document that was printed."
    )
    raise UnreadableFile(message % {"pages": listed})
