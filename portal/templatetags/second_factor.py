"""What pages on second factors offer."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django import template

register = template.Library()


@register.simple_tag
def may_remove_factor(factor: Authenticator) -> bool:
    """Whether its person may give it up: staff keep their last one. One person's factors are all alike in this."""
    return bool(get_adapter().can_delete_authenticator(factor))
