"""Files that machines look for at the root of a site."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

NOT_FOR_ROBOTS = (
    "/desk/",
    "/accounts/",
    "/admin/",
    "/profile/",
    "/unsent/",
    "/health/",
    "/metrics/",
    "/dev/",
    "/styleguide/",
    "/report-a-problem/",
    "/*/comment/$",
    "/*/reply/$",
    "/*/report/$",
    "/search/",
    "/c/*/search/",
    "/*?*cursor=",
)
"""What needs an account, what is being written, and pages that say again what another says."""

SECURITY_TXT_VALID = timedelta(days=90)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    return _text([*lines, "", f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}"])


@require_safe
def security_txt(_request: HttpRequest) -> HttpResponse:
    """Where to say that the site is not safe: RFC 9116."""
    form = f"Contact: {settings.BASE_URL}{reverse('problem_report_new')}"
    return _text(
        [
            *([f"Contact: mailto:{settings.CONTACT_EMAIL}"] if settings.CONTACT_EMAIL else []),
            form,
            f"Expires: {timezone.now() + SECURITY_TXT_VALID:%Y-%m-%dT00:00:00Z}",
            f"Canonical: {settings.BASE_URL}{reverse('security_txt')}",
        ]
    )


def _text(lines: list[str]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
