"""Where somebody who is not signed in has left something unfinished: signing in by any way leads back there.

`next` in an address says the same, but is lost when a person goes to the sign-in page by another link.
"""

from django.contrib.sessions.backends.base import SessionBase

KEY = "waiting_at"


def wait_at(session: SessionBase, path: str) -> None:
    session[KEY] = path


def waiting_at(session: SessionBase) -> str:
    """The path of the page, or ""."""
    return str(session.get(KEY, ""))


def nothing_waits(session: SessionBase) -> None:
    session.pop(KEY, None)
