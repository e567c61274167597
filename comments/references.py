"""Public references of comments: short, random, citable and unguessable, such as `C-7K2M9QXD`.

The alphabet is Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U. Eight characters hold
40 bits, so a reference is neither guessed nor counted up from another.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PREFIX = "C-"
RANDOM_LENGTH = 8


def new_reference() -> str:
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(RANDOM_LENGTH))


def new_references(
    count: int,
    *,
    taken: Callable[[Collection[str]], Collection[str]],
    make: Callable[[], str] = new_reference,
) -> list[str]:
    """`count` different references. `taken` says which of those it is given are in use; these are drawn again."""
    free: set[str] = set()
    while len(free) < count:
        drawn = {make() for _ in range(count - len(free))} - free
        free |= drawn - set(taken(drawn))
    return list(free)


def random_part(reference: str) -> str:
    """The eight characters after the prefix."""
    return reference.removeprefix(PREFIX)
