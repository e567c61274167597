from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import StakeholderGroup
from comments.enums import Position
from comments.queries.wording import disposition_choices
from common.enums import JobState
from common.models import Job
from consultations.enums import RoundState
from portal.forms.styleguide import ExampleForm


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component on one page, in development only."""
    if not settings.DEBUG:
        raise Http404
    return render(
        request,
        "portal/styleguide.html",
        {
            "form": ExampleForm(prefix="plain"),
            "refused": ExampleForm({"title": "", "state": "a"}),
            "groups": StakeholderGroup.objects.offered(),
            "positions": Position.choices,
            "dispositions": disposition_choices(),
            "states": RoundState.choices,
            "job": Job(pk=1, state=JobState.RUNNING, phase="rows", done=40, total=100),
            "now": timezone.now(),
        },
    )
