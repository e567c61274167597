"""XML to a draft: Akoma Ntoso, or another kind that sets a text in titles and paragraphs."""

import re

from django.utils.translation import gettext as _
from lxml.etree import QName, _Element

from consultations.readers import akn, html
from consultations.readers.akn.names import DRAFTS, NAMESPACE, RECORDS
from consultations.readers.draft import ReadDraft
from consultations.readers.elements import line_of, name_of
from consultations.readers.encoding import SAMPLE, UnreadableFile
from consultations.readers.xml import plain
from consultations.readers.xml.parse import parsed

XHTML = re.compile(rb"<html[\s>]", re.IGNORECASE)


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    if XHTML.search(data[:SAMPLE]):
        return html.read(data)
    root = parsed(data)
    if name_of(root) == "akomaNtoso" and NAMESPACE.fullmatch(QName(root).namespace or ""):
        return read_akoma_ntoso(root)
    if plain.is_plain(root):
        return plain.draft_of(root)
    message = _(
        "The first element is <%(name)s> (line %(line)s), which we do not know. We read Akoma Ntoso, whose first "
        "element is <akomaNtoso>, and XML that sets its text in <title> and <para> or <p>. Save the text as one of "
        "these, as HTML or as a Word document, and upload it again."
    )
    raise UnreadableFile(message % {"name": name_of(root), "line": line_of(root)})


def read_akoma_ntoso(root: _Element) -> ReadDraft:
    names = [name_of(child) for child in root if name_of(child)]
    if not any(name in DRAFTS | RECORDS for name in names):
        message = _(
            "<akomaNtoso> (line %(line)s) holds no document: after it we look for one of %(known)s, and find "
            "%(found)s. Add the document and upload the file again."
        )
        words = {
            "line": line_of(root),
            "known": ", ".join(f"<{name}>" for name in sorted(DRAFTS | RECORDS)),
            "found": ", ".join(f"<{name}>" for name in names[:5]) or _("nothing"),
        }
        raise UnreadableFile(message % words)
    return akn.draft_of(root)
