"""The parts of a zipped document. Nothing outside it is ever opened, and what is unpacked stays within limits.

Parts are looked at before they become a tree: a tree takes a hundred bytes and more for each element and attribute.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from common.file_types import ENCRYPTED_BY_OFFICE, OLE2
from consultations.readers.encoding import UnreadableFile

LARGEST_PART = 64 * 1024 * 1024
MOST_MARKS = 2_000_000
"""Elements and attributes of one part, which take some 300 MB at the worst; 600 pages have some 500,000."""
STRICT_NAMESPACES = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/drawingml/": b"http://schemas.openxmlformats.org/drawingml/2006/",
}
"""ISO's strict names of the same things, read as the usual ones."""

EMPTY = gettext_lazy("The file has no words in it.")


class Package:
    """Raises UnreadableFile where the file is no package that can be opened."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(OLE2):
            raise UnreadableFile(protected() if ENCRYPTED_BY_OFFICE in data else old_word())
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
            self.names = {info.filename: info for info in self.archive.infolist()}
        except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError) as error:
            raise UnreadableFile(damaged()) from error

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none. Raises UnreadableFile where it is damaged or too large."""
        info = self.names.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise UnreadableFile(protected())
        try:
            with self.archive.open(info) as member:
                data = member.read(LARGEST_PART + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError) as error:
            raise UnreadableFile(damaged()) from error
        if len(data) > LARGEST_PART or data.count(b"<") + data.count(b"=") > MOST_MARKS:
            raise UnreadableFile(too_large(name))
        return data

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part, None where there is none. Raises UnreadableFile where it is no XML that can be read."""
        data = self.part(name)
        if data is None:
            return None
        for strict, usual in STRICT_NAMESPACES.items():
            data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFile(broken(name, str(error))) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise UnreadableFile(declared(name))
        return root


def protected() -> str:
    return _(
        "The file is protected by a password, so that nobody else can read it. Open it, save it without the password "
        "and upload it again."
    )


def old_word() -> str:
    return _("This is a file of Word 97 to 2003 (.doc). Open it, save it as .docx and upload it again.")


def damaged() -> str:
    return _("The file is damaged and cannot be opened. Open it, save it as a new file and upload that one.")


def missing(name: str) -> str:
    message = _("The file has no part “%(part)s”, where its text should be. Save it as a new file and upload that one.")
    return message % {"part": name}


def too_large(name: str) -> str:
    message = _(
        "The part “%(part)s” of the file is far larger than the text of a draft. Take out what is not text, or divide "
        "the file, and upload it again."
    )
    return message % {"part": name}


def broken(name: str, detail: str) -> str:
    message = _(
        "The part “%(part)s” of the file is damaged: %(detail)s. Open the file, save it as a new one and upload that."
    )
    return message % {"part": name, "detail": detail}


def declared(name: str) -> str:
    message = _(
        "The part “%(part)s” of the file declares a document type, which no writing program does and through which "
        "other files could be drawn in. Open the file, save it as a new one and upload that one."
    )
    return message % {"part": name}
