"""Text that the database holds encrypted, by keys of the installation. Knows nothing of Django.

A sealed text is marked, so that what was stored before there was a key is read as it is. The first key seals, all open:
so keys are exchanged by putting a new one in front (docs/operate.md). Fernet: AES in CBC mode with HMAC,
https://github.com/fernet/spec
"""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

MARK = "fernet:"
"""Neither base32, as seeds of apps are written, nor hexadecimal, as those of recovery codes are, has a colon."""


class Unreadable(Exception):
    """None of the keys has sealed this text."""


def seal(text: str, keys: Sequence[str]) -> str:
    """As it is where there is no key."""
    return MARK + Fernet(keys[0]).encrypt(text.encode()).decode() if keys else text


def unseal(text: str, keys: Sequence[str]) -> str:
    """Raises Unreadable."""
    if not text.startswith(MARK):
        return text
    if not keys:
        raise Unreadable
    try:
        return MultiFernet([Fernet(key) for key in keys]).decrypt(text.removeprefix(MARK)).decode()
    except InvalidToken as error:
        raise Unreadable from error


def is_sealed_by(text: str, key: str) -> bool:
    try:
        unseal(text, [key])
    except Unreadable:
        return False
    return text.startswith(MARK)


def is_key(text: str) -> bool:
    """32 bytes in URL-safe base64."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True
