"""Putting a draft right by hand: from its preview, and from a page for each provision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import signed_in
from common.htmx import part
from consultations.editing.records import CannotBeDone
from consultations.enums import TeamRole
from consultations.models import Consultation, Draft, DraftEdit, Provision
from consultations.queries.desk import drafts_of
from consultations.services.draft import check_changeable
from consultations.services.tree import (
    drop_provision,
    join_provisions,
    join_with_next,
    lift_provision,
    lower_provision,
    redo_edit,
    undo_edit,
)
from consultations.views.desk import consultation_at_desk
from consultations.views.preview import number_in, preview

STEPS: Mapping[str, Callable[..., DraftEdit]] = {
    "join": join_provisions,
    "join-next": join_with_next,
    "lift": lift_provision,
    "lower": lower_provision,
    "drop": drop_provision,
    "drop-lifting": partial(drop_provision, with_below=False),
}
WITHOUT_PROVISION: Mapping[str, Callable[..., DraftEdit]] = {"undo": undo_edit, "redo": redo_edit}


@require_POST
@login_required
def draft_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One step, named by the button: “lift:7”, “undo”. A browser without scripts goes back to the preview."""
    consultation, draft = changeable_at_desk(request, slug, number)
    step, key = step_of(request)
    at = key
    try:
        done = take(request, draft, step, key)
    except CannotBeDone as refusal:
        said, refused = str(refusal.message), True
    else:
        said, refused, at = in_words(done, step), False, provision_at(draft, done)
    if not getattr(request, "htmx", False):
        (messages.error if refused else messages.success)(request, said)
        return redirect(address_of(draft, at))
    draft = drafts_of(consultation, request.user).get(pk=draft.pk)
    context = {"consultation": consultation, **preview(request, draft, at=at or 0), "said": said, "refused": refused}
    return render(request, "consultations/draft.html" + part(request, "preview"), context)


def changeable_at_desk(request: HttpRequest, slug: str, number: int) -> tuple[Consultation, Draft]:
    """Raises NotAllowed, DraftPublished."""
    consultation = consultation_at_desk(request.user, slug, least=TeamRole.OBSERVER)
    draft = get_object_or_404(drafts_of(consultation, request.user), number=number)
    draft.consultation = consultation
    check_changeable(signed_in(request.user), draft)
    return consultation, draft


def step_of(request: HttpRequest) -> tuple[str, int | None]:
    step, _colon, key = request.POST.get("do", "").partition(":")
    if step not in STEPS and step not in WITHOUT_PROVISION:
        raise BadRequest
    return step, number_in(key)


def take(request: HttpRequest, draft: Draft, step: str, key: int | None) -> DraftEdit:
    asked = {"by": signed_in(request.user), "draft": draft, "edition": edition_of(request)}
    if step in WITHOUT_PROVISION:
        return WITHOUT_PROVISION[step](**asked)
    return STEPS[step](**asked, key=key or 0)


def edition_of(request: HttpRequest) -> int:
    """The one that the page shows; one that no draft has where it does not say."""
    edition = number_in(request.POST.get("edition", ""))
    return -1 if edition is None else edition


def provision_at(draft: Draft, done: DraftEdit) -> int | None:
    """Where the work goes on: the first provision that the change touched, or the last of the draft."""
    provisions = Provision.objects.filter(draft=draft)
    found = provisions.filter(order__lte=done.change["at"] + 1).order_by("-order").values_list("pk", flat=True).first()
    return found or None


def in_words(done: DraftEdit, step: str = "") -> str:
    said = {
        "undo": _("Undone: “%(name)s” is as it was before it was %(operation)s."),
        "redo": _("Done again: “%(name)s” was %(operation)s."),
    }.get(step, _("“%(name)s” was %(operation)s. You can undo this."))
    return said % {"name": done.name or done.provision, "operation": done.get_operation_display()}


def address_of(draft: Draft, key: int | None) -> str:
    """The preview, at that provision."""
    address = reverse("desk_draft", args=[draft.consultation.slug, draft.number])
    return f"{address}?at={key}#provision-{key}" if key else address
