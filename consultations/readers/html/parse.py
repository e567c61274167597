"""The bytes of a page as text, in the encoding that the page says, and the text as a tree."""

from __future__ import annotations

import codecs
import re

from django.utils.translation import gettext as _
from lxml import html
from lxml.etree import ErrorTypes, ParserError, _Element

from common.utf16 import utf16_without_a_mark
from consultations.readers.encoding import SAMPLE, UnreadableFile, decode
from consultations.readers.xml.parse import check_depth, check_signs

DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "utf-16": "utf-8"}
"""What browsers take these names for (https://encoding.spec.whatwg.org/#names-and-labels)."""
DEEPEST = 150
"""Elements in each other. Pages with tables for their layout come to 60."""


def text_of(data: bytes) -> str:
    """Raises UnreadableFile where it is no text, or not in the encoding that it says."""
    check_signs(data)
    declared = declared_in(data)
    if declared is None:
        return decode(data)
    name = declared[1].decode("ascii")
    try:
        codec = codecs.lookup(name).name
        text = data.decode(AS_BROWSERS.get(codec, codec))
    except LookupError:
        return decode(data)
    except UnicodeDecodeError as error:
        message = _("The page says that it is in %(encoding)s, and line %(line)s is not. Save it as UTF-8.")
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(message % {"encoding": name, "line": line}) from error
    return decode(text.encode())


def declared_in(data: bytes) -> re.Match[bytes] | None:
    """What the page says of its encoding, unless its first bytes say it."""
    if data.startswith(MARKS) or utf16_without_a_mark(data[:SAMPLE]):
        return None
    return DECLARED.search(data[:SAMPLE])


def parsed(text: str) -> _Element:
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode(), parser=parser)
    except ParserError as error:
        raise UnreadableFile(_("The file is empty.")) from error
    if any(entry.type == ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise UnreadableFile(_("The page has hundreds of elements in each other, far more than a draft. Simplify it."))
    check_depth(root, DEEPEST)
    return root
