"""XML files as trees: nothing is fetched, nothing is expanded, and what costs too much is refused before it does."""

from __future__ import annotations

import codecs

from django.utils.translation import gettext as _
from lxml import etree

from consultations.readers.elements import line_of, walked
from consultations.readers.encoding import UnreadableFile

MOST_SIGNS = 1_000_000
"""Of “<” and of “=” in a file, as each makes something in memory: a law of 600 pages has some 100,000."""
DEEPEST = 100
"""Elements in each other. Laws come to 40."""


def parsed(data: bytes) -> etree._Element:
    """The root element. Raises UnreadableFile."""
    if not data.strip(b" \t\r\n\0" + codecs.BOM_UTF8 + codecs.BOM_UTF16):
        raise UnreadableFile(_("The file is empty."))
    check_signs(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = _(
            "Line %(line)s is not well-formed XML (%(reason)s). Mend it there, or save the file again with the program "
            "that made it, and upload it again."
        )
        reason = (error.msg or "").rsplit(", line", 1)[0]
        raise UnreadableFile(message % {"line": error.lineno or 1, "reason": reason}) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFile(
            _("The file has a document type (<!DOCTYPE …>), which we do not follow. Take it out and upload it again.")
        )
    check_depth(root)
    return root


def check_signs(data: bytes) -> None:
    if data.count(b"<") > MOST_SIGNS or data.count(b"=") > MOST_SIGNS:
        message = _("The file has more than %(most)s elements or attributes, far more than a draft. Split it.")
        raise UnreadableFile(message % {"most": MOST_SIGNS})


def check_depth(root: etree._Element, deepest: int = DEEPEST) -> None:
    depth = 0
    for event, element in walked(root):
        depth += 1 if event == "start" else -1
        if depth > deepest:
            message = _("Line %(line)s has more than %(most)s elements in each other, far more than a draft.")
            raise UnreadableFile(message % {"line": line_of(element), "most": deepest})
