"""The desk's side of organisations. For administrators; merging two is in `comments`."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.enums import OrganisationState
from accounts.errors import ChangedMeanwhile
from accounts.facts import facts_of
from accounts.forms.organisation import ChangeOrganisationForm, NewOrganisationForm, NoteForm
from accounts.limits import ORGANISATION_NAME
from accounts.models import Membership, Organisation, User
from accounts.permissions import can_administer, signed_in
from accounts.queries.membership import representatives_of, waiting_invitations
from accounts.queries.organisation import SHELVES, history_of, organisations_page, similar_organisations
from accounts.services.membership import end_membership
from accounts.services.organisation import (
    change_organisation,
    make_organisation,
    verify_organisation,
    withdraw_verification,
)
from common.errors import NotAllowed

PAGES = require_http_methods(["GET", "HEAD", "POST"])


def administrator(request: HttpRequest) -> User:
    """Who asks. Raises NotAllowed for whom does not administer the site."""
    by = signed_in(request.user)
    if not can_administer(by):
        raise NotAllowed(_("keep the organisations of this site"))
    return by


def organisation_or_404(request: HttpRequest, pk: int) -> Organisation:
    rows = Organisation.objects.visible_to(administrator(request))
    return get_object_or_404(rows.select_related("stakeholder_group", "verified_by", "merged_into"), pk=pk)


@require_safe
@login_required
def desk_organisations(request: HttpRequest) -> HttpResponse:
    """All of them by name, narrowed by words of the name and by what the secretariat thinks of them."""
    by = administrator(request)
    typed, shelf = request.GET.get("q", "")[:ORGANISATION_NAME], request.GET.get("show", "")
    context = {
        "organisations": organisations_page(by, typed=typed, shelf=shelf, cursor=request.GET.get("cursor", "")),
        "typed": typed,
        "shelf": shelf,
        "shelves": shelves(),
        "query": urlencode({name: value for name, value in (("q", typed), ("show", shelf)) if value}),
        "waiting": Membership.objects.visible_to(by).requests().count(),
        "place": "organisations",
    }
    return render(request, "accounts/desk_organisations.html", context)


@PAGES
@login_required
def desk_organisation_new(request: HttpRequest) -> HttpResponse:
    by = administrator(request)
    form = NewOrganisationForm(request.POST or None)
    if form.is_valid():
        made = make_organisation(by=by, facts=form.facts)
        messages.success(request, _("The organisation is kept. It stands as not verified until you verify it."))
        return redirect("desk_organisation", made.pk)
    context = {"form": form, "place": "organisations"}
    return render(request, "accounts/desk_organisation_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@login_required
def desk_organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them: what it says of itself, verification, representatives, invitations, what happened."""
    return organisation_page(request, organisation_or_404(request, pk), NoteForm())


@PAGES
@login_required
def desk_organisation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    organisation = organisation_or_404(request, pk)
    form = ChangeOrganisationForm(request.POST or None, organisation=organisation)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            change_organisation(by=signed_in(request.user), organisation=organisation, facts=form.facts, seen=seen)
        except ChangedMeanwhile as error:
            form = _on_top(request, organisation)
            form.add_error(None, str(error.message))
            status = 409
        else:
            messages.success(
                request, _("The organisation is saved. Comments keep the name that they were posted with.")
            )
            return redirect("desk_organisation", pk)
    context = {"form": form, "organisation": organisation, "place": "organisations"}
    return render(request, "accounts/desk_organisation_edit.html", context, status=status)


@require_POST
@login_required
def desk_organisation_verification(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify the organisation, say anew how, or withdraw the verification; with a note in each case."""
    by, organisation = administrator(request), organisation_or_404(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return organisation_page(request, organisation, form, status=422)
    note = form.cleaned_data["note"]
    if request.POST.get("move") == "withdraw":
        withdraw_verification(by=by, organisation=organisation, note=note)
        messages.success(request, _("The verification is withdrawn: from now on it speaks as not verified."))
    else:
        verify_organisation(by=by, organisation=organisation, note=note)
        messages.success(request, _("The organisation is verified: from now on readers see it with what it says."))
    return redirect("desk_organisation", pk)


@require_POST
@login_required
def desk_membership_end(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """End somebody's right to speak for the organisation; they are told by e-mail."""
    organisation = organisation_or_404(request, pk)
    found = get_object_or_404(representatives_of(organisation), pk=membership)
    end_membership(by=signed_in(request.user), membership=found)
    messages.success(request, _("%(name)s no longer speaks for it and is told by e‑mail.") % {"name": found.user})
    return redirect("desk_organisation", pk)


def organisation_page(
    request: HttpRequest, organisation: Organisation, form: NoteForm, *, status: int = 200
) -> HttpResponse:
    is_kept = organisation.state in {OrganisationState.KNOWN, OrganisationState.ASKED}
    context = {
        "organisation": organisation,
        "representatives": representatives_of(organisation),
        "requests": Membership.objects.requests().filter(organisation=organisation).select_related("user"),
        "invitations": waiting_invitations(organisation),
        "history": history_of(organisation, request.GET.get("cursor", "")),
        "similar": similar_organisations(organisation.name, but=organisation) if is_kept else [],
        "form": form,
        "place": "organisations",
    }
    return render(request, "accounts/desk_organisation.html", context, status=status)


def shelves() -> list[tuple[str, str]]:
    labels = {
        "": _("All that are known"),
        "unverified": _("Not verified"),
        "verified": _("Verified"),
        "asked": _("Asked for"),
        "merged": _("Merged into another"),
        "declined": _("Declined"),
    }
    return [(it.value, labels[it.value]) for it in SHELVES]


def _on_top(request: HttpRequest, organisation: Organisation) -> ChangeOrganisationForm:
    """The same text as a change of what is stored now: saving it once more is a decision."""
    data = request.POST.copy()
    data["seen"] = facts_of(organisation_or_404(request, organisation.pk)).fingerprint
    return ChangeOrganisationForm(data, organisation=organisation)
