"""Real servers in folders of their own, killed and started again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg2
import pytest
import redis

from portal import local_services
from portal.local_services import Folders

ROOT = Path(__file__).parents[3]
START = (
    "import sys; from pathlib import Path; from portal import local_services; local_services.start(Path(sys.argv[1]))"
)


@pytest.fixture
def make_var():
    """Makes a folder for services, which end with the test. pytest's own folders are closed to other users."""
    made = []

    def make(*below: str) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="comity-services-"))
        folder.chmod(0o755)
        made.append((folder, var := folder.joinpath(*below, "var")))
        return var

    yield make
    for folder, var in made:
        local_services.stop(var)
        for gone in (folder, Folders(var).sockets, Folders(var).reachable):
            shutil.rmtree(gone, ignore_errors=True)


def start(var: Path) -> None:
    local_services.start(var, durable=False)


def ask(var: Path, question: str) -> list[tuple]:
    connection = psycopg2.connect(local_services.database_url(var))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(question)
        rows = cursor.fetchall() if cursor.description else []
    connection.close()
    return rows


def valkey(var: Path) -> redis.Redis:
    return redis.Redis.from_url(local_services.redis_url(var))


def postmaster(var: Path) -> int:
    return int((Folders(var).postgres / "postmaster.pid").read_text().split()[0])


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_was_stored_survives_a_kill_of_both_servers(make_var):
    var = make_var()
    local_services.start(var)
    ask(var, "CREATE TABLE kept AS SELECT 1 AS one")
    valkey(var).set("kept", "1")

    kill(postmaster(var))
    kill(valkey(var).info("server")["process_id"])
    local_services.start(var)

    assert ask(var, "SELECT one FROM kept") == [(1,)]
    assert valkey(var).get("kept") == b"1"


def test_starting_what_runs_changes_nothing(make_var):
    var = make_var()
    start(var)
    before = postmaster(var)

    start(var)

    assert postmaster(var) == before


def test_two_starters_at_once_make_one_server(make_var):
    var = make_var()
    starters = [subprocess.Popen([sys.executable, "-W", "ignore", "-c", START, str(var)], cwd=ROOT) for _ in range(2)]

    assert [starter.wait(timeout=60) for starter in starters] == [0, 0]
    assert ask(var, "SELECT 1") == [(1,)]
    assert (var / "valkey.log").read_text().count("Ready to accept connections") == 1


@pytest.mark.parametrize("below", [("a place with spaces",), ("d" * 100, "e" * 100)], ids=["spaces", "long"])
def test_any_path_will_do(make_var, below):
    var = make_var(*below)

    start(var)

    assert ask(var, "SELECT current_database()") == [("comity",)]
    assert valkey(var).ping()


@pytest.mark.skipif(os.getuid() != 0, reason="only root has to become somebody else for PostgreSQL")
def test_root_without_namespaces_serves_a_checkout_that_nobody_may_enter(make_var, tmp_path):
    var = make_var("closed")
    var.parent.mkdir(mode=0o700)
    (tmp_path / "unshare").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "unshare").chmod(0o755)
    asked = (
        START + "; print(local_services.Folders(Path(sys.argv[1])).reachable); local_services.stop(Path(sys.argv[1]))"
    )

    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", asked, str(var)],
        cwd=ROOT, env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stderr) == (0, "")
    reachable = Path(done.stdout.strip())
    assert reachable.parent == Path("/var/lib")
    assert (reachable / "postgres" / "PG_VERSION").read_text() == "18\n"
    shutil.rmtree(reachable)
