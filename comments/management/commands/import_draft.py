from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils import timezone

from comments.services.placing import place_anchors, start_placing
from comments.services.publishing import publish_draft
from common.enums import JobState
from common.errors import StateError
from common.services.job import run_job
from common.uploads import DRAFT_LIMIT, UploadRefused
from consultations.languages import is_language
from consultations.models import Consultation, Draft, ProvisionText
from consultations.queries.desk import where
from consultations.queries.lineage import needs_confirmation
from consultations.readers import ReadDraft, UnreadableFile
from consultations.round_rules import RoundRules
from consultations.services.consultation import make_consultation, publish_consultation
from consultations.services.draft import start_draft
from consultations.services.draft_reading import check_readable, read_now
from consultations.services.lineage import confirm_lineage, match_now
from consultations.services.round import make_round

OPEN_FOR = timedelta(days=60)
SHOWN_PROBLEMS = 20


class Command(BaseCommand):
    help = (
        "Read a draft from a file. Says what became of it: the provisions, and with their places in the file the "
        "pieces that have no place. A file that cannot be read leaves everything as it was and ends with status 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--consultation", required=True, metavar="SLUG")
        parser.add_argument("--label", required=True, metavar="L", help="Such as “Zero draft”.")
        parser.add_argument(
            "--create",
            action="store_true",
            help=f"Make the consultation where the slug is new, with a round that is open for {OPEN_FOR.days} days.",
        )
        parser.add_argument("--language", metavar="xx", help="BCP 47; the consultation's first when left out.")
        parser.add_argument(
            "--publish",
            action="store_true",
            help="Publish the draft, and the consultation if it was made here. Of a draft that follows another one the"
            " lineage is taken as it is found.",
        )
        parser.add_argument("--json", action="store_true", help="Print the report as JSON.")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                draft, made = self.import_file(file, path.name, options)
                draft = read_now(draft)
            if draft.reading is None or draft.reading.state != JobState.DONE:
                raise CommandError(draft.reading.problem if draft.reading else "The file was not read.")
            if options["publish"]:
                draft = match_now(draft)
                if needs_confirmation(draft):
                    confirm_lineage(by=None, draft=draft)
                    run_job(start_placing(by=None, draft=draft).pk, place_anchors)
                draft = publish_draft(by=None, draft=draft)
                if made:
                    publish_consultation(by=None, consultation=draft.consultation)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except (UnreadableFile, UploadRefused, StateError) as refusal:
            raise CommandError(str(refusal.message)) from refusal
        report = report_of(draft, created=made)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) if options["json"] else in_words(report))

    @transaction.atomic
    def import_file(self, file: IO[bytes], name: str, options: dict[str, Any]) -> tuple[Draft, bool]:
        """The draft that waits for its reading, and whether its consultation was made for it."""
        if file.seek(0, 2) > DRAFT_LIMIT:
            raise CommandError(f"{name} is larger than {DRAFT_LIMIT // 1024**2} MB.")
        read = check_readable(file, name)
        language = options["language"] or ""
        if language and not is_language(language):
            raise CommandError(f"“{language}” is not a language. Give a BCP 47 tag such as en, fr or zh-Hans.")
        consultation = Consultation.objects.filter(slug=options["consultation"]).first()
        made = consultation is None
        if consultation is None:
            consultation = self.make(options, language or "en", read)
        draft = start_draft(
            by=None,
            consultation=consultation,
            label=checked_label(options["label"]),
            language=language or consultation.language,
            file=file,
            name=name,
        )
        if made:
            now = timezone.now()
            make_round(by=None, draft=draft, rules=RoundRules(opens_at=now, closes_at=now + OPEN_FOR))
        return draft, made

    def make(self, options: dict[str, Any], language: str, read: ReadDraft) -> Consultation:
        slug = options["consultation"]
        if not options["create"]:
            raise CommandError(f"There is no consultation “{slug}”. Give --create to make it.")
        try:
            validate_slug(slug)
        except ValidationError as error:
            raise CommandError(f"“{slug}” is no slug: use letters, digits, hyphens and underscores.") from error
        if len(slug) > 80:
            raise CommandError(f"“{slug}” is too long for a slug: at most 80 characters.")
        heading = read.provisions[0].heading if not read.provisions[0].number else ""
        title = heading or slug.replace("-", " ").replace("_", " ").capitalize()
        return make_consultation(by=None, slug=slug, titles={language: title}, summaries={}, languages=[language])


def checked_label(label: str) -> str:
    label = label.strip()
    if not 0 < len(label) <= 120:
        raise CommandError("The label must have between 1 and 120 characters.")
    return label


def report_of(draft: Draft, *, created: bool) -> dict[str, Any]:
    kinds: dict[str, int] = {}
    for kind in draft.provisions.order_by("order").values_list("kind", flat=True):
        kinds[kind] = kinds.get(kind, 0) + 1
    return {
        "consultation": draft.consultation.slug,
        "consultation_created": created,
        "draft": draft.number,
        "label": draft.label,
        "language": draft.language,
        "state": str(draft.state),
        "url": draft.get_absolute_url(),
        "provisions": sum(kinds.values()),
        "provisions_by_kind": kinds,
        "characters": sum(
            map(len, ProvisionText.objects.filter(provision__draft=draft).values_list("text", flat=True))
        ),
        "not_placed": draft.problems,
    }


def in_words(report: dict[str, Any]) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in report["provisions_by_kind"].items())
    lines = [
        f"“{report['label']}”, {report['state']}, is draft {report['draft']} of {report['consultation']}",
        f"  address     {report['url']}",
        f"  provisions  {report['provisions']:>7}  ({kinds})",
        f"  not placed  {len(report['not_placed']):>7}",
    ]
    lines += [
        f"    {where(problem)} ({problem['reason']}): {problem['text'][:100]}"
        for problem in report["not_placed"][:SHOWN_PROBLEMS]
    ]
    if len(report["not_placed"]) > SHOWN_PROBLEMS:
        lines.append(f"    … and {len(report['not_placed']) - SHOWN_PROBLEMS} more; --json gives them all")
    return "\n".join(lines)
