"""Links that let one person in: the token is drawn at random, and only its digest is stored."""

import secrets
from hashlib import sha256


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def digest_of_address(email: str) -> str:
    """The same for an address however its letters are written."""
    return digest_of(email.strip().lower())
