"""What the list of participants is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Q
from django.http import QueryDict

from accounts.countries import NOT_STATED, country
from comments.enums import Attribution
from comments.queries.filters import Filters
from common.text import storable
from consultations.models import Consultation, Round

LONGEST_WORDS = 200


@dataclass(frozen=True)
class ParticipantFilters:
    """Group and region as in every list; `country` is an alpha-2 code or NOT_STATED, `organisation` words of a name
    that is shown. "" and None do not narrow. `unknown` names the filters whose value nobody knows: they were ignored,
    and the page says so."""

    place: Filters = field(default_factory=Filters)
    country: str = ""
    organisation: str = ""
    round: Round | None = None
    unknown: tuple[str, ...] = ()

    @classmethod
    def read(cls, params: QueryDict, consultation: Consultation) -> ParticipantFilters:
        """From an address such as `?group=academia&region=002&round=1`."""
        place = Filters.read(params, only=("group", "region"))
        code, number = params.get("country", ""), params.get("round", "")
        round = consultation.rounds.filter(number=int(number)).first() if _is_number(number) else None
        known = not code or code == NOT_STATED or country(code) is not None
        unknown = [*place.unknown, *([] if known else ["country"]), *(["round"] if number and round is None else [])]
        return cls(
            place=place,
            country=code if known else "",
            organisation=" ".join(storable(params.get("organisation", "")).split())[:LONGEST_WORDS],
            round=round,
            unknown=tuple(unknown),
        )

    @property
    def values(self) -> dict[str, str]:
        chosen = {
            "group": self.place.group,
            "region": self.place.region,
            "country": self.country,
            "organisation": self.organisation,
            "round": str(self.round.number) if self.round else "",
        }
        return {name: value for name, value in chosen.items() if value}

    @property
    def query(self) -> str:
        """As part of an address, for links to further pages of the list."""
        return urlencode(self.values)

    def condition(self) -> Q:
        """On the first comment of a participant; the round is not in it. Nobody finds an anonymous person by the
        organisation that stands unseen beside the comment."""
        condition = self.place.of_comments()
        if self.country:
            condition &= Q(country="" if self.country == NOT_STATED else self.country)
        if self.organisation:
            condition &= Q(organisation_name__icontains=self.organisation) & ~Q(attribution=Attribution.ANONYMOUS)
        return condition


def _is_number(words: str) -> bool:
    """Of a round: a small one."""
    return words.isascii() and words.isdecimal() and len(words) < 5
