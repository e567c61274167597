from __future__ import annotations

import codecs
import difflib
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from comments.imports.fields import BODY, FIELDS, FOLLOWS, SOURCE_ID, TRANSLATED
from comments.imports.mapping import Expression, Mapping, Policy, separator
from comments.imports.tables import FORMATS, TableOptions

SIZE_LIMIT = 512 * 1024
SOURCE = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}")
POLICIES = {
    "missing_parent": (Policy.THREAD, Policy.REJECT),
    "unknown_country": (Policy.REJECT, Policy.NOT_STATED),
    "unknown_group": (Policy.REJECT, Policy.NOT_STATED),
    "unknown_place": (Policy.REJECT, Policy.DRAFT),
}
SECTIONS = ("columns", "constants", "defaults", "values", "dates", "table")
KEYS = ("source", "parent_none", *POLICIES, *SECTIONS)
EPOCHS = ("unix", "unix-ms")


@dataclass(frozen=True)
class MappingProblem:
    """One mistake: the key as it stands in the file (`columns.body`) and what to do about it."""

    key: str
    text: str

    def __str__(self) -> str:
        return f"{self.key}: {self.text}" if self.key else self.text


class MappingRefused(Exception):  # a sentence: the mapping is refused
    """A mapping that cannot be used; `problems` names every mistake."""

    def __init__(self, problems: list[MappingProblem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def read_mapping(text: str) -> Mapping:
    """The mapping that a TOML text holds. Raises MappingRefused with every mistake at once."""
    if len(text) > SIZE_LIMIT:
        raise MappingRefused([MappingProblem("", _("A mapping is at most 512 KB long."))])
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as mistake:
        raise MappingRefused([MappingProblem("", _("This is not TOML: %s") % mistake)]) from mistake
    reader = _Reader(found)
    mapping = reader.mapping()
    if reader.problems:
        raise MappingRefused(reader.problems)
    return mapping


class _Reader:
    def __init__(self, found: dict[str, Any]) -> None:
        self.found = found
        self.problems: list[MappingProblem] = []

    def mapping(self) -> Mapping:
        self._names("", self.found, KEYS)
        columns = self._columns()
        constants, defaults = self._texts("constants"), self._texts("defaults")
        if BODY not in columns and not any(problem.key.startswith("columns") for problem in self.problems):
            self._wrong("columns.body", _('Say which column holds the text of the comment, such as body = "text".'))
        for name in sorted(columns.keys() & constants.keys()):
            self._wrong(
                f"constants.{name}", _("This field already has a column; use [defaults] for rows without a value.")
            )
        for name in sorted(constants.keys() & {SOURCE_ID, BODY}):
            self._wrong(f"constants.{name}", _("Each row has its own: give a column."))
        formats, zone = self._dates()
        return Mapping(
            source=self._source(),
            columns=columns,
            constants=constants,
            defaults=defaults,
            values=self._values(),
            date_formats=formats,
            zone=zone,
            parent_none=frozenset(self._list_of_text("parent_none", self.found.get("parent_none", []))),
            table=self._table(),
            **{name: self._policy(name, allowed) for name, allowed in POLICIES.items()},
        )

    def _wrong(self, key: str, text: str) -> None:
        self.problems.append(MappingProblem(key, text))

    def _names(self, section: str, found: Iterable[str], allowed: Iterable[str]) -> None:
        """Report names that are not allowed, with the nearest that is."""
        allowed = tuple(allowed)
        for name in found:
            if name in allowed:
                continue
            key = f"{section}.{name}" if section else name
            if section in {"columns", "constants", "defaults"} and name in FOLLOWS:
                self._wrong(key, _("This follows from “%s” and cannot be mapped.") % FOLLOWS[name])
                continue
            near = difflib.get_close_matches(name, allowed, n=1)
            hint = _("Did you mean “%s”?") % near[0] if near else ""
            listed = _("Allowed are: %s.") % ", ".join(allowed)
            self._wrong(key, " ".join(filter(None, [_("There is no such name here."), hint, listed])))

    def _section(self, name: str) -> dict[str, Any]:
        section = self.found.get(name, {})
        if isinstance(section, dict):
            return section
        self._wrong(name, _("This is a section: write [%s] on a line of its own and its entries below.") % name)
        return {}

    def _source(self) -> str:
        source = self.found.get("source", "")
        if not isinstance(source, str) or not SOURCE.fullmatch(source):
            text = _(
                'Name where the comments come from in small letters, digits and hyphens, as in source = "hearing-2026".'
            )
            self._wrong("source", text)
            return ""
        return source

    def _policy(self, name: str, allowed: tuple[Policy, ...]) -> Policy:
        value = self.found.get(name, allowed[0].value)
        if value not in [policy.value for policy in allowed]:
            self._wrong(name, _not_among(value, [policy.value for policy in allowed]))
            return allowed[0]
        return Policy(value)

    def _columns(self) -> dict[str, Expression]:
        section = self._section("columns")
        self._names("columns", section, FIELDS)
        return {name: self._expression(name, value) for name, value in section.items() if name in FIELDS}

    def _expression(self, name: str, value: Any) -> Expression:
        key = f"columns.{name}"
        if isinstance(value, str) and value.strip():
            return Expression(columns=(value,))
        if isinstance(value, list) and value:
            return Expression(columns=tuple(self._list_of_text(key, value)), joined=separator(name))
        if isinstance(value, dict) and len(value) == 1:
            if isinstance(template := value.get("template"), str) and Expression(template=template).used_columns:
                return Expression(template=template)
            if isinstance(first := value.get("first"), list) and first:
                return Expression(columns=tuple(self._list_of_text(key, first)))
        self._wrong(
            key,
            _(
                'Give the name of a column, a list of columns to join, { first = ["a", "b"] } for the first that has a '
                'value, or { template = "art_{number}" }.'
            ),
        )
        return Expression(columns=("",))

    def _list_of_text(self, key: str, value: Any) -> list[str]:
        items = value if isinstance(value, list) else [value]
        if not all(isinstance(item, str | int) for item in items):
            self._wrong(key, _("Give text in quotation marks, or a list of such texts."))
            return []
        return [str(item) for item in items]

    def _texts(self, name: str) -> dict[str, str]:
        section = self._section(name)
        self._names(name, section, FIELDS)
        return {key: self._one_text(f"{name}.{key}", value) for key, value in section.items() if key in FIELDS}

    def _one_text(self, key: str, value: Any) -> str:
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
        self._wrong(key, _("Give text in quotation marks."))
        return ""

    def _values(self) -> dict[str, dict[str, str]]:
        section = self._section("values")
        self._names("values", section, TRANSLATED)
        read: dict[str, dict[str, str]] = {}
        for name, table in section.items():
            if not isinstance(table, dict):
                self._wrong(f"values.{name}", _("This is a section: write [values.%s] on a line of its own.") % name)
                continue
            read[name] = {
                " ".join(key.split()).casefold(): self._one_text(f"values.{name}.{key}", value)
                for key, value in table.items()
            }
        return read

    def _dates(self) -> tuple[tuple[str, ...], str]:
        section = self._section("dates")
        self._names("dates", section, ("formats", "zone"))
        formats = tuple(self._list_of_text("dates.formats", section.get("formats", [])))
        for format in formats:
            if not _is_date_format(format):
                self._wrong(
                    "dates.formats",
                    _('“%s” is not a format of dates, such as "%%d/%%m/%%Y %%H:%%M", "unix" or "unix-ms".') % format,
                )
        zone = section.get("zone", "")
        if zone and not _is_zone(zone):
            self._wrong("dates.zone", _('“%s” is not a time zone, such as "Europe/Brussels" or "UTC".') % zone)
        return formats, str(zone)

    def _table(self) -> TableOptions:
        section = self._section("table")
        names = tuple(TableOptions.__dataclass_fields__)
        self._names("table", section, names)
        given = {name: self._one_text(f"table.{name}", section[name]) for name in names if name in section}
        if given.get("format") and given["format"] not in FORMATS:
            self._wrong("table.format", _not_among(given["format"], FORMATS))
        if given.get("encoding") and not _is_text_encoding(given["encoding"]):
            self._wrong(
                "table.encoding", _('“%s” is not an encoding, such as "utf-8" or "cp1252".') % given["encoding"]
            )
        for name in ("delimiter", "quote"):
            if name in given and (len(given[name]) != 1 or given[name] in "\r\n"):
                self._wrong(f"table.{name}", _("Give one character."))
        return TableOptions(**given)


def _not_among(value: object, allowed: Iterable[str]) -> str:
    return _("“%(value)s” is not allowed here. Allowed are: %(allowed)s.") % {
        "value": value,
        "allowed": ", ".join(allowed),
    }


def _is_date_format(format: str) -> bool:
    """Formats that say at least the year, and whose own output they read."""
    if format in EPOCHS:
        return True
    day = datetime(2026, 10, 23, 14, 55, 7)  # noqa: DTZ001  formats of local times are tried without a zone
    try:
        return datetime.strptime(day.strftime(format), format).year == day.year  # noqa: DTZ007  as above
    except (ValueError, re.error):
        return False


def _is_zone(name: object) -> bool:
    try:
        return isinstance(name, str) and bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


def _is_text_encoding(name: str) -> bool:
    try:
        return isinstance("".encode(codecs.lookup(name).name), bytes)
    except (LookupError, UnicodeError):
        return False
