"""How much waits for a decision, for the menu of the desk."""

from django import template

from comments.queries.report import ToDecide
from comments.queries.report import to_decide as counted
from consultations.models import Consultation

register = template.Library()


@register.simple_tag
def to_decide(consultation: Consultation) -> ToDecide:
    return counted([consultation])[consultation.pk]
