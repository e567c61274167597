"""What a file is, by its content. A name only chooses among contents that look alike, such as Markdown and CSV."""

import codecs
import re
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import IO

from common.enums import FileType
from common.utf16 import utf16_without_a_mark

MEDIA_TYPES = {
    FileType.MARKDOWN: "text/markdown",
    FileType.TEXT: "text/plain",
    FileType.CSV: "text/csv",
    FileType.JSONL: "application/jsonl",
    FileType.TOML: "application/toml",
    FileType.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileType.ODT: "application/vnd.oasis.opendocument.text",
    FileType.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileType.PDF: "application/pdf",
    FileType.HTML: "text/html",
    FileType.XML: "application/xml",
    FileType.PNG: "image/png",
    FileType.JPEG: "image/jpeg",
}
CSV_IN_UTF8 = f"{MEDIA_TYPES[FileType.CSV]}; charset=utf-8"
"""Of the CSV that Comity writes."""
OTHER_ENDINGS = {
    "markdown": FileType.MARKDOWN,
    "htm": FileType.HTML,
    "jpeg": FileType.JPEG,
    "ndjson": FileType.JSONL,
    "text": FileType.TEXT,
    "tsv": FileType.CSV,
    "xhtml": FileType.HTML,
}
MARKED_UP = {FileType.HTML, FileType.XML}
BEFORE_THE_ELEMENT = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^>[]*(?:\[.*?\]\s*)?>\s*)*", re.DOTALL | re.IGNORECASE
)
ELEMENT = re.compile(r"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)")
ROW_BY_ROW = {FileType.CSV, FileType.JSONL}
"""Tables whose reader reports a bad character at its row: one NUL does not refuse the other rows."""
PACKAGES = {
    FileType.DOCX: re.compile(r"word/document\d*\.xml"),
    FileType.ODT: re.compile(r"content\.xml"),
    FileType.XLSX: re.compile(r"xl/workbook\d*\.xml"),
}
"""The member that each cannot be without. Word for the web writes a “document2.xml”."""
MAGIC = {FileType.PDF: b"%PDF-", FileType.PNG: b"\x89PNG\r\n\x1a\n", FileType.JPEG: b"\xff\xd8\xff"}

OLE2 = b"\xd0\xcf\x11\xe0"
ENCRYPTED_BY_OFFICE = "EncryptedPackage".encode("utf-16-le")
SIGNATURES = {
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"%PDF-": "PDF",
    b"\x89PNG\r\n\x1a\n": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "GZIP",
    OLE2: "Word 97 / Excel 97",
    b"{\\rtf": "RTF",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"7z\xbc\xaf": "7-Zip",
    b"SQLite format 3": "SQLite",
}
BINARY_SIGNATURES = {head: name for head, name in SIGNATURES.items() if head != b"MZ"}

CHUNK = 64 * 1024
SAMPLE = 4096
"""Bytes of a text by which its encoding is guessed."""
LARGEST_DIRECTORY = 4 * 1024 * 1024
"""Bytes of a ZIP's list of members: it is read into memory, so it is measured first."""
LARGEST_UNPACKED = 1024 * 1024 * 1024
WITHIN = 1024
"""Readers of PDF look for its first line within so many bytes, whatever else the file begins as."""
LARGEST_MANIFEST = 1024 * 1024
LARGEST_RATIO = 250
"""Unpacked to packed. A workbook of equal cells comes near 100; a bomb is beyond 1,000."""


class Unfit(Exception):
    """The content does not fit the type. `why` is one of the words below; `like` is what it looks like instead."""

    def __init__(self, why: str, like: str = "") -> None:
        super().__init__(why, like)
        self.why = why
        self.like = like


def type_by_name(name: str) -> FileType | None:
    ending = PurePosixPath(name).suffix.lower().lstrip(".")
    if ending in FileType.values:
        return FileType(ending)
    return OTHER_ENDINGS.get(ending)


def check(file: IO[bytes], file_type: FileType) -> None:
    """Raise Unfit unless the content is of the type. Memory is bounded whatever the file holds."""
    file.seek(0)
    head = file.read(CHUNK)
    if not head:
        raise Unfit("empty")
    if file_type in PACKAGES:
        _check_package(file, head, file_type)
    elif file_type in MAGIC:
        if not head.startswith(MAGIC[file_type]):
            raise Unfit("other", looks_like(head))
        if file_type is FileType.PDF and _ends_as_zip(file):
            raise Unfit("two", "ZIP")
    elif file_type in ROW_BY_ROW:
        _check_table(head)
    else:
        _check_text(file, head)
        if file_type in MARKED_UP:
            _check_element(head, file_type)


def looks_like(head: bytes) -> str:
    """The name of the format that these first bytes belong to, "" when unknown."""
    return next((name for signature, name in SIGNATURES.items() if head.startswith(signature)), "")


def text_encoding(head: bytes) -> str:
    """The encoding of a text by its first bytes: a byte order mark, else its NULs, else UTF-8."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return utf16_without_a_mark(head[:SAMPLE]) or "utf-8"


def _check_table(head: bytes) -> None:
    """Refuse what is no text at all: another format, or (outside UTF-16 and UTF-32) more than one NUL in 100 bytes."""
    if any(head.startswith(signature) for signature in BINARY_SIGNATURES):
        raise Unfit("other", looks_like(head))
    if text_encoding(head) == "utf-8" and head.count(0) > len(head) / 100 and not head.startswith(codecs.BOM_UTF32_BE):
        raise Unfit("nul")


def _check_text(file: IO[bytes], head: bytes) -> None:
    """UTF-8 and UTF-16 must decode; any other bytes are taken for cp1252 (or a relative) and may hold no NUL."""
    encoding = text_encoding(head)
    if encoding == "utf-8":
        if any(head.startswith(signature) for signature in BINARY_SIGNATURES):
            raise Unfit("other", looks_like(head))
        _refuse_nul(file)
        return
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK):
            if "\x00" in decoder.decode(chunk):
                raise Unfit("nul")
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Unfit("damaged") from error


def _check_element(head: bytes, file_type: FileType) -> None:
    """The first thing in XML is an element, and not a drawing's; in HTML an element is soon there."""
    text = head.decode(text_encoding(head), "replace").lstrip("\ufeff")
    begins = BEFORE_THE_ELEMENT.match(text)
    start = begins.end() if begins else 0
    found = ELEMENT.match(text, start) if file_type is FileType.XML else ELEMENT.search(text, start)
    if found is None and len(head) < CHUNK:
        raise Unfit("other")
    if found is not None and found["name"].lower() == "svg":
        raise Unfit("other", "SVG")


def _refuse_nul(file: IO[bytes]) -> None:
    file.seek(0)
    while chunk := file.read(CHUNK):
        if b"\x00" in chunk:
            raise Unfit("nul")


def _check_package(file: IO[bytes], head: bytes, file_type: FileType) -> None:
    if looks_like(head) != "ZIP":
        raise Unfit("locked") if _is_encrypted_by_office(file, head) else Unfit("other", looks_like(head))
    if MAGIC[FileType.PDF] in head[:WITHIN]:
        raise Unfit("two", "PDF")
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as package:
            members = package.infolist()
    except (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError) as error:
        raise Unfit("damaged") from error
    unpacked = sum(member.file_size for member in members)
    packed = max(1, file.seek(0, 2))
    if unpacked > LARGEST_UNPACKED or unpacked / packed > LARGEST_RATIO:
        raise Unfit("bomb")
    if any(member.flag_bits & 1 for member in members):
        raise Unfit("locked")
    if not any(PACKAGES[file_type].fullmatch(member.filename) for member in members):
        raise Unfit("other", "ZIP")
    if file_type is FileType.ODT:
        _check_odt(file)


def _is_encrypted_by_office(file: IO[bytes], head: bytes) -> bool:
    """A file with a password lies in a container like those of Word 97, under a name that nothing else has."""
    if not head.startswith(OLE2):
        return False
    file.seek(0)
    before = b""
    while chunk := file.read(CHUNK):
        if ENCRYPTED_BY_OFFICE in before + chunk:
            return True
        before = chunk[-len(ENCRYPTED_BY_OFFICE) :]
    return False


def _check_odt(file: IO[bytes]) -> None:
    """Tables and slides have a `content.xml`, too: what it is stands in `mimetype`, and in the manifest whether it is
    encrypted, which leaves no trace in the ZIP."""
    try:
        with zipfile.ZipFile(file) as package:
            media_type = package.open("mimetype").read(SAMPLE).strip()
            manifest = package.open("META-INF/manifest.xml").read(LARGEST_MANIFEST)
    except (KeyError, zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise Unfit("damaged") from error
    if media_type.decode("ascii", "replace") != MEDIA_TYPES[FileType.ODT]:
        raise Unfit("other", "ZIP")
    if b"encryption-data" in manifest:
        raise Unfit("locked")


def _check_directory(file: IO[bytes]) -> None:
    """Measure the list of members by the record at the file's end, before anything reads it whole."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 22 - 65_535))
    tail = file.read()
    found = [match.start() for match in re.finditer(b"PK\x05\x06", tail)]
    if not found or len(tail) < found[-1] + 22:
        raise Unfit("damaged")
    (size,) = struct.unpack_from("<L", tail, found[-1] + 12)
    if size > LARGEST_DIRECTORY:
        raise Unfit("bomb")


def _ends_as_zip(file: IO[bytes]) -> bool:
    """Whether a ZIP's last record ends where the file does: other programs would open it as an archive."""
    end = file.seek(0, 2)
    file.seek(max(0, end - 22 - 65_535))
    tail = file.read()
    for match in re.finditer(b"PK\x05\x06", tail):
        record = tail[match.start() :]
        if len(record) >= 22 and 22 + struct.unpack_from("<H", record, 20)[0] >= len(record.rstrip(b"\r\n \0")):
            return True
    return False
