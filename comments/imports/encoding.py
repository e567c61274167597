from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from comments.imports.row import TableRefused
from common.utf16 import utf16_without_a_mark

CHUNK = 1 << 16
SAMPLE = 1 << 16
BOMS = [  # UTF-32 first: its mark begins with that of UTF-16.
    (codecs.BOM_UTF32_LE, "utf-32", "replace"),
    (codecs.BOM_UTF32_BE, "utf-32", "replace"),
    (codecs.BOM_UTF8, "utf-8-sig", "surrogateescape"),
    (codecs.BOM_UTF16_LE, "utf-16", "surrogatepass"),
    (codecs.BOM_UTF16_BE, "utf-16", "surrogatepass"),
]
MOSTLY = 10
SURE = 0.1
SIGN_IN_WORD = re.compile("[A-Za-z][\u00a1-\u00bf\u00d7\u00f7\ufffd][A-Za-z]")


@dataclass(frozen=True)
class Encoding:
    """A codec and its way with bytes that do not fit: they come out as lone surrogates, so that the row can be told."""

    name: str
    errors: str = "surrogateescape"


def detect(file: BinaryIO) -> Encoding:
    """The encoding of a file: by its mark, else UTF-8 where every byte agrees, else what its odd bytes suggest.

    Memory stays within the samples, whatever the size. The file is left at its start.
    """
    try:
        file.seek(0)
        head = file.read(SAMPLE)
        for mark, name, errors in BOMS:
            if head.startswith(mark):
                return Encoding(name, errors)
        if wide := utf16_without_a_mark(head):
            return Encoding(wide, "surrogatepass")
        odd = _lines_beyond_ascii(file)
        return Encoding("utf-8") if odd is None else Encoding(_guess(odd))
    finally:
        file.seek(0)


def text_chunks(file: BinaryIO, encoding: Encoding) -> Iterator[str]:
    """The file's text, a chunk at a time. A last character cut in half becomes U+FFFD.

    Raises TableRefused where bytes fit the encoding so little that its codec has no way with them.
    """
    decoder = codecs.getincrementaldecoder(encoding.name)(encoding.errors)
    try:
        while data := file.read(CHUNK):
            yield decoder.decode(data)
    except UnicodeError as problem:
        text = _("The file is not in the encoding “%s”. Leave it out of the mapping, and it is detected.")
        raise TableRefused(text % encoding.name) from problem
    try:
        yield decoder.decode(b"", final=True)
    except UnicodeError:
        yield "�"


def _lines_beyond_ascii(file: BinaryIO) -> bytes | None:
    """None when the whole file is UTF-8; else a sample of the pieces that hold bytes above 127."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("strict")
    sample = bytearray()
    valid = True
    while data := file.read(CHUNK):
        if valid:
            try:
                decoder.decode(data)
            except UnicodeDecodeError:
                valid = False
        if len(sample) < SAMPLE:
            for line in data.split(b"\n"):
                if not line.isascii() and len(sample) < SAMPLE:
                    sample += line[:SAMPLE] + b"\n"
        elif not valid:
            break
    if valid:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            valid = False
    return None if valid else bytes(sample)


def _guess(sample: bytes) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; else the codec that gives words, and Windows-1252 when none does."""
    as_utf8 = sample.decode("utf-8", "replace")
    broken = as_utf8.count("�")
    whole = sum(1 for character in as_utf8 if character > "\x7f") - broken
    if whole > broken * MOSTLY:
        return "utf-8"
    western = sample.decode("cp1252", "replace")
    best = from_bytes(sample).best()
    if best is None or western == str(best):
        return "cp1252"
    if best.coherence < SURE and _reads_as_western(western):
        return "cp1252"
    return best.encoding


def _reads_as_western(text: str) -> bool:
    """Few letters beyond ASCII and no sign such as “³” inside a word; for samples too short to tell a language."""
    letters = sum(1 for character in text if character.isalpha())
    beyond = sum(1 for character in text if character.isalpha() and character > "\x7f")
    return beyond <= letters * 0.3 and not SIGN_IN_WORD.search(text)
