"""A real PostgreSQL and a real Valkey for a checkout, from the wheels that are installed anyway.

They live under a folder (`var/` of the checkout, a temporary one in tests), listen on Unix sockets only, run on
after the process that started them, and are started by whoever needs them and finds them not answering. Two starters
at once are
kept apart by a file lock. A server that was killed is cleaned up after; its data stays.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portal.local_services import postgres, valkey
from portal.local_services.folders import Folders, ServiceFailed

__all__ = ["Folders", "ServiceFailed", "database_url", "redis_url", "start", "stop"]


def start(var: Path, *, durable: bool = True) -> None:
    """Both services answer when this returns. What is not `durable` (tests) does not wait for the disk.

    Raises ServiceFailed with the end of the log when one does not answer.
    """
    folders = Folders(var)
    with alone(folders):
        postgres.start(folders, durable=durable)
        valkey.start(folders)


def stop(var: Path) -> None:
    """Both services have ended when this returns, or were not running."""
    folders = Folders(var)
    with alone(folders):
        postgres.stop(folders)
        valkey.stop(folders)


def database_url(var: Path) -> str:
    return postgres.url(Folders(var))


def redis_url(var: Path) -> str:
    return valkey.url(Folders(var))


@contextmanager
def alone(folders: Folders) -> Iterator[None]:
    """One starter or stopper at a time, over all processes."""
    folders.make()
    with (folders.var / "local-services.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
