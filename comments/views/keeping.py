"""Keeping what was typed until its writer can post it."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from comments.forms.comment import ReplyForm
from comments.models import UnsentComment
from comments.queries.unsent import unsent_of
from comments.services.unsent import claim, keep
from comments.views.target import Target
from common.honeypot import HONEYPOT
from consultations.models import Round

NOT_TYPED = {"submission_id", HONEYPOT}


def keep_text(request: HttpRequest, target: Target, form: ReplyForm, round: Round) -> UnsentComment:
    """Keep the form as typed, however wrong it is, under its submission id."""
    return keep(
        user=request.user,
        session=request.session,
        round=round,
        provision=target.provision,
        parent=target.parent,
        submission_id=form.cleaned_data.get("submission_id") or uuid4(),
        fields=typed_fields(form),
        seen=request.POST.get("version"),
    )


def typed_fields(form: ReplyForm) -> dict[str, str]:
    """What the form's fields hold, as typed, and what it is about."""
    typed = {name: form.data.get(name, "") for name in form.fields if name not in NOT_TYPED}
    return typed | (form.places.typed if form.places else {})


def kept_of(request: HttpRequest, key: UUID) -> UnsentComment | None:
    """The kept text of that key, for the person who typed it; what was typed in this session becomes theirs."""
    if request.user.is_authenticated:
        claim(user=request.user, session=request.session)
    kept = unsent_of(user=request.user, session=request.session)
    kept = kept.select_related("round__draft__consultation", "round__consultation", "provision", "parent")
    return kept.filter(key=key).first()


def typed_words(form: ReplyForm, target: Target) -> list[tuple[str, str]]:
    """What was typed, under the names of its fields; the draft's own words are left out."""
    typed = [(name, form.data.get(name, "")) for name in ("body", "proposed_wording") if name in form.fields]
    return [
        (str(form.fields[name].label), words)
        for name, words in typed
        if words.strip() and words.split() != target.provision_text.split()
    ]


def complete_profile(kept: UnsentComment) -> HttpResponse:
    """To the profile, and from there back to the text."""
    back = urlencode({"next": reverse("unsent_comment", args=[kept.key])})
    return redirect(f"{reverse('profile')}?{back}")
