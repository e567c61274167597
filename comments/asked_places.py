"""Where somebody wants a comment to hang, as forms and addresses name it.

As text a place is an eid (`art_5`), an eid with a plus for the gap after it (`art_5+`), an eid with a passage of its
text in one language (`art_5@en:120-245`, code points, half open), or `draft` for the whole draft. What is published
cannot change, so such a name leads to the same words as long as the draft is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from comments.anchoring.selector import Span
from comments.enums import AnchorType

MOST_PLACES = 20
"""A comment hangs on so many places at most."""

WHOLE_DRAFT = "draft"
NAME = re.compile(
    r"(?P<eid>[^\s@+]{1,200})(?:(?P<gap>\+)|@(?P<language>[A-Za-z0-9-]{2,35}):(?P<start>\d{1,9})-(?P<end>\d{1,9}))?",
    re.ASCII,
)


@dataclass(frozen=True)
class AskedPlace:
    """A place that nobody has looked for yet. `span` and `language` are a passage's."""

    type: AnchorType = AnchorType.DRAFT
    eid: str = ""
    language: str = ""
    span: Span | None = None

    @classmethod
    def read(cls, name: str) -> AskedPlace | None:
        """None for what is not the name of a place."""
        found = NAME.fullmatch(name)
        if found is None:
            return None
        if found["start"]:
            span = Span(int(found["start"]), int(found["end"]))
            return cls(AnchorType.PASSAGE, found["eid"], found["language"], span)
        if found["gap"]:
            return cls(AnchorType.GAP, found["eid"])
        return cls() if name == WHOLE_DRAFT else cls(AnchorType.PROVISION, name)

    def __str__(self) -> str:
        if self.span is not None:
            return f"{self.eid}@{self.language}:{self.span.start}-{self.span.end}"
        if self.type == AnchorType.GAP:
            return f"{self.eid}+"
        return self.eid or WHOLE_DRAFT


def place_at(eid: str, *, is_gap: bool = False) -> AskedPlace:
    """A provision, the gap after it, or the whole draft for "" as `eid`."""
    if not eid:
        return AskedPlace()
    return AskedPlace(AnchorType.GAP if is_gap else AnchorType.PROVISION, eid)
