"""Letters of invitation to a consultation, each in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from comments.models import Invitee
from common.written_in import written_in
from consultations.models import Consultation


def send_letters(invitees: Sequence[Invitee], consultation: Consultation, tokens: Mapping[int, str]) -> None:
    """One insert into the outbox."""
    get_connection().send_messages([_letter(it, consultation, tokens[it.pk]) for it in invitees])


def _letter(invitee: Invitee, consultation: Consultation, token: str) -> EmailMessage:
    """Mail programs show a button that refuses at once (RFC 8058) for the headers."""
    refusal = settings.BASE_URL + reverse("invited_refuse", args=[token])
    with translation.override(written_in(invitee.language, consultation.language)):
        context = {
            "name": invitee.name,
            "consultation": consultation.title,
            "address": settings.BASE_URL + reverse("invited", args=[token]),
            "refusal": refusal,
            "expires_at": invitee.expires_at,
            "zone": consultation.time_zone,
        }
        subject = _("You are invited: %(title)s") % {"title": consultation.title}
        text = render_to_string("comments/letters/invitation.txt", context)
    headers = {"List-Unsubscribe": f"<{refusal}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(" ".join(subject.split()), text.strip() + "\n", None, [invitee.email], headers=headers)
