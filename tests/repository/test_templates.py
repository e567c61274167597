import re
from pathlib import Path

import pytest
from django.template.loader import get_template

TEMPLATES = Path(__file__).parents[2] / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.*") if path.is_file())
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>{%]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)"),
    "an event handler": re.compile(r"<[^>{%]*\son[a-z]+\s*="),
    "a javascript: address": re.compile(r"(href|action)\s*=\s*[\"']\s*javascript:", re.IGNORECASE),
}


@pytest.mark.parametrize("name", NAMES)
def test_template_compiles(name):
    get_template(name)


@pytest.mark.parametrize("name", NAMES)
def test_template_holds_nothing_that_the_security_policy_stops(name):
    """A letter comes without a policy, and with its sheet: mail programs fetch none."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    found = {what for what, pattern in FORBIDDEN.items() if pattern.search(text)}

    assert found - ({"a style element"} if "/letters/" in name else set()) == set()


def test_every_template_is_named_somewhere():
    """By a view, a form, another template, or by the library that looks for it under that name."""
    root = TEMPLATES.parent
    sources = [
        path
        for app in ("accounts", "comments", "common", "consultations", "digests", "portal")
        for path in (root / app).rglob("*.py")
    ]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*sources, *TEMPLATES.rglob("*.html")])
    by_libraries = re.compile(
        r"^(account|mfa|socialaccount|usersessions|allauth|admin)/|^(400|403|404|429|500|403_csrf)\.html$"
    )

    assert [name for name in NAMES if name not in text and not by_libraries.match(name)] == []
