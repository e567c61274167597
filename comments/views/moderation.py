from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.permissions import signed_in
from comments.enums import ReportState, Status
from comments.forms.edit_decision import EditDecisionForm
from comments.forms.moderation import DecisionForm, Move
from comments.forms.report import DismissalForm
from comments.models import Comment, CommentRevision
from comments.permissions import can_moderate
from comments.queries.moderation import log_of, queue_of
from comments.queries.report import LONGEST_LIST, is_reported, reported_in, reports_of
from comments.queries.revision import shown_revision
from comments.queries.shown import shown, with_what_is_shown
from comments.queries.threads import places_of
from comments.services.moderation import hide_comment, hold_comment, publish_comment
from comments.services.report import dismiss_reports
from comments.views.revisions import Comparison
from consultations.permissions import can_read_everything
from consultations.views.desk import consultation_at_desk, require


@require_safe
@login_required
def desk_queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits for a decision, oldest first."""
    consultation = consultation_at_desk(request.user, slug)
    queue = queue_of(consultation, request.user, cursor=request.GET.get("cursor", ""))
    may_decide = can_moderate(request.user, consultation)
    context = {"consultation": consultation, "place": "queue", "queue": queue, "may_decide": may_decide}
    return render(request, "comments/desk_queue.html", context)


@require_safe
@login_required
def desk_reported(request: HttpRequest, slug: str) -> HttpResponse:
    """What readers have reported and nobody has decided on, what was reported first at the top."""
    consultation = consultation_at_desk(request.user, slug)
    reported = reported_in(consultation, request.user, cursor=request.GET.get("cursor", ""))
    may_decide = can_moderate(request.user, consultation)
    context = {"consultation": consultation, "place": "reported", "reported": reported, "may_decide": may_decide}
    return render(request, "comments/desk_reported.html", context)


@login_required
def desk_decision(request: HttpRequest, reference: str) -> HttpResponse:
    """One comment with all that was done to it and said against it, and the decision on it."""
    comment = _comment_to_decide(request, reference)
    form = _decision_form(comment, request.POST or None)
    if form.is_valid():
        was_reported = is_reported(comment)
        decided = _decide(signed_in(request.user), comment, form.cleaned_data)
        messages.success(request, _said_after(decided))
        return redirect("desk_reported" if was_reported else "desk_queue", comment.consultation.slug)
    return _decision_page(request, comment, form=form, dismissal=DismissalForm(), refused=form.is_bound)


@require_POST
@login_required
def desk_reports_dismiss(request: HttpRequest, reference: str) -> HttpResponse:
    """What was reported stays."""
    comment = _comment_to_decide(request, reference)
    dismissal = DismissalForm(request.POST)
    if dismissal.is_valid():
        dismiss_reports(by=signed_in(request.user), comment=comment, outcome=dismissal.cleaned_data["outcome"])
        said = _("%(reference)s stays. Those who reported it and have an account are told why.")
        messages.success(request, said % {"reference": comment.reference})
        return redirect("desk_reported", comment.consultation.slug)
    form = _decision_form(comment)
    return _decision_page(request, comment, form=form, dismissal=dismissal, refused=True)


def decision_page(request: HttpRequest, reference: str, *, edit_form: EditDecisionForm) -> HttpResponse:
    """The same page, where the decision on an edit came back with a mistake in it."""
    comment = _comment_to_decide(request, reference)
    form = _decision_form(comment)
    return _decision_page(request, comment, form=form, dismissal=DismissalForm(), refused=True, edit_form=edit_form)


def _decision_form(comment: Comment, data: QueryDict | None = None) -> DecisionForm:
    return DecisionForm(
        data,
        status=Status(comment.status),
        words=comment.current_revision.number,
        edit_waits=comment.waiting_revision_id is not None,
    )


def _comment_to_decide(request: HttpRequest, reference: str) -> Comment:
    """Analysts read the page and decide nothing."""
    comments = with_what_is_shown(Comment.objects.visible_to(request.user)).select_related(
        "consultation", "waiting_revision"
    )
    comment = get_object_or_404(comments, reference=reference)
    may_open = can_moderate if request.method == "POST" else can_read_everything
    require(may_open(request.user, comment.consultation), _("decide on comments of this consultation"))
    return comment


def _decision_page(
    request: HttpRequest,
    comment: Comment,
    *,
    form: DecisionForm,
    dismissal: DismissalForm,
    refused: bool,
    edit_form: EditDecisionForm | None = None,
) -> HttpResponse:
    edit = comment.waiting_revision
    compared = _compared(comment, edit) if edit else None
    reports = list(reports_of(comment, request.user)[:LONGEST_LIST])
    context = {
        "consultation": comment.consultation,
        "place": "queue" if comment.status == Status.PENDING or edit else "",
        "comment": shown(comment, places=places_of([comment.root_id])[comment.root_id]),
        "words": comment.current_revision,
        "log": log_of(comment),
        "reports": reports,
        "may_decide": can_moderate(request.user, comment.consultation),
        "is_reported": any(report.state == ReportState.OPEN for report in reports),
        "dismissal": dismissal,
        "form": form,
        "withdrawn": comment.status == Status.WITHDRAWN,
        "edit": compared,
        "edit_form": edit_form or EditDecisionForm(initial={"revision": edit.number} if edit else None),
    }
    return render(request, "comments/desk_decision.html", context, status=422 if refused else 200)


def _compared(comment: Comment, edit: CommentRevision) -> Comparison:
    return Comparison(shown_revision(edit, comment), shown_revision(comment.current_revision, comment))


def _decide(by: User, comment: Comment, decision: dict[str, Any]) -> Comment:
    read: dict[str, Any] = {"seen": Status(decision["seen"]), "words": decision["words"]}
    if decision["move"] == Move.HIDE:
        return hide_comment(by=by, comment=comment, reason=decision["reason"], note=decision["note"], **read)
    decide = hold_comment if decision["move"] == Move.HOLD else publish_comment
    return decide(by=by, comment=comment, **read)


def _said_after(comment: Comment) -> str:
    by_status = {
        Status.PUBLISHED: _("%(reference)s is published. Its author is told."),
        Status.PENDING: _("%(reference)s waits in the queue. Its author is told."),
        Status.HIDDEN: _("%(reference)s is hidden; its place shows the reason. Its author is told."),
    }
    return by_status[Status(comment.status)] % {"reference": comment.reference}
