"""A provision of an unpublished draft at the desk, with all that can be done to it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from consultations.editing.records import CannotBeDone, ProvisionGone
from consultations.enums import JoinedAs, ProvisionKind
from consultations.forms.desk import DeskForm
from consultations.forms.tree import JoinForm, LabelForm, PlaceForm, SplitForm
from consultations.models import Draft, DraftEdit, Provision, ProvisionText
from consultations.queries.desk import PROBLEMS_SHOWN
from consultations.services.tree import (
    EditionPassed,
    join_provisions,
    label_provision,
    place_piece,
    split_provision,
)
from consultations.views.preview import number_in
from consultations.views.tree import address_of, changeable_at_desk, edition_of, in_words, provision_at


@login_required
def provision(request: HttpRequest, slug: str, number: int, eid: str) -> HttpResponse:
    """What it is called, where it is split, how it is joined, and what is placed after it. When somebody else was
    quicker, the page comes back with what is stored and what was typed."""
    consultation, draft = changeable_at_desk(request, slug, number)
    found = the_provision(request, draft, eid)
    text = get_object_or_404(ProvisionText, provision=found, language=draft.language)
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    forms = forms_for(request, asked, draft, found, text)
    refusal = None
    if asked in forms and forms[asked].is_valid():
        try:
            done = carry_out(request, asked, forms[asked], draft, found)
        except (EditionPassed, CannotBeDone) as problem:
            refusal = problem
        else:
            messages.success(request, in_words(done))
            return redirect(address_of(draft, provision_at(draft, done)))
    context = {
        "place": "drafts", "consultation": consultation, "draft": draft, "provision": found, "text": text,
        "back": address_of(draft, found.pk), "forms": forms, "refusal": refusal,
        "is_passed": isinstance(refusal, EditionPassed),
        "is_first": found.order == 1,
        "has_below": Provision.objects.filter(parent=found).exists(),
    }  # fmt: skip
    status = 409 if refusal else 422 if asked else 200
    return render(request, "consultations/desk_provision.html", context, status=status)


def the_provision(request: HttpRequest, draft: Draft, eid: str) -> Provision:
    """The one that the page was made for, whatever its address is meanwhile. Raises ProvisionGone for a form of it."""
    provisions = Provision.objects.filter(draft=draft)
    key = number_in(request.POST.get("key", ""))
    found = provisions.filter(pk=key).first() if key is not None else provisions.filter(eid=eid).first()
    if found is not None:
        return found
    if request.method == "POST":
        message = _("Somebody has joined this provision with another one or left it out. Look at the draft as it is.")
        raise ProvisionGone(message)
    raise Http404


def forms_for(
    request: HttpRequest, asked: str, draft: Draft, found: Provision, text: ProvisionText
) -> dict[str, DeskForm]:
    def data(name: str) -> Any:
        return request.POST if asked == name else None

    forms: dict[str, DeskForm] = {"label": LabelForm(data("label"), provision=found, text=text)}
    if len(text.text) > 1:
        forms["split"] = SplitForm(data("split"), text=text.text)
    if found.order > 1:
        forms["join"] = JoinForm(data("join"))
    if draft.problems:
        forms["place"] = PlaceForm(data("place"), pieces=draft.problems[:PROBLEMS_SHOWN])
    return forms


def carry_out(request: HttpRequest, asked: str, form: Any, draft: Draft, found: Provision) -> DraftEdit:
    by, edition, data = signed_in(request.user), edition_of(request), form.cleaned_data
    match asked:
        case "label":
            return label_provision(
                by=by, draft=draft, edition=edition, key=found.pk, number=data["number"], heading=data["heading"],
                kind=ProvisionKind(data["kind"]), keep_heading=data.get("keep_heading", False),
            )  # fmt: skip
        case "split":
            at, part_number = form.place, data["part_number"]
            return split_provision(by=by, draft=draft, edition=edition, key=found.pk, at=at, number=part_number)
        case "join":
            joined_as = JoinedAs(data["joined_as"])
            return join_provisions(by=by, draft=draft, edition=edition, key=found.pk, joined_as=joined_as)
        case _:
            return place_piece(by=by, draft=draft, edition=edition, piece=data["piece"], after=found.pk)
