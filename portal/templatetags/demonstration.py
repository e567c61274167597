"""The accounts of the demonstration, for who tries it: in development alone, and only those that were loaded."""

from __future__ import annotations

from django import template
from django.conf import settings

from accounts.models import User
from portal.demo.accounts import ACCOUNTS, PASSWORD, Account
from portal.demo.second_factors import ShownCode, code_of, staff

register = template.Library()


@register.simple_tag
def demonstration_accounts() -> list[Account]:
    if settings.PRODUCTION or not settings.DEBUG:
        return []
    loaded = set(User.objects.filter(email__in=[it.email for it in ACCOUNTS]).values_list("email", flat=True))
    return [account for account in ACCOUNTS if account.email in loaded]


@register.simple_tag
def demonstration_code(person: User | None) -> ShownCode | None:
    """What the phone of one of the demonstration's staff shows now; None of anybody else, and outside development."""
    if person is None or settings.PRODUCTION or not settings.DEBUG:
        return None
    return next((code_of(account) for account in staff() if account.email == person.email), None)


@register.simple_tag
def demonstration_password() -> str:
    return PASSWORD
