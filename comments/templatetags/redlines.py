from collections.abc import Mapping, Sequence

from django import template
from django.utils.safestring import SafeString

from comments.redline_words import marked
from consultations.redline import Figure, Redline

register = template.Library()


@register.filter
def marks(redline: Redline) -> SafeString:
    """The pieces of a redline with their marks."""
    return marked(redline.pieces)


@register.filter
def sums(figures: Sequence[Figure]) -> Mapping[str, int]:
    """Of each column."""
    return {name: sum(getattr(it, name) for it in figures) for name in ("earlier", "later", "reworded")}
