"""Pictures of every kind of page in six conditions, from the demonstration, for whoever judges or documents the look.

    python tools/screenshots.py                    every page in every condition, into var/screenshots/
    python tools/screenshots.py reader home        these pages only
    python tools/screenshots.py --in phone,dark    these conditions only
    python tools/screenshots.py --docs             the few that README.md and docs/ show, into docs/screenshots/

Needs what the tests need (`make test` installs it) and a Chromium. It loads a demonstration
of its own, under var/screenshots/data, and ends the servers that it starts.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import METHOD_NOT_ALLOWED
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SHOTS = ROOT / "var" / "screenshots"
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    "COMITY_ENV": "development",
    "VAR_DIR": str(SHOTS / "data"),
}
for service in ("DATABASE_URL", "REDIS_URL"):
    os.environ.pop(service, None)

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from portal import local_services
from portal.demo.accounts import ACCOUNTS, PASSWORD
from portal.demo.port import free_port
from portal.demo.second_factors import code_of
from portal.demo.stage import Stage
from tools.screenshot_pages import Shot, documented, errors, pages

DESKTOP, PHONE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 640}
CONDITIONS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": DESKTOP},
    "phone": {"viewport": PHONE, "device_scale_factor": 2},
    "narrow": {"viewport": NARROW},
    "dark": {"viewport": DESKTOP, "color_scheme": "dark"},
    "rtl": {"viewport": DESKTOP, "language": "ar"},
    "no-javascript": {"viewport": DESKTOP, "java_script_enabled": False},
    "print": {"viewport": {"width": 794, "height": 1123}, "media": "print"},
}
PAPER = {"width": 1300, "height": 560}
"""As wide as a page of documentation shows without making the words too small."""

TO_TYPE = 5
"""Seconds for which a code must still be good."""
TALLEST = 6000
"""Pixels; what goes on below looks like what is above."""


def main() -> None:
    asked = arguments()
    with demonstration(), server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        if asked.docs:
            take(browser, address, documented(), {"": {"viewport": PAPER}}, ROOT / "docs" / "screenshots")
        else:
            chosen = [shot for shot in [*pages(), *errors()] if not asked.pages or shot.name in asked.pages]
            conditions = {name: CONDITIONS[name] for name in asked.conditions.split(",")}
            take(browser, address, chosen, conditions, SHOTS)
        browser.close()


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="Names of routes; left out: all.")
    parser.add_argument("--in", dest="conditions", default=",".join(CONDITIONS), help="Conditions, joined by commas.")
    parser.add_argument("--docs", action="store_true", help="Only the few that README.md and docs/ show.")
    return parser.parse_args()


def chromium() -> str:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    return found or sys.exit("No Chromium was found. Install one (Debian: apt-get install chromium).")


@contextmanager
def demonstration() -> Iterator[None]:
    """A database with the demonstration in it, while the block runs."""
    local_services.start(settings.VAR_DIR)
    try:
        call_command("migrate", verbosity=0)
        for stage in (Stage.OPEN, Stage.MODERATION, Stage.SCHEDULED):
            call_command("demo_data", stage=stage.value)
        yield
    finally:
        connections.close_all()
        local_services.stop(settings.VAR_DIR)


@contextmanager
def server() -> Iterator[str]:
    """The address of the development server, which answers when the block begins and is gone after it."""
    listener = free_port(8600)
    address = "http://{}:{}".format(*listener.getsockname())
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"fd://{listener.fileno()}", "--threads", "4"]
    environment = {**os.environ, "BASE_URL": address, "LOG_LEVEL": "WARNING"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()])  # noqa: S603  our own server
    try:
        wait_for(f"{address}/health/")
        yield address
    finally:
        process.terminate()
        process.wait()


def wait_for(address: str) -> None:
    for _try in range(100):
        try:
            urllib.request.urlopen(address).close()  # noqa: S310  our own server
            return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"The server did not answer at {address}.")


def take(
    browser: Browser, address: str, shots: list[Shot], conditions: dict[str, dict[str, Any]], folder: Path
) -> None:
    sessions = {role: session(browser, address, role) for role in {shot.role for shot in shots}}
    for name, condition in conditions.items():
        for role in sessions:
            context = window(browser, address, sessions[role], dict(condition))
            for shot in (shot for shot in shots if shot.role == role):
                picture(context, address, shot, condition, folder / ".".join(filter(None, (shot.name, name, "png"))))
            context.close()
        print(f"{name}: {len(shots)} pages in {folder}")  # noqa: T201  the script's answer


def session(browser: Browser, address: str, role: str) -> Any:
    """Cookies of somebody who has signed in; none for a visitor."""
    context = browser.new_context()
    if account := next((it for it in ACCOUNTS if it.role == role), None):
        page = context.new_page()
        page.goto(f"{address}/accounts/login/")
        page.fill("main [name=login]", account.email)
        page.fill("main [name=password]", PASSWORD)
        page.click("main form button[type=submit]")
        page.wait_for_url(lambda url: "/login/" not in url)
        if "/2fa/" in page.url:
            while (shown := code_of(account)).seconds_left < TO_TYPE:
                time.sleep(1)
            page.fill("main [name=code]", shown.code)
            page.click("main form button[type=submit]")
            page.wait_for_url(lambda url: "/2fa/" not in url)
    state = context.storage_state()
    context.close()
    return state


def window(browser: Browser, address: str, state: Any, condition: dict[str, Any]) -> BrowserContext:
    language = condition.pop("language", None)
    condition.pop("media", None)
    context = browser.new_context(storage_state=state, reduced_motion="reduce", **condition)
    if language:
        context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": address}])
    return context


def picture(context: BrowserContext, address: str, shot: Shot, condition: dict[str, Any], target: Path) -> None:
    if not shot.html and context.request.head(address + shot.path).status == METHOD_NOT_ALLOWED:
        return  # takes forms only
    page = context.new_page()
    if shot.html:
        body = shot.html(condition.get("language", "en"))
        page.route(f"{address}{shot.path}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(address + shot.path, wait_until="load")
    if shot.presses:
        page.evaluate("for (const form of document.forms) form.noValidate = true")
        page.click(shot.presses)
        page.wait_for_load_state("load")
    page.emulate_media(media=condition.get("media", "screen"))  # after the form was sent: paper has no buttons
    save(page, target, whole=shot.whole)
    page.close()


def save(page: Page, target: Path, *, whole: bool) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    wide, high = page.evaluate("[innerWidth, Math.max(innerHeight, document.documentElement.scrollHeight)]")
    if whole:
        page.screenshot(path=target, full_page=True, clip={"x": 0, "y": 0, "width": wide, "height": min(high, TALLEST)})
    else:
        page.screenshot(path=target)


if __name__ == "__main__":
    main()
