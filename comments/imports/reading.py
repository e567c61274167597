from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from accounts.countries import NOT_STATED
from accounts.countries import find as find_country
from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from comments.enums import Attribution, Channel, Kind, Position
from comments.imports.dates import read_instant
from comments.imports.fields import BODY, PARENT_ID, POSTED_AT, SOURCE_ID
from comments.imports.languages import language_tag
from comments.imports.mapping import Mapping, Policy
from comments.imports.places import Places
from comments.imports.row import Level, Problem, Row, error, shown, warning
from comments.limits import RECORDED_WORDS
from common.text import is_blank, is_storable, storable
from common.years import YEARS

ID_LIMIT = 200
COUNT_LIMIT = 2**31 - 1


@dataclass(frozen=True, kw_only=True)
class ReadComment:
    """A row in Comity's terms. `posted_at` is ISO 8601 in UTC or ""; `provision` a primary key or None for the whole
    draft; a `source_id` that begins with # was made from the row's content."""

    source_id: str
    parent_id: str
    body: str
    proposed_wording: str
    kind: str
    position: str
    posted_at: str
    author_name: str
    author_id: str
    organisation: str
    stakeholder_group: str
    country: str
    language: str
    channel: str
    provision: int | None
    attribution: str
    agree_count: int
    disagree_count: int


@dataclass(frozen=True)
class Surroundings:
    """What a row is read against: the official zone, group slugs by slug or name (in lower case), and the draft."""

    zone: ZoneInfo
    groups: dict[str, str]
    places: Places


def read_comment(row: Row, mapping: Mapping, around: Surroundings) -> tuple[ReadComment | None, list[Problem]]:
    """The comment that a row holds and what is to be said about it; None when an error keeps it out."""
    reading = _Reading(row, mapping, around)
    comment = reading.comment()
    broken = any(problem.level is Level.ERROR for problem in reading.problems)
    return (None if broken else comment), reading.problems


def source_id_of(row: Row, mapping: Mapping) -> str:
    """The row's id in the source, as far as it can be known, for the report."""
    return storable(mapping.text(SOURCE_ID, row.values)).strip()[:ID_LIMIT]


class _Reading:
    """One row being read; problems gather on the way, so that a report names all of them at once."""

    def __init__(self, row: Row, mapping: Mapping, around: Surroundings) -> None:
        self.row, self.mapping, self.around = row, mapping, around
        used = mapping.used_columns
        self.problems = [problem for problem in row.problems if not problem.field or problem.field in used]

    def comment(self) -> ReadComment:
        return ReadComment(
            source_id=self._source_id(),
            parent_id=self._parent_id(),
            body=self._body(),
            proposed_wording=self._prose("proposed_wording"),
            kind=self._choice("kind", Kind, Kind.GENERAL),
            position=self._choice("position", Position, Position.NONE),
            posted_at=self._posted_at(),
            author_name=self._name("author_name", PERSON_NAME),
            author_id=self._name("author_id", ID_LIMIT),
            organisation=self._name("organisation", ORGANISATION_NAME),
            stakeholder_group=self._group(),
            country=self._country(),
            language=self._language(),
            channel=self._choice("channel", Channel, Channel.SPREADSHEET),
            provision=self._provision(),
            attribution=self._choice("attribution", Attribution, Attribution.NAME),
            agree_count=self._count("agree_count"),
            disagree_count=self._count("disagree_count"),
        )

    def _text(self, name: str) -> str:
        """The field's text; characters that no database can hold are replaced and the report says so."""
        text = self.mapping.text(name, self.row.values)
        if not is_storable(text):
            self.problems.append(warning(name, _("Characters that cannot be stored were replaced by “�”.")))
        return storable(text)

    def _translated(self, name: str) -> str:
        return self.mapping.translated(name, self._text(name))

    def _reject(self, name: str, text: str) -> None:
        self.problems.append(error(name, text))

    def _source_id(self) -> str:
        if not self.mapping.maps(SOURCE_ID):
            content = json.dumps(sorted(self.row.values.items()), ensure_ascii=True)
            return "#" + hashlib.sha256(content.encode()).hexdigest()[:32]
        found = self._text(SOURCE_ID).strip()
        if not found:
            self._reject(SOURCE_ID, _("The row has no id, so it could not be told from others on the next import."))
        if len(found) > ID_LIMIT - 20:
            self._reject(SOURCE_ID, _("The id is longer than %d characters.") % (ID_LIMIT - 20))
        return found

    def _parent_id(self) -> str:
        found = self._text(PARENT_ID).strip()
        return "" if found in self.mapping.parent_none else found[:ID_LIMIT]

    def _body(self) -> str:
        text = self._text(BODY)
        if is_blank(text):
            self._reject(BODY, _("The row has no text."))
        if len(text) > RECORDED_WORDS:
            self._too_long(BODY, len(text))
        return text

    def _prose(self, name: str) -> str:
        text = self._text(name)
        if len(text) > RECORDED_WORDS:
            self._too_long(name, len(text))
        return text

    def _too_long(self, name: str, length: int) -> None:
        numbers = {"length": f"{length:,}", "limit": f"{RECORDED_WORDS:,}"}
        self._reject(name, _("The text has %(length)s characters; a comment may have %(limit)s.") % numbers)

    def _choice(self, name: str, choices: type[TextChoices], otherwise: TextChoices) -> str:
        value = self._translated(name)
        if not value:
            return str(otherwise.value)
        for choice in choices:
            if value.casefold() in {choice.value, str(choice.label).casefold()}:
                return str(choice.value)
        self._reject(name, _unknown(value, choices.values))
        return str(otherwise.value)

    def _posted_at(self) -> str:
        text = self._text(POSTED_AT)
        if not text.strip():
            return ""
        zone = ZoneInfo(self.mapping.zone) if self.mapping.zone else self.around.zone
        found = read_instant(text, formats=self.mapping.date_formats, zone=zone)
        if found is None:
            words = {"value": shown(text), "first": YEARS[0], "last": YEARS[-1]}
            text = _("“%(value)s” is not a date in the mapping's formats or in ISO 8601, from %(first)s to %(last)s.")
            self._reject(POSTED_AT, text % words)
        return found.isoformat() if found else ""

    def _name(self, name: str, limit: int) -> str:
        text = " ".join(self._text(name).split())
        if len(text) > limit:
            self.problems.append(warning(name, _("Shortened to %d characters.") % limit))
        return text[:limit]

    def _group(self) -> str:
        value = self._translated("stakeholder_group")
        if not value or value == NOT_STATED:
            return ""
        slug = self.around.groups.get(value.casefold(), "")
        if not slug:
            text = _unknown(value, sorted(set(self.around.groups.values())))
            self._unknown("stakeholder_group", text, self.mapping.unknown_group)
        return slug

    def _country(self) -> str:
        value = self._translated("country")
        if not value or value == NOT_STATED:
            return ""
        found = find_country(value)
        if not found:
            text = _("“%s” is not a country by code or name. Add it to [values.country].") % shown(value)
            self._unknown("country", text, self.mapping.unknown_country)
        return found.alpha2 if found else ""

    def _unknown(self, name: str, text: str, policy: StrEnum) -> None:
        if policy is Policy.REJECT:
            self._reject(name, text)
        else:
            self.problems.append(warning(name, f"{text} {_('Taken as “not stated”.')}"))

    def _language(self) -> str:
        value = self._translated("language")
        tag = language_tag(value) if value else ""
        if value and not tag:
            self.problems.append(warning("language", _("“%s” is not a language; left empty.") % shown(value)))
        return tag

    def _provision(self) -> int | None:
        eid, number = self._translated("provision_eid"), self._translated("provision_number")
        if not eid and not number:
            return None
        places = self.around.places
        found = places.by_eid(eid) if eid else None
        if found is None and number:
            found = places.by_number(number)
        if found is None:
            name = "provision_eid" if eid else "provision_number"
            text = _("“%s” is not one provision of the draft: none goes by it, or several do.") % shown(eid or number)
            if self.mapping.unknown_place is Policy.REJECT:
                self._reject(name, text)
            else:
                self.problems.append(warning(name, f"{text} {_('Placed on the whole draft.')}"))
        return found

    def _count(self, name: str) -> int:
        text = self._text(name).strip()
        if not text:
            return 0
        try:
            number = int(text)
        except ValueError:
            number = -1
        if not 0 <= number <= COUNT_LIMIT:
            self.problems.append(warning(name, _("“%s” is not a whole number; taken as 0.") % shown(text)))
            return 0
        return number


def _unknown(value: str, allowed: list[str]) -> str:
    return _("“%(value)s” is not known. Map it to one of: %(allowed)s.") % {
        "value": shown(value),
        "allowed": ", ".join(allowed),
    }
