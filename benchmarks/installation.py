"""An installation as production has it, in a folder of its own that is gone afterwards."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from portal import local_services
from portal.demo.child import Child
from portal.demo.port import free_port

ROOT = Path(__file__).parent.parent
WORKERS = 2
FIRST_PORT = 8300
PATIENCE = 60
"""Seconds until the web server must answer."""


POSTING_LIMITS = [
    f"COMMENTS_PER_{whose}_{period}" for whose in ("ACCOUNT", "ADDRESS") for period in ("TEN_MINUTES", "DAY")
]
"""Counted as anywhere, and never reached by a few people at one address."""


@dataclass(frozen=True)
class Installation:
    folder: Path

    @contextmanager
    def web_server(self) -> Iterator[int]:
        """gunicorn as the image runs it; gives its port."""
        listener = free_port(FIRST_PORT)
        port = int(listener.getsockname()[1])
        bind = ["--bind", f"fd://{listener.fileno()}", "--workers", str(WORKERS)]
        command = [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "deploy/gunicorn.py"), *bind, "portal.wsgi"]
        server = Child("web server", command, self.folder / "web.log", {}, pass_fds=(listener.fileno(),))
        server.start()
        try:
            wait_for(server, port)
            yield port
        finally:
            server.ask_to_end()
            server.end(patience=PATIENCE)
            listener.close()


@contextmanager
def throw_away() -> Iterator[Installation]:
    """Django is set up on it, its tables are made and its static files collected."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))
    folder = Path(tempfile.mkdtemp(prefix="comity-bench-"))
    folder.chmod(0o755)
    os.environ |= environment(folder)
    try:
        local_services.start(folder)
        set_up()
        yield Installation(folder)
    finally:
        local_services.stop(folder)
        for place in (folder, local_services.Folders(folder).sockets):
            shutil.rmtree(place, ignore_errors=True)


def environment(folder: Path) -> dict[str, str]:
    """Production behind a proxy that ends TLS; what a developer's .env says of services is overruled."""
    return {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "COMITY_ENV": "production",
        "DEBUG": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "HTTPS": "true",
        "BEHIND_TLS_PROXY": "true",
        "TRUSTED_PROXY_COUNT": "1",
        **dict.fromkeys(POSTING_LIMITS, "1000000"),
        "SENTRY_DSN": "",
        "METRICS_TOKEN": "",
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": local_services.database_url(folder),
        "REDIS_URL": local_services.redis_url(folder),
    }


def set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


def wait_for(server: Child, port: int) -> None:
    end = time.monotonic() + PATIENCE
    while not answers(port):
        if not server.is_alive or time.monotonic() > end:
            raise SystemExit(f"The web server did not start:\n{server.last_words()}")
        time.sleep(0.1)


def answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health/")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
