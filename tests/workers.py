"""A real Celery worker on the test's own database and broker, which a test may kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parent.parent


class Worker:
    """One worker process with one child. `include` names modules with tasks that only tests have."""

    def __init__(self, log: Path, include: str = "") -> None:
        self.log, self.include = log, include
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, *, beat: bool = False) -> None:
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "portal",
            "worker",
            "--pool",
            "prefork",
            "-c",
            "1",
            "-l",
            "info",
        ]
        command += ["--include", self.include] if self.include else []
        command += ["-B", "-s", str(self.log.with_suffix(".beat"))] if beat else []
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment(), stdout=log, stderr=log, start_new_session=True
            )

    def environment(self) -> dict[str, str]:
        test_database = connection.settings_dict
        host = test_database["OPTIONS"].get("host", test_database["HOST"])
        url = f"postgresql://{test_database['USER']}:@/{test_database['NAME']}?host={host}"
        return {**os.environ, "DATABASE_URL": url, "REDIS_URL": settings.REDIS_URL, "MEDIA_ROOT": settings.MEDIA_ROOT}

    def kill(self) -> None:
        """As a lost machine would: every process of the worker at once, with no chance to say goodbye."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def celery_worker_process(transactional_db: None, tmp_path: Path) -> Iterator[Worker]:
    """A worker that the test starts (`start()`), kills (`kill()`) and starts again; gone when the test ends."""
    with current_app.connection_for_write() as broker:
        broker.default_channel.client.flushdb()
    worker = Worker(tmp_path / "worker.log")
    yield worker
    worker.kill()
