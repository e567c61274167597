"""Akoma Ntoso's elements to provisions, from top to bottom. Every word goes into a provision or a problem."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

from common.markup import clean_html
from consultations.enums import NoticeKind, ProblemReason
from consultations.enums import ProvisionKind as Kind
from consultations.readers.akn.names import (
    BELOW,
    COLLECTIONS,
    FRONTS,
    RECORDS,
    SEPARATE,
    TEXTS,
    address_of,
    kind_of,
)  # fmt: skip
from consultations.readers.draft import Notice, ReadDraft, ReadProvision
from consultations.readers.elements import INLINE, NOTES, all_text, has_blocks, name_of, said
from consultations.readers.flow import Flow, Passage, html_of
from consultations.readers.nouns import named
from consultations.readers.report import Report

LONGEST_NUMBER = 120
LONGEST_HEADING = 200
TITLES = ("docTitle", "shortTitle", "longTitle", "docType", "heading")


@dataclass(slots=True)
class Host:
    """Where what is read goes: into `provision`, or below it. `is_separate`: each paragraph is a provision."""

    children: list[ReadProvision]
    provision: ReadProvision | None = None
    is_separate: bool = True
    rest: ReadProvision | None = None
    """Holds the text after the last child, such as the words that end a list."""

    @property
    def kind(self) -> Kind | None:
        return self.provision.kind if self.provision else None


def draft_of(root: _Element) -> ReadDraft:
    walk = Walk(root)
    walk.inside(root, Host(walk.provisions))
    walk.metadata()
    draft = ReadDraft(walk.provisions, sorted(walk.report.problems, key=lambda problem: problem.place))
    for provision, _parent, _depth in draft.walk():
        provision.html = clean_html(provision.html) if provision.html else ""
    draft.notices = [*walk.report.notices(), *addresses(draft, walk.changed)]
    draft.source = "".join(all_text(root))
    return draft


def addresses(draft: ReadDraft, changed: int) -> list[Notice]:
    own = [provision.eid for provision, _parent, _depth in draft.walk() if provision.eid]
    changed += len(own) - len(set(own))
    return [Notice(NoticeKind.ADDRESSES, changed)] if changed else []


class Walk:
    def __init__(self, root: _Element) -> None:
        self.provisions: list[ReadProvision] = []
        self.report = Report()
        self.metas: list[_Element] = []
        self.changed = 0
        self.items_read: dict[_Element, int] = {}
        for _record in root.iter(*(f"{{*}}{name}" for name in RECORDS)):
            self.report.count(NoticeKind.OTHER_DOCUMENT)
        self.is_collection = any(name_of(element) in COLLECTIONS for element in root)
        for element in root.iter("{*}note"):
            if address := element.get("eId") or element.get("id"):
                self.report.known_notes[address] = element

    def inside(self, element: _Element, host: Host, *, without: tuple[_Element, ...] = ()) -> None:
        self.stray(element, element.text, host)
        for child in element:
            if child not in without:
                self.element(child, host)
            self.stray(child, child.tail, host)

    def element(self, element: _Element, host: Host) -> None:
        name = name_of(element)
        if name == "meta":
            self.metas.append(element)
        elif name == "component" and all(name_of(child) in {"documentRef", ""} for child in element):
            self.inside(element, host)  # names a document that follows
        elif name == "toc":
            self.report.problem(element, ProblemReason.CONTENTS)
        elif name in FRONTS:
            self.front(element, host)
        elif kind := self.kind_of(element, host):
            self.provision(element, kind, host)
        elif name in TEXTS or name in INLINE | NOTES or not has_blocks(element):
            self.text(element, host)
        else:
            self.inside(element, host)

    def kind_of(self, element: _Element, host: Host) -> Kind | None:
        """Its kind by its name, else by what it begins with: a number or a heading, or somebody who speaks."""
        name = name_of(element)
        if name == "component":
            return Kind.SECTION if self.is_collection else Kind.ANNEX
        if (kind := kind_of(element, host.kind)) or name in TEXTS:
            return kind
        begins = {name_of(child) for child in element}
        if "from" in begins:
            return Kind.PARAGRAPH
        if begins & {"num", "heading"}:
            return Kind.PARAGRAPH if host.kind in BELOW else Kind.SECTION
        return None

    def provision(self, element: _Element, kind: Kind, host: Host) -> None:
        made = ReadProvision(kind, eid=self.address(element))
        host.children.append(made)
        host.rest = None
        taken = self.headed(element, made)
        is_separate = kind in SEPARATE or name_of(element) in {"tblock", "component", "crossHeading"}
        inner = Host(made.children, made, is_separate)
        self.put_notes(inner)
        if name_of(element) == "crossHeading" and not made.heading:
            made.heading = self.plain(element)
            self.put_notes(inner)
        else:
            self.inside(element, inner, without=taken)

    def headed(self, element: _Element, made: ReadProvision) -> tuple[_Element, ...]:
        """Give it its number and its heading; the elements that they came from."""
        taken = {}
        for child in element:
            name = name_of(child)
            if name in {"num", "heading", "subheading", "from"} and name not in taken:
                taken[name] = child
        made.number = self.plain(taken["num"]) if "num" in taken else self.list_number(element)
        made.heading = " – ".join(
            filter(None, (self.plain(taken[name]) for name in ("heading", "subheading", "from") if name in taken))
        )
        if len(made.number) > LONGEST_NUMBER:
            made.number, made.heading = "", f"{made.number} {made.heading}".strip()
        return tuple(taken.values())

    def list_number(self, element: _Element) -> str:
        """An `li` carries its number as an attribute, or counts in an `ol`."""
        parent = element.getparent()
        if name_of(element) != "li" or parent is None or name_of(parent) != "ol":
            return ""
        self.items_read[parent] = self.items_read.get(parent, 0) + 1
        if value := (element.get("value") or "").strip():
            return f"{value}." if value.isdecimal() else value
        return f"{self.items_read[parent]}."

    def front(self, element: _Element, host: Host) -> None:
        """A preface gives its document its title; where the document is the whole draft, it is its first provision."""
        passages = Flow(self.report).passages(element)
        titled = next(filter(None, (said(it) for name in TITLES for it in element.iter(f"{{*}}{name}"))), "")
        title = next((it for it in passages if is_title(it, titled)), None)
        if title is None and host.provision is not None and passages and len(passages[0].text) <= LONGEST_HEADING:
            title = passages[0]
        made = host.provision
        if made is None or made.heading or made.children:
            if not passages:
                return
            made = ReadProvision(Kind.SECTION, eid=self.address(element) or name_of(element))
            host.children.append(made)
        if title is not None:
            passages.remove(title)
            self.entitle(made, title.text)
        put(made, passages)

    def entitle(self, made: ReadProvision, title: str) -> None:
        found = named(title) if made.kind == Kind.ANNEX and not made.number else None
        if found and (found.separated or not found.rest):
            made.number, made.heading = found.number, found.rest
        else:
            made.heading = title

    def text(self, element: _Element, host: Host) -> None:
        self.put(host, Flow(self.report).passages(element), element)

    def stray(self, beside: _Element, text: str | None, host: Host) -> None:
        """Words that stand between elements, where Akoma Ntoso has none."""
        if text and text.strip():
            flow = Flow(self.report)
            flow.say(text)
            flow.end()
            self.put(host, flow.done)

    def put(self, host: Host, passages: list[Passage], element: _Element | None = None) -> None:
        if not passages:
            return
        if host.provision is not None and not host.is_separate and not host.children:
            put(host.provision, passages)
        elif host.rest is not None and not host.is_separate:
            put(host.rest, passages)
        else:
            kind = Kind.POINT if host.kind in BELOW else Kind.PARAGRAPH
            host.rest = ReadProvision(kind, eid="" if element is None else self.address(element))
            host.children.append(host.rest)
            put(host.rest, passages)

    def put_notes(self, host: Host) -> None:
        """Footnotes of a number or a heading begin the text."""
        if self.report.notes and host.provision is not None:
            put(host.provision, Flow(self.report).notes())

    def plain(self, element: _Element) -> str:
        """A heading's words; its footnotes wait."""
        flow = Flow(self.report)
        flow.inside(element)
        flow.end()
        return " ".join(" ".join(passage.text for passage in flow.done).split())

    def address(self, element: _Element) -> str:
        address, changed = address_of(element)
        self.changed += changed
        return address

    def metadata(self) -> None:
        """What stands in the head of a document is not part of its text, but for the notes that were referred to."""
        unread = set(self.report.known_notes.values())
        for meta in self.metas:
            for note in meta.iter("{*}note"):
                if note not in unread and note.get("eId", note.get("id")):
                    note.clear(keep_tail=True)
            self.report.problem(meta, ProblemReason.FRONT_MATTER)


def put(provision: ReadProvision, passages: list[Passage]) -> None:
    provision.text = "\n".join(filter(None, (provision.text, *(passage.text for passage in passages))))
    provision.html = "\n".join(filter(None, (provision.html, *(html_of(passage) for passage in passages))))


def is_title(passage: Passage, titled: str) -> bool:
    return bool(titled) and titled[:50] in passage.text and len(passage.text) <= LONGEST_HEADING
