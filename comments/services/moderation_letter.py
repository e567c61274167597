"""The letter that tells an author that their comment is taken from readers, and why.

It comes at once, whatever they have chosen: whom a decision goes against is owed its reason. That a comment is
published is news, which comes when its author wants it (`comments.services.letters`).
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from comments.enums import Status
from comments.models import Comment
from common.written_in import written_in


def tell_author(comment: Comment) -> None:
    """Of a comment that was hidden or is held again: write the letter in the author's language; the outbox stores it
    with the decision and sends it afterwards.

    It names nobody but its reader: who decided is on the secretariat's record. Comments without an account behind them,
    and closed accounts, get none. `comment` comes with its author and its consultation.
    """
    author = comment.author
    if author is None or not author.is_active:
        return
    with translation.override(written_in(author.language)):
        context = {
            "comment": comment,
            "status": comment.status,
            "consultation": comment.consultation,
            "address": settings.BASE_URL + comment.get_absolute_url(),
        }
        text = render_to_string("comments/letters/decision.txt", context)
        send_mail(_subject(comment), text.strip() + "\n", None, [author.email])


def _subject(comment: Comment) -> str:
    by_status = {
        Status.PENDING: _("Your comment %(reference)s is being looked at"),
        Status.HIDDEN: _("Your comment %(reference)s is not shown"),
    }
    return by_status[Status(comment.status)] % {"reference": comment.reference}
