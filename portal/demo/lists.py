"""Lists of the demonstration as a secretariat leaves them: a grouping of its own, and a group that has made way for
another while comments stand under it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import RegionalGrouping, StakeholderGroup, User
from accounts.services.term import make_term, replace_term

ISLANDS = {
    "en": "Island states of the Pacific and the Caribbean",
    "fr": "États insulaires du Pacifique et des Caraïbes",
    "es": "Estados insulares del Pacífico y del Caribe",
}
ON_ISLANDS = "AG BB BS CU DM DO FJ FM GD HT JM KI KN LC MH NR PG PW SB TO TT TV VC VU WS"
RESEARCH = {
    "en": "Academia and research institutes",
    "fr": "Milieu universitaire et instituts de recherche",
    "es": "Sector académico e institutos de investigación",
}


@transaction.atomic
def keep_lists(*, by: User) -> None:
    """Once: running it again changes nothing. Who has chosen “academia” keeps it until they choose another."""
    if RegionalGrouping.objects.filter(slug="own-island-states").exists():
        return
    islands = RegionalGrouping(slug="own-island-states", names=ISLANDS, countries=ON_ISLANDS.split())
    make_term(by=by, term=islands)
    academia = StakeholderGroup.objects.get(slug="academia")
    replace_term(by=by, old=academia, term=StakeholderGroup(slug="academia-and-research", names=RESEARCH))
