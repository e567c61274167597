from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from comments.services.words import rebuild_words


class Command(BaseCommand):
    help = "Write anew by which words drafts and comments are found: after an upgrade of PostgreSQL to another version."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for name, count in rebuild_words().items():
            self.stdout.write(f"{name}: {count}")
