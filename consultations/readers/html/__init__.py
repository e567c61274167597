"""HTML to a draft: pages of legislation sites, what writing programs save, and what people write by hand.

Read by libxml2's parser, which takes a page apart as HTML's standard says and is there for XML and Word files anyway;
nothing of a page is run or fetched. By Python's own parser one sees that no word is lost.
"""

from __future__ import annotations

from consultations.enums import ProblemReason
from consultations.readers.draft import Problem, ReadDraft
from consultations.readers.encoding import encoding_notices
from consultations.readers.html.parse import declared_in, parsed, text_of
from consultations.readers.html.said import words_of
from consultations.readers.html.walk import Walk
from consultations.readers.inspection import coverage
from consultations.readers.structure import structured


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    text = text_of(data)
    walk = Walk(parsed(text))
    blocks = list(walk.page())
    draft = structured([*blocks, *walk.report.problems], words_of(text))
    draft.notices = walk.report.notices()
    if declared_in(data) is None:
        draft.notices += encoding_notices(data)
    if missing := coverage(draft).missing:
        draft.problems.append(Problem(1, " ".join(missing.elements()), ProblemReason.HTML))
    draft.problems.sort(key=lambda problem: problem.place)
    return draft
