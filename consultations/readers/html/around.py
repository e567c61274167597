"""What of a page is not its text: what leads around the site, what nobody sees, what is run or fetched."""

from __future__ import annotations

import re

from lxml.etree import _Element

from consultations.enums import ProblemReason
from consultations.readers.elements import name_of

INVISIBLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
ROLES = frozenset({"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"})
NAVIGATION = frozenset({"nav", "menu", "dialog", "button", "select", "textarea", "datalist"})
AROUND = frozenset({"header", "footer", "aside"})
TEXT = frozenset({"main", "article", "section"})
FETCHED = frozenset({"iframe", "frame", "object", "embed", "video", "audio", "canvas", "applet"})
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
    if name in NAVIGATION or element.get("role") in ROLES or is_around(element, name):
        return ProblemReason.NAVIGATION
    return None


def is_around(element: _Element, name: str) -> bool:
    """The head, the foot and the margin of the page, not of an article in it; a head with a heading is text."""
    if name not in AROUND or any(name_of(it) in TEXT for it in element.iterancestors()):
        return False
    return name != "header" or not any(name_of(it) in HEADINGS for it in element.iterdescendants())
