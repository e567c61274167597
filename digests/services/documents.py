"""Writing a digest's files into a folder: all of one state, each counted again after it is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import gettext_noop

from digests.enums import Format
from digests.manifest import Document, manifest_of, write_manifest
from digests.tables.columns import ANCHOR_COLUMNS, COMMENT_COLUMNS
from digests.tables.counts import Counts, anchors_in_database, counts_in_database, counts_of
from digests.tables.rows import (
    anchor_table,
    anchor_table_for_csv,
    comment_table,
    comment_table_for_csv,
    contents,
    json_lines,
)
from digests.tables.selection import Selection
from digests.tables.snapshot import one_snapshot, snapshot_time
from digests.writers.csv_file import read_csv, write_csv
from digests.writers.json_lines import read_json_lines, write_json_lines
from digests.writers.stream import stream
from digests.writers.xlsx_file import Book

# Called with a phase and the rows that are done of all; may raise to stop the work. It is called in the middle of a
# COPY, so it must not use the database connection of the files.
Progress = Callable[[str, int, int], None]

CSV_TYPE = "text/csv; charset=utf-8"
JSON_LINES_TYPE = "application/jsonl"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_A_REPORT = 100
Row = TypeVar("Row")


class DoesNotAddUp(Exception):
    """A written file holds other comments than the database said it would: nothing of the digest is kept."""


@dataclass(frozen=True)
class Written:
    manifest: dict[str, Any]
    documents: tuple[Document, ...]


def write_documents(selection: Selection, *, formats: Collection[Format], folder: Path, progress: Progress) -> Written:
    """Write the files that `formats` ask for, `contents.jsonl` and `manifest.json` into an empty folder.

    Raises DoesNotAddUp, and whatever `progress` raises. Not to be called inside a transaction: it takes its own.
    """
    with one_snapshot():
        writing = Writing(
            selection,
            folder,
            progress,
            counts_in_database(selection),
            anchors_in_database(selection),
            snapshot_time(selection),
        )
        documents = list(writing.documents(formats))
        manifest = manifest_of(selection, documents, writing.counts, writing.snapshot_at)
    documents.append(write_manifest(folder, manifest))
    return Written(manifest, tuple(documents))


@dataclass(frozen=True)
class Writing:
    """`counts` and `anchors` are what the database says the files must hold."""

    selection: Selection
    folder: Path
    progress: Progress
    counts: Counts
    anchors: int
    snapshot_at: datetime

    def documents(self, formats: Collection[Format]) -> Iterator[Document]:
        if Format.CSV in formats:
            yield self.comments_csv()
            yield self.anchors_csv()
        if Format.XLSX in formats:
            yield self.workbook()
        if Format.JSONL in formats:
            yield self.comments_jsonl()
        yield self.contents()

    def comments_csv(self) -> Document:
        path = self.folder / "comments.csv"
        report = self.report(gettext_noop("Writing rows of the CSV table"))
        rows = write_csv(path, comment_table_for_csv(self.selection), self.selection.parameters, report)
        self.check(path, counts_of(self.reported(gettext_noop("Checking rows of the CSV table"), read_csv(path))))
        return Document(path, CSV_TYPE, rows)

    def anchors_csv(self) -> Document:
        path = self.folder / "anchors.csv"
        report = self.report(gettext_noop("Writing rows of the anchors"), self.anchors)
        rows = write_csv(path, anchor_table_for_csv(self.selection), self.selection.parameters, report)
        self.check_number(path, rows, self.anchors)
        return Document(path, CSV_TYPE, rows)

    def workbook(self) -> Document:
        path = self.folder / "comments.xlsx"
        counts = Counts()
        with Book(path, made_at=self.snapshot_at) as book:
            rows = stream(comment_table(self.selection), self.selection.parameters)
            counted = counting(rows, counts)
            book.write(
                "comments", COMMENT_COLUMNS, self.reported(gettext_noop("Writing rows of the XLSX table"), counted)
            )
            anchors = stream(anchor_table(self.selection), self.selection.parameters)
            self.check_number(path, book.write("anchors", ANCHOR_COLUMNS, anchors), self.anchors)
        self.check(path, counts)
        return Document(path, XLSX_TYPE, counts.comments)

    def comments_jsonl(self) -> Document:
        path = self.folder / "comments.jsonl"
        report = self.report(gettext_noop("Writing lines of JSON"))
        rows = write_json_lines(path, json_lines(self.selection), self.selection.parameters, report)
        self.check(path, counts_of(self.reported(gettext_noop("Checking lines of JSON"), read_json_lines(path))))
        return Document(path, JSON_LINES_TYPE, rows)

    def contents(self) -> Document:
        path = self.folder / "contents.jsonl"
        report = self.report(gettext_noop("Writing lines of the list of contents"))
        rows = write_json_lines(path, contents(self.selection), self.selection.parameters, report)
        self.check_number(path, rows, self.counts.comments)
        return Document(path, JSON_LINES_TYPE, rows)

    def report(self, phase: str, total: int | None = None) -> Callable[[int], None]:
        """What a writer calls with the number of rows written."""
        of = self.counts.comments if total is None else total

        def on_row(done: int) -> None:
            if done % ROWS_A_REPORT == 0 or done == of:
                self.progress(phase, done, of)

        return on_row

    def reported(self, phase: str, rows: Iterable[Row]) -> Iterator[Row]:
        on_row = self.report(phase)
        for done, row in enumerate(rows, start=1):
            yield row
            on_row(done)

    def check(self, path: Path, found: Counts) -> None:
        if found != self.counts:
            raise DoesNotAddUp(f"{path.name}: {found.as_json()} instead of {self.counts.as_json()}")

    def check_number(self, path: Path, found: int, expected: int) -> None:
        if found != expected:
            raise DoesNotAddUp(f"{path.name}: {found} rows instead of {expected}")


def counting(rows: Iterable[Sequence[Any]], counts: Counts) -> Iterator[Sequence[Any]]:
    names = [column.name for column in COMMENT_COLUMNS]
    for row in rows:
        counts.add(dict(zip(names, row, strict=True)))
        yield row
