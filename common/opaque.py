"""Tokens that say nothing to whoever holds them, that only this installation can make and read, and that do not end.

AES-SIV (RFC 5297), with keys made of the installation's secret by HKDF (RFC 5869): the same words make the same token,
so a link is the same in each letter, and what has been changed in it is noticed. A secret that was replaced is still
read while the settings name it in SECRET_KEY_FALLBACKS.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

BLOCK = 16
"""Bytes: words are filled up to a multiple of it, so that the length of a token tells nothing either."""
FILLER = b"\0"
LONGEST = 200


def opaque(words: str, *, purpose: str) -> str:
    """A token for an address; `words` have no NUL. What was made for one purpose is nothing for another."""
    plain = words.encode()
    filled = plain.ljust(-(-len(plain) // BLOCK) * BLOCK, FILLER)
    return urlsafe_b64encode(_cipher(settings.SECRET_KEY, purpose).encrypt(filled, None)).rstrip(b"=").decode()


def revealed(token: str, *, purpose: str) -> str | None:
    """The words of a token of ours; None for anything else."""
    if len(token) > LONGEST or not token.isascii():
        return None
    try:
        sealed = urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except ValueError:
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret, purpose).decrypt(sealed, None).rstrip(FILLER).decode()
        except (InvalidTag, ValueError):
            continue
    return None


def _cipher(secret: str, purpose: str) -> AESSIV:
    key = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return AESSIV(key)
