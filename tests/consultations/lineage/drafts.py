"""Drafts in short: a line each, “kind number | heading | text”, indented below its parent."""

from __future__ import annotations

from consultations.enums import LineageKind
from consultations.lineage import Text, match


def draft(lines: str, first: int = 0) -> list[Text]:
    """Keys count from `first` in reading order."""
    texts: list[Text] = []
    above: list[tuple[int, int]] = []
    for key, line in enumerate((line for line in lines.splitlines() if line.strip()), start=first):
        indent = len(line) - len(line.lstrip())
        above = [one for one in above if one[0] < indent]
        label, heading, text = (part.strip() for part in line.split("|"))
        kind, _, number = label.partition(" ")
        texts.append(Text(key, above[-1][1] if above else None, kind, number, heading, text))
        above.append((indent, key))
    return texts


def told(old: str, new: str) -> list[tuple[str, str, LineageKind]]:
    """The matches by the numbers of the old and the new provisions; “” where there is none."""
    before, after = draft(old), draft(new, first=1000)
    names = {text.key: text.number for text in (*before, *after)} | {None: ""}
    return [(names[found.ancestor], names[found.provision], found.kind) for found in match(before, after)]
