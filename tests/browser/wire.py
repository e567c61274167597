"""What a page costs on the wire, as the browser counts it: headers and bodies as they came, compressed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Page

BYTES_A_SECOND = 50_000 / 8
ROUND_TRIP = 0.6

READABLE = {"Document", "Stylesheet"}
"""What the text waits for. Scripts are modules, which a browser runs when the page is there."""


@dataclass(frozen=True)
class Answer:
    """`size` in bytes; `depth` is 1 for the page, 2 for what the page names, 3 for what that names."""

    path: str
    kind: str
    size: int
    depth: int


class Wire:
    """Listens to a page's network from now on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.session = page.context.new_cdp_session(page)
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", self._asked)
        self.session.on("Network.loadingFinished", self._came)
        self.asked: dict[str, tuple[str, str, int]] = {}
        self.answers: list[Answer] = []

    def opens(self, address: str) -> list[Answer]:
        """Everything that came over the wire for this page."""
        self.asked, self.answers = {}, []
        self.page.goto(address, wait_until="networkidle")
        return self.answers

    def _asked(self, event: dict) -> None:
        url = event["request"]["url"]
        initiator = event["initiator"].get("url", "")
        above = [depth for path, _kind, depth in self.asked.values() if path == urlsplit(initiator).path]
        is_page = event["type"] == "Document"
        depth = 1 if is_page else 1 + max(above, default=1)
        self.asked[event["requestId"]] = (urlsplit(url).path, event["type"], depth)

    def _came(self, event: dict) -> None:
        if event["requestId"] in self.asked:
            path, kind, depth = self.asked[event["requestId"]]
            self.answers.append(Answer(path, kind, int(event["encodedDataLength"]), depth))


def weight(answers: list[Answer]) -> int:
    return sum(it.size for it in answers)


def seconds_until_readable(answers: list[Answer]) -> float:
    """On a line of 50 kbit/s and 600 ms, from cold, without a clock that a busy machine would upset.

    One round trip for the connection, one for its encryption, one for each step from the page to what it names, as many
    more as there are sixes of files on a step (a browser opens six connections); then every byte of the page and of its
    sheets, one after the other. The first screen is there sooner, as a browser shows a page while it comes.
    """
    awaited = [it for it in answers if it.kind in READABLE]
    steps = [[it for it in awaited if it.depth == depth] for depth in {it.depth for it in awaited}]
    round_trips = 2 + sum(-(-len(step) // 6) for step in steps)
    return round_trips * ROUND_TRIP + weight(awaited) / BYTES_A_SECOND
