"""Whether somebody gets letters about rounds; whoever holds a letter may refuse further ones without signing in."""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.urls import reverse

from accounts.models import User
from common.enums import Verb
from common.services.audit import record

_signer = signing.Signer(salt="accounts.round_letters")


def refusal_path(reader: User) -> str:
    """The path of the page on which the reader of a letter refuses further ones."""
    return reverse("round_letters_refuse", args=[_signer.sign(str(reader.pk))])


def reader_of(token: str) -> User | None:
    """Whom a path of `refusal_path` was made for; None for a forged one and for a closed account."""
    try:
        return User.objects.filter(pk=int(_signer.unsign(token)), is_active=True).first()
    except (signing.BadSignature, ValueError):
        return None


def refuse_round_letters(reader: User) -> None:
    """Refusing again changes nothing."""
    choose_round_letters(reader, wanted=False)


@transaction.atomic
def choose_round_letters(reader: User, *, wanted: bool) -> None:
    """Saying what stands already changes nothing."""
    stored = User.objects.select_for_update(of=("self",)).get(pk=reader.pk)
    if stored.wants_round_letters != wanted:
        stored.wants_round_letters = wanted
        stored.save(update_fields=["wants_round_letters"])
        record(by=stored, verb=Verb.CHANGED, subject=stored, after={"profile": ["wants_round_letters"]})
