"""Where a digest's files lie: in a folder of the build while they are written, then in the file store.

Both places carry the digest's key, so that the next attempt finds and removes what a killed one left behind.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import DatabaseError

from common.models import StoredFile
from digests.manifest import Document
from digests.models import Digest, DigestFile


@contextmanager
def build_folder(digest: Digest) -> Iterator[Path]:
    """An empty folder for one attempt, gone afterwards; those of killed attempts on this machine are removed."""
    parent = Path(settings.VAR_DIR) / "digests"
    parent.mkdir(parents=True, exist_ok=True)
    for left in parent.glob(f"{digest.key}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with TemporaryDirectory(prefix=f"{digest.key}-", dir=parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def stored_documents(digest: Digest, documents: Sequence[Document], *, attempt: str) -> Iterator[list[DigestFile]]:
    """Copy the documents into the file store and give unsaved rows for them; when the body of the `with` fails, the
    copies are removed again. What earlier attempts at an unfinished digest stored goes first.

    A database error leaves the copies: the commit may have reached the database all the same. If it did not, the next
    attempt removes them.
    """
    home = f"digests/{digest.key}"
    _remove_attempts(home)
    try:
        yield [_stored(digest, document, f"{home}/{attempt}/{document.name}") for document in documents]
    except DatabaseError:
        raise
    except BaseException:
        _remove_folder(f"{home}/{attempt}")
        raise


def _stored(digest: Digest, document: Document, path: str) -> DigestFile:
    with document.path.open("rb") as file:
        name = default_storage.save(path, File(file))
    stored = StoredFile(
        file=name,
        name=document.name,
        media_type=document.media_type,
        size=document.size,
        sha256=document.sha256,
    )
    return DigestFile(digest=digest, name=document.name, rows=document.rows, stored_file=stored)


def _remove_attempts(home: str) -> None:
    for attempt in _listed(home)[0]:
        _remove_folder(f"{home}/{attempt}")


def _remove_folder(folder: str) -> None:
    for name in _listed(folder)[1]:
        default_storage.delete(f"{folder}/{name}")
    default_storage.delete(folder)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """The folders and files in a folder of the store; none where a file system has no such folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return folders, files
