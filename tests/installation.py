"""An installation's database as deploy/roles.sql sets it up: one role that migrates and one that runs."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
from django.db import connection

from portal.local_services import Folders
from portal.local_services.postgres import program

ROOT = Path(__file__).parent.parent
PASSWORDS = {"OWNER_PASSWORD": "owner's", "DATABASE_PASSWORD": "runner's"}


class Installation:
    """An empty database of its own on the tests' server; gone when the test ends."""

    def __init__(self, name: str) -> None:
        settings = connection.settings_dict
        self.name = name
        self.host = settings["OPTIONS"].get("host") or settings["HOST"]

    def make(self) -> None:
        """A database without rows, with both roles."""
        self.psql("postgres", "-c", f"DROP DATABASE IF EXISTS {self.name}", "-c", f"CREATE DATABASE {self.name}")
        self.make_roles()

    def make_roles(self) -> None:
        """One test process at a time: roles belong to the whole server, and two that alter one are refused."""
        with (Path(os.environ["COMITY_TEST_FOLDER"]) / "roles.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.psql(self.name, "-f", str(ROOT / "deploy/roles.sql"))

    def drop(self) -> None:
        self.psql("postgres", "-c", f"DROP DATABASE {self.name} WITH (FORCE)")

    def psql(self, database: str, *arguments: str) -> str:
        return self.run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database, *arguments)

    def run(self, name: str, *arguments: object) -> str:
        """One of PostgreSQL's programs, as its superuser. Fails the test where the program fails."""
        environment = {**os.environ, **PASSWORDS, "PGHOST": self.host, "PGUSER": "postgres"}
        path = program(Folders(Path(os.environ["COMITY_TEST_FOLDER"])), name)
        done = subprocess.run(
            [path, *map(str, arguments)], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def manage(self, *words: str, role: str, media: Path) -> str:
        """A command of manage.py as an installation runs it, as one of the roles."""
        done = subprocess.run(
            [sys.executable, "manage.py", *words],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": self.url(role), "MEDIA_ROOT": str(media)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def url(self, role: str) -> str:
        return f"postgresql://{role}:@/{self.name}?host={self.host}"

    @contextmanager
    def connected(self, role: str) -> Iterator["psycopg2.extensions.cursor"]:
        """A cursor of that role; what it did is kept."""
        opened = psycopg2.connect(host=self.host, user=role, dbname=self.name)
        opened.autocommit = True
        try:
            yield opened.cursor()
        finally:
            opened.close()
