"""A database with every migration applied, which the processes of one test run copy: to migrate takes long, and so only
one of them does it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).parent.parent
NAME = "migrated"


def copied_from() -> dict[str, object]:
    """What the settings of a test database say, so that it is a copy."""
    folder = Path(os.environ["COMITY_TEST_FOLDER"])
    with (folder / "migrated.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made = folder / "migrated.made"
        if not made.exists():
            migrate()
            made.touch()
    return {"TEMPLATE": NAME, "MIGRATE": False}


def migrate() -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {NAME}")
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{NAME}").geturl()
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "DATABASE_URL": address}, check=True)
