"""Reading a file into a draft, by its extension."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

from django.utils.translation import gettext as _

from consultations.readers import docx, html, markdown, odt, pdf, rfc, xml
from consultations.readers.draft import ReadDraft
from consultations.readers.encoding import UnreadableFile

__all__ = ["READERS", "ReadDraft", "UnreadableFile", "reader_for"]

READERS: Mapping[str, Callable[[bytes], ReadDraft]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": rfc.read,
    ".docx": docx.read,
    ".odt": odt.read,
    ".html": html.read,
    ".htm": html.read,
    ".xhtml": html.read,
    ".xml": xml.read,
    ".pdf": pdf.read,
}


def reader_for(name: str) -> Callable[[bytes], ReadDraft]:
    """The reader for a file of that name. Raises UnreadableFile where there is none."""
    extension = PurePath(name).suffix.lower()
    if extension not in READERS:
        message = _("“%(name)s” cannot be read: today a draft is read from %(extensions)s.")
        raise UnreadableFile(message % {"name": name, "extensions": ", ".join(READERS)})
    return READERS[extension]
