"""Fields: an instruction to Word, and the text that it last put there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from consultations.readers.office.spans import is_kept_link

LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"', re.IGNORECASE)
COMPUTED = ("LISTNUM", "AUTONUM")
"""Their text is nowhere in the file, as Word makes it whenever it shows the page."""
INCLUDED = ("INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "INCLUDE ", "RD ", "LINK ", "DDE", "DATABASE")


@dataclass(slots=True)
class Field:
    instruction: str = ""
    has_result: bool = False

    @property
    def name(self) -> str:
        return self.instruction.strip().upper()

    @property
    def href(self) -> str:
        found = LINK.match(self.instruction)
        return found[1] if found and is_kept_link(found[1]) else ""


@dataclass(slots=True)
class Fields:
    """Those that are open, the outermost first; they may end paragraphs later."""

    open: list[Field] = field(default_factory=list)

    def begin(self, instruction: str = "") -> Field:
        self.open.append(Field(instruction, has_result=bool(instruction)))
        return self.open[-1]

    def add_instruction(self, text: str) -> None:
        if self.open:
            self.open[-1].instruction += text

    def separate(self) -> None:
        if self.open:
            self.open[-1].has_result = True

    def end(self) -> Field | None:
        return self.open.pop() if self.open else None

    @property
    def in_contents(self) -> bool:
        """Within a table of contents, which Word makes from the headings."""
        return any(one.has_result and one.name.startswith(("TOC", "INDEX", "TOA")) for one in self.open)

    @property
    def in_instruction(self) -> bool:
        return any(not one.has_result for one in self.open)

    @property
    def href(self) -> str:
        return next((one.href for one in reversed(self.open) if one.has_result and one.href), "")
