from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal import local_services


class Command(BaseCommand):
    help = "Starts or stops the PostgreSQL and the Valkey of this checkout (other commands start them when needed)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["start", "stop"])

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.USES_LOCAL_SERVICES:
            self.stdout.write("DATABASE_URL and REDIS_URL are set: there are no local services to manage.")
            return
        if options["action"] == "start":
            local_services.start(settings.VAR_DIR)
            self.stdout.write(f"PostgreSQL and Valkey answer under {settings.VAR_DIR}.")
        else:
            local_services.stop(settings.VAR_DIR)
            self.stdout.write("PostgreSQL and Valkey have stopped; their data stays.")
