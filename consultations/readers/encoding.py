"""The bytes of an uploaded text as characters: UTF-8, UTF-16, else what its letters surely point to."""

import codecs
import re

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.text import storable
from common.utf16 import utf16_without_a_mark
from consultations.enums import NoticeKind
from consultations.readers.code_pages import code_page_of
from consultations.readers.draft import Notice

CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
BYTE_ORDER_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
SAMPLE = 4096


class UnreadableFile(Exception):
    """`message` tells people what is wrong with the file and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def decode(data: bytes) -> str:
    """The text of a file, a line feed at each line's end. Raises UnreadableFile where it is none."""
    try:
        text = data.decode(encoding_of(data))
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("This is not a text that we can read. Save it as UTF-8 and upload it again.")) from error
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = _("Line %(line)s holds a control character, as only binary files do. Save the text as UTF-8 again.")
        raise UnreadableFile(message % {"line": line})
    if not text.strip("\ufeff \t\r\n\f"):
        raise UnreadableFile(_("The file is empty."))
    return storable(text.lstrip("\ufeff"))


def encoding_of(data: bytes) -> str:
    """Raises UnreadableFile where the text is in no Unicode encoding and its letters do not surely tell which it is."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if data.startswith(mark):
            return encoding
    if encoding := utf16_without_a_mark(data[:SAMPLE]):
        return encoding
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if found := code_page_of(data):
            return found
        message = _(
            "Line %(line)s has a letter that is not in UTF-8, and the letters of the file do not tell surely in what "
            "encoding it is. Open it in the program that made it, save it as UTF-8, and upload it again."
        )
        line = len((data[: error.start] + b"?").splitlines())
        raise UnreadableFile(message % {"line": line}) from error
    return "utf-8"


def encoding_notices(data: bytes) -> list[Notice]:
    """What people should know of a text that is in no Unicode encoding. Raises UnreadableFile, as `encoding_of`."""
    return [] if encoding_of(data).startswith("utf") else [Notice(NoticeKind.ENCODING, 1)]
