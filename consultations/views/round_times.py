"""Two pages that move the end of a round: later, or to now."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import signed_in
from consultations.forms.round import RoundCloseForm, RoundExtendForm
from consultations.models import Round
from consultations.permissions import can_edit_consultation
from consultations.services.round_times import check_end_may_move, close_round_early, extend_round
from consultations.views.desk import consultation_at_desk, require
from consultations.views.round import round_at_desk, saved


@login_required
def round_extend(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _round_or_404(request, slug, number)
    form = RoundExtendForm(request.POST or None, zone=found.consultation.time_zone, round=found)
    extend = partial(extend_round, by=signed_in(request.user), round=found)
    if form.is_valid() and saved(form, found, partial(extend, **form.said())):
        messages.success(request, _("Round %(number)s is extended.") % {"number": number})
        return redirect("desk_round", slug, number)
    words = {
        "heading": _("Extend the round"),
        "what_happens": _("The closing time announced first stays on record, and readers see why it moved."),
    }
    return _page(request, found, form, words)


@login_required
def round_close(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = _round_or_404(request, slug, number)
    form = RoundCloseForm(request.POST or None, round=found)
    close = partial(close_round_early, by=signed_in(request.user), round=found)
    if form.is_valid() and saved(form, found, partial(close, **form.said())):
        messages.success(request, _("Round %(number)s is closed.") % {"number": number})
        return redirect("desk_round", slug, number)
    words = {
        "heading": _("Close the round now"),
        "what_happens": _(
            "Nobody can post from now on. What people are writing is kept for them. The closing time announced first "
            "stays on record."
        ),
    }
    return _page(request, found, form, words)


def _round_or_404(request: HttpRequest, slug: str, number: int) -> Round:
    """What is sent to a round whose end stays is refused before the form is looked at, on a page that keeps it."""
    consultation = consultation_at_desk(request.user, slug)
    require(can_edit_consultation(request.user, consultation), _("move the end of this round"))
    found = round_at_desk(request, consultation, number)
    if request.method == "POST":
        check_end_may_move(signed_in(request.user), found, at=timezone.now())
    return found


def _page(
    request: HttpRequest, round: Round, form: RoundExtendForm | RoundCloseForm, words: dict[str, str]
) -> HttpResponse:
    now = timezone.now()
    state = round.state(now)
    context = words | {
        "place": "rounds",
        "consultation": round.consultation,
        "round": round,
        "state": state,
        "is_announced": round.is_announced(now),
        "takes_comments": round.is_announced(now) and state.takes_comments,
        "form": form,
    }
    return render(request, "consultations/round_end.html", context, status=422 if form.is_bound else 200)
