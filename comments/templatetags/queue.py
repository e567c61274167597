"""How much waits for a decision, for the menu of the desk."""

from django import template

from comments.queries import moderation
from consultations.models import Consultation

register = template.Library()


@register.simple_tag
def waiting_in(consultation: Consultation) -> int:
    return moderation.waiting_in(consultation)
