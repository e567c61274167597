"""Second factors of the demonstration's staff: secrets that everybody may know, so that a code can be shown."""

from __future__ import annotations

import base64
import hashlib
import time
from dataclasses import dataclass

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from accounts.models import User
from portal.demo.accounts import ACCOUNTS, Account


@dataclass(frozen=True)
class ShownCode:
    account: Account
    code: str
    seconds_left: int


def secret_of(account: Account) -> str:
    """The same in every demonstration, so that an app on a phone keeps working."""
    digest = hashlib.sha256(f"comity-demonstration {account.email}".encode()).digest()
    return base64.b32encode(digest[:20]).decode()


def set_second_factors(people: dict[str, User]) -> None:
    """An app's secret for everybody of the demonstration who works at a desk and has no second factor yet."""
    for account in staff():
        user = people[account.key]
        if not Authenticator.objects.filter(user=user).exists():
            TOTP.activate(user, secret_of(account))


def staff() -> list[Account]:
    return [account for account in ACCOUNTS if account.role != "stakeholder"]


def code_of(account: Account) -> ShownCode:
    """What an app shows now."""
    period = app_settings.TOTP_PERIOD
    counter, passed = divmod(int(time.time()), period)
    return ShownCode(account, format_hotp_value(hotp_value(secret_of(account), counter)), period - passed)
