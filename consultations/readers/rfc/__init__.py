"""Text in the style of RFCs to a draft, and all other plain text as Markdown's reader has it.

The content decides. Such a text says “[Page 3]” at the foot of its pages, or (the style since 2019, without pages) its
numbered headings stand at the margin in their order, “1.”, “2.”, “2.1.”, and nearly all other lines are indented.
Markdown and text as people type it have their paragraphs at the margin.
"""

import re

from consultations.enums import NoticeKind
from consultations.readers import markdown
from consultations.readers.draft import Notice, ReadDraft
from consultations.readers.encoding import decode, encoding_notices
from consultations.readers.rfc.chunks import chunks_of
from consultations.readers.rfc.layout import Layout
from consultations.readers.rfc.pages import FOOT, without_pages
from consultations.readers.structure import structured

SECTION = re.compile(r"^(\d{1,3})(?:\.\d+)*\.?[ \t]+\S.*\n[ \t]*\n", re.MULTILINE)
FEWEST_FEET = 2
FEWEST_SECTIONS = 2
INDENTED = 0.6
"""The share of the lines that a text of that style has away from the margin; a long RFC has over nine in ten."""


def read(data: bytes) -> ReadDraft:
    """Raises UnreadableFile."""
    text = decode(data)
    draft = read_text(text) if is_rfc_style(text) else markdown.read_text(text)
    draft.notices += encoding_notices(data)
    return draft


def read_text(text: str) -> ReadDraft:
    """Every word of `text`, which is in this style, is in a provision or in a problem."""
    lines, running, pages = without_pages(text.expandtabs())
    layout = Layout()
    draft = structured([*running, *layout.blocks_of(chunks_of(lines))], text)
    draft.markup = " ".join(layout.bullets)
    if running:
        draft.notices.append(Notice(NoticeKind.RUNNING_HEADS, pages))
    return draft


def is_rfc_style(text: str) -> bool:
    lines = [line for line in re.split("[\n\f]", text.expandtabs()) if line.strip()]
    if sum(FOOT.search(line) is not None for line in lines) >= FEWEST_FEET:
        return True
    numbers = list(dict.fromkeys(int(number) for number in SECTION.findall(text)))
    in_order = len(numbers) >= FEWEST_SECTIONS and numbers == sorted(numbers) and numbers[0] <= 1
    return in_order and sum(line.startswith("  ") for line in lines) >= INDENTED * len(lines)
