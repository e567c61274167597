"""What an organisation says of itself, apart from what the secretariat says of it."""

from __future__ import annotations

from dataclasses import astuple, dataclass
from hashlib import sha256

from accounts.countries import country as country_of
from accounts.folding import mixes_alphabets
from accounts.limits import ORGANISATION_NAME, REGISTER_NUMBER, SHORT_NAME
from accounts.models import Organisation, StakeholderGroup
from common.text import is_blank

INTERGOVERNMENTAL = "intergovernmental-organisation"
"""The slug of the one group whose organisations need no country."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`country` is ISO 3166-1 alpha-2, or "" for an intergovernmental organisation."""

    name: str
    stakeholder_group: StakeholderGroup
    country: str = ""
    short_name: str = ""
    register_number: str = ""
    website: str = ""

    def as_text(self) -> dict[str, str]:
        """By the names of a form's fields; the group by its slug."""
        return {
            "name": self.name,
            "short_name": self.short_name,
            "stakeholder_group": self.stakeholder_group.slug,
            "country": self.country,
            "register_number": self.register_number,
            "website": self.website,
        }

    @property
    def fingerprint(self) -> str:
        """Another for every change: what somebody saw, and what is stored, are compared by it."""
        return sha256(repr(astuple(self)).encode()).hexdigest()[:16]


def facts_of(organisation: Organisation) -> Facts:
    return Facts(
        name=organisation.name,
        stakeholder_group=organisation.stakeholder_group,
        country=organisation.country,
        short_name=organisation.short_name,
        register_number=organisation.register_number,
        website=organisation.website,
    )


def check_facts(facts: Facts) -> None:
    """Raises ValueError for what no form of ours lets through."""
    if is_blank(facts.name):
        raise ValueError("An organisation has a name.")
    limits = ((facts.name, ORGANISATION_NAME), (facts.short_name, SHORT_NAME), (facts.register_number, REGISTER_NUMBER))
    if any(len(words) > limit for words, limit in limits):
        raise ValueError("A name or number of the organisation is too long.")
    if mixes_alphabets(facts.name) or mixes_alphabets(facts.short_name):
        raise ValueError("A word of the name mixes letters of two alphabets.")
    if facts.country and country_of(facts.country) is None:
        raise ValueError(f"No country has the code {facts.country!r}.")
    if not facts.country and facts.stakeholder_group.slug != INTERGOVERNMENTAL:
        raise ValueError("Only intergovernmental organisations are of no country.")
