"""Help for who lost phone, key and recovery codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions import can_change_standing
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from common.written_in import written_in


class NoSecondFactor(StateError):
    """There is none to take away."""


@transaction.atomic
def take_second_factor_away(*, by: User | None, user: User, reason: str) -> None:
    """Delete every second factor and recovery code and end all sessions; the person signs in and sets a new one.

    `reason` says how it was made sure who asked; it goes on record and not into the letter. `by` is None for the
    operator's command. Raises NotAllowed for one's own and for anybody but administrators, NoSecondFactor.
    """
    if by is not None and not can_change_standing(by, user):
        raise NotAllowed(_("take away the second factor of this account"))
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        raise NoSecondFactor(_("This account has no second factor: nothing was changed."))
    Authenticator.objects.filter(user=user).delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    record(by=by, verb=Verb.CHANGED, subject=user, before={"second_factor": kinds}, after={}, reason=reason)
    _tell(user)


def _tell(user: User) -> None:
    with translation.override(written_in(user.language)):
        context = {"address": settings.BASE_URL + reverse("account_login"), "contact": settings.CONTACT_EMAIL}
        text = render_to_string("accounts/letters/second_factor_taken_away.txt", context)
        send_mail(_("Your second factor was taken away"), text.strip() + "\n", None, [user.email])
