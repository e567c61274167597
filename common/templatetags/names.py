from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def apart(name: object) -> SafeString:
    """A name for the midst of a sentence: whichever way it runs, the words around it keep their order."""
    return format_html("<bdi>{}</bdi>", name)
