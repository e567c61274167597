from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails


class HtmxRequest(HttpRequest):
    """A request as django-htmx' middleware leaves it."""

    htmx: HtmxDetails


def part(request: HttpRequest, name: str) -> str:
    """What a template's name ends in so that htmx gets the named part of the page alone; "" for anybody else."""
    return f"#{name}" if getattr(request, "htmx", False) else ""
