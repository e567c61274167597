"""Writing a comment or a reply. Whatever stands in the way, what was typed is kept and comes back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from accounts.waiting import nothing_waits
from comments.forms.comment import ReplyForm
from comments.forms.places import UPDATE, PlacesForm
from comments.models import UnsentComment
from comments.queries.restating import own_words
from comments.queries.unsent import begun_at
from comments.views.compose_page import asking, form_page
from comments.views.files import REMOVE, remove_asked, take_files
from comments.views.head import Head, head_of
from comments.views.keep_now import KEEP, keep_now
from comments.views.keeping import complete_profile, kept_of, typed_fields
from comments.views.not_posted import kept_for_no_round
from comments.views.places_asked import places_form
from comments.views.posting import post_or_keep
from comments.views.preview import PREVIEW, Preview, preview_of, preview_part
from comments.views.target import Target, about_gap, place_target, reply_target, target_of
from comments.views.unsent_gone import unsent_gone
from common.htmx import part


def comment_new(request: HttpRequest, slug: str, number: int, eid: str = "") -> HttpResponse:
    """A comment on a provision, or on the whole draft without an `eid`."""
    return _compose(request, place_target(request, slug, number, eid))


def reply_new(request: HttpRequest, reference: str) -> HttpResponse:
    """A reply to a comment."""
    return _compose(request, reply_target(request, reference))


def unsent_comment(request: HttpRequest, key: UUID) -> HttpResponse:
    """Go on with a kept text: its writer, or whoever typed it in this session and has signed in since."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    kept = kept_of(request, key)
    if kept is None:
        return unsent_gone(request)
    nothing_waits(request.session)
    if request.user.profile_completed_at is None:
        return complete_profile(kept)
    return _compose(request, target_of(request, kept), kept=kept)


def _compose(request: HttpRequest, target: Target, *, kept: UnsentComment | None = None) -> HttpResponse:
    head = head_of(target.draft.consultation, user=request.user, at=timezone.now(), draft=target.draft)
    if request.method == "POST":
        form = asking(request, target, target.form(request.POST), head)
        form.places = places_form(request, target, kept=None)
        if problems := take_files(request, target, form, head.round):
            return form_page(request, target, form, head, file_problems=problems, status=422)
        if REMOVE in request.POST:
            remove_asked(request)
            return _as_typed(request, target, form, head)
        if UPDATE in request.POST and form.places and form.places.is_valid():
            return _with_places(request, target, form.places, head)
        if request.POST.get("then") == PREVIEW:
            return _preview(request, target, form, head)
        if request.POST.get("then") == KEEP and head.round is not None:
            form.is_valid()
            return keep_now(request, target, form, head, head.round)
        if form.is_valid() or not head.is_open:
            return post_or_keep(request, target, form, head)
    else:
        kept = kept or _begun_here(request, target, head)
        if kept and not head.is_open:
            return kept_for_no_round(request, target, kept, head)
        form = target.form(initial=_initial(request, target, kept))
        form = asking(request, target, form, head)
        form.places = places_form(request, target, kept=kept)
    return form_page(request, target, form, head, kept=kept, status=422 if form.is_bound else 200)


def _with_places(request: HttpRequest, target: Target, sent: PlacesForm, head: Head) -> HttpResponse:
    """The form once more as it was typed, about the places that were chosen."""
    form = asking(request, target, target.form(initial=request.POST.dict()), head)
    form.places = sent.settled()
    return form_page(request, target, form, head, status=200)


def _begun_here(request: HttpRequest, target: Target, head: Head) -> UnsentComment | None:
    """What this person has begun here and not posted, unless another place than the page's own was asked for, or a
    new comment."""
    if head.round is None or request.GET:
        return None
    begun = begun_at(
        user=request.user,
        session=request.session,
        round=head.round,
        provision=target.provision,
        parent=target.parent,
    )
    return None if begun and about_gap(begun) else begun


def _preview(request: HttpRequest, target: Target, form: ReplyForm, head: Head) -> HttpResponse:
    """The preview alone for a page that asks for it, else the page again with everything as it was typed."""
    if part(request, "preview"):
        return preview_part(request, form, target)
    return _as_typed(request, target, form, head, preview=preview_of(form, target))


def _as_typed(
    request: HttpRequest, target: Target, form: ReplyForm, head: Head, *, preview: Preview | None = None
) -> HttpResponse:
    """The page once more, with everything as it was sent and nothing found fault with."""
    again = target.form(initial={**typed_fields(form), "submission_id": form.data.get("submission_id")})
    again = asking(request, target, again, head)
    again.places = form.places
    return form_page(request, target, again, head, preview=preview, status=200)


def _initial(request: HttpRequest, target: Target, kept: UnsentComment | None) -> dict[str, Any]:
    """What was kept, else what one has said on an earlier draft (`?restate=`), else a quote where one is asked for."""
    if kept is not None:
        return {**kept.fields, "submission_id": kept.submission_id}
    if target.parent is None and (said := own_words(request.GET.get("restate", ""), user=request.user)):
        return said
    quote = target.quote(request.GET)
    return {"body": quote} if quote else {}
