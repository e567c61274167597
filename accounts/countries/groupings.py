"""Groupings of countries that others keep: the Commonwealth and the regional groups of the United Nations.

The members are in `groupings.json`, each with its source and the day as of which it was right. A correction is made
there and comes with a release; groupings that a secretariat makes itself are rows (`RegionalGrouping`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from common.localized import localized


@dataclass(frozen=True)
class Grouping:
    """`countries` are ISO 3166-1 alpha-2 codes; `note` says in English what the source says beside its list."""

    code: str
    names: Mapping[str, str]
    source: str
    as_of: date
    note: str
    countries: frozenset[str]

    @property
    def name(self) -> str:
        """In the reader's language, else in English."""
        return localized(self.names)


@cache
def groupings() -> Mapping[str, Grouping]:
    """By code, in the order of the file. Their codes never begin with `own-`."""
    kept = json.loads((Path(__file__).parent / "groupings.json").read_text(encoding="utf-8"))
    made = {code: _grouping(code, it) for code, it in kept.items()}
    return MappingProxyType(made)


def _grouping(code: str, kept: dict[str, Any]) -> Grouping:
    return Grouping(
        code=code,
        names=MappingProxyType(kept["names"]),
        source=kept["source"],
        as_of=date.fromisoformat(kept["as_of"]),
        note=kept["note"],
        countries=frozenset(kept["countries"].split()),
    )
