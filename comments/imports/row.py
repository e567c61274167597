from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

SHOWN = 80


class Level(StrEnum):
    """An error keeps its row out; a warning lets it in and says what was changed."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """What is wrong with a row. `field` is a column of the source or a field of the comment table; "" is the row."""

    level: Level
    field: str
    text: str

    def as_json(self) -> dict[str, str]:
        return {"level": self.level.value, "field": self.field, "text": self.text}


@dataclass(frozen=True)
class Row:
    """One row of a source: its number in the file (the head being 1) and its cells by column, all text."""

    line: int
    values: dict[str, str]
    problems: list[Problem] = field(default_factory=list)


class TableRefused(Exception):  # a sentence: the table is refused
    """A file that cannot be read as a table at all; the message is for people."""


def error(column: str, text: str) -> Problem:
    return Problem(Level.ERROR, column, text)


def warning(column: str, text: str) -> Problem:
    return Problem(Level.WARNING, column, text)


def shown(value: str) -> str:
    """The value as a message quotes it: one line, 80 characters at most."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
