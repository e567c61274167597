from django import template

from common import odd_text

register = template.Library()


@register.filter
def oddities(text: str, more: str = "") -> list[str]:
    """What is to be said of the two texts, if anything."""
    return [it.said for it in odd_text.oddities(f"{text}\n{more}")]
