"""Elements of HTML and of XML by their names, without regard to namespaces."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element

OF_HTML = """
a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q rb rp rt ruby s samp small span
strike strong sub sup time tt u var wbr
"""
OF_AKOMA_NTOSO = """
affectedDocument argument change concept courtType date decoration def docCommittee docDate docIntroducer
docJurisdiction docNumber docProponent docPurpose docStage docStatus docTitle docType docketNumber embeddedText entity
event fillIn inline judge lawyer legislature location marker mmod mod mref neutralCitation noteRef object omissis
opinion organization outcome party person placeholder process quantity quotedText recordedTime ref relatedDocument
remark rmod role rref session shortTitle term vote
"""
OF_OTHERS = "emph emphasis firstterm foreignphrase hi literal phrase quote subscript superscript ulink xref"
INLINE = frozenset(f"{OF_HTML} {OF_AKOMA_NTOSO} {OF_OTHERS}".split())
"""Elements that stand within a line."""
NOTES = frozenset({"authorialNote", "footnote", "popup", "subFlow"})
EMPTY = frozenset({"br", "eol", "eop", "img", "hr"})


def name_of(element: _Element) -> str:
    """“p”, whatever its namespace; "" for a comment or the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def line_of(element: _Element) -> int:
    return int(element.sourceline or 1)


def said(element: _Element) -> str:
    """All words in it, without regard to structure."""
    return " ".join(" ".join(element.itertext()).split())


def has_blocks(element: _Element) -> bool:
    """Paragraphs, lists or the like stand in it, and not just words."""
    return any(name_of(child) not in INLINE | NOTES | EMPTY for child in element if name_of(child))


def all_text(root: _Element) -> Iterator[str]:
    """Every word in `root`, apart at the borders of all elements but those that stand within a line."""
    for event, element in walked(root):
        if event == "start":
            if name_of(element) not in INLINE:
                yield "\n"
            if name_of(element):
                yield element.text or ""
        else:
            if name_of(element) not in INLINE:
                yield "\n"
            if element is not root:
                yield element.tail or ""


def walked(root: _Element) -> Iterator[tuple[str, _Element]]:
    """Start and end of each element in turn, without recursion."""
    waiting: list[tuple[str, _Element]] = [("start", root)]
    while waiting:
        event, element = waiting.pop()
        yield event, element
        if event == "start":
            waiting.append(("end", element))
            waiting += [("start", child) for child in reversed(element)]
