"""What of a page is not its text: what leads around the site, what nobody sees, what is run or fetched."""

from __future__ import annotations

import re

from lxml.etree import _Element

from consultations.enums import ProblemReason
from consultations.readers.elements import name_of, said

INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"})
NAVIGATION = frozenset({"nav", "menu", "dialog", "button", "select", "textarea", "datalist"})
AROUND = frozenset({"header", "footer", "aside"})
TEXT = frozenset({"main", "article", "section"})
FETCHED = frozenset({"iframe", "frame", "object", "embed", "video", "audio", "canvas", "applet"})
LABELS_OF_FEET = re.compile(r"(?:^|\s)(?:site-?|page-?)?footer(?:\s|$)", re.IGNORECASE)
LABELS_OF_CONTENTS = re.compile(r"toc|contents", re.IGNORECASE)
LABELS_OF_WAYS = re.compile(r"nav|menu|breadcrumb|header|sidebar|toolbar|share|skip|lang", re.IGNORECASE)
LINKED = 0.8
"""The share of the words of a menu that are links."""
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


def reason_against(element: _Element) -> ProblemReason | None:
    """Why an element is no text of the draft; None where it is."""
    name = name_of(element)
    if name == "script":
        return ProblemReason.SCRIPT
    if name in FETCHED:
        return ProblemReason.EXTERNAL
    if name == "svg":
        return ProblemReason.IMAGE
    if name == "template" or element.get("hidden") is not None or INVISIBLE.search(element.get("style") or ""):
        return ProblemReason.HIDDEN
    if reason := reason_by_its_label(element):
        return reason
    if name in NAVIGATION or element.get("role") in ROLES or is_around(element, name):
        return ProblemReason.NAVIGATION
    return None


def reason_by_its_label(element: _Element) -> ProblemReason | None:
    """What older pages say by an `id` or a `class`, where nearly all of its words are links, as in no text."""
    label = f"{element.get('id') or ''} {element.get('class') or ''} {element.get('title') or ''}"
    if not label.strip() or name_of(element) in {"html", "body"}:
        return None
    if LABELS_OF_FEET.search(label) and name_of(element) == "div":
        return ProblemReason.NAVIGATION
    for labels, reason in ((LABELS_OF_CONTENTS, ProblemReason.CONTENTS), (LABELS_OF_WAYS, ProblemReason.NAVIGATION)):
        if labels.search(label) and is_links(element):
            return reason
    return None


def is_links(element: _Element) -> bool:
    linked = sum(len(said(link)) for link in element.iter("a") if link.get("href"))
    return linked > 0 and linked >= LINKED * len(said(element))


def is_around(element: _Element, name: str) -> bool:
    """The head, the foot and the margin of the page, not of an article in it; a head with a heading is text."""
    if name not in AROUND or any(name_of(it) in TEXT for it in element.iterancestors()):
        return False
    return name != "header" or not any(name_of(it) in HEADINGS for it in element.iterdescendants())
