from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from comments.contributors import person_key
from comments.errors import NothingToReport
from comments.forms.report import ReportForm
from comments.models import Comment
from comments.permissions import can_report
from comments.queries.report import own_report
from comments.queries.shown import shown, with_what_is_shown
from comments.services.report import report_comment
from comments.views.head import head_of
from common.client_address import client_network
from common.rate_limit import Limit, free_again

REPORTS = Limit(20, 3600)
"""From one person, or from one network of visitors."""

SESSION_KEY = "reporter"


@require_http_methods(["GET", "HEAD", "POST"])
def comment_report_new(request: HttpRequest, reference: str) -> HttpResponse:
    """Anybody may report a published comment, once."""
    comments = with_what_is_shown(Comment.objects.visible_to(request.user)).select_related("draft", "consultation")
    comment = get_object_or_404(comments, reference=reference)
    if not can_report(comment):
        raise NothingToReport
    form = ReportForm(request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        if not _is_too_often(request):
            return _report(request, comment, form)
        form.add_error(
            None, _("Many reports came from you, or from your network, within an hour. Send it again later.")
        )
        status = 429
    context = {
        "head": head_of(comment.consultation, user=request.user, at=timezone.now(), draft=comment.draft),
        "place": "comments",
        "heading": _("Report %(reference)s") % {"reference": comment.reference},
        "comment": shown(comment),
        "made": own_report(comment, key) if (key := _known_key(request)) else None,
        "form": form,
    }
    return render(request, "comments/report_new.html", context, status=status)


def _report(request: HttpRequest, comment: Comment, form: ReportForm) -> HttpResponse:
    by = request.user if isinstance(request.user, User) else None
    _made, is_new = report_comment(
        by=by,
        reporter_key=_known_key(request) or _new_key(request, form),
        comment=comment,
        reason=form.cleaned_data["reason"],
        words=form.cleaned_data["words"],
    )
    if not is_new:
        messages.info(request, _("You had reported this comment already. One report is enough."))
    elif by:
        messages.success(
            request, _("Thank you. The secretariat looks at the comment, and an e‑mail tells you what it decided.")
        )
    else:
        messages.success(request, _("Thank you. The secretariat looks at the comment and decides whether it stays."))
    return redirect(comment.get_absolute_url())


def _known_key(request: HttpRequest) -> str:
    """The person, or the session of a visitor who has reported something; "" of one who has not."""
    if request.user.is_authenticated:
        return person_key(request.user.pk)
    return str(request.session.get(SESSION_KEY, ""))


def _new_key(request: HttpRequest, form: ReportForm) -> str:
    request.session[SESSION_KEY] = f"visitor:{form.cleaned_data['report_id']}"
    return str(request.session[SESSION_KEY])


def _is_too_often(request: HttpRequest) -> bool:
    who = _known_key(request) if request.user.is_authenticated else client_network(request)
    return bool(who) and free_again("report-comment", who, [REPORTS]) is not None
