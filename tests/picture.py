"""Small pictures, made byte by byte, with things in them that nobody wants to publish."""

import struct
import zlib

PLACE = b"GPS 1.2921 S 36.8219 E"


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">L", len(data)) + name + data + struct.pack(">L", zlib.crc32(name + data))


def png(*extra: bytes, after: bytes = b"") -> bytes:
    """One black pixel. `extra` are further chunks, `after` stands behind its end."""
    head = chunk(b"IHDR", struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + b"".join(extra)
        + chunk(b"IDAT", zlib.compress(b"\0\0"))
        + chunk(b"IEND", b"")
        + after
    )


def part(mark: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, mark, len(data) + 2) + data


def exif(orientation: int = 1, order: str = "<") -> bytes:
    head = b"II*\0" if order == "<" else b"MM\0*"
    directory = struct.pack(f"{order}LHHHLHHL", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return part(0xE1, b"Exif\0\0" + head + directory + PLACE)


JFIF = part(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")
PROFILE = part(0xE2, b"ICC_PROFILE\0\1\1profile")


def jpeg(*extra: bytes, after: bytes = b"") -> bytes:
    """The frame of a picture: enough for whoever takes it apart."""
    frame = part(0xC0, b"\x08\0\1\0\1\1\1\x11\0")
    scan = part(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\xff\0\x34\xff\xd0\x56"
    return b"\xff\xd8" + JFIF + b"".join(extra) + part(0xDB, b"\0" * 65) + frame + scan + b"\xff\xd9" + after
