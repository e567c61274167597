"""The names of OpenDocument that the reader knows."""

from __future__ import annotations

from typing import Any

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
EXTENSION = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

PARAGRAPHS = (TEXT + "p", TEXT + "h")
CONTENTS = {
    TEXT + name
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
        "bibliography",
    )
}  # fmt: skip
SILENT = {
    OFFICE + "annotation", OFFICE + "annotation-end", OFFICE + "forms", OFFICE + "event-listeners", SVG + "title",
    SVG + "desc", TEXT + "tracked-changes", TEXT + "number", TEXT + "note-citation", TEXT + "script",
    TEXT + "sequence-decls", TEXT + "variable-decls", TEXT + "user-field-decls", TEXT + "section-source",
    TABLE + "table-column", TABLE + "table-source",
}  # fmt: skip
"""What is no text of the document, whatever stands in it. A text's own numbers are computed."""

Element = Any
"""An element of lxml, which has no types."""


def whole(text: str | None, default: int) -> int:
    try:
        return int(text) if text else default
    except ValueError:
        return default
