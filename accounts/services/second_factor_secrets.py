"""Sealing what the database holds of second factors, by the first of the installation's keys."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.sealing import is_sealed_by, seal, unseal

SECRETS = ("secret", "seed")
"""Of an app, and of recovery codes. A passkey's row holds nothing secret."""
LISTS_OF_SECRETS = ("migrated_codes",)


def seal_secrets(*, keys: Sequence[str]) -> int:
    """Seal by the first key what is not sealed by it yet; how many factors were changed. `keys` has one at least.

    May run again, and while people sign in: each row is held for a moment. Raises Unreadable where a text was sealed by
    none of the keys; the rows before stay changed, it stays as it is.
    """
    found = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).order_by("pk").values_list("pk", flat=True)
    return sum(_seal_one(pk, keys) for pk in list(found))


@transaction.atomic
def _seal_one(pk: int, keys: Sequence[str]) -> bool:
    factor = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if factor is None:
        return False
    sealed = factor.data | {name: _sealed(factor.data[name], keys) for name in SECRETS if name in factor.data}
    for name in LISTS_OF_SECRETS:
        if name in sealed:
            sealed[name] = [_sealed(text, keys) for text in sealed[name]]
    if sealed == factor.data:
        return False
    factor.data = sealed
    factor.save(update_fields=["data"])
    return True


def _sealed(text: str, keys: Sequence[str]) -> str:
    return text if is_sealed_by(text, keys[0]) else seal(unseal(text, keys), keys)
