"""Markdown as blocks with line numbers: headings, paragraphs as lines, lists, and what has no place in a draft.

CommonMark with tables, read as people write drafts: “####Title” without a space is a heading, an indented line is a
paragraph and not code. Raw HTML, pictures and links into the author's own files are reported, their words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.token import Token

from consultations.enums import ProblemReason
from consultations.readers.blocks import Block, Heading, Item, Paragraph, Whole
from consultations.readers.draft import Problem
from consultations.readers.inline import RENDERER
from consultations.readers.line import Line
from consultations.readers.markdown.parser import MARKDOWN

FRONT_MATTER = re.compile(r"---[ \t]*\n(?:.*\n)*?(?:---[ \t]*\w*|\.\.\.)[ \t]*(?:\n|\Z)")
SECTION_MARK = re.compile(r"---[ \t]+\w+[ \t]*|\{::?[^}]*\}[ \t]*")
EMPHASIS = re.compile(r"</?(?:b|br|em|i|s|strong|sub|sup|u)\s*/?>", re.IGNORECASE)
NOTHING_ELSE = re.compile(r"[\s>*+-]*(?:\d{1,9}[.)])?\s*")
CELL_BORDER = re.compile(r"(?<!\\)\|")
ENTITY = re.compile(r"&(?:#x?[0-9a-f]+|\w+);", re.IGNORECASE)
OWN_LINK = re.compile(r"(?:https?:|mailto:)", re.IGNORECASE)


def blocks_of(source: str) -> tuple[list[Block], str]:
    """All of `source`, each line of which is in a block (in the order of the file), and what of it is only markup."""
    outside: list[Problem] = []
    text = without_front_matter(source, outside)
    text = without_section_marks(text, outside)
    tokens = MARKDOWN.parse(text)
    read: list[Block] = [*outside, *lines_without_a_token(text, tokens)]
    walk = Walk(tokens, text.split("\n"))
    read += walk.blocks(0, len(tokens))
    markup = " ".join([*walk.counted, *markup_of(tokens)])
    return sorted(read, key=lambda block: block.place), markup


def markup_of(tokens: list[Token]) -> Iterator[str]:
    """The names of the characters and of the emphasis in texts: what they stand for is in the text."""
    for token in tokens:
        if token.type == "inline":
            yield from ENTITY.findall(token.content)
            yield from (child.content for child in token.children or () if child.type == "html_inline")


def without_front_matter(source: str, outside: list[Problem]) -> str:
    found = FRONT_MATTER.match(source)
    if found is None:
        return source
    outside.append(Problem(1, found[0].strip(), ProblemReason.FRONT_MATTER))
    return "\n" * found[0].count("\n") + source[found.end() :]


def without_section_marks(text: str, outside: list[Problem]) -> str:
    """Lines of Markdown's dialects that name a part of the file, such as “--- middle”."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        if SECTION_MARK.fullmatch(line):
            outside.append(Problem(index + 1, line.strip(), ProblemReason.MARK))
            lines[index] = ""
    return "\n".join(lines)


def lines_without_a_token(text: str, tokens: list[Token]) -> Iterator[Problem]:
    """Lines that Markdown takes away, such as the targets of links, and any that a parser might lose."""
    seen: set[int] = set()
    for token in tokens:
        if token.map and token.type in {"inline", "fence", "html_block", "hr", "table_open", "heading_open"}:
            seen.update(range(*token.map))
    for index, line in enumerate(text.split("\n")):
        if index not in seen and not NOTHING_ELSE.fullmatch(line):
            yield Problem(index + 1, line.strip(), ProblemReason.DEFINITION)


class Walk:
    """Goes through a token list once and makes blocks of it."""

    def __init__(self, tokens: list[Token], lines: list[str]) -> None:
        self.tokens = tokens
        self.lines = lines
        self.ends = matching_ends(tokens)
        self.counted: list[str] = []
        """The numbers of list items in whose place Markdown puts those that it counts."""

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        index = start
        while index < end:
            token = self.tokens[index]
            close = self.ends.get(index, index)
            yield from self.block(token, index, close)
            index = close + 1

    def block(self, token: Token, index: int, close: int) -> Iterator[Block]:
        line = token.map[0] + 1 if token.map else 1
        match token.type:
            case "heading_open":
                yield from heading(line, int(token.tag[1]), self.tokens[index + 1])
            case "paragraph_open":
                yield from paragraph(line, self.tokens[index + 1])
            case "bullet_list_open" | "ordered_list_open":
                yield from self.items(index, close, int(token.attrs.get("start", 1)))
            case "html_block":
                yield Problem(line, token.content.strip(), ProblemReason.HTML)
            case "hr":
                yield Problem(line, token.markup, ProblemReason.MARK)
            case _:
                yield from self.whole(line, index, close)

    def items(self, start: int, end: int, first: int) -> Iterator[Item]:
        opens = [i for i in range(start + 1, end) if self.tokens[i].type == "list_item_open"]
        opens = [i for i in opens if self.tokens[i].level == self.tokens[start].level + 1]
        repeated = len({self.tokens[i].info for i in opens}) == 1
        for offset, index in enumerate(opens):
            token = self.tokens[index]
            digits = str(first + offset) if repeated else token.info
            if digits != token.info:
                self.counted.append(token.info)
            item = Item(token.map[0] + 1 if token.map else 1, f"{digits}{token.markup}" if token.info else "")
            item.blocks += self.blocks(index + 1, self.ends[index])
            yield item

    def whole(self, line: int, index: int, close: int) -> Iterator[Block]:
        tokens = self.tokens[index : close + 1]
        for token in tokens:
            if token.type == "inline":
                yield from cleaned(token, line)
            elif token.type == "html_block":
                yield Problem(token.map[0] + 1 if token.map else line, token.content.strip(), ProblemReason.HTML)
        kept = [token for token in tokens if token.type != "html_block"]
        if tokens[0].type == "table_open" and tokens[0].map:
            yield from self.long_rows(tokens[0].map, kept)
        yield Whole(line, "\n".join(rows(kept)), RENDERER.render(kept, MARKDOWN.options, {}).strip())

    def long_rows(self, lines: list[int], tokens: list[Token]) -> Iterator[Problem]:
        """Rows with more cells than the head of their table: Markdown cuts them off."""
        cells = max(sum(token.type == "th_open" for token in tokens), 1)
        for index in range(*lines):
            line = self.lines[index].strip().removeprefix("|").removesuffix("|")
            if len(CELL_BORDER.split(line)) > cells:
                yield Problem(index + 1, self.lines[index].strip(), ProblemReason.CELLS)


def matching_ends(tokens: list[Token]) -> dict[int, int]:
    waiting, ends = [], {}
    for index, token in enumerate(tokens):
        if token.nesting == 1:
            waiting.append(index)
        elif token.nesting == -1:
            ends[waiting.pop()] = index
    return ends


def heading(line: int, level: int, inline: Token) -> Iterator[Block]:
    yield from cleaned(inline, line)
    tokens = tuple(inline.children or ())
    if targets := [str(token.attrs["href"]) for token in tokens if token.type == "link_open"]:
        yield Problem(line, " ".join(targets), ProblemReason.HEADING_LINK)
    text = Line(tokens).text
    yield Heading(line, level, text) if text else Problem(line, inline.markup or "#" * level, ProblemReason.MARK)


def paragraph(line: int, inline: Token) -> Iterator[Block]:
    yield from cleaned(inline, line)
    lines: list[list[Token]] = [[]]
    for token in inline.children or ():
        if token.type in {"softbreak", "hardbreak"} and token.level == 0:
            lines.append([])
        else:
            lines[-1].append(token)
    if any(Line(tuple(tokens)).text for tokens in lines):
        yield Paragraph(line, tuple(Line(tuple(tokens)) for tokens in lines))


def cleaned(inline: Token, line: int) -> Iterator[Problem]:
    """Take what cannot be kept out of `inline` and report it; several of a sort in one paragraph are one problem."""
    dropped: dict[ProblemReason, list[str]] = {}
    kept: list[Token] = []
    open_links: list[bool] = []
    for token in inline.children or ():
        if token.type == "html_inline" and not EMPHASIS.fullmatch(token.content):
            dropped.setdefault(ProblemReason.HTML, []).append(token.content)
        elif token.type == "image":
            dropped.setdefault(ProblemReason.IMAGE, []).append(str(token.attrs.get("src", "")))
            kept.append(Token("text", "", 0, content=token.content, level=token.level))
        elif token.type == "link_open":
            open_links.append(bool(OWN_LINK.match(str(token.attrs.get("href", "")))))
            if open_links[-1]:
                kept.append(token)
            else:
                dropped.setdefault(ProblemReason.LINK, []).append(str(token.attrs.get("href", "")))
        elif token.type != "link_close" or open_links.pop():
            kept.append(token)
    inline.children = kept
    return iter([Problem(line, " ".join(pieces), reason) for reason, pieces in dropped.items()])


def rows(tokens: list[Token]) -> Iterator[str]:
    """The plain lines of a table (a row a line), a quotation or a listing."""
    row: list[str] = []
    for token in tokens:
        if token.type == "inline":
            row.append(Line(tuple(token.children or ())).text)
        elif token.type == "fence":
            yield from (
                (token.info.strip(), *token.content.strip("\n").split("\n"))
                if token.info.strip()
                else (token.content.strip("\n").split("\n"))
            )
        if token.type in {"tr_close", "paragraph_close", "heading_close"} and row:
            yield " | ".join(row) if token.type == "tr_close" else " ".join(row)
            row = []
