"""OpenDocument texts, as LibreOffice writes them, to a draft, by the same rules as Word's files (`readers.docx`).

What was deleted with changes tracked is kept apart in these files, so that the text is read as it stands.
"""

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers.draft import Notice, Problem, ReadDraft
from consultations.readers.encoding import UnreadableFile
from consultations.readers.odt.document import Document
from consultations.readers.odt.names import OFFICE, STYLE, TEXT, Element
from consultations.readers.odt.source import text_under
from consultations.readers.odt.words import remarks_in
from consultations.readers.office.package import EMPTY, Package, missing, protected
from consultations.readers.structure import structured

CONTENT = "content.xml"
HEADS = [STYLE + name for name in ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")]


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    package = Package(data)
    if b"encryption-data" in (package.part("META-INF/manifest.xml") or b""):
        raise UnreadableFile(protected())
    content = package.tree(CONTENT)
    if content is None or content.find(f"{OFFICE}body/{OFFICE}text") is None:
        raise UnreadableFile(missing(CONTENT))
    styles = package.tree("styles.xml")
    document = Document(content, styles)
    blocks = document.blocks()
    heads = running_heads(styles)
    blocks += [Problem(1, text, ProblemReason.RUNNING_HEAD, PlaceUnit.PARAGRAPH) for text in heads]
    source = "\n".join([text_under(document.body), *heads])
    if not source.strip() and not blocks:
        raise UnreadableFile(EMPTY)
    draft = structured(blocks, source)
    draft.problems.sort(key=lambda problem: problem.place)
    draft.notices = notices(document.body)
    return draft


def running_heads(styles: Element | None) -> list[str]:
    """What stands at the head or foot of pages, each text once."""
    roots = styles.iter(*HEADS) if styles is not None else ()
    return list(dict.fromkeys(text for root in roots if (text := " ".join(text_under(root).split()))))


def notices(body: Element) -> list[Notice]:
    counts = {
        NoticeKind.TRACKED_CHANGES: sum(1 for _ in body.iter(TEXT + "changed-region")),
        NoticeKind.REMARKS: remarks_in(body),
    }
    return [Notice(kind, count) for kind, count in counts.items() if count]
