from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.queries.home import home_page


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is open now and until when, what is coming, and what is closed."""
    page = home_page(request.user, at=timezone.now(), cursor=request.GET.get("cursor", ""))
    return render(request, "portal/home.html", {"home": page})
