"""Pictures without what they say beside the picture: where and when they were taken, with what, by whom.

Nothing is drawn anew. What a picture needs stays byte for byte; every part that is not known to be needed goes, and so
does everything behind the picture's end, where another file may hide. A JPEG keeps which way up it is.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator

from common.enums import FileType


class Damaged(Exception):
    """It ends too early, or its parts are not where they say."""


def cleaned(data: bytes, file_type: FileType) -> bytes:
    """A PNG or JPEG without its metadata. Raises Damaged."""
    try:
        return _clean_png(data) if file_type is FileType.PNG else _clean_jpeg(data)
    except (struct.error, IndexError) as error:
        raise Damaged from error


# PNG: https://www.w3.org/TR/png-3/

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
PNG_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP"} | {
    *(b"mDCV", b"cLLI", b"bKGD", b"pHYs", b"hIST", b"sPLT", b"acTL", b"fcTL", b"fdAT"),
}
"""Of the picture, its colours, its measure and its movement. Text, times and EXIF are not among them."""


def _clean_png(data: bytes) -> bytes:
    if not data.startswith(PNG_HEAD):
        raise Damaged
    kept, place = [PNG_HEAD], len(PNG_HEAD)
    names: set[bytes] = set()
    while b"IEND" not in names:
        (length,) = struct.unpack_from(">L", data, place)
        name, chunk = data[place + 4 : place + 8], data[place : place + length + 12]
        if len(chunk) < length + 12 or zlib.crc32(chunk[4:-4]) != struct.unpack(">L", chunk[-4:])[0]:
            raise Damaged
        if not names and name != b"IHDR":
            raise Damaged
        names.add(name)
        place += length + 12
        if name in PNG_CHUNKS:
            kept.append(chunk)
    if b"IDAT" not in names:
        raise Damaged
    return b"".join(kept)


# JPEG: ITU-T T.81 and T.871, and CIPA DC-008 for which way up

START, END, SCAN, COMMENT = 0xD8, 0xD9, 0xDA, 0xFE
FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
APPLICATIONS = range(0xE0, 0xF0)
AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""Inside a scan FF is followed by 0, or by a restart mark; anything else is the next part."""
ORIENTATION = 0x0112
UPRIGHT = 1


def _clean_jpeg(data: bytes) -> bytes:
    kept, orientation, marks = [], UPRIGHT, set()
    for mark, part in _parts_of_jpeg(data):
        marks.add(mark)
        if mark == 0xE1 and part[4:].startswith(b"Exif\0\0"):
            orientation = _orientation(part[10:])
        elif _is_of_the_picture(mark, part):
            kept.append(part)
    if not marks & FRAMES or SCAN not in marks:
        raise Damaged
    at = 2 if kept[1].startswith(b"\xff\xe0") else 1  # behind the JFIF part, which comes first
    return b"".join([*kept[:at], _upright(orientation), *kept[at:]])


def _parts_of_jpeg(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each part with its mark, a scan with all its data, up to the end of the picture."""
    if data[:2] != bytes([0xFF, START]):
        raise Damaged
    yield START, data[:2]
    place = 2
    while True:
        if data[place] != 0xFF:
            raise Damaged
        while data[place + 1] == 0xFF:  # filling
            place += 1
        mark = data[place + 1]
        if mark == END:
            yield END, data[place : place + 2]
            return
        (length,) = struct.unpack_from(">H", data, place + 2)
        end = place + 2 + length
        if mark == SCAN:
            found = AFTER_SCAN.search(data, end)
            if found is None:
                raise Damaged
            end = found.start()
        if length < 2 or end >= len(data):
            raise Damaged
        yield mark, data[place:end]
        place = end


def _is_of_the_picture(mark: int, part: bytes) -> bool:
    """Of what applications add: the size of a pixel, the colour profile, and how Adobe's colours are meant."""
    if mark in APPLICATIONS:
        known = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}.get(mark)
        return known is not None and part[4:].startswith(known)
    return mark != COMMENT


def _orientation(tiff: bytes) -> int:
    """1 to 8, as the first directory of EXIF says; upright where it says nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    try:
        (start,) = struct.unpack_from(f"{order}L", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for index in range(count):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHLH", tiff, start + 2 + 12 * index)
            if tag == ORIENTATION:
                return value if 1 <= value <= 8 else UPRIGHT
    except struct.error:
        return UPRIGHT
    return UPRIGHT


def _upright(orientation: int) -> bytes:
    """An EXIF part that says nothing else; none for a picture that is upright."""
    if orientation == UPRIGHT:
        return b""
    exif = b"Exif\0\0MM\0*" + struct.pack(">LHHHLHHL", 8, 1, ORIENTATION, 3, 1, orientation, 0, 0)
    return struct.pack(">HH", 0xFFE1, len(exif) + 2) + exif
