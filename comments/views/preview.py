"""What is being written, shown as readers will see it: by the one renderer, on our side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comments.enums import Kind
from comments.forms.comment import ReplyForm
from comments.limits import POSTED_WORDS
from comments.views.target import Target
from common.client_address import client_network
from common.markup import Rendered
from common.markup import render as rendered
from common.odd_text import oddities
from common.rate_limit import is_too_often
from consultations.redline import Redline, redline

PREVIEW = "preview"
"""What the form's field `then` says where the form is to be shown, not posted."""
MOST, SECONDS = 300, 600
"""So many previews in so much time, by one person or from one network: typing on needs one every two seconds."""


@dataclass(frozen=True)
class Preview:
    """`body_html` is clean; `wording` is "" unless one is proposed; `notes` say what is not shown as one expects."""

    body_html: str
    wording: str
    redline: Redline | None
    notes: list[str]


def preview_of(form: ReplyForm, target: Target) -> Preview:
    """Of a form as it was sent, however wrong it is."""
    body, wording = form.data.get("body", ""), ""
    if "proposed_wording" in form.fields and form.data.get("kind") == Kind.WORDING:
        wording = form.data.get("proposed_wording", "").replace("\r\n", "\n")
    is_cut = max(len(body), len(wording)) > POSTED_WORDS
    body, wording = body[:POSTED_WORDS], wording[:POSTED_WORDS]
    shown = rendered(body)
    return Preview(
        body_html=shown.html,
        wording=wording,
        redline=redline(target.provision_text, wording) if wording and target.provision_text else None,
        notes=list(_notes(shown, f"{body}\n{wording}", is_cut=is_cut)),
    )


def _notes(shown: Rendered, typed: str, *, is_cut: bool) -> Iterator[str]:
    if is_cut:
        yield _("Shown up to the length that can be posted.")
    if shown.is_as_typed:
        yield _(
            "Quotes or lists stand in each other deeper than can be shown: the text is shown exactly as you typed it."
        )
    yield from (it.said for it in oddities(typed))


def preview_part(request: HttpRequest, form: ReplyForm, target: Target) -> HttpResponse:
    """The preview alone, for the page that is being typed into; status 429 with words for whoever asks too often."""
    if is_too_often(PREVIEW, _who(request), limit=MOST, seconds=SECONDS):
        return HttpResponse(_("The preview rests for a few minutes. What you type is kept as before."), status=429)
    return render(request, "comments/_preview.html", {"preview": preview_of(form, target)})


def _who(request: HttpRequest) -> str:
    return f"account:{request.user.pk}" if request.user.is_authenticated else client_network(request)
