from __future__ import annotations

import socket
import sys
from pathlib import Path

from portal.demo.child import Child


def processes(*, listener: socket.socket, logs: Path, beat_schedule: Path) -> list[Child]:
    """Web server, worker and scheduler as production has them, in development's settings."""
    logs.mkdir(parents=True, exist_ok=True)
    address = "http://{}:{}".format(*listener.getsockname())
    environment = {"COMITY_ENV": "development", "BASE_URL": address, "PYTHONUNBUFFERED": "1"}
    celery = [sys.executable, "-m", "celery", "-A", "portal"]
    bind = ["--bind", f"fd://{listener.fileno()}", "--workers", "2", "--threads", "4", "--timeout", "120"]
    return [
        Child(
            "web server",
            [sys.executable, "-m", "gunicorn", "portal.wsgi", *bind],
            logs / "web.log",
            environment,
            pass_fds=(listener.fileno(),),
        ),
        Child("worker", [*celery, "worker", "--concurrency", "2", "-l", "info"], logs / "worker.log", environment),
        Child("scheduler", [*celery, "beat", "-s", str(beat_schedule), "--pidfile="], logs / "beat.log", environment),
    ]
