"""How letters without markup are laid out."""

from django import template

register = template.Library()


@register.filter
def quoted(text: str) -> str:
    """Each line behind the mark by which mail programs know a quotation (RFC 3676, 4.5). What turns the direction of
    writing ends with its line."""
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines())
