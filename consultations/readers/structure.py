"""Blocks to a draft: headings become parts, chapters, articles and sections; numbers become paragraphs and points."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise

from common.markup import clean_html
from consultations.enums import ProvisionKind as Kind
from consultations.readers.blocks import Block, Heading, Item, Note, Paragraph, Whole
from consultations.readers.draft import Problem, ReadDraft, ReadProvision
from consultations.readers.line import Line
from consultations.readers.markers import marker_at
from consultations.readers.nouns import NOUNS, RECITALS, Named, generic_number, is_preamble, named
from consultations.readers.outline import LOWEST, PLAIN, Outline

HEADING_LIMIT = 200  # longer ones are paragraphs that only look like headings
LABEL_LIMIT = 100


def structured(blocks: list[Block], source: str) -> ReadDraft:
    """Every word of the blocks is in a provision or in a problem. `source` is the file's text as `ReadDraft` has it."""
    reading = Reading(blocks)
    reading.read_all(blocks)
    provisions = reading.outline.roots
    draft = ReadDraft(provisions, reading.problems, source=source)
    for provision, _parent, _depth in draft.walk():
        provision.html = clean_html(provision.html) if provision.html else ""
    return draft


class Reading:
    """One pass over the blocks of one file."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        headings = [block for block in blocks if isinstance(block, Heading)]
        self.title = title_of(headings)
        self.names = [(found, heading.level) for heading in headings if (found := named(heading.printed))]
        self.names += [
            (plain[0], PLAIN)
            for block in blocks
            if isinstance(block, Paragraph) and (plain := plain_heading(block.lines))
        ]
        self.outline = Outline(ranks_of(self.names))
        self.problems: list[Problem] = []
        self.before_the_first = any(found.kind != Kind.ANNEX for found, _level in self.names)
        self.names_preamble = any(is_preamble(heading.text) for heading in headings)
        self.awaits_heading: ReadProvision | None = None

    def read_all(self, blocks: Sequence[Block]) -> None:
        for block, following in pairwise([*blocks, None]):
            if isinstance(block, Problem):
                self.problems.append(block)
            elif isinstance(block, Heading):
                self.heading(block)
            elif isinstance(block, Paragraph):
                self.paragraph(block, following)
            elif isinstance(block, Item):
                self.item(block)
            elif isinstance(block, Note):
                self.note(block)
            elif block is not None:
                self.whole(block)

    def heading(self, block: Heading) -> None:
        waiting, self.awaits_heading = self.awaits_heading, None
        if found := named(block.printed):
            self.open_named(found, block.level)
        elif is_preamble(block.text):
            self.outline.open_preamble(block.printed)
        elif waiting is not None and not block.number:
            waiting.heading = block.text
        elif len(block.text) > HEADING_LIMIT:
            self.fill(self.unnumbered(block.printed), block.printed)
        else:
            number, heading = (block.number, block.text) if block.number else generic_number(block.text)
            level = PLAIN if block is self.title else block.level
            self.outline.open(ReadProvision(Kind.SECTION, number, heading), level)

    def open_named(self, found: Named, level: int) -> None:
        self.before_the_first = False
        provision = self.outline.open_named(found, level)
        self.awaits_heading = None if provision.heading else provision

    def paragraph(self, block: Paragraph, following: Block | None) -> None:
        waiting, self.awaits_heading = self.awaits_heading, None
        lines = list(block.lines)
        if not self.outline.inside:
            if found := plain_heading(block.lines):
                self.open_named(found[0], PLAIN)
                lines = found[1]
            elif (
                waiting is not None and is_label(lines) and following is not None and not isinstance(following, Heading)
            ):
                waiting.heading = lines[0].text
                return
            elif self.before_the_first and (preamble := lines[0].run_in_preamble()):
                self.outline.open_preamble(preamble[0])
                lines[:1] = [preamble[1]] if preamble[1].text else []
        while lines:
            end = next((i for i in range(1, len(lines)) if self.starts_inside(lines[i : i + 2])), len(lines))
            self.lines(lines[:end])
            lines = lines[end:]
            if lines and (found := plain_heading(lines)):
                self.open_named(found[0], PLAIN)
                lines = found[1]

    def starts_inside(self, lines: list[Line]) -> bool:
        """A heading within a paragraph: only what can be no reference that a line happens to begin with."""
        found = None if self.outline.inside else plain_heading(lines)
        return found is not None and (found[0].stands_alone or lines[0].is_bold)

    def lines(self, lines: list[Line]) -> None:
        """Lines that carry the next number are provisions of their own, all others go on with the one before."""
        current: list[Line] = []
        target: ReadProvision | None = None
        for position, line in enumerate(lines):
            found = line.marker()
            if found and (position == 0 or self.outline.continues(found[0])):
                put(target, current)
                target, current = self.numbered(found[0].printed), [found[1]]
                target_text = found[1]
                while (nested := target_text.marker()) and self.outline.continues(nested[0]) and not nested[0].is_dash:
                    target, current, target_text = self.outline.add_numbered(nested[0]), [nested[1]], nested[1]
            elif target is None:
                target, current = self.unnumbered(line.text), [line]
            else:
                current.append(line)
        put(target, current)

    def numbered(self, printed: str) -> ReadProvision:
        self.open_preamble_where_due()
        found = marker_at(f"{printed} ")
        if found is None:
            provision = self.outline.add_bullet()
            provision.number = printed
            return provision
        return self.outline.add_numbered(found[0], Kind.RECITAL if self.in_preamble and found[0].is_numeric else None)

    def unnumbered(self, text: str) -> ReadProvision:
        self.open_preamble_where_due()
        inside = self.outline.inside[-1] if self.outline.inside else None
        if inside is not None and not inside.children:
            return inside
        return self.outline.add_unnumbered(
            Kind.RECITAL if self.in_preamble and RECITALS.match(text) else Kind.PARAGRAPH
        )

    def open_preamble_where_due(self) -> None:
        """In a text with articles, what stands before the first and under no heading but the title is the preamble,
        where no heading says which words are."""
        opened = self.outline.opened
        due = self.before_the_first and not self.outline.inside and (not opened or opened[-1].level == PLAIN)
        if due and not self.in_preamble and not self.names_preamble:
            self.outline.open_preamble()

    @property
    def in_preamble(self) -> bool:
        return bool(self.outline.opened) and self.outline.opened[-1].rank == LOWEST

    def item(self, block: Item) -> None:
        self.awaits_heading = None
        blocks = list(block.blocks)
        own = blocks[0].lines[0].marker() if blocks and isinstance(blocks[0], Paragraph) else None
        if block.number:
            provision = self.numbered(block.number)
        elif own:
            provision = self.numbered(own[0].printed)
            blocks[0] = Paragraph(block.place, (own[1], *blocks[0].lines[1:]))  # type: ignore[union-attr]  # own says so
        else:
            self.open_preamble_where_due()
            provision = self.outline.add_bullet()
        self.nested(provision, blocks)

    def nested(self, provision: ReadProvision, blocks: list[Block]) -> None:
        """What stands inside a list item stays inside it. An item may hold only its first number: text that
        follows without being indented then belongs to it too, so its number stays open."""
        outline = self.outline
        kept_marks, kept_unnumbered = outline.marks, outline.unnumbered
        outline.marks, outline.unnumbered = [], None
        outline.inside.append(provision)
        for block in blocks:
            if isinstance(block, Heading):
                self.fill(self.unnumbered(block.printed), block.printed)
            else:
                self.read_all([block])
        outline.inside.pop()
        outline.marks, outline.unnumbered = kept_marks, kept_unnumbered

    def whole(self, block: Whole) -> None:
        """A table stands with the number it follows, else alone."""
        self.awaits_heading = None
        numbered = self.outline.latest_number
        target = numbered if numbered is not None and not numbered.children else self.unnumbered(block.text)
        add(target, block.text, block.html)

    def note(self, block: Note) -> None:
        """At the end of what was read last. A heading that waits for its words goes on waiting."""
        add(self.outline.latest or self.unnumbered(block.text), block.text, block.html)

    def fill(self, provision: ReadProvision, text: str) -> None:
        add(provision, text, f"<p>{escape(text)}</p>")


def title_of(headings: list[Heading]) -> Heading | None:
    """The first heading, where no other is as high: it names the whole and holds nothing."""
    if not headings or named(headings[0].printed):
        return None
    return headings[0] if all(other.level > headings[0].level for other in headings[1:]) else None


def ranks_of(names: Sequence[tuple[Named, int]]) -> dict[str, int]:
    """The usual ranks, but for titles, which stand above chapters in some laws and below sections in others:
    the signs of the headings tell, else what comes first in the text."""
    ranks = {name: rank for name, (_, rank, _) in NOUNS.items()}
    firsts = {found.name: (level, index) for index, (found, level) in reversed(list(enumerate(names)))}
    if "title" in firsts:
        above = [ranks[name] for name in ("chapter", "section", "subsection")
                 if name in firsts and firsts[name] < firsts["title"]]  # fmt: skip
        ranks["title"] = max([20, *(rank + 5 for rank in above)])
    return ranks


def plain_heading(lines: Sequence[Line]) -> tuple[Named, list[Line]] | None:
    """“Article 5” on a line of its own, in bold, or before its text (“第五条 …”), and the lines of its text."""
    first, others = lines[0], list(lines[1:])
    if first.text.startswith("§") and not first.is_bold:
        return None  # a paragraph of an article
    found = named(first.text) if len(first.text) <= LABEL_LIMIT else None
    if found and (not found.rest or first.is_bold or (found.separated and not others and is_label(lines))):
        return found, others
    run_in = first.run_in_heading()
    return (run_in[0], [run_in[1], *others]) if run_in else None


def is_label(lines: Sequence[Line]) -> bool:
    """Short words without a full stop: a heading that nobody marked as one."""
    text = lines[0].text
    return (
        len(lines) == 1
        and len(text) <= LABEL_LIMIT
        and text[-1:] not in set(".;:,!?。；：，")
        and not lines[0].marker()
    )


def put(target: ReadProvision | None, lines: list[Line]) -> None:
    if target is None:
        return
    text = " ".join(filter(None, (line.text for line in lines)))
    if text:
        add(target, text, "<p>" + " ".join(filter(None, (line.html for line in lines))) + "</p>")


def add(provision: ReadProvision, text: str, html: str) -> None:
    provision.text = "\n".join(filter(None, (provision.text, text)))
    provision.html = "\n".join(filter(None, (provision.html, html)))
