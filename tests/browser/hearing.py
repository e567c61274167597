"""What a screen reader says of a page, from what the browser tells it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.keys import Keys

LISTENING = """window.heard = []; addEventListener("load", () => new MutationObserver((changes) => {
    for (const it of changes) {
        const region = it.target.nodeType === 1 && it.target.closest("[role=status], [role=alert]");
        if (region && it.addedNodes.length) window.heard.push(region.textContent);
    }
}).observe(document.body, {childList: true, subtree: true}));"""
"""What comes into live regions once the page has come, as `window.heard`."""


def has(place: Page | Locator, announced: str) -> None:
    """These, in this order, with whatever else stands between them."""
    expect(place if isinstance(place, Locator) else place.locator("body")).to_match_aria_snapshot(announced)


def hears(page: Page, words: str, role: str = "status") -> None:
    """From a live region: without moving to it. What stands there when the page comes is not heard."""
    expect(page.get_by_role(role).filter(has_text=words)).to_be_attached(timeout=20_000)
    page.wait_for_function("words => window.heard.some((it) => it.includes(words))", arg=words)


def passed_between(page: Page, first: str, last: str) -> list[str]:
    """The stops of the Tab key between two of them."""
    Keys(page).reaches(first)
    return Keys(page).passes_until(last)
