from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from accounts.queries.membership import organisations_of
from comments.models import Comment
from comments.permissions import can_edit, can_withdraw, is_own
from comments.queries.filters import Filters
from comments.queries.threads import ThreadPage, comments_of, thread_page
from comments.queries.totals import round_totals
from comments.views.choices import choices_of, groupings_for, sorts
from comments.views.head import head_of
from comments.views.visiting import here_of
from common.htmx import part
from consultations.models import Consultation


@require_safe
def comment(request: HttpRequest, reference: str) -> HttpResponse:
    """The permanent address of a comment: it stands in its thread, on the page where it is.

    A script gets the named part `replies` alone.
    """
    comments = Comment.objects.visible_to(request.user).select_related(
        "root", "draft", "consultation", "round__consultation", "round__draft"
    )
    chosen = get_object_or_404(comments, reference=reference)
    here = here_of(request, chosen.consultation)
    thread = thread_page(chosen.root, user=request.user, cursor=request.GET.get("cursor", ""), at=chosen, here=here)
    context = {
        "head": head_of(chosen.consultation, user=request.user, at=timezone.now(), draft=chosen.draft),
        "place": "comments",
        "chosen": chosen,
        "thread": thread,
        "own": _own(request, chosen),
        "preview_html": _words_of(chosen.reference, thread),
    }
    response = render(request, "comments/thread.html" + part(request, "replies"), context)
    patch_vary_headers(response, ["HX-Request"])
    return response


@require_safe
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Every comment of a consultation, replies included."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug)
    filters = Filters.read(request.GET, here_of(request, consultation))
    head = head_of(consultation, user=request.user, at=timezone.now())
    totals = round_totals(head.rounds, user=request.user)
    context = {
        "head": head,
        "place": "comments",
        "comments": comments_of(consultation, request.user, filters, request.GET.get("cursor", "")),
        "totals": totals,
        "choices": choices_of(
            filters, groups=totals.groups, groupings=groupings_for(filters), languages=consultation.languages
        ),
        "sorts": sorts(),
    }
    return render(request, "comments/comment_list.html", context)


@dataclass(frozen=True)
class Own:
    """What its author may do with the comment now."""

    may_edit: bool
    may_withdraw: bool
    edit_waits: bool


def _own(request: HttpRequest, chosen: Comment) -> Own | None:
    """None for everybody else, without a query."""
    if not is_own(request.user, chosen):
        return None
    organisations = organisations_of(request.user) if chosen.organisation_id else []
    speaks = chosen.organisation_id is None or chosen.organisation_id in {it.pk for it in organisations}
    return Own(
        may_edit=speaks and can_edit(request.user, chosen, at=timezone.now()),
        may_withdraw=speaks and can_withdraw(request.user, chosen),
        edit_waits=chosen.waiting_revision_id is not None,
    )


def _words_of(reference: str, thread: ThreadPage) -> str:
    """What the page shows of that comment, and nothing where it is hidden, withdrawn or on another page."""
    shown = [thread.comment, *thread.replies.items]
    return next((it.body_html for it in shown if it.reference == reference), "")
