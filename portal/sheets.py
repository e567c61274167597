"""Style sheets that every page of a kind needs go out as one file: on a slow line each file costs a round trip.

They are written as one small file a component in `static/css/`, and put together when Django looks for them: for each
request in development, once when static files are collected.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

SHEETS = {
    "css/every-page.css": (
        "tokens",
        "base",
        "site",
        "buttons",
        "forms",
        "tables",
        "badges",
        "round",
        "messages",
        "progress",
    ),
    "css/consultation-pages.css": ("consultation", "outline", "reader", "anchors", "comment", "response", "bars"),
}
"""By the path that pages name: its components, in the order in which they apply."""

SOURCES = Path(__file__).resolve().parent.parent / "static" / "css"


class SheetFinder(BaseFinder):
    """Finds the sheets of `SHEETS`, each made anew when one of its components has changed."""

    def __init__(self, *_args: Any, **_options: Any) -> None:
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "sheets")

    def check(self, **_options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_options: Any) -> str | list[str]:  # type: ignore[override]  # as Django's own finders, it has "" and [] for nothing
        found = [str(self._made(path))] if path in SHEETS else []
        return found if find_all else next(iter(found), "")

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        for path in SHEETS:
            self._made(path)
            yield path, self.storage

    def _made(self, path: str) -> Path:
        """The file, whose time of change moves only when its words do: browsers ask again by that time."""
        target = Path(self.storage.path(path))
        sheet = "".join((SOURCES / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS[path])
        if not target.exists() or target.read_text(encoding="utf-8") != sheet:
            target.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, delete=False) as file:
                file.write(sheet)
            made = Path(file.name)
            made.chmod(0o644)
            made.replace(target)
        return target
