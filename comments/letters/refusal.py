"""The address in each letter by which its reader wants no more of the kind, without signing in."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from comments.enums import LetterKind
from common.opaque import opaque, revealed

PURPOSE = "comments.letters"
ALL = "all"


@dataclass(frozen=True)
class Refusal:
    """Who wants no more letters, and of which kinds."""

    reader: User
    kinds: tuple[LetterKind, ...]

    @property
    def is_of_all(self) -> bool:
        return len(self.kinds) > 1


def refusal_path(reader: User, kind: LetterKind | None) -> str:
    """For letters of the kind; for all of them without one."""
    return reverse("letters_refuse", args=[opaque(f"{reader.pk}:{kind or ALL}", purpose=PURPOSE)])


def refusal_of(token: str) -> Refusal | None:
    """What such a path was made for; None for a forged one and for a closed account."""
    pk, _colon, kind = (revealed(token, purpose=PURPOSE) or "").partition(":")
    reader = User.objects.filter(pk=pk, is_active=True).first() if pk else None
    if reader is None:
        return None
    return Refusal(reader, tuple(LetterKind) if kind == ALL else (LetterKind(kind),))
