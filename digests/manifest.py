"""`manifest.json`: what a digest holds, of which state, and how to check it (`docs/formats.md`)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.conf import settings

from consultations.models import Consultation, Round
from digests.tables.counts import Counts
from digests.tables.selection import Selection

MANIFEST_NAME = "manifest.json"
NOTES = (
    "Times are ISO 8601 in UTC, to the second. Region and subregion are UN M49 names in English.",
    "A reply has the place of its thread's first comment; its kind and position are empty.",
    "reply_count counts the published comments below a comment, whatever the filters are.",
    "In a public digest a hidden or withdrawn comment is a line without words, position, names, source_id, response.",
    "CSV: a text cell that begins with = + - @, tab or carriage return has one ' in front.",
    "XLSX: a text of more than 32,767 characters is cut in its cell and stands in full on the sheet “long texts”.",
    "contents.jsonl: sha256 is of the comment's row, without its line end, in a public comments.csv.",
)


@dataclass(frozen=True)
class Document:
    """One written file. `rows` counts records, without the head."""

    path: Path
    media_type: str
    rows: int

    @property
    def name(self) -> str:
        return self.path.name

    @cached_property
    def sha256(self) -> str:
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    @property
    def size(self) -> int:
        return self.path.stat().st_size

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "media_type": self.media_type,
            "size": self.size,
            "rows": self.rows,
            "sha256": self.sha256,
        }


def manifest_of(
    selection: Selection, documents: Sequence[Document], counts: Counts, snapshot_at: datetime
) -> dict[str, Any]:
    """The same state, filters and version give the same manifest: nothing in it tells when or by whom it was made."""
    consultation = Consultation.objects.get(pk=selection.consultation_id)
    rounds = Round.objects.filter(consultation=consultation).select_related("draft").order_by("number")
    if selection.round_ids:
        rounds = rounds.filter(pk__in=selection.round_ids)
    return {
        "consultation": consultation.slug,
        "title": consultation.titles,
        "round": [round.number for round in rounds],
        "draft": list(dict.fromkeys(round.draft.label for round in rounds)),
        "filters": {name: sorted(values) for name, values in sorted(selection.filters.items())},
        "audience": selection.audience.value,
        "language": "en",
        "snapshot_at": snapshot_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "version": settings.VERSION,
        "files": [document.as_json() for document in documents],
        "counts": counts.as_json(),
        "notes": list(NOTES),
    }


def write_manifest(folder: Path, manifest: dict[str, Any]) -> Document:
    path = folder / MANIFEST_NAME
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return Document(path, "application/json", rows=len(manifest["files"]))
