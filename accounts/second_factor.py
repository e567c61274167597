"""What a session says of how its person came in, and asking once more before what is dear to undo.

allauth notes in the session, signed in or confirming, which ways were used and when; reading that costs no query.
"""

from __future__ import annotations

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.services.audit import record

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""Recovery codes stand in for one of these and are none by themselves."""
NAMES = {
    Authenticator.Type.TOTP: _("authenticator app"),
    Authenticator.Type.WEBAUTHN: _("passkey"),
    Authenticator.Type.RECOVERY_CODES: _("recovery codes"),
}


def used_second_factor(request: HttpRequest) -> bool:
    """Whether this session's person gave a code or used a passkey, when signing in or later."""
    return any(it["method"] == "mfa" for it in get_authentication_records(request, request.user))


def came_in_lately(request: HttpRequest) -> bool:
    """Whether the person signed in or confirmed who they are within `ACCOUNT_REAUTHENTICATION_TIMEOUT`."""
    records = get_authentication_records(request, request.user)
    return any(time.time() - it["at"] < app_settings.REAUTHENTICATION_TIMEOUT for it in records)


def ask_again(request: HttpRequest) -> None:
    """Raises ReauthenticationRequired, which leads to the confirming page; what was posted is done after it."""
    raise_if_reauthentication_required(request, app="comity")


def on_factor_added(*, request: HttpRequest, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    """The first one counts as used: its code or key was asked for just now."""
    others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
    if authenticator.type in FACTORS and not others.exists():
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
    with transaction.atomic():
        record(by=user, verb=Verb.CHANGED, subject=user, after={"second_factor": authenticator.type})


def on_factor_removed(*, user: User, authenticator: Authenticator, **_rest: Any) -> None:
    with transaction.atomic():
        record(by=user, verb=Verb.CHANGED, subject=user, before={"second_factor": authenticator.type})
