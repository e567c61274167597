from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from comments.measuring import CarriedPassage, Draft, passages_carried
from common.uploads import DRAFT_LIMIT
from consultations.lineage import Match, match
from consultations.measuring.figures import Figures, by_level
from consultations.measuring.texts import texts_of
from consultations.measuring.truth import NoTruth, Truth, read_truth
from consultations.readers import ReadDraft, UnreadableFile
from consultations.readers.confined import read_confined
from consultations.readers.eids import eids


class Command(BaseCommand):
    help = (
        "Match the provisions of two files, an earlier and a later one, and print what came of which. With a truth, of "
        "the format of consultations/measuring/truth.py, also precision and recall of the matches, apart for articles "
        "and for paragraphs and points, and of the passages found again. Nothing is stored, no database is asked."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("before", type=Path, metavar="A")
        parser.add_argument("after", type=Path, metavar="B")
        parser.add_argument("--truth", type=Path, metavar="FILE")
        parser.add_argument("--json", action="store_true", help="Print everything as JSON.")

    def handle(self, *_args: Any, **options: Any) -> None:
        before, after = measured(options["before"]), measured(options["after"])
        truth = truth_in(options["truth"]) if options["truth"] else None
        started = time.perf_counter()
        matches = match(before.texts, after.texts)
        report = report_of(before, after, matches, seconds=time.perf_counter() - started)
        if truth:
            report |= judged(before, after, matches, truth)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) if options["json"] else in_words(report))


def measured(path: Path) -> Draft:
    try:
        if path.stat().st_size > DRAFT_LIMIT:
            raise CommandError(f"{path.name} is larger than {DRAFT_LIMIT // 1024**2} MB.")
        read: ReadDraft = read_confined(path.read_bytes(), path.name)
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except UnreadableFile as refusal:
        raise CommandError(str(refusal.message)) from refusal
    return Draft(texts_of(read), list(eids(read)))


def truth_in(path: Path) -> Truth:
    try:
        return read_truth(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except (NoTruth, UnicodeDecodeError) as error:
        raise CommandError(f"{path} is no truth about lineage. {error}") from error


def report_of(before: Draft, after: Draft, matches: Iterable[Match], *, seconds: float) -> dict[str, Any]:
    listed = [
        {
            "ancestor": None if one.ancestor is None else before.address(one.ancestor),
            "provision": None if one.provision is None else after.address(one.provision),
            "kind": one.kind.value,
            "score": round(one.score, 4),
        }
        for one in matches
    ]
    return {
        "before": len(before.texts),
        "after": len(after.texts),
        "seconds": round(seconds, 3),
        "kinds": dict(Counter(one["kind"] for one in listed)),
        "matches": listed,
    }


def judged(before: Draft, after: Draft, matches: list[Match], truth: Truth) -> dict[str, Any]:
    check_addresses(before, after, truth)
    pairs = {
        (before.address(one.ancestor), after.address(one.provision))
        for one in matches
        if one.ancestor is not None and one.provision is not None
    }
    found = {pair for pair in pairs if pair[0] in truth.lineage}
    kinds = dict(zip(after.addresses, (text.kind for text in after.texts), strict=True))
    figures = by_level(found, truth.pairs, lambda pair: kinds[str(pair[1])])
    answer: dict[str, Any] = {"wrong": sorted(found - truth.pairs), "missed": sorted(truth.pairs - found)}
    if truth.passages:
        carried = passages_carried(before, after, matches, truth.passages)
        if unknown := [one.known.quote for one in carried.passages if not one.is_known]:
            raise CommandError(f"The truth quotes what is not there: “{unknown[0]}”.")
        figures["passages"] = carried.figures
        answer["passages"] = [as_passage(one) for one in carried.passages]
    return {"figures": {name: as_figures(one) for name, one in figures.items()}, **answer}


def as_passage(one: CarriedPassage) -> dict[str, Any]:
    known = {"of": one.known.of, "quote": one.known.quote, "to": one.known.to, "words": one.known.words}
    return {**known, "found_in": one.to, "found": one.words, "is_right": one.is_right}


def check_addresses(before: Draft, after: Draft, truth: Truth) -> None:
    old = {*truth.lineage, *(one.of for one in truth.passages)} - {*before.addresses}
    new = {two for _, two in truth.pairs} | {one.to for one in truth.passages if one.to}
    if unknown := sorted(old | (new - {*after.addresses})):
        raise CommandError(f"The truth names provisions that the files do not have: {', '.join(unknown)}.")


def as_figures(figures: Figures) -> dict[str, float]:
    return {
        "found": figures.found,
        "true": figures.true,
        "right": figures.right,
        "precision": round(figures.precision, 4),
        "recall": round(figures.recall, 4),
    }


def in_words(report: dict[str, Any]) -> str:
    lines = [f"{report['before']} and {report['after']} provisions, matched in {report['seconds']} s"]
    lines += [f"{count:6} {kind}" for kind, count in report["kinds"].items()]
    lines += [
        f"{one['kind']:10} {one['score']:.2f}  {one['ancestor'] or '-'} → {one['provision'] or '-'}"
        for one in report["matches"]
        if one["kind"] != "unchanged"
    ]
    for level, one in report.get("figures", {}).items():
        lines.append(f"{level}: precision {one['precision']}, recall {one['recall']} of {one['true']}")
    return "\n".join(lines)
