from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.demo.second_factors import code_of, staff


@require_safe
def dev_codes(request: HttpRequest) -> HttpResponse:
    """The codes that the phones of the demonstration's staff would show now; in development alone."""
    if settings.PRODUCTION or not settings.DEBUG:
        raise Http404
    return render(request, "portal/dev_codes.html", {"codes": [code_of(account) for account in staff()]})
