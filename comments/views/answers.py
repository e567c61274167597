"""Figures of what people answered to a round's prompts, and for the team the words of free texts."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.permissions import can_see_figures
from comments.queries.answer_figures import contributors_in, figures_of
from comments.queries.answers import texts_page
from comments.views.head import at_round
from consultations.enums import PromptKind
from consultations.models import Prompt, Round
from consultations.queries.prompt import prompts_of
from consultations.views.desk import consultation_at_desk
from consultations.views.round import round_at_desk


@require_safe
def prompt_figures(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For everybody: without what would tell who has answered what."""
    rounds = Round.objects.visible_to(request.user).select_related("consultation", "draft")
    round = get_object_or_404(rounds, consultation__slug=slug, number=number)
    now = timezone.now()
    if not can_see_figures(request.user, round, at=now):
        raise Http404
    context = {
        "head": at_round(round, user=request.user, at=now),
        "place": "prompts",
        "round": round,
        "contributors": contributors_in(round),
        "figures": figures_of(round, prompts_of(round, user=request.user), to_everybody=True),
    }
    return render(request, "comments/prompt_figures.html", context)


@require_safe
@login_required
def desk_answers(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """For analysts and all above: every number."""
    consultation = consultation_at_desk(request.user, slug)
    round = round_at_desk(request, consultation, number)
    context = {
        "place": "rounds",
        "consultation": consultation,
        "round": round,
        "contributors": contributors_in(round),
        "figures": figures_of(round, prompts_of(round, user=request.user), to_everybody=False),
    }
    return render(request, "comments/desk_answers.html", context)


@require_safe
@login_required
def desk_answers_to(request: HttpRequest, slug: str, number: int, prompt: int) -> HttpResponse:
    """What was written to a free text."""
    consultation = consultation_at_desk(request.user, slug)
    round = round_at_desk(request, consultation, number)
    prompts = Prompt.objects.visible_to(request.user).filter(round=round, kind=PromptKind.TEXT)
    found = get_object_or_404(prompts, number=prompt)
    found.round = round
    context = {
        "place": "rounds",
        "consultation": consultation,
        "round": round,
        "prompt": found,
        "page": texts_page(found, request.user, request.GET.get("cursor", "")),
    }
    return render(request, "comments/desk_answers_to.html", context)
