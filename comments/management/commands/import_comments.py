from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from comments.enums import RowOutcome
from comments.imports.mapping_reader import MappingRefused
from comments.imports.row import TableRefused
from comments.models import CommentImport
from comments.queries.comment_import import rows_with_something_to_say
from comments.services.comment_import import IMPORT_FILES, IMPORT_LIMIT, import_now
from common.enums import JobState
from common.errors import StateError
from common.models import StoredFile
from common.uploads import UploadRefused, store
from consultations.models import Round


class Command(BaseCommand):
    help = (
        "Import comments from a CSV, XLSX or JSON Lines file by a TOML mapping (docs/examples/README.md). "
        "Ends with status 0 when the import ran, whatever became of single rows: the report says that row by row."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--consultation", required=True, metavar="SLUG")
        parser.add_argument("--mapping", required=True, type=Path, metavar="MAP.toml")
        parser.add_argument("--round", type=int, metavar="N", help="The round's number; the latest when left out.")
        parser.add_argument("--draft", metavar="LABEL", help="Take the latest round on the draft of this label.")
        parser.add_argument("--json", action="store_true", help="Print the report as JSON.")

    def handle(self, *_args: Any, **options: Any) -> None:
        round = _round(options["consultation"], options["round"], options["draft"])
        try:
            mapping = options["mapping"].read_text(encoding="utf-8-sig")
            file = _stored(options["file"])
            made = import_now(round=round, file=file, mapping=mapping)
        except UnicodeDecodeError as error:
            raise CommandError(f"{options['mapping']} is not a text in UTF-8. Save it as UTF-8.") from error
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
        except (UploadRefused, MappingRefused, TableRefused, StateError) as refusal:
            raise CommandError(str(refusal)) from refusal
        if made.job is None or made.job.state != JobState.DONE:
            raise CommandError(made.job.problem if made.job else "The import was not run.")
        if options["json"]:
            self._print_json(made)
        else:
            self._print_words(made)

    def _print_words(self, made: CommentImport) -> None:
        self.stdout.write(f"{made.source_file.name} into {made.round}")
        for name in ("created", "present", "rejected", "warned"):
            self.stdout.write(f"  {LABELS[name]:<24}{getattr(made, name):>8}")
        for row in rows_with_something_to_say(made):
            for message in row["messages"]:
                where = f" ({message['field']})" if message["field"] else ""
                what = "rejected" if row["outcome"] == RowOutcome.REJECTED else "warning"
                self.stdout.write(f"  row {row['line']}, {what}{where}: {message['text']}")

    def _print_json(self, made: CommentImport) -> None:
        report = {
            "import": str(made.key),
            "consultation": made.consultation.slug,
            "round": made.round.number,
            "file": made.source_file.name,
            "created": made.created,
            "already_there": made.present,
            "rejected": made.rejected,
            "created_with_warning": made.warned,
            "rows": list(rows_with_something_to_say(made)),
        }
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1))


LABELS = {
    "created": "created",
    "present": "already there",
    "rejected": "rejected",
    "warned": "created, with a warning",
}


def _round(slug: str, number: int | None, label: str | None) -> Round:
    rounds = Round.objects.filter(consultation__slug=slug).select_related("consultation", "draft").order_by("-number")
    if number is not None:
        rounds = rounds.filter(number=number)
    if label is not None:
        rounds = rounds.filter(draft__label=label)
    if found := rounds.first():
        return found
    there = Round.objects.filter(consultation__slug=slug).order_by("number")
    listed = ", ".join(f"{round.number} on “{round.draft.label}”" for round in there.select_related("draft")) or "none"
    raise CommandError(f"There is no such round in the consultation “{slug}”. Its rounds: {listed}.")


def _stored(path: Path) -> StoredFile:
    with path.open("rb") as opened:
        return store(File(opened), name=path.name, allowed=IMPORT_FILES, limit=IMPORT_LIMIT)
