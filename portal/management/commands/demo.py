from __future__ import annotations

import fcntl
import os
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import Any, TextIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal import local_services
from portal.demo.accounts import ACCOUNTS, PASSWORD
from portal.demo.port import free_port
from portal.demo.processes import processes
from portal.demo.supervisor import ChildFailed, run


class Command(BaseCommand):
    help = "Migrates, loads the demonstration consultation, and serves it until Ctrl-C. The data stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=os.environ.get("PORT") or 8000)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        if settings.PRODUCTION:
            raise CommandError("The demo makes accounts with well-known passwords and does not run in production.")
        with (settings.VAR_DIR / "demo.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)
            try:
                self._serve(port)
            finally:
                _stop_services_unless_shared(lock)

    def _serve(self, wanted: int) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        with free_port(wanted) as listener:
            port: int = listener.getsockname()[1]
            settings.BASE_URL = f"http://127.0.0.1:{port}"
            call_command("demo_data", stdout=self.stdout)
            connection.close()
            if port != wanted:
                self.say(f"Port {wanted} is taken; using {port}. (PORT=… make demo chooses another.)")
            logs = settings.VAR_DIR / "log"
            children = processes(listener=listener, logs=logs, beat_schedule=settings.VAR_DIR / f"beat-{port}")
            try:
                run(
                    children,
                    is_ready=lambda: _answers(f"http://127.0.0.1:{port}/"),
                    announce=lambda: self._announce(port),
                    say=self.say,
                )
            except ChildFailed as failure:
                raise CommandError(str(failure)) from failure

    def _announce(self, port: int) -> None:
        self.say(f"\nComity is ready at http://127.0.0.1:{port}/\n")
        self.say(f"Accounts of the demonstration, password of all: {PASSWORD}")
        for account in ACCOUNTS:
            self.say(f"  {account.role:<14} {account.email:<28} {PASSWORD}")
        self.say(f"\nCodes of their phones, which the desk asks for: http://127.0.0.1:{port}/dev/codes/")
        self.say(f"Passkeys work at http://localhost:{port}/ (browsers have none for bare addresses).")
        self.say(f"Letters that were sent: http://127.0.0.1:{port}/dev/mail/")
        self.say(f"Logs: {settings.VAR_DIR / 'log'}. Ctrl-C stops; the data stays.")

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as response:  # noqa: S310  our own address
            return bool(response.status == 200)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _stop_services_unless_shared(lock: TextIO) -> None:
    """The last demo of this checkout to end stops PostgreSQL and Valkey."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return
    if settings.USES_LOCAL_SERVICES:
        connection.close()
        local_services.stop(settings.VAR_DIR)
