"""Ways in for tests that are not about signing in."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpRequest
from django.test import Client

from accounts.models import User

without_a_second_factor = Client.force_login


def force_login(client: Client, user: User, backend: str | None = None) -> None:
    """Django's, and the session says that a second factor was used just now."""
    without_a_second_factor(client, user, backend)
    session = client.session
    note_second_factor(session, user)
    session.save()


def note_second_factor(session, user: User) -> None:
    request = HttpRequest()
    request.session = session
    record_authentication(request, user, "mfa", type="totp")


def totp_code(secret: str, *, step: int = 0) -> str:
    """What the app on a phone shows now, or so many half minutes from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step))
