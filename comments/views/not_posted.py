"""A text that cannot be posted now stands there to be read and copied, with where it is kept and whom to write to."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comments.forms.comment import ReplyForm
from comments.models import UnsentComment
from comments.views.head import Head
from comments.views.keeping import keep_text, typed_words
from comments.views.target import Target


def not_posted(request: HttpRequest, target: Target, form: ReplyForm, head: Head, *, message: str) -> HttpResponse:
    """Status 409: what happened, the text itself, where it is kept, and whom to write to."""
    typed = typed_words(form, target)
    kept = keep_text(request, target, form, head.round) if head.round and typed else None
    context = {"heading": _("Not posted, and kept"), "message": message, "kept": kept, "typed": typed}
    return render(request, "comments/not_posted.html", {**context, **_around(target, head)}, status=409)


def kept_for_no_round(request: HttpRequest, target: Target, kept: UnsentComment, head: Head) -> HttpResponse:
    """A kept text whose round takes nothing now, as its writer comes back to it."""
    typed = typed_words(target.form(kept.fields), target)
    context = {"heading": _("Your text is kept"), "message": "", "kept": kept, "typed": typed}
    return render(request, "comments/not_posted.html", {**context, **_around(target, head)})


def _around(target: Target, head: Head) -> dict[str, object]:
    return {"head": head, "place": "draft", "here": target.here}
