"""The desk's page of what a round owes those who took part; with the comments, because it counts what is unanswered."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from comments.models import Comment
from consultations.forms.round import ResultsForm, VersionedForm
from consultations.models import Round
from consultations.permissions import can_promise_results, can_publish_results, is_editor
from consultations.services.round_results import promise_results_by, publish_results
from consultations.views.desk import consultation_at_desk, require
from consultations.views.round import round_at_desk, saved


@login_required
def desk_round_results(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """When they are promised, what is unanswered, and the button that says that they are there (`publish`)."""
    found = round_at_desk(request, consultation_at_desk(request.user, slug), number)
    require(is_editor(request.user, found.consultation), _("speak about the results of this round"))
    publishes = "publish" in request.POST
    promise = ResultsForm(None if publishes else request.POST or None, zone=found.consultation.time_zone, round=found)
    announcement = VersionedForm(request.POST if publishes else None, initial={"version": found.version})
    if _done(request, found, promise, announcement):
        return redirect("desk_round_results", slug, number)
    now = timezone.now()
    context = {
        "place": "rounds",
        "consultation": found.consultation,
        "round": found,
        "state": found.state(now),
        "unanswered": Comment.objects.unanswered().filter(round=found).count(),
        "form": promise,
        "announcement": announcement,
        "may_promise": can_promise_results(request.user, found, at=now),
        "may_publish": can_publish_results(request.user, found, at=now),
    }
    is_refused = promise.is_bound or announcement.is_bound
    return render(request, "comments/desk_round_results.html", context, status=422 if is_refused else 200)


def _done(request: HttpRequest, round: Round, promise: ResultsForm, announcement: VersionedForm) -> bool:
    """Whether what was sent is stored; what can be mended is said in its form."""
    form, act, said = (
        (
            announcement,
            publish_results,
            _("Everybody can read that the results are there; who took part gets a letter."),
        )
        if announcement.is_bound
        else (promise, promise_results_by, _("The promised time is saved, and stands beside the round."))
    )
    if not form.is_valid():
        return False
    done = saved(form, round, partial(act, by=signed_in(request.user), round=round, **form.said()))
    if done:
        messages.success(request, said)
    return done
