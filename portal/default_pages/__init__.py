"""What the pages of the site say until an administrator changes them: files named `<page>.<language>.md`.

The first line of a file is its title after “# ”; the rest is CommonMark.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class DefaultPage:
    page: str
    language: str
    title: str
    body: str


@cache
def default_pages() -> tuple[DefaultPage, ...]:
    """Every file, read once a process; English first, then by language."""
    found = [_read(path) for path in FOLDER.glob("*.*.md")]
    return tuple(sorted(found, key=lambda it: (it.page, it.language != "en", it.language)))


def _read(path: Path) -> DefaultPage:
    page, language, _ending = path.name.split(".")
    title, _newline, body = path.read_text(encoding="utf-8").partition("\n")
    return DefaultPage(page=page, language=language, title=title.removeprefix("# ").strip(), body=body.strip() + "\n")
