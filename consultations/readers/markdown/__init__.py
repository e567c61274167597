"""Markdown, and plain text as people type it, to a draft."""

from consultations.readers.draft import ReadDraft
from consultations.readers.encoding import decode, encoding_notices
from consultations.readers.markdown.walk import blocks_of
from consultations.readers.structure import structured


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    draft = read_text(decode(data))
    draft.notices += encoding_notices(data)
    return draft


def read_text(source: str) -> ReadDraft:
    """Every line of `source` is in a provision or in a problem. Raises UnreadableFile where it has too many signs."""
    blocks, markup = blocks_of(source)
    draft = structured(blocks, source)
    draft.markup = markup
    return draft
