"""What people know to be true of two files: which provision came of which, and where passages stand now.

A JSON object. `lineage` gives for the address of each provision of the earlier file the addresses of what came of it,
none where it was deleted; what it does not name is not judged. `passages` may be left out: of each, `of` is the address
of its provision in the earlier file, `quote` its words, `to` the address in the later file and `words` the words there
(null where it has no place)::

    {"lineage": {"art_1": ["art_1"], "art_2": ["art_2", "art_3"], "art_3": []},
     "passages": [{"of": "art_2", "quote": "within ten days", "to": "art_3", "words": "within twelve days"}]}

Addresses are those that `inspect_draft` prints.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TEXT_OR_NONE = (str, type(None))
PASSAGE: Mapping[str, type | tuple[type, ...]] = {"of": str, "quote": str, "to": TEXT_OR_NONE, "words": TEXT_OR_NONE}


class NoTruth(Exception):
    """The file is not in the format. The message says what is wrong."""


@dataclass(frozen=True, slots=True)
class KnownPassage:
    of: str
    quote: str
    to: str | None
    words: str | None


@dataclass(frozen=True, slots=True)
class Truth:
    lineage: Mapping[str, tuple[str, ...]]
    passages: tuple[KnownPassage, ...]

    @property
    def pairs(self) -> set[tuple[str, str]]:
        return {(ancestor, provision) for ancestor, its in self.lineage.items() for provision in its}


def read_truth(content: str) -> Truth:
    """Raises NoTruth."""
    try:
        given = json.loads(content)
    except ValueError as error:
        raise NoTruth(f"It is not JSON: {error}.") from error
    if not isinstance(given, dict) or not isinstance(given.get("lineage"), dict):
        raise NoTruth("It has no object “lineage”.")
    for ancestor, its in given["lineage"].items():
        if not isinstance(its, list) or not all(isinstance(one, str) for one in its):
            raise NoTruth(f"What came of “{ancestor}” is not a list of addresses.")
    passages = given.get("passages", [])
    if not isinstance(passages, list):
        raise NoTruth("“passages” is not a list.")
    lineage = {ancestor: tuple(its) for ancestor, its in given["lineage"].items()}
    return Truth(lineage, tuple(passage(one) for one in passages))


def passage(given: Any) -> KnownPassage:
    if not isinstance(given, dict) or set(given) != set(PASSAGE):
        raise NoTruth(f"A passage has {', '.join(PASSAGE)}, and nothing else: {given}")
    for name, kind in PASSAGE.items():
        if not isinstance(given[name], kind):
            raise NoTruth(f"“{name}” of a passage is no text: {given}")
    return KnownPassage(**given)
