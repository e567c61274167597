"""Files in the store that no row speaks of: their transaction was rolled back after they were written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.core.files.storage import default_storage

from common.models import StoredFile

HOME = "files"
"""Where `common.models.stored_file.random_path` puts them, in one level of folders."""
PATIENCE = timedelta(days=1)
"""No transaction that has written a file runs longer than this."""


def remove_orphans(*, at: datetime) -> int:
    """Remove files older than PATIENCE that no StoredFile names; how many they were. A folder at a time."""
    removed = 0
    for folder in _listed(HOME)[0]:
        names = [f"{HOME}/{folder}/{name}" for name in _listed(f"{HOME}/{folder}")[1]]
        known = set(StoredFile.objects.filter(file__in=names).values_list("file", flat=True))
        for name in _old(set(names) - known, at=at):
            default_storage.delete(name)
            removed += 1
    return removed


def _old(names: set[str], *, at: datetime) -> Iterator[str]:
    return (name for name in names if default_storage.get_modified_time(name) < at - PATIENCE)


def _listed(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files; none where a file system has no such folder."""
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []
