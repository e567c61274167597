"""The letter that tells an author what became of an edit that waited."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from comments.models import Comment
from common.written_in import written_in


def tell_author_of_edit(comment: Comment, *, by: User, why: str = "") -> None:
    """In the author's language; the outbox stores it with the decision. `why` says why it was not published, "" where
    it was. It names nobody but its reader, and who decides on what is their own gets none."""
    author = comment.author
    if author is None or not author.is_active or author.pk == by.pk:
        return
    with translation.override(written_in(author.language)):
        context = {
            "consultation": comment.consultation,
            "why": why,
            "address": settings.BASE_URL + comment.get_absolute_url(),
        }
        text = render_to_string("comments/letters/edit.txt", context)
        subject = (
            _("Your edit of %(reference)s is not published") if why else _("Your edit of %(reference)s is published")
        )
        send_mail(subject % {"reference": comment.reference}, text.strip() + "\n", None, [author.email])
