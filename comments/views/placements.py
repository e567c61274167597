"""The desk's page of a draft that says where the comments on the drafts before stand in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.permissions import signed_in
from comments.anchoring.selector import Span
from comments.anchoring.sentences import sentences
from comments.asked_places import AskedPlace
from comments.enums import AnchorType, PlacementState
from comments.errors import PlaceNotThere
from comments.forms.sentences import MOST_SENTENCES
from comments.models import AnchorPlacement, Carrying
from comments.numbers import Found
from comments.permissions import can_place_comments
from comments.queries.carrying import fingerprint_of, has_anchors_to_carry
from comments.queries.placements import Uncertain, beside, desk_figures, shown_uncertain, uncertain_page
from comments.services.placement import confirm_placement, leave_without_place, place_elsewhere
from comments.services.placing import start_placing
from comments.views.jump import numbered_so
from common.htmx import part
from consultations.models import Draft, ProvisionText
from consultations.views.desk import consultation_at_desk, require


@dataclass(frozen=True)
class Elsewhere:
    """A placement for which another place is looked for by its number, and the sentences there to choose from."""

    placement: Uncertain
    asked: str
    found: Found | None
    chosen: str
    sentences: list[tuple[str, str]]


@login_required
def desk_placements(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """How far the placing is, what became of everything, and what wants a look; one of these is decided, or the
    placing begins (again)."""
    consultation = consultation_at_desk(request.user, slug)
    drafts = Draft.objects.visible_to(request.user).select_related("consultation", "predecessor")
    draft = get_object_or_404(drafts, consultation=consultation, number=number)
    require(can_place_comments(request.user, draft), _("place the comments on this draft"))
    if request.method == "POST":
        by = signed_in(request.user)
        if "placement" in request.POST:
            _decide(request, by, _placement(draft, request.POST["placement"]))
        else:
            start_placing(by=by, draft=draft)
        return redirect("desk_placements", slug, number)
    carrying = Carrying.objects.select_related("job", "draft__predecessor").filter(draft=draft).first()
    context = {
        "place": "drafts",
        "consultation": consultation,
        "draft": draft,
        "carries": has_anchors_to_carry(draft),
        "carrying": carrying,
        "is_stale": not draft.is_published and _is_stale(carrying),
        "figures": desk_figures(draft),
        "states": list(PlacementState),
        "page": uncertain_page(draft, request.GET.get("cursor", "")),
        "elsewhere": _elsewhere(draft, request.GET),
    }
    return render(request, "comments/desk_placements.html" + part(request, "placing"), context)


def _is_stale(carrying: Carrying | None) -> bool:
    if carrying is None or carrying.placed_at is None:
        return False
    return carrying.fingerprint != fingerprint_of(carrying.draft)


def _placement(draft: Draft, pk: str) -> AnchorPlacement:
    placements = AnchorPlacement.objects.filter(draft=draft).select_related(
        "draft", "anchor", "ancestor", "ancestor_text"
    )
    return get_object_or_404(placements, pk=int(pk) if pk.isdecimal() else 0)


def _decide(request: HttpRequest, by: User, placement: AnchorPlacement) -> None:
    decision = request.POST.get("decision", "")
    if decision == "confirm":
        count = confirm_placement(by=by, placement=placement)
    elif decision == "lost":
        count = leave_without_place(by=by, placement=placement)
    else:
        count = place_elsewhere(by=by, placement=placement, place=_asked_place(request.POST))
    said = ngettext("Decided for %(count)s place of a comment.", "Decided for %(count)s places of comments.", count)
    messages.success(request, said % {"count": count})


def _asked_place(posted: QueryDict) -> AskedPlace:
    """The sentences that were ticked, from the first to the last; without any the provision. Raises PlaceNotThere."""
    ticked = [place for it in posted.getlist("sentence") if (place := AskedPlace.read(it))]
    spans = [it.span for it in ticked if it.span]
    if spans:
        span = Span(min(it.start for it in spans), max(it.end for it in spans))
        return AskedPlace(AnchorType.PASSAGE, ticked[0].eid, ticked[0].language, span)
    place = AskedPlace.read(posted.get("to", ""))
    if place is None or place.type != AnchorType.PROVISION:
        raise PlaceNotThere
    return place


def _elsewhere(draft: Draft, asked: QueryDict) -> Elsewhere | None:
    """What `?at=` asks about; `?number=` is looked for, `?to=` a provision that was chosen of several."""
    if not (at := asked.get("at", "")):
        return None
    placement = _placement(draft, at)
    (line,) = shown_uncertain({placement.pk: beside(placement).count()})
    number, to = asked.get("number", "").strip()[:80], asked.get("to", "")
    found = numbered_so(draft, draft.language, number) if number else None
    if not to and found and len(found.hits) == 1:
        to = found.hits[0].eid
    text = ProvisionText.objects.filter(provision__draft=draft, provision__eid=to, language=draft.language).first()
    return Elsewhere(line, number, found, to if text else "", _sentences(to, text) if text else [])


def _sentences(eid: str, text: ProvisionText) -> list[tuple[str, str]]:
    """The names of the passages, and their words."""
    return [
        (str(AskedPlace(AnchorType.PASSAGE, eid, text.language, span)), text.text[span.start : span.end])
        for span in sentences(text.text)[:MOST_SENTENCES]
    ]
