from django import template
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import to_locale

from common.markup import plain_text

LONGEST = 200
"""Characters of a description: more is cut off wherever it is shown."""

register = template.Library()


@register.filter
def absolute(path: str) -> str:
    """The official address of a page."""
    return f"{settings.BASE_URL}{path}"


@register.filter
def preview_words(clean_html: str) -> str:
    """The beginning of what clean HTML says, on one line."""
    return str(Truncator(" ".join(plain_text(clean_html).split())).chars(LONGEST))


@register.filter
def locale(language: str) -> str:
    """A language as link previews name it: “pt-br” is “pt_BR”."""
    return to_locale(language)
