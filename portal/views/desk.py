from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Membership
from common.errors import NotAllowed
from consultations.enums import TeamRole
from consultations.models import Consultation
from portal.queries.desk import desk_entries


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The consultations one works on and what needs one there. For teams and administrators."""
    entries = desk_entries(request.user, at=timezone.now())
    templates = list(
        Consultation.objects.worked_on_by(request.user, least=TeamRole.OBSERVER)
        .templates()
        .order_by("-created_at", "-pk")
    )
    administrator = request.user.is_authenticated and request.user.is_administrator
    if not entries and not templates and not administrator:
        raise NotAllowed(_("work at the desk: you are on no consultation's team"))
    context = {
        "entries": entries,
        "templates": templates,
        "may_make": administrator,
        "requests": Membership.objects.visible_to(request.user).requests().count() if administrator else 0,
        "place": "overview",
    }
    return render(request, "portal/desk.html", context)
