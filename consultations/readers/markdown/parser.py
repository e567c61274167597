"""Markdown as people write drafts: “####Title” without a space is a heading, an indented line is no code.

The text inside paragraphs costs time by its signs, each of which may begin something, so a file may hold so many.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from consultations.readers.encoding import UnreadableFile

TIGHT_HEADING = re.compile(r"(#{1,6})[^#\s\d]|(#{2,6})\d")
SIGN = re.compile(r"[][*_`<&!\\]")
MOST_SIGNS = 100_000
"""In one file, which takes seconds. A law of 1 MB has some hundred; a whole one in brackets, a few thousand."""


def heading_rule(state: StateBlock, start: int, _end: int, silent: bool) -> bool:
    """CommonMark's ATX heading, which here needs no space after its signs."""
    line = state.getLines(start, start + 1, state.blkIndent, False).strip()
    signs = len(line) - len(line.lstrip("#"))
    if not (1 <= signs <= 6 and (line[signs : signs + 1] in {"", " ", "\t"} or TIGHT_HEADING.match(line))):
        return False
    if silent:
        return True
    state.line = start + 1
    for kind, nesting in (("heading_open", 1), ("inline", 0), ("heading_close", -1)):
        token = state.push(kind, f"h{signs}" if nesting else "", nesting)  # type: ignore[arg-type]  # -1, 0 or 1
        token.markup, token.map = "#" * signs, [start, start + 1]
        if not nesting:
            token.content, token.children = re.sub(r"(?:^|\s)#+$", "", line[signs:]).strip(), []
    return True


def inline_rule(state: StateCore) -> None:
    """Markdown's own, in which links, pictures and emphasis nest 20 deep; lists and quotations may go deeper."""
    texts = [token for token in state.tokens if token.type == "inline"]
    check_signs(texts)
    for token in texts:
        token.children = INLINE.inline.parse(token.content, INLINE, state.env, [])


def check_signs(texts: Iterable[Token]) -> None:
    """Raises UnreadableFile before the time is spent."""
    signs = 0
    for token in texts:
        signs += len(SIGN.findall(token.content))
        if signs > MOST_SIGNS:
            message = _(
                "The file holds more than %(most)s signs of Markdown such as “[”, “*” or “_”, far more than a draft "
                "has. Line %(line)s begins the paragraph with the first one too many: look there, and upload it again."
            )
            raise UnreadableFile(message % {"most": MOST_SIGNS, "line": token.map[0] + 1 if token.map else 1})


def make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table").disable("code")
    parser.block.ruler.at("heading", heading_rule, {"alt": ["paragraph", "reference", "blockquote"]})
    parser.core.ruler.at("inline", inline_rule)
    return parser


INLINE = MarkdownIt("commonmark")
MARKDOWN = make_parser()
