"""Files that people give: looked at, measured and kept, never believed."""

import hashlib
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from typing import Any, Protocol

from django.core.files import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from common.enums import FileType
from common.file_types import CHUNK, MEDIA_TYPES, Unfit, check, type_by_name
from common.images import Damaged, cleaned
from common.models import StoredFile

MEGABYTE = 1024 * 1024
DRAFT_LIMIT = 25 * MEGABYTE
TABLE_LIMIT = 100 * MEGABYTE
ATTACHMENT_LIMIT = 10 * MEGABYTE
IN_MEMORY = 1 * MEGABYTE

IMAGES = {FileType.PNG, FileType.JPEG}

INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
JOINERS = {"\u200c", "\u200d"}
"""Part of the spelling of Persian and of Indian scripts."""


class UploadRefused(Exception):
    """The file was not taken and nothing is kept of it. `message` says why, for the person who gave it."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Readable(Protocol):
    """An open file, or what Django makes of an uploaded one."""

    def read(self, size: int = ..., /) -> bytes: ...
    def seek(self, offset: int, /) -> Any: ...


def store(upload: Readable, *, name: str, allowed: frozenset[FileType], limit: int) -> StoredFile:
    """Keep the file if its name and its content are of one `allowed` type and it has at most `limit` bytes.

    Read once and in pieces, with the hash made on the way; what is kept is what was hashed. Of a picture that is the
    picture without what it says beside it (`common.images`). Raises UploadRefused.
    """
    name = clean_name(name)
    file_type = _type(name, allowed)
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as copy:
        digest, size = _copy(upload, copy, name, limit)
        try:
            check(copy, file_type)
            if file_type in IMAGES:
                digest, size = _clean(copy, file_type)
        except Unfit as unfit:
            raise UploadRefused(_why(unfit, name, file_type)) from unfit
        copy.seek(0)
        stored = StoredFile(name=name, media_type=MEDIA_TYPES[file_type], size=size, sha256=digest)
        stored.file.save(name, File(copy), save=False)
    stored.save()
    return stored


def clean_name(name: str) -> str:
    """The last part of what a browser sent as the file's name, without characters that steer a terminal or a line."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(char for char in last if char in JOINERS or unicodedata.category(char) not in INVISIBLE).strip()
    return plain[-255:] or "file"


def _type(name: str, allowed: frozenset[FileType]) -> FileType:
    file_type = type_by_name(name)
    if file_type is None or file_type not in allowed:
        endings = ", ".join(sorted(f".{known.value}" for known in allowed))
        raise UploadRefused(
            _("“%(name)s” is not of a kind that can be taken here. Give a file that ends in %(endings)s.")
            % {"name": name, "endings": endings}
        )
    return file_type


def _copy(upload: Readable, copy: Any, name: str, limit: int) -> tuple[str, int]:
    """The SHA-256 in hexadecimal, and the bytes copied. Reading stops at the first piece beyond the limit."""
    digest, size = hashlib.sha256(), 0
    for chunk in _chunks(upload):
        size += len(chunk)
        if size > limit:
            raise UploadRefused(_too_large(name, limit))
        digest.update(chunk)
        copy.write(chunk)
    return digest.hexdigest(), size


def _clean(copy: Any, file_type: FileType) -> tuple[str, int]:
    """Put the picture alone in the place of what was given; its SHA-256 and its bytes. Raises Unfit."""
    copy.seek(0)
    try:
        content = cleaned(copy.read(), file_type)
    except Damaged as error:
        raise Unfit("damaged") from error
    copy.seek(0)
    copy.truncate()
    copy.write(content)
    return hashlib.sha256(content).hexdigest(), len(content)


def _chunks(upload: Readable) -> Iterator[bytes]:
    upload.seek(0)
    while chunk := upload.read(CHUNK):
        yield chunk


def _too_large(name: str, limit: int) -> str:
    return _(
        "“%(name)s” is larger than the %(limit)s that can be taken here. Split it, or leave out what is not needed."
    ) % {
        "name": name,
        "limit": filesizeformat(limit),
    }


def _why(unfit: Unfit, name: str, file_type: FileType) -> str:
    words = {"name": name, "type": file_type.label, "like": unfit.like}
    match unfit.why:
        case "empty":
            return _("“%(name)s” is empty.") % words
        case "nul":
            return _("“%(name)s” is not what its name says: it holds NUL bytes, which no text has.") % words
        case "bomb":
            return _("“%(name)s” would unpack to far more than its size. It was not opened.") % words
        case "locked":
            return _("“%(name)s” is protected by a password. Save it without one and give it again.") % words
        case "two":
            return (
                _(
                    "“%(name)s” is two files in one: other programs would open it as a %(like)s file. Such files are "
                    "not taken. Save it again with the program that made it."
                )
                % words
            )
        case "other" if unfit.like:
            return _("“%(name)s” is not what its name says: it begins like a %(like)s file.") % words
        case "other":
            return _("“%(name)s” is not what its name says: it does not begin like a file of that kind.") % words
        case _:
            return _("“%(name)s” is damaged. Save it again with the program that made it.") % words
