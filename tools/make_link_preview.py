"""Draws `static/link-preview.png`, the picture that messengers show beside a link: python -m tools.make_link_preview.

It needs a Chromium, as the browser tests do. Its words are few and in no language but the name's.
"""

from __future__ import annotations

import shutil
from base64 import b64encode
from pathlib import Path

from playwright.sync_api import sync_playwright

STATIC = Path(__file__).parents[1] / "static"
WIDTH, HEIGHT = 1200, 630
BROWSERS = ("chromium", "google-chrome", "chromium-browser")
PAGE = """<!doctype html><style>
body { margin: 0; width: 1200px; height: 630px; background: #fbfaf7; }
main { display: flex; gap: 56px; align-items: center; padding: 0 96px; height: 614px; border-top: 16px solid #0d5b63; }
img { width: 220px; }
h1 { margin: 0; color: #1b1d1e; font: 600 148px/1.2 "DejaVu Serif", serif; letter-spacing: -2px; }
i { display: block; width: 620px; height: 10px; margin-top: 28px; border-radius: 5px; background: #d9d4c7; }
i + i { width: 560px; }
i + i + i { width: 380px; background: #0d5b63; }
</style>
<main><img src="data:image/svg+xml;base64,%s"><div><h1>Comity</h1><i></i><i></i><i></i></div></main>"""


def draw(to: Path) -> None:
    """Write the picture; flat shapes keep it small."""
    icon = b64encode((STATIC / "icon.svg").read_bytes()).decode()
    path = next(found for name in BROWSERS if (found := shutil.which(name)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.set_content(PAGE % icon)
        page.screenshot(path=to)
        browser.close()


if __name__ == "__main__":
    draw(STATIC / "link-preview.png")
