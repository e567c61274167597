"""Akoma Ntoso's elements and what they are in a draft (OASIS, Akoma Ntoso 3.0, part 2, and its naming convention)."""

from __future__ import annotations

import re

from lxml.etree import _Element

from consultations.enums import ProvisionKind
from consultations.readers.elements import name_of
from consultations.readers.numerals import ascii_name

Kind = ProvisionKind
NAMESPACE = re.compile(r"http://docs\.oasis-open\.org/legaldocml/ns/akn/.*|http://www\.akomantoso\.org/\d\.\d|")
DRAFTS = frozenset({"act", "bill", "doc", "statement", "amendment", "amendmentList", "documentCollection",
                    "officialGazette", "portion"})  # fmt: skip
RECORDS = frozenset({"debate", "debateReport", "judgment"})
COLLECTIONS = frozenset({"documentCollection", "amendmentList", "officialGazette"})
GROUPS = {
    "book": Kind.PART, "tome": Kind.PART, "part": Kind.PART, "subpart": Kind.PART, "title": Kind.TITLE,
    "subtitle": Kind.TITLE, "chapter": Kind.CHAPTER, "subchapter": Kind.CHAPTER, "section": Kind.SECTION,
    "division": Kind.SECTION, "subdivision": Kind.SECTION, "tblock": Kind.SECTION, "crossHeading": Kind.SECTION,
    "article": Kind.ARTICLE, "recital": Kind.RECITAL, "citation": Kind.PARAGRAPH, "formula": Kind.PARAGRAPH,
    "preamble": Kind.PREAMBLE, "conclusions": Kind.PARAGRAPH, "annex": Kind.ANNEX, "attachment": Kind.ANNEX,
    "schedule": Kind.ANNEX, "point": Kind.POINT, "indent": Kind.POINT, "item": Kind.POINT, "li": Kind.POINT,
}  # fmt: skip
LOWER = frozenset({"paragraph", "subparagraph", "alinea", "level", "subsection", "subclause", "subrule", "proviso",
                   "transitional", "sublist", "subpoint"})  # fmt: skip
BASIC_OR_LOWER = frozenset({"clause", "rule"})
"""The unit of some laws, as articles are of others, and a part of sections in others again."""
BASIC = frozenset({"article", "section", "clause", "rule"})
BELOW = frozenset({Kind.PARAGRAPH, Kind.POINT, Kind.RECITAL})
TEXTS = frozenset({"p", "block", "listIntroduction", "listWrapUp", "tocItem", "from", "num", "heading", "subheading",
                   "table", "quotedStructure", "embeddedStructure", "blockquote", "img"})  # fmt: skip
FRONTS = frozenset({"preface", "coverPage", "header"})
SEPARATE = frozenset({Kind.PREAMBLE, Kind.ANNEX})
"""Each paragraph in them is a provision of its own."""
LONGEST = 180
ADDRESS = re.compile(r"[A-Za-z0-9_.~-]+")


def kind_of(element: _Element, above: ProvisionKind | None) -> ProvisionKind | None:
    """What the element is where it stands in `above`; None where it is no provision."""
    name = name_of(element)
    if name == "hcontainer":
        name = hcontainer_name(element)
    if name in LOWER:
        if name == "subsection" and any(name_of(below) in BASIC for below in element.iter()):
            return Kind.SECTION
        return Kind.POINT if above in BELOW else Kind.PARAGRAPH
    if name in BASIC_OR_LOWER:
        return Kind.ARTICLE if above not in {*BELOW, Kind.ARTICLE} else Kind.POINT
    return GROUPS.get(name)


def hcontainer_name(element: _Element) -> str:
    """An `hcontainer` says by an attribute what it is; one with a heading is a section, another just holds text."""
    called = (element.get("name") or "").strip()
    if called in GROUPS or called in LOWER or called in BASIC_OR_LOWER:
        return called
    names = {name_of(child) for child in element}
    return "division" if "heading" in names else "paragraph" if "num" in names else ""


def address_of(element: _Element) -> tuple[str, bool]:
    """The element's own address as it can stand in a web address, and whether it had to be changed for that."""
    own = (element.get("eId") or element.get("id") or "").strip()
    fit = "".join(sign if ADDRESS.fullmatch(sign) else ascii_name(sign) or "-" for sign in own)[:LONGEST]
    fit = fit if fit.strip(".") else ""
    return fit, fit != own
