from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from comments.models import Comment
from comments.services.sealing import unseal


class Command(BaseCommand):
    help = "Print what a withdrawn comment said, while it is kept sealed. That it was read is on record."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", help="of the comment, such as C-7K2M9QXD")
        parser.add_argument("--reason", required=True, help="why it is read; at most 200 characters")

    def handle(self, *_args: Any, **options: Any) -> None:
        comment = Comment.objects.filter(reference=options["reference"]).first()
        if comment is None:
            raise CommandError("There is no such comment.")
        sealed = unseal(comment=comment, by=None, reason=options["reason"])
        if not sealed:
            self.stdout.write("Nothing of it is kept sealed.")
        for words in sealed:
            self.stdout.write(f"Revision {words.revision.number}, {words.revision.created_at.isoformat()}:")
            self.stdout.write(words.body)
            if words.proposed_wording:
                self.stdout.write(f"Proposed wording:\n{words.proposed_wording}")
