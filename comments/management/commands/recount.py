from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.services.recount import differences, repair


class Command(BaseCommand):
    help = "Count all comments anew and compare with the counts that pages show. Ends with status 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="set what differs to what was counted")

    def handle(self, *_args: Any, **options: Any) -> None:
        mend: bool = options["repair"]
        found = repair() if mend else differences()
        for difference in found:
            self.stdout.write(str(difference))
        if not found:
            self.stdout.write("Every count is right.")
        elif mend:
            self.stdout.write(f"Mended: {len(found)}.")
        else:
            raise CommandError(f"Counts that differ: {len(found)}. Run again with --repair to mend them.")
