"""What a digest of many comments costs: seconds a format beside a bare COPY of the same rows, and memory.

    .venv/bin/python -m benchmarks.digest 100000

It works in the database that DATABASE_URL names (`var/` without one), on a consultation of its own that stays.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection
from django.utils import timezone

from benchmarks.many_comments import insert_many
from consultations.enums import ProvisionKind
from consultations.models import Consultation, Draft, Provision, ProvisionText, Round
from digests.enums import Format
from digests.services.documents import write_documents
from digests.tables.selection import Selection

PROVISIONS = 100


class Nowhere(BytesIO):
    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]  # Bytes, as COPY gives them.


def consultation_with(number: int) -> Consultation:
    slug = f"benchmark-{number}"
    found = Consultation.objects.filter(slug=slug).first()
    if found:
        return found
    made = Consultation.objects.create(slug=slug, titles={"en": slug}, languages=["en"])
    draft = Draft.objects.create(consultation=made, number=1, label="Draft 1", language="en")
    for order in range(1, PROVISIONS + 1):
        provision = Provision.objects.create(draft=draft, eid=f"art_{order}", order=order, kind=ProvisionKind.ARTICLE)
        ProvisionText.objects.create(provision=provision, language="en", number=f"Article {order}", text="Shall. " * 60)
    now = timezone.now()
    round = Round.objects.create(
        consultation=made, draft=draft, number=1, opens_at=now, closes_at=now + timedelta(days=1)
    )
    insert_many(round, number)
    return made


def bare_copy(consultation: Consultation) -> float:
    started = time.monotonic()
    with connection.cursor() as cursor:
        sql = cursor.mogrify("SELECT * FROM comments_comment WHERE consultation_id = %s", [consultation.pk]).decode()
        cursor.copy_expert(f"COPY ({sql}) TO STDOUT (FORMAT csv)", Nowhere())
    return time.monotonic() - started


def main(number: int) -> None:
    consultation = consultation_with(number)
    before = peak_memory()
    say(f"bare COPY of the comments' own columns: {bare_copy(consultation):.1f} s")
    for form in Format:
        started = time.monotonic()
        with TemporaryDirectory() as folder:
            written = write_documents(
                Selection(consultation.pk), formats=[form], folder=Path(folder), progress=lambda *_: None
            )
        seconds = time.monotonic() - started
        size = sum(it["size"] for it in written.manifest["files"]) / 1e6
        say(f"{form.label}, checked, with contents and manifest: {seconds:.1f} s, {size:.0f} MB")
    say(f"{number} comments; peak memory {before} MB before, {peak_memory()} MB after")


def peak_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
