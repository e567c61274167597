"""Staff say where comments stand in a later draft: one decision for all that hang on the same words."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from comments.anchoring.ink import letters_of
from comments.asked_places import AskedPlace
from comments.enums import AnchorType, PlacementState
from comments.models import AnchorPlacement
from comments.permissions import can_place_comments
from comments.queries.placements import beside, own_text
from comments.services.anchors import hooks_at
from comments.services.insertion import Hook
from comments.services.placing import count_anew
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from consultations.models import Draft


@transaction.atomic
def confirm_placement(*, by: User, placement: AnchorPlacement) -> int:
    """It stands where it was put, and so do all beside it; how many these are. Raises NotAllowed."""
    return _decide(by, placement, {})


@transaction.atomic
def leave_without_place(*, by: User, placement: AnchorPlacement) -> int:
    """Its words are gone. Raises NotAllowed."""
    gone = {"provision": None, "text": None, "start": None, "end": None, "score": 0.0}
    return _decide(by, placement, {"state": PlacementState.LOST, **gone})


@transaction.atomic
def place_elsewhere(*, by: User, placement: AnchorPlacement, place: AskedPlace) -> int:
    """It stands at that provision, or on that passage of it. Raises NotAllowed, PlaceNotThere."""
    (hook,) = hooks_at(placement.draft, [place])
    span = hook.span
    return _decide(
        by,
        placement,
        {
            "state": _state(placement, hook),
            "provision": hook.provision,
            "text": hook.text,
            "start": span.start if span else None,
            "end": span.end if span else None,
            "score": 1.0,
        },
    )


def _decide(by: User, placement: AnchorPlacement, place: dict[str, object]) -> int:
    """For all anchors that stood at the same place of the draft before, in this draft."""
    draft = Draft.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=placement.draft_id)
    if not can_place_comments(by, draft):
        raise NotAllowed(_("place the comments on this draft"))
    now = timezone.now()
    decided = AnchorPlacement.objects.filter(pk__in=beside(placement).values("pk"))
    count = decided.update(**place, decided_at=now, at=now)
    placement.refresh_from_db()
    after = {
        "placements": count,
        "from": placement.ancestor.eid if placement.ancestor else "",
        "to": placement.provision.eid if placement.provision else "",
        "state": placement.state,
        "confirmed": not place,
    }
    record(by=by, verb=Verb.PLACED, subject=draft, after=after)
    count_anew(draft)
    return count


def _state(placement: AnchorPlacement, hook: Hook) -> PlacementState:
    """Unchanged words stand where they stood, or have moved."""
    old = placement.ancestor_text
    was = old.text[placement.ancestor_start : placement.ancestor_end] if old else own_text(placement.ancestor)
    if hook.type == AnchorType.PASSAGE and hook.text and hook.span:
        now = hook.text.text[hook.span.start : hook.span.end]
    else:
        now = own_text(hook.provision)
    if letters_of(was) != letters_of(now):
        return PlacementState.CHANGED
    eids = {it.eid if it else "" for it in (placement.ancestor, hook.provision)}
    return PlacementState.UNCHANGED if len(eids) == 1 else PlacementState.MOVED
