from collections.abc import Sequence

from django import template

from portal.enums import SitePage

register = template.Library()


@register.simple_tag
def site_pages() -> Sequence[SitePage]:
    """The pages of the site in the order of the foot."""
    return tuple(SitePage)
