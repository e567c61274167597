"""Keys of contributors. A contributor counts once for each provision: the verified organisation spoken for, else the
person. Who came in by a file or a letter has no account and is known by name, country and source."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

ORGANISATION = "organisation:"


def organisation_key(organisation_id: int) -> str:
    return f"{ORGANISATION}{organisation_id}"


def person_key(user_id: int) -> str:
    return f"person:{user_id}"


def named_key(*, name: str, organisation: str = "", country: str = "", source: str = "") -> str:
    """The same for the same name (whatever its case and spaces), organisation, country and source. A speaker without a
    name and an organisation counts alone: nobody can say that two of them are one."""
    words = [" ".join(part.casefold().split()) for part in (name, organisation)]
    if not any(words):
        return f"unnamed:{uuid4().hex}"
    digest = sha256("\x1f".join([*words, country, source]).encode()).hexdigest()
    return f"named:{digest[:40]}"
