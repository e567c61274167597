"""The letter that tells a reader what became of their report."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from comments.enums import ReportState
from comments.models import Comment
from common.written_in import written_in


def tell_reporters(comment: Comment, people: Iterable[User], *, state: ReportState, outcome: str) -> None:
    """A letter each, in their language; the outbox stores it with the decision. It names nobody but its reader.

    Closed accounts get none. `comment` comes with its consultation.
    """
    for person in people:
        if person.is_active:
            with translation.override(written_in(person.language)):
                context = {
                    "comment": comment,
                    "upheld": state is ReportState.UPHELD,
                    "lapsed": state is ReportState.LAPSED,
                    "outcome": outcome,
                    "consultation": comment.consultation,
                    "address": settings.BASE_URL + comment.get_absolute_url(),
                }
                text = render_to_string("comments/letters/report.txt", context)
                subject = _("Your report of comment %(reference)s") % {"reference": comment.reference}
                send_mail(subject, text.strip() + "\n", None, [person.email])
