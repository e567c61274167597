"""Looking at a page as everybody meets it: one load, then light and dark, both directions, wide and narrow."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.people import Person

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async (options) => {
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    await Promise.allSettled(document.getAnimations().map((it) => it.finished));
    const found = await axe.run(document, {preload: false, resultTypes: ["violations"], ...options});
    return found.violations.map((it) => `${it.id}: ${it.nodes.map((at) => at.html.slice(0, 120)).join(" | ")}`);
}"""
ALL_RULES = {"rules": {"target-size": {"enabled": True}}}
RULES_OF_COLOUR_AND_PLACE = {"runOnly": ["color-contrast", "target-size"]}
"""Those that can find something new when only the colours and the direction change."""
BEYOND_AXE = Path(__file__).with_name("beyond_axe.js").read_text(encoding="utf-8")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DESKTOP, NARROW_PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


def looked_at(page: Page) -> Iterator[tuple[str, list[str]]]:
    """What is wrong with the page that is open, by the way of looking at it. axe waits
    for colours that are on their way to others: those have no contrast of their own."""
    page.set_viewport_size(DESKTOP)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.evaluate(AXE)
    yield "light", page.evaluate(RUN_AXE, ALL_RULES)
    page.keyboard.press("Tab")
    yield "beyond axe", page.evaluate(BEYOND_AXE)
    page.emulate_media(color_scheme="dark")
    turn(page, "rtl")
    yield "dark rtl", page.evaluate(RUN_AXE, RULES_OF_COLOUR_AND_PLACE)
    page.set_viewport_size(NARROW_PHONE)
    yield "narrow rtl", too_wide(page)
    turn(page, "ltr")
    yield "narrow", too_wide(page)


def turn(page: Page, direction: str) -> None:
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)


def too_wide(page: Page) -> list[str]:
    over = page.evaluate(TOO_WIDE)
    return [f"{over} px too wide"] if over > 0 else []


def problems_of(person: Person, addresses: list[str]) -> dict[str, list[str]]:
    """What is wrong, by page and way of looking at it; {} for nothing."""
    found = {}
    for address in addresses:
        person.opens(address)
        found |= {f"{address} ({way})": wrong for way, wrong in looked_at(person.page) if wrong}
    return found
