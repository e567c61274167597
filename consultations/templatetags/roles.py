"""What menus show to whom. Roles are asked once a request (`team_roles`)."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from consultations.models import Consultation
from consultations.permissions import can_read_everything, is_moderator, works_at_some_desk

register = template.Library()


@register.filter
def may_open_a_desk(user: User | AnonymousUser) -> bool:
    return works_at_some_desk(user)


@register.filter
def may_read_everything(user: User | AnonymousUser, consultation: Consultation) -> bool:
    return can_read_everything(user, consultation)


@register.filter
def may_work_on_comments(user: User | AnonymousUser, consultation: Consultation) -> bool:
    return is_moderator(user, consultation)
