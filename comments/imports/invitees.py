"""People to invite, read from the rows of a table. Every row gives an invitee or says what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from comments.imports.row import Level, Problem, Row, TableRefused, error, shown, warning
from common.text import is_storable
from common.written_in import spoken

COLUMNS = ("name", "email", "language", "group", "organisation")
NAMES = {
    "name": "name",
    "email": "email",
    "e-mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "language": "language",
    "group": "group",
    "stakeholder group": "group",
    "stakeholder_group": "group",
    "organisation": "organisation",
    "organization": "organisation",
}
"""How the head may call each column, whatever its capitals."""


@dataclass(frozen=True)
class ReadInvitee:
    """`group` is a slug, `language` one that letters are written in, as the settings write it; "" where not given."""

    name: str = ""
    email: str = ""
    language: str = ""
    group: str = ""
    organisation: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_rejected(self) -> bool:
        return any(problem.level is Level.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Known:
    """`groups` are slugs by names and slugs in small letters; `own` the addresses of who invites, in small letters."""

    groups: Mapping[str, str]
    own: frozenset[str]


def check_head(row: Row) -> None:
    """Raises TableRefused where the head names no address."""
    if "email" in {_column(name) for name in row.values}:
        return
    if any("@" in name for name in row.values):
        raise TableRefused(
            _("The first line is a person already. Put a line above it that names the columns: %s.")
            % ", ".join(COLUMNS)
        )
    raise TableRefused(
        _("The table has no column “email”. Its first line names the columns: %s; only email has to be there.")
        % ", ".join(COLUMNS)
    )


def read_invitee(row: Row, known: Known) -> ReadInvitee:
    cells = {_column(name): " ".join(cell.split()) for name, cell in row.values.items() if _column(name)}
    problems = [problem for problem in row.problems if problem.level is Level.ERROR]
    if not all(map(is_storable, cells.values())):
        problems.append(error("", _("Some of its signs do not fit the encoding of the file. Save the table as UTF-8.")))
        return ReadInvitee(problems=problems)
    email = cells.get("email", "")
    problems += _address_problems(email, known)
    group = known.groups.get(cells.get("group", "").casefold(), "")
    if cells.get("group") and not group:
        problems.append(warning("group", _("There is no group “%s”; it was left out.") % shown(cells["group"])))
    language = spoken(cells.get("language", ""))
    if cells.get("language") and not language:
        text = _("Letters are not written in “%s”; this one is in the language of the consultation.")
        problems.append(warning("language", text % shown(cells["language"])))
    return ReadInvitee(
        name=cells.get("name", "")[:PERSON_NAME],
        email=email[:254],
        language=language,
        group=group,
        organisation=cells.get("organisation", "")[:ORGANISATION_NAME],
        problems=problems,
    )


def _column(name: str) -> str:
    return NAMES.get(name.strip().casefold(), "")


def _address_problems(email: str, known: Known) -> list[Problem]:
    if not email:
        return [error("email", _("There is no address in this line."))]
    try:
        validate_email(email)
    except ValidationError:
        return [error("email", _("“%s” is not an e-mail address.") % shown(email))]
    if len(email) > 254:
        return [error("email", _("“%s” is not an e-mail address.") % shown(email))]
    if email.lower() in known.own:
        return [error("email", _("This is your own address: nobody invites oneself."))]
    return []
