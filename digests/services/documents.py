"""Writing a digest's files into a folder: all of one state, in one pass over it, each counted after it is written."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from common.enums import FileType
from common.file_types import CSV_IN_UTF8, MEDIA_TYPES
from digests.enums import Format, Phase
from digests.manifest import Document, manifest_of, write_manifest
from digests.tables.answers import MoreTable, answer_tables
from digests.tables.columns import ANCHOR_COLUMNS, COMMENT_COLUMNS
from digests.tables.counts import COUNTED, Counts, anchors_in_database, counts_in_database, counts_of
from digests.tables.records import combination, json_line, line_of
from digests.tables.rows import anchor_cells, anchor_table, comment_cells, comment_table
from digests.tables.selection import Selection
from digests.tables.snapshot import one_snapshot, snapshot_time
from digests.writers.contents import Contents
from digests.writers.csv_file import CsvFile, read_csv
from digests.writers.json_lines import JsonLines, read_json_lines
from digests.writers.stream import copy, stream
from digests.writers.xlsx_file import Book

# Called with a phase and the rows that are done of all; may raise to stop the work.
Progress = Callable[[Phase, int, int], None]

MEDIA_TYPES_OF = {
    Format.CSV: CSV_IN_UTF8,
    Format.XLSX: MEDIA_TYPES[FileType.XLSX],
    Format.JSONL: MEDIA_TYPES[FileType.JSONL],
}
READERS = {Format.CSV: (Phase.CHECKING_CSV, read_csv), Format.JSONL: (Phase.CHECKING_JSONL, read_json_lines)}
ROWS_A_REPORT = 100
Item = TypeVar("Item")


class DoesNotAddUp(Exception):
    """A written file holds other comments than the database said it would: nothing of the digest is kept."""


class Table(Protocol):
    """A table being written; `rows` counts those added."""

    rows: int

    def add(self, row: Sequence[Any]) -> None: ...


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
            answer_tables(selection),
        )
        documents = list(writing.documents(formats))
        manifest = manifest_of(selection, documents, writing.counts, writing.snapshot_at)
    documents.append(write_manifest(folder, manifest))
    return Written(manifest, tuple(documents))


class Tables(NamedTuple):
    """Where the rows of one format go. JSON Lines hold a comment's anchors on its line. `csv` are the files of which
    PostgreSQL writes the rows."""

    format: Format
    path: Path
    comments: Table
    anchors: Table | None = None
    more: Sequence[Table] = ()
    csv: tuple[CsvFile, CsvFile] | None = None


def open_tables(
    form: Format, folder: Path, made_at: datetime, files: ExitStack, more: Sequence[MoreTable] = ()
) -> Tables:
    path = folder / f"comments.{form}"
    others = [(it, folder / f"{it.name}.{form}") for it in more]
    if form is Format.JSONL:
        lines = [files.enter_context(JsonLines(place, line_of(it.columns))) for it, place in others]
        return Tables(form, path, files.enter_context(JsonLines(path, json_line)), more=lines)
    if form is Format.XLSX:
        book = files.enter_context(Book(path, made_at=made_at))
        tables: list[Table] = [book.sheet("comments", COMMENT_COLUMNS), book.sheet("anchors", ANCHOR_COLUMNS)]
        tables += [book.sheet(it.name, it.columns) for it in more]
        return Tables(form, path, tables[0], tables[1], tables[2:])
    comments = files.enter_context(CsvFile(path, COMMENT_COLUMNS))
    anchors = files.enter_context(CsvFile(folder / "anchors.csv", ANCHOR_COLUMNS))
    answers = [files.enter_context(CsvFile(place, it.columns)) for it, place in others]
    return Tables(form, path, comments, anchors, answers, csv=(comments, anchors))


@dataclass(frozen=True)
class Writing:
    """`counts` and `anchors` are what the database says the files must hold."""

    selection: Selection
    folder: Path
    progress: Progress
    counts: Counts
    anchors: int
    snapshot_at: datetime
    more: Sequence[MoreTable] = ()

    def documents(self, formats: Collection[Format]) -> Iterator[Document]:
        """The files in the order of the manifest, each written whole and counted."""
        contents_path = self.folder / "contents.jsonl"
        with ExitStack() as files:
            tables = [
                open_tables(form, self.folder, self.snapshot_at, files, self.more) for form in Format if form in formats
            ]
            contents = files.enter_context(Contents(contents_path))
            by_value = [it for it in tables if it.csv is None]
            for it in tables:
                if it.csv:
                    self.copy_csv(*it.csv, contents)
            passed = self.write_comments(by_value, contents if len(by_value) == len(tables) else None)
            self.write_anchors([it.anchors for it in by_value if it.anchors])
            for place, table in enumerate(self.more):
                self.write_more(table, [it.more[place] for it in tables])
            self.progress(Phase.CLOSING, 0, 0)
        self.check("the rows", passed)
        for it in tables:
            self.check(it.path.name, self.counted(it, passed))
            yield Document(it.path, MEDIA_TYPES_OF[it.format], it.comments.rows)
            if it.format is Format.CSV and it.anchors:
                yield Document(self.folder / "anchors.csv", MEDIA_TYPES_OF[it.format], it.anchors.rows)
            if it.format is not Format.XLSX:
                for table, written in zip(self.more, it.more, strict=True):
                    yield Document(self.folder / f"{table.name}.{it.format}", MEDIA_TYPES_OF[it.format], written.rows)
        yield Document(contents_path, MEDIA_TYPES_OF[Format.JSONL], contents.rows)

    def copy_csv(self, comments: CsvFile, anchors: CsvFile, contents: Contents) -> None:
        """Both tables as PostgreSQL writes them; a comment's entry in the contents stands behind its cells."""

        def take_comment(line: bytes) -> None:
            cells, status, revision, lists = line.rsplit(b",", 3)
            comments.add_cells(cells)
            contents.add_cells(cells, status, int(revision), lists.decode())
            self.report(Phase.COMMENTS, comments.rows, self.counts.comments)

        def take_anchor(line: bytes) -> None:
            anchors.add_cells(line)
            self.report(Phase.ANCHORS, anchors.rows, self.anchors)

        copy(comment_cells(self.selection), self.selection.parameters, take_comment)
        copy(anchor_cells(self.selection), self.selection.parameters, take_anchor)
        self.check_anchors(anchors.rows)

    def write_comments(self, tables: Sequence[Tables], contents: Contents | None) -> Counts:
        """Each comment to tables that take values; returns the counts of what was given to them."""
        if not tables:
            return self.counts
        passed = Counts()
        rows = stream(comment_table(self.selection), self.selection.parameters)
        for row in self.reported(Phase.COMMENTS, rows, self.counts.comments):
            passed.of[combination(row)] += 1
            for it in tables:
                it.comments.add(row)
            if contents:
                contents.add(row)
        return passed

    def write_anchors(self, tables: Sequence[Table]) -> None:
        if not tables:
            return
        rows = stream(anchor_table(self.selection), self.selection.parameters)
        for row in self.reported(Phase.ANCHORS, rows, self.anchors):
            for table in tables:
                table.add(row)
        self.check_anchors(tables[0].rows)

    def write_more(self, table: MoreTable, files: Sequence[Table]) -> None:
        written = 0
        for row in table.rows:
            written += 1
            for file in files:
                file.add(row)
            if written % ROWS_A_REPORT == 0:
                self.progress(Phase.ANSWERS, written, table.expected or written)
        if table.expected not in (None, written):
            raise DoesNotAddUp(f"{written} rows of {table.name} instead of {table.expected}")

    def counted(self, tables: Tables, passed: Counts) -> Counts:
        """Text is read back; a workbook's rows are those it was given, since reading it takes memory without bound."""
        if tables.format is Format.XLSX:
            return passed
        phase, read = READERS[tables.format]
        return counts_of(self.reported(phase, read(tables.path, COUNTED), self.counts.comments))

    def reported(self, phase: Phase, rows: Iterable[Item], total: int) -> Iterator[Item]:
        for done, row in enumerate(rows, start=1):
            yield row
            self.report(phase, done, total)

    def report(self, phase: Phase, done: int, total: int) -> None:
        if done % ROWS_A_REPORT == 0 or done == total:
            self.progress(phase, done, total)

    def check_anchors(self, written: int) -> None:
        if written != self.anchors:
            raise DoesNotAddUp(f"{written} anchors instead of {self.anchors}")

    def check(self, name: str, found: Counts) -> None:
        if found != self.counts:
            raise DoesNotAddUp(f"{name}: {found.as_json()} instead of {self.counts.as_json()}")
