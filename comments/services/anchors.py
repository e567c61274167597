"""What a new comment hangs on: every place is looked for in the round's draft, and its words in the stored text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from comments.anchoring.resolving import trimmed
from comments.asked_places import MOST_PLACES, AskedPlace
from comments.enums import AnchorType
from comments.errors import PlaceNotThere, TooManyPlaces
from comments.services.insertion import Hook
from common.prepared import Given, IsOneOf, Prepared
from consultations.models import Draft, ProvisionText


def hooks_at(draft: Draft, places: Sequence[AskedPlace]) -> tuple[Hook, ...]:
    """The places in the order given, each once. Raises PlaceNotThere, TooManyPlaces."""
    if len(places) > MOST_PLACES:
        raise TooManyPlaces
    texts = _texts(draft, places)
    return tuple(dict.fromkeys(_hook(it, texts, draft.language) for it in places))


def _texts(draft: Draft, places: Sequence[AskedPlace]) -> dict[tuple[str, str], ProvisionText]:
    """By eid and language: those of the passages, and those in the draft's language, which every provision has."""
    eids = {it.eid for it in places if it.eid}
    if not eids:
        return {}
    languages = {draft.language, *(it.language for it in places if it.span)}
    texts = _stored().rows(draft=draft.pk, eids=[*eids], languages=[*languages])
    return {(it.provision.eid, it.language): it for it in texts}


@cache
def _stored() -> Prepared[ProvisionText]:
    asked = IsOneOf("provision__eid", Given("eids")), IsOneOf("language", Given("languages"))
    return Prepared(ProvisionText.objects.filter(*asked, provision__draft=Given("draft")).select_related("provision"))


def _hook(place: AskedPlace, texts: dict[tuple[str, str], ProvisionText], language: str) -> Hook:
    if place.type == AnchorType.DRAFT:
        return Hook(AnchorType.DRAFT)
    text = texts.get((place.eid, place.language if place.span else language))
    if text is None:
        raise PlaceNotThere
    if place.span is None:
        return Hook(place.type, text.provision)
    span = trimmed(text.text, place.span)
    if span is None:
        raise PlaceNotThere
    return Hook(AnchorType.PASSAGE, text.provision, text, span)
