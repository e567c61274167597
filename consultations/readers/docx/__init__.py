"""Word's files to a draft.

Numbers are printed as Word shows them. Tracked changes are read as accepted. A footnote or endnote stands at the end of
the provision that refers to it, its mark in brackets in both places (“[1]”); the notes of a table follow the table. A
table is one piece, unless it only arranges a text (one column, or numbers beside paragraphs). A box of text follows the
paragraph that it is anchored in. Places are numbers of paragraphs, counted from the beginning, in tables and boxes too.
"""

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers.docx.document import Document
from consultations.readers.docx.names import Element, W
from consultations.readers.docx.parts import Parts, opened
from consultations.readers.docx.source import text_under
from consultations.readers.draft import Notice, Problem, ReadDraft
from consultations.readers.encoding import UnreadableFile
from consultations.readers.office.package import EMPTY
from consultations.readers.structure import structured

CHANGES = [W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")]


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    parts = opened(data)
    document = Document(parts)
    blocks = document.blocks()
    heads = running_heads(parts)
    blocks += [Problem(1, text, ProblemReason.RUNNING_HEAD, PlaceUnit.PARAGRAPH) for text in heads]
    source = "\n".join([text_under(parts.document), *note_texts(document), *heads])
    if not source.strip() and not blocks:
        raise UnreadableFile(EMPTY)
    draft = structured(blocks, source)
    draft.problems.sort(key=lambda problem: problem.place)
    draft.notices = notices(parts)
    return draft


def running_heads(parts: Parts) -> list[str]:
    """What stands at the head or foot of pages, each text once."""
    roots = [*parts.every("header"), *parts.every("footer")]
    return list(dict.fromkeys(text for root in roots if (text := " ".join(text_under(root).split()))))


def note_texts(document: Document) -> list[str]:
    return [
        text_under(element)
        for kind, notes in document.notes.items()
        for id, element in notes.items()
        if (kind, id) not in document.notes_deleted
    ]


def notices(parts: Parts) -> list[Notice]:
    counts = {
        NoticeKind.TRACKED_CHANGES: sum(changes_in(root) for root in [parts.document, *notes_and_heads(parts)]),
        NoticeKind.REMARKS: sum(1 for root in parts.every("comments") for _ in root.iterchildren(W + "comment")),
    }
    return [Notice(kind, count) for kind, count in counts.items() if count]


def notes_and_heads(parts: Parts) -> list[Element]:
    roots = [parts.one("footnotes"), parts.one("endnotes"), *parts.every("header"), *parts.every("footer")]
    return [root for root in roots if root is not None]


def changes_in(root: Element) -> int:
    """How many pieces were put in, taken out or moved; a move is one piece taken out and one put in."""
    return sum(1 for _ in root.iter(*CHANGES))
