"""PostgreSQL refuses to be root. Root runs it in a user namespace or, where none is allowed, as `nobody`."""

import os
import shutil
import stat
import subprocess
from functools import cache
from pathlib import Path

NAMESPACE = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]


@cache
def is_nobody() -> bool:
    """Whether PostgreSQL has to run as `nobody`, who must be able to enter every folder on its way."""
    return os.getuid() == 0 and not can_unshare()


def can_unshare() -> bool:
    if shutil.which("unshare") is None:
        return False
    return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0


def can_enter(folder: Path) -> bool:
    """Whether everybody may: of folders that are not made yet, the nearest above counts."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in [folder, *folder.parents] if place.exists())
