"""What a position takes up in a round that takes one a person or one an organisation: a place, and whose it is.

A position is that of a first comment that supports, supports with changes or opposes. Each provision is a place, and so
is the draft as a whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from accounts.models import Organisation, User
from comments.contributors import ORGANISATION, organisation_key, person_key
from comments.enums import Position
from consultations.enums import Positions
from consultations.models import Provision, Round

WHOLE_DRAFT = "draft"


def slots_of(
    round: Round,
    *,
    position: Position,
    places: Iterable[Provision | None],
    author: User,
    speaking_for: Organisation | None,
) -> list[str]:
    """One for each place; none for what the round takes any number of. An organisation has one whether it is verified
    or not: it is the same one that speaks."""
    if round.positions == Positions.ANY or position is Position.NONE:
        return []
    is_shared = round.positions == Positions.ONE_AN_ORGANISATION and speaking_for is not None
    holder = organisation_key(speaking_for.pk) if is_shared and speaking_for else person_key(author.pk)
    return [_slot(it, holder) for it in places]


def slots_for(
    round: Round, *, provision: Provision | None, author: User, organisations: Sequence[Organisation]
) -> list[str]:
    """Those that the author may take up there: one's own, then those of the organisations that one may speak for."""
    if round.positions == Positions.ANY:
        return []
    shared = organisations if round.positions == Positions.ONE_AN_ORGANISATION else []
    return [_slot(provision, holder) for holder in (person_key(author.pk), *(organisation_key(it.pk) for it in shared))]


def is_shared(slot: str) -> bool:
    """Whether it is an organisation's."""
    return slot.partition(":")[2].startswith(ORGANISATION)


def moved(slot: str, *, into: Organisation) -> str:
    """The slot in the hands of the organisation that its holder was merged into."""
    return f"{slot.partition(':')[0]}:{organisation_key(into.pk)}"


def _slot(provision: Provision | None, holder: str) -> str:
    return f"{provision.pk if provision else WHOLE_DRAFT}:{holder}"
