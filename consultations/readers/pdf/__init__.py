"""PDF with text to a draft: only the places and sizes of its letters say what they are."""

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason
from consultations.readers.draft import Notice, Problem, ReadDraft
from consultations.readers.pdf.document import Page, pages_of
from consultations.readers.pdf.layout import blocks_of, shape_of
from consultations.readers.pdf.running import running_lines
from consultations.readers.structure import structured


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    pages = pages_of(data)
    running = running_lines([page.lines for page in pages])
    lines = [line for page in pages for line in page.lines if id(line) not in running]
    left_out = [line for page in pages for line in page.lines if id(line) in running]
    blocks = blocks_of(lines, shape_of(lines))
    draft = structured(blocks, "\n".join(page.source for page in pages))
    draft.problems += pages_without_text(pages)
    if left_out:
        text = "\n".join(line.text for line in left_out)
        draft.problems.append(Problem(left_out[0].page, text, ProblemReason.RUNNING_HEAD, PlaceUnit.PAGE))
        draft.notices.append(Notice(NoticeKind.RUNNING_HEADS, len({line.page for line in left_out})))
    draft.problems.sort(key=lambda problem: problem.place)
    return draft


def pages_without_text(pages: list[Page]) -> list[Problem]:
    """Those that hold something else: a picture, of which the words are not in the draft."""
    return [
        Problem(number, "", ProblemReason.PICTURE_PAGE, PlaceUnit.PAGE)
        for number, page in enumerate(pages, start=1)
        if page.has_pictures and not page.lines
    ]
