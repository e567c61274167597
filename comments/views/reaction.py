from __future__ import annotations

from datetime import datetime
from math import ceil
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.waiting import nothing_waits, wait_at
from comments.enums import Opinion, Status
from comments.errors import NothingToReactTo, ProfileIncomplete
from comments.forms.reaction import ReactionForm
from comments.models import Comment
from comments.queries.reaction import reaction_figures
from comments.queries.shown import ShownComment, shown, with_what_is_shown
from comments.services.reaction import check_takes_reactions, react, take_back
from comments.views.head import head_of
from common.htmx import part
from common.rate_limit import Limit, free_again

REACTIONS = Limit(300, 3600)
"""From one person: many more than one reads in that time."""


@require_http_methods(["GET", "HEAD", "POST"])
def comment_reactions(request: HttpRequest, reference: str) -> HttpResponse:
    """Who agrees and disagrees, by group, and one's own reaction. A visitor who wants to react (`?opinion=agree`) signs
    in first and is then asked for it here; nothing is counted by a link alone.

    A script gets the named part `figures`, and after a reaction the part `row`.
    """
    comment = _comment_or_404(request, reference)
    opinion = (request.POST if request.method == "POST" else request.GET).get("opinion", "")
    if not isinstance(request.user, User):
        return _sign_in_first(request, comment, opinion) if opinion in Opinion.values else _page(request, comment)
    if request.method == "POST":
        return _answer(request, request.user, comment, ReactionForm(request.POST))
    nothing_waits(request.session)
    return _page(request, comment, asked=opinion)


def _comment_or_404(request: HttpRequest, reference: str) -> Comment:
    comments = with_what_is_shown(Comment.objects.visible_to(request.user), reader=request.user)
    around = comments.select_related("draft", "consultation", "round__consultation")
    comment = get_object_or_404(around, reference=reference)
    if comment.status != Status.PUBLISHED:
        raise NothingToReactTo
    return comment


def _sign_in_first(request: HttpRequest, comment: Comment, opinion: str) -> HttpResponse:
    check_takes_reactions(comment.round, at=timezone.now())
    path = _address(comment, opinion)
    wait_at(request.session, path)
    return redirect_to_login(path)


def _answer(request: HttpRequest, by: User, comment: Comment, form: ReactionForm) -> HttpResponse:
    if not form.is_valid():
        return _page(request, comment, form=form, status=422)
    again = free_again("react", str(by.pk), [REACTIONS])
    if again:
        response = _page(request, comment, again=again, status=429)
        response["Retry-After"] = max(1, ceil((again - timezone.now()).total_seconds()))
        return response
    opinion = form.said
    try:
        if opinion is None:
            take_back(by=by, comment=comment)
        else:
            react(by=by, comment=comment, opinion=opinion)
    except ProfileIncomplete:
        back = urlencode({"next": _address(comment, form.cleaned_data["opinion"])})
        return redirect(f"{reverse('profile')}?{back}")
    if part(request, "row"):
        return _page(request, _comment_or_404(request, comment.reference), name="row")
    return redirect(_back(request, comment))


def _page(
    request: HttpRequest,
    comment: Comment,
    *,
    form: ReactionForm | None = None,
    asked: str = "",
    again: datetime | None = None,
    name: str = "figures",
    status: int = 200,
) -> HttpResponse:
    it = shown(comment, reader=request.user)
    context: dict[str, Any] = {
        "head": head_of(comment.consultation, user=request.user, at=timezone.now(), draft=comment.draft),
        "place": "comments",
        "heading": _("Reactions to %(reference)s") % {"reference": comment.reference},
        "address": _address(comment),
        "comment": it,
        "figures": reaction_figures(comment),
        "form": form,
        "asked": asked,
        "again": again,
        "said": _said(it),
    }
    response = render(request, "comments/reactions.html" + part(request, name), context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _said(comment: ShownComment) -> str:
    """What a screen reader is told after a reaction."""
    own = {
        Opinion.AGREE: _("You agree with %(reference)s."),
        Opinion.DISAGREE: _("You disagree with %(reference)s."),
        None: _("You have no reaction to %(reference)s."),
    }[comment.own_opinion]
    counts = _("Agree: %(agree)s. Disagree: %(disagree)s.")
    words = {"reference": comment.reference, "agree": comment.agree_count, "disagree": comment.disagree_count}
    return f"{own} {counts}" % words


def _address(comment: Comment, opinion: str = "") -> str:
    address = reverse("comment_reactions", args=[comment.reference])
    return f"{address}?{urlencode({'opinion': opinion})}" if opinion else address


def _back(request: HttpRequest, comment: Comment) -> str:
    """Where the button stood, down to the comment."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return f"{wanted.partition('#')[0] if is_ours else comment.get_absolute_url()}#{comment.reference}"
