from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from comments.imports.fields import PROSE
from comments.imports.tables import TableOptions

PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


class Policy(StrEnum):
    """What to do with a row whose parent, country, group or place cannot be found."""

    REJECT = "reject"
    THREAD = "thread"
    NOT_STATED = "not-stated"
    DRAFT = "draft"


@dataclass(frozen=True)
class Expression:
    """Where a field's value comes from. Exactly one of the three is set.

    `columns` are joined (`joined`) or the first that is not empty is taken; `template` holds `{column}` places.
    """

    columns: tuple[str, ...] = ()
    joined: str | None = None
    template: str = ""

    @property
    def used_columns(self) -> tuple[str, ...]:
        return tuple(PLACEHOLDER.findall(self.template)) if self.template else self.columns

    def value(self, cells: dict[str, str]) -> str:
        """The value in a row; a template none of whose columns has a value is empty."""
        if self.template:
            if not any(cells.get(column, "").strip() for column in self.used_columns):
                return ""
            return PLACEHOLDER.sub(lambda match: cells.get(match[1], "").strip(), self.template)
        found = [cells.get(column, "") for column in self.columns]
        filled = [text for text in found if text.strip()]
        if self.joined is None:
            return filled[0] if filled else ""
        return self.joined.join(filled)


def separator(field_name: str) -> str:
    return "\n\n" if field_name in PROSE else " "


@dataclass(frozen=True)
class Mapping:
    """How a file's columns become the fields of comments. Made by `read_mapping`, which has checked it.

    `zone` is a name of the IANA time zone database, "" for the consultation's own. `values` holds, for each field, the
    source's value in lower case and what it becomes; "*" stands for every other value.
    """

    source: str
    columns: dict[str, Expression]
    constants: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    date_formats: tuple[str, ...] = ()
    zone: str = ""
    parent_none: frozenset[str] = frozenset()
    missing_parent: Policy = Policy.THREAD
    unknown_country: Policy = Policy.REJECT
    unknown_group: Policy = Policy.REJECT
    unknown_place: Policy = Policy.REJECT
    table: TableOptions = field(default_factory=TableOptions)

    @property
    def used_columns(self) -> frozenset[str]:
        return frozenset(column for expression in self.columns.values() for column in expression.used_columns)

    def maps(self, field_name: str) -> bool:
        return field_name in self.columns or field_name in self.constants or field_name in self.defaults

    def text(self, field_name: str, cells: dict[str, str]) -> str:
        """A field's value in a row, before translation: constant, else column, else default."""
        if field_name in self.constants:
            return self.constants[field_name]
        expression = self.columns.get(field_name)
        found = expression.value(cells) if expression else ""
        return found if found.strip() else self.defaults.get(field_name, "")

    def translated(self, field_name: str, value: str) -> str:
        """The value as the map of the field has it; itself where the map is silent."""
        table = self.values.get(field_name, {})
        key = " ".join(value.split()).casefold()
        if key in table:
            return table[key]
        return table.get("*", value.strip()) if key else value.strip()
