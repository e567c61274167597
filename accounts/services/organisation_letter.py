"""Letters about organisations, in the language of their readers; the outbox stores them with the change."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import Invitation, Membership, User
from common.text import isolated, one_line
from common.written_in import written_in

LONGEST_NAME = 200


def send_invitation(invitation: Invitation, *, by: User, token: str) -> None:
    """In the language of who has an account with this address, else in the inviting person's."""
    reader = User.objects.filter(email__iexact=invitation.email).first()
    with translation.override(written_in((reader or by).language)):
        person, name = _apart(by.name), _apart(invitation.organisation.name)
        context = {
            "organisation": name,
            "inviting": person,
            "address": settings.BASE_URL + reverse("invitation", args=[token]),
            "refusal": settings.BASE_URL + reverse("invitation_refuse", args=[token]),
            "expires_at": invitation.expires_at,
        }
        subject = _("%(person)s invites you to speak for %(organisation)s") % {"person": person, "organisation": name}
        _send(invitation.email, subject, "accounts/letters/invitation.txt", context)


def tell_decision(membership: Membership, *, accepted: bool, reason: str = "") -> None:
    with translation.override(written_in(membership.user.language)):
        name = _apart(membership.organisation.name)
        subject = _("You may speak for %(name)s") if accepted else _("Your request to speak for %(name)s")
        _tell(
            membership,
            subject % {"name": name},
            "accounts/letters/request_decided.txt",
            accepted=accepted,
            reason=reason,
        )


def tell_ended(membership: Membership) -> None:
    with translation.override(written_in(membership.user.language)):
        subject = _("You no longer speak for %(name)s") % {"name": _apart(membership.organisation.name)}
        _tell(membership, subject, "accounts/letters/membership_ended.txt")


def _tell(membership: Membership, subject: str, template: str, **context: object) -> None:
    """Closed accounts are not written to."""
    if not membership.user.is_active:
        return
    address = settings.BASE_URL + reverse("my_organisations")
    _send(
        membership.user.email,
        subject,
        template,
        {"organisation": _apart(membership.organisation.name), "address": address, **context},
    )


def _apart(name: str) -> str:
    """A name for the midst of a sentence of the letter."""
    return isolated(one_line(name, LONGEST_NAME), in_right_to_left=translation.get_language_bidi())


def _send(to: str, subject: str, template: str, context: dict[str, object]) -> None:
    text = render_to_string(template, context)
    send_mail(" ".join(subject.split()), text.strip() + "\n", None, [to])
