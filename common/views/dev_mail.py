"""Mail sent in development, to be read without a mail server. In production these pages do not exist."""

from collections.abc import Callable

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from common.keyset import paginate
from common.models import OutboxMail

LETTERS_A_PAGE = 30

View = Callable[..., HttpResponse]


def development_only(view: View) -> View:
    def guarded(request: HttpRequest, **kwargs: int) -> HttpResponse:
        if not settings.DEBUG:
            raise Http404
        return view(request, **kwargs)

    return guarded


@require_safe
@development_only
def dev_mail(request: HttpRequest) -> HttpResponse:
    letters = OutboxMail.objects.order_by()
    page = paginate(letters, order=("-created_at", "-id"), cursor=request.GET.get("cursor", ""), size=LETTERS_A_PAGE)
    return render(request, "common/dev_mail.html", {"page": page})


@require_safe
@development_only
def dev_letter(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "common/dev_letter.html", {"letter": get_object_or_404(OutboxMail, pk=pk)})


@require_safe
@csp_replace({"default-src": [NONE], "style-src": [UNSAFE_INLINE]})
@development_only
def dev_letter_html(_request: HttpRequest, pk: int) -> HttpResponse:
    """As a mail program shows it: with the letter's own sheet, which no page may have, and with nothing that runs."""
    return HttpResponse(get_object_or_404(OutboxMail, pk=pk).html)
