"""Writing a comment or a reply. Whatever stands in the way, what was typed is kept and comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.queries.membership import organisations_of
from accounts.waiting import nothing_waits, wait_at
from comments.attachments import ENDINGS
from comments.enums import Kind, Position, Status
from comments.errors import PlaceNotThere, PositionTaken, ProfileIncomplete
from comments.forms.comment import ReplyForm
from comments.forms.places import UPDATE, PlacesForm
from comments.forms.round_rules import follow_rules
from comments.forms.speaking_for import ask_for_whom
from comments.models import Comment, UnsentComment, UnsentFile
from comments.queries.moderation import status_at_posting
from comments.queries.position_slots import TakenPosition, positions_taken
from comments.queries.unsent import begun_at
from comments.services.comment import post_comment, post_reply
from comments.services.unsent import forget
from comments.views.files import REMOVE, files_sent, files_shown, remove_asked, take_files
from comments.views.head import Head, head_of
from comments.views.keep_now import KEEP, keep_now
from comments.views.keeping import complete_profile, keep_text, kept_or_404, typed_fields
from comments.views.not_posted import kept_for_no_round, not_posted
from comments.views.places_asked import places_form
from comments.views.posting_limits import may_post_again
from comments.views.preview import PREVIEW, Preview, preview_of, preview_part
from comments.views.target import Target, about_gap, place_target, reply_target, target_of
from common.errors import StateError
from common.htmx import part
from consultations.enums import ConsultationState, ModerationMode, Positions
from consultations.models import Round
from consultations.rules_in_words import rules_in_words


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
    kept = kept_or_404(request, key)
    nothing_waits(request.session)
    if request.user.profile_completed_at is None:
        return complete_profile(kept)
    return _compose(request, target_of(request, kept), kept=kept)


def _compose(request: HttpRequest, target: Target, *, kept: UnsentComment | None = None) -> HttpResponse:
    head = head_of(target.draft.consultation, user=request.user, at=timezone.now(), draft=target.draft)
    if request.method == "POST":
        form = _asking(request, target, target.form(request.POST), head)
        form.places = places_form(request, target, kept=None)
        if problems := take_files(request, target, form, head.round):
            return _form_page(request, target, form, head, file_problems=problems, status=422)
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
            return _post_or_keep(request, target, form, head)
    else:
        kept = kept or _begun_here(request, target, head)
        if kept and not head.is_open:
            return kept_for_no_round(request, target, kept, head)
        form = target.form(initial=_initial(request, target, kept))
        form = _asking(request, target, form, head)
        form.places = places_form(request, target, kept=kept)
    return _form_page(request, target, form, head, kept=kept, status=422 if form.is_bound else 200)


def _with_places(request: HttpRequest, target: Target, sent: PlacesForm, head: Head) -> HttpResponse:
    """The form once more as it was typed, about the places that were chosen."""
    form = _asking(request, target, target.form(initial=request.POST.dict()), head)
    form.places = sent.settled()
    return _form_page(request, target, form, head, status=200)


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
    again = _asking(request, target, again, head)
    again.places = form.places
    return _form_page(request, target, again, head, preview=preview, status=200)


def _initial(request: HttpRequest, target: Target, kept: UnsentComment | None) -> dict[str, Any]:
    """What was kept, else a quote where one is asked for."""
    if kept is not None:
        return {**kept.fields, "submission_id": kept.submission_id}
    quote = target.quote(request.GET)
    return {"body": quote} if quote else {}


def _asking(request: HttpRequest, target: Target, form: ReplyForm, head: Head) -> ReplyForm:
    """The form with what is asked of this person and in this round."""
    organisations = organisations_of(request.user)
    ask_for_whom(form, organisations)
    if round := target.round_of(head):
        follow_rules(form, round, user=request.user, organisations=organisations)
    return form


def _form_page(
    request: HttpRequest,
    target: Target,
    form: ReplyForm,
    head: Head,
    *,
    status: int,
    kept: UnsentComment | None = None,
    again: datetime | None = None,
    preview: Preview | None = None,
    file_problems: Sequence[str] = (),
) -> HttpResponse:
    """`again` is when the next comment is taken, where this one was one too many."""
    round = target.round_of(head)
    files = files_shown(request, form)
    context = {
        "head": head,
        "place": "draft",
        "here": target.here,
        "files": files,
        "file_problems": file_problems,
        "endings": ENDINGS,
        "parent": target.shown_parent,
        "heading": target.heading,
        "form": form,
        "places": form.places,
        "place_errors": [str(it) for field in form.places or [] for it in field.errors],
        "kept": kept,
        "version": _version_of(request, form, kept, files),
        "afresh": target.address,
        "again": again,
        "is_held": _is_held(request, head),
        "preview": preview,
        "may_write": head.may_comment or request.method == "POST" or kept is not None,
        "rules": rules_in_words(round, audience=[]) if round else [],
        "taken": _taken(request, target, round) if round else [],
        "shown_as": _shown_as(round) if round else "",
    }
    return render(request, "comments/compose.html", context, status=status)


def _version_of(request: HttpRequest, form: ReplyForm, kept: UnsentComment | None, files: Sequence[UnsentFile]) -> str:
    """Of what is kept of this form, as far as its page knows: keeping its files has kept its words, too."""
    with_files = [it.unsent for it in files if str(it.unsent.submission_id) == str(form["submission_id"].value())]
    known = kept or next(iter(with_files), None)
    return known.version if known else request.POST.get("version", "")


def _taken(request: HttpRequest, target: Target, round: Round) -> list[TakenPosition]:
    """Replies take no position."""
    if target.parent is not None or not request.user.is_authenticated or round.positions == Positions.ANY:
        return []
    organisations = organisations_of(request.user)
    return positions_taken(round, provision=target.provision, user=request.user, organisations=organisations)


def _shown_as(round: Round) -> str:
    """The one way in which authors are shown; "choice" where they choose."""
    return round.attributions[0] if len(round.attributions) == 1 else "choice"


def _is_held(request: HttpRequest, head: Head) -> bool:
    """Whether what this person posts now waits for a decision. Of a visitor, whom nobody knows yet, it is assumed."""
    if head.round is None or not head.is_open or head.round.moderation == ModerationMode.AT_ONCE:
        return False
    return not request.user.is_authenticated or status_at_posting(request.user, head.round) is Status.PENDING


def _post_or_keep(request: HttpRequest, target: Target, form: ReplyForm, head: Head) -> HttpResponse:
    """Post what the form says; where that cannot be now, keep it and say what to do."""
    signed_in, archived = request.user.is_authenticated, head.consultation.state == ConsultationState.ARCHIVED
    if head.round is None or not form.is_valid() or archived or not (signed_in or head.is_open):
        return not_posted(request, target, form, head, message=_("This draft takes no comments now."))
    again = may_post_again(request, head)
    if again and not _was_posted(request, form):
        return _too_many(request, target, form, head, again=again)
    if not request.user.is_authenticated:
        kept = keep_text(request, target, form, head.round)
        path = reverse("unsent_comment", args=[kept.key])
        wait_at(request.session, path)
        return redirect_to_login(path)
    try:
        form.attached = [it.stored_file for it in files_sent(request, form)]
        posted = _post(request.user, target, form, head.round)
    except ProfileIncomplete:
        return complete_profile(keep_text(request, target, form, head.round))
    except PositionTaken as taken:
        form.add_error("position", str(taken.message))
        return _form_page(request, target, form, head, status=409)
    except PlaceNotThere:
        if form.places:
            form.places.say_not_there()
        return _form_page(request, target, form, head, status=422)
    except StateError as error:
        return not_posted(request, target, form, head, message=str(error.message))
    submission_id = form.cleaned_data["submission_id"]
    forget(
        user=request.user,
        session=request.session,
        submission_id=submission_id,
        seen=request.POST.get("version"),
        body=form.cleaned_data["body"],
    )
    messages.success(request, _said_after(posted), extra_tags=str(submission_id))
    return redirect(_page_of(posted))


def _page_of(posted: Comment) -> str:
    """Down to the comment in its thread; of one that is held to the top, where it stands what happens next."""
    address = posted.get_absolute_url()
    return address if posted.status == Status.PENDING else f"{address}#{posted.reference}"


def _was_posted(request: HttpRequest, form: ReplyForm) -> bool:
    """A second click on the last form that is taken is answered as the first was."""
    mine = Comment.objects.visible_to(request.user).filter(submission_id=form.cleaned_data["submission_id"])
    return request.user.is_authenticated and mine.filter(author=request.user).exists()


def _too_many(request: HttpRequest, target: Target, form: ReplyForm, head: Head, *, again: datetime) -> HttpResponse:
    """Status 429: the form with the text as typed, which is also kept for whoever has an account."""
    kept = keep_text(request, target, form, head.round) if head.round and request.user.is_authenticated else None
    response = _form_page(request, target, form, head, kept=kept, again=again, status=429)
    response["Retry-After"] = max(1, ceil((again - timezone.now()).total_seconds()))
    return response


def _said_after(posted: Comment) -> str:
    if posted.status == Status.PENDING:
        return _("Received, and held: the secretariat reads it before it is published. What happens next stands below.")
    if posted.round.keeps_comments(timezone.now()):
        return _("Posted. Others see it once the round has closed; you find it here, at its permanent address.")
    return _("Posted. This page is its permanent address.")


def _post(by: User, target: Target, form: ReplyForm, round: Round) -> Comment:
    """The same form makes one comment; with other words, after the browser's “back”, it makes another, again one."""
    submission_id, body = form.cleaned_data["submission_id"], form.cleaned_data["body"]
    posted = _send(by, target, form, round, submission_id=submission_id)
    if posted.current_revision.body == body:
        return posted
    return _send(by, target, form, round, submission_id=uuid5(submission_id, body))


def _send(by: User, target: Target, form: ReplyForm, round: Round, *, submission_id: UUID) -> Comment:
    said = form.cleaned_data
    speaking_for, attribution = said.get("speaking_for"), said.get("attribution")
    if target.parent is not None:
        return post_reply(
            by=by,
            parent=target.parent,
            body=said["body"],
            submission_id=submission_id,
            attribution=attribution,
            speaking_for=speaking_for,
            files=form.attached,
        )
    return post_comment(
        by=by,
        round=round,
        places=form.places.hung(is_wording=said["kind"] == Kind.WORDING) if form.places else [],
        kind=Kind(said["kind"]),
        position=Position(said["position"]),
        body=said["body"],
        proposed_wording=said.get("proposed_wording", ""),
        submission_id=submission_id,
        attribution=attribution,
        speaking_for=speaking_for,
        files=form.attached,
    )
