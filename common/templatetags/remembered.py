"""Parts of pages that come out the same for the same values are made once."""

from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 300
"""How many parts each process remembers, the last used. The heaviest, twenty threads with their replies, has 100 KB."""

register = template.Library()


@register.simple_tag
def remembered(name: str, **parameters: object) -> SafeString:
    """Like `include … only`, of a component whose parameters are values, equal only where they look the same, and
    which reads nothing else: not the clock, the settings, the request or the database. Lists count as tuples.

    Nothing goes stale and nothing leaks: the key is all that is shown, as it was read for this very request.
    """
    values = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in parameters.items())
    make = _rendered.__wrapped__ if settings.DEBUG else _rendered
    return make(name, get_language(), values)


@lru_cache(maxsize=MOST)
def _rendered(name: str, _language: str | None, parameters: tuple[tuple[str, object], ...]) -> SafeString:
    return SafeString(get_template(name).render(dict(parameters)))
