from __future__ import annotations

import json
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from common.uploads import DRAFT_LIMIT
from consultations.readers import ReadDraft, UnreadableFile
from consultations.readers.confined import read_confined
from consultations.readers.draft import ReadProvision
from consultations.readers.eids import eids
from consultations.readers.inspection import coverage

SHOWN = 20
SHOWN_TEXT = 100


class Command(BaseCommand):
    help = (
        "Read a file as a draft and print what it becomes: the tree of provisions, the pieces that have no place, and "
        "the share of the file's words that are in one or the other. Nothing is stored, no database is asked. A file "
        "that cannot be read ends with status 1 and the reason."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--json", action="store_true", help="Print the whole tree as JSON.")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            data = path.read_bytes() if path.stat().st_size <= DRAFT_LIMIT else None
            if data is None:
                raise CommandError(f"{path.name} is larger than {DRAFT_LIMIT // 1024**2} MB.")
            draft = read_confined(data, path.name)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        except UnreadableFile as refusal:
            raise CommandError(str(refusal.message)) from refusal
        report = report_of(path.name, draft)
        self.stdout.write(json.dumps(report, ensure_ascii=False, indent=1) if options["json"] else in_words(report))


def report_of(name: str, draft: ReadDraft) -> dict[str, Any]:
    found = coverage(draft)
    return {
        "file": name,
        "share": found.share,
        "words": found.words,
        "missing": dict(found.missing),
        "provisions": sum(1 for _ in draft.walk()),
        "kinds": dict(Counter(provision.kind.value for provision, _parent, _depth in draft.walk())),
        "notices": [{"kind": notice.kind.value, "count": notice.count} for notice in draft.notices],
        "problems": [
            {"place": it.place, "unit": it.unit.value, "text": it.text, "reason": it.reason.value}
            for it in draft.problems
        ],
        "tree": tree_of(draft),
    }


def tree_of(draft: ReadDraft) -> list[dict[str, Any]]:
    """Each provision as a row with its `children`; no recursion, as files nest deeper than Python."""
    roots: list[dict[str, Any]] = []
    rows: dict[int, dict[str, Any]] = {}
    for (provision, parent, _depth), eid in zip(draft.walk(), eids(draft), strict=True):
        rows[id(provision)] = row_of(provision, eid)
        (rows[id(parent)]["children"] if parent is not None else roots).append(rows[id(provision)])
    return roots


def row_of(provision: ReadProvision, eid: str) -> dict[str, Any]:
    return {
        "kind": provision.kind.value,
        "number": provision.number,
        "heading": provision.heading,
        "text": provision.text,
        "eid": eid,
        "children": [],
    }


def in_words(report: dict[str, Any]) -> str:
    kinds = ", ".join(f"{count} {kind}" for kind, count in report["kinds"].items())
    lines = [
        report["file"],
        f"  provisions  {report['provisions']:>7}  ({kinds})",
        f"  not placed  {len(report['problems']):>7}",
        f"  words       {report['words']:>7}  ({report['share']:.2%} in provisions or not placed)",
    ]
    lines += [f"    missing: {word} ({count})" for word, count in list(report["missing"].items())[:SHOWN]]
    lines += [f"  {notice['kind']} ({notice['count']})" for notice in report["notices"]]
    lines += [
        f"    {it['unit']} {it['place']} ({it['reason']}): {' '.join(it['text'].split())[:SHOWN_TEXT]}"
        for it in report["problems"][:SHOWN]
    ]
    if len(report["problems"]) > SHOWN:
        lines.append(f"    … and {len(report['problems']) - SHOWN} more; --json gives them all")
    return "\n".join([*lines, "", *outline_of(report["tree"])])


def outline_of(tree: list[dict[str, Any]]) -> list[str]:
    lines: list[str] = []
    waiting = [(row, 0) for row in reversed(tree)]
    while waiting:
        row, depth = waiting.pop()
        said = " ".join(filter(None, (row["number"], row["heading"], " ".join(row["text"].split()))))
        lines.append(f"{'  ' * depth}{row['kind']}: {said[:SHOWN_TEXT]}  [{row['eid']}]")
        waiting += [(child, depth + 1) for child in reversed(row["children"])]
    return lines
