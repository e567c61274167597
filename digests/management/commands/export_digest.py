"""Writes a digest's files into a folder, without a job: the same files as at the desk."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from consultations.models import Consultation, Round
from digests.enums import Audience, Format
from digests.queries.filter_values import unknown_values
from digests.services.documents import DoesNotAddUp, Written, write_documents
from digests.tables.selection import FILTERS, Selection


class Command(BaseCommand):
    help = "Writes the comment table of a consultation, its manifest and its list of contents into a folder."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--consultation", required=True, metavar="SLUG")
        parser.add_argument(
            "--round", type=int, action="append", default=[], metavar="N", help="all rounds if left out"
        )
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="FIELD=VALUE",
            help=f"may be given again; FIELD is one of {', '.join(FILTERS)}; not-stated stands for none",
        )
        parser.add_argument("--audience", choices=Audience.values, default=Audience.PUBLIC.value)
        parser.add_argument("--format", default=Format.CSV.value, metavar="csv,xlsx,jsonl")
        parser.add_argument("--output", required=True, type=Path, metavar="DIR")
        parser.add_argument("--json", action="store_true", help="print what was written as JSON")

    def handle(self, **options: Any) -> None:
        selection = selection_from(options)
        output: Path = options["output"]
        try:
            written = self.write(selection, formats_from(options["format"]), output)
        except DoesNotAddUp as error:
            raise CommandError(f"The files do not add up with the database, so none was kept: {error}") from error
        except OSError as error:
            raise CommandError(f"The files cannot be written into {output}: {error.strerror}.") from error
        self.tell(written, output, as_json=options["json"])

    def write(self, selection: Selection, formats: list[Format], output: Path) -> Written:
        """All files, or none: they take their places when the last one is done."""
        output.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".digest-", dir=output) as folder:
            written = write_documents(selection, formats=formats, folder=Path(folder), progress=self.show)
            for document in written.documents:
                document.path.replace(output / document.name)
        return written

    def show(self, phase: str, done: int, total: int) -> None:
        """Progress, for a person who watches; not part of what the command prints."""
        if sys.stderr.isatty():
            self.stderr.write(f"\r{phase}: {done} of {total} ", ending="\n" if done == total else "")

    def tell(self, written: Written, output: Path, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps({"output": str(output), **written.manifest}, ensure_ascii=False, indent=2))
            return
        for document in written.documents:
            self.stdout.write(f"{output / document.name}: {document.rows} rows")
        counts = written.manifest["counts"]
        self.stdout.write(f"{counts['comments']} comments, state of {written.manifest['snapshot_at']}")


def formats_from(text: str) -> list[Format]:
    try:
        return [Format(name.strip()) for name in text.split(",")]
    except ValueError as error:
        raise CommandError(f"{error}: formats are {', '.join(Format.values)}.") from error


def selection_from(options: dict[str, Any]) -> Selection:
    consultation = Consultation.objects.filter(slug=options["consultation"]).first()
    if consultation is None:
        raise CommandError(f"There is no consultation {options['consultation']!r}.")
    return Selection(
        consultation_id=consultation.pk,
        round_ids=tuple(round_id(consultation, number) for number in options["round"]),
        filters=filters_from(options["filter"]),
        audience=Audience(options["audience"]),
    )


def round_id(consultation: Consultation, number: int) -> int:
    round = Round.objects.filter(consultation=consultation, number=number).first()
    if round is None:
        raise CommandError(f"The consultation {consultation.slug!r} has no round {number}.")
    return round.pk


def filters_from(texts: list[str]) -> dict[str, tuple[str, ...]]:
    chosen: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals or name not in FILTERS:
            raise CommandError(f"{text!r} is not FIELD=VALUE with one of the fields {', '.join(FILTERS)}.")
        chosen[name].append(value)
    for name, values in chosen.items():
        if unknown := unknown_values(name, values):
            raise CommandError(f"{', '.join(unknown)}: no comment can have this {name}; “not-stated” stands for none.")
    return {name: tuple(values) for name, values in chosen.items()}
