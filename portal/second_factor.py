"""Where allauth's second factors meet Comity."""

from __future__ import annotations

import logging

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.sealing import Unreadable, seal, unseal
from accounts.second_factor import FACTORS
from common.errors import StateError
from consultations.permissions import works_at_some_desk

logger = logging.getLogger(__name__)


class SecretUnreadable(StateError):
    """The installation has lost the key under which a secret was stored."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth has no types
    """allauth's own behaviour; staff do not give up their last second factor, and secrets are stored encrypted where
    the installation has keys (`SECOND_FACTOR_KEYS`)."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "You work at the desk, which asks for a second factor, and this is your only one. Add another first."
        ),
        "cannot_generate_recovery_codes": _(
            "Recovery codes stand in for a second factor, and you have none yet. Set one first."
        ),
        "incorrect_code": _(
            "This was not accepted. A code is good for half a minute and for one time: type the one that the app "
            "shows now."
        ),
        "unverified_email": _("Confirm your e-mail address first; then you can set a second factor."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return others.exists() or not works_at_some_desk(authenticator.user)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """What the form proposes for a passkey."""
        known = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)s") % {"number": known + 1}

    def encrypt(self, text: str) -> str:
        return seal(text, settings.SECOND_FACTOR_KEYS)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises SecretUnreadable."""
        try:
            return unseal(encrypted_text, settings.SECOND_FACTOR_KEYS)
        except Unreadable as error:
            logger.error("A second factor is stored under none of SECOND_FACTOR_KEYS.")
            raise SecretUnreadable(
                gettext(
                    "Your app and your recovery codes cannot be checked: this installation has lost the key under "
                    "which they are stored. Nothing was changed. A passkey still works; else tell the secretariat."
                )
            ) from error
