"""What people type into a search box, ready for PostgreSQL's `websearch_to_tsquery`: words, "phrases", or, -not."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from comments.references import ALPHABET, PREFIX, RANDOM_LENGTH
from common.text import is_blank, storable

MOST_CHARACTERS = 300
MOST_WORDS = 40

WITHOUT_SPACES = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Writing that sets no spaces between words, as in the database's `comity_spaced`, which cuts it in the same way."""

_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»「」『』", '"'))
_DASHES = re.compile(r"(?<!\S)[−–‐‑](?=\S)")  # other signs that people type for a minus

_RUN = re.compile(f"[{WITHOUT_SPACES}]+")
_ALONE = re.compile(f"(?<![^\\s\\-])(-?)([{WITHOUT_SPACES}])(?!\\S)")
_REFERENCE = re.compile(rf"(?:{PREFIX})?([{ALPHABET}]{{{RANDOM_LENGTH}}})", re.IGNORECASE)


@dataclass(frozen=True)
class Asked:
    """`typed` as it goes back into the box."""

    typed: str

    @cached_property
    def plain(self) -> str:
        """Normalised as the database normalises what it searches; “and/or” are two words.

        All quotation marks are one.
        """
        words = unicodedata.normalize("NFKC", storable(self.typed)).translate(_QUOTATION_MARKS).replace("/", " ")
        return " ".join(_DASHES.sub("-", words).split())

    @property
    def is_empty(self) -> bool:
        return is_blank(self.plain)

    @property
    def is_too_long(self) -> bool:
        return len(self.plain) > MOST_CHARACTERS or self.plain.count(" ") >= MOST_WORDS

    @property
    def reference(self) -> str:
        """The comment's reference that this is, with or without its prefix; "" for anything else."""
        found = _REFERENCE.fullmatch(self.plain)
        if not found or not (self.plain.upper().startswith(PREFIX) or re.search(r"\d", self.plain)):
            return ""
        return PREFIX + found[1].upper()

    @cached_property
    def words(self) -> str:
        """For `websearch_to_tsquery`: what is written without spaces as the phrase of its pairs. Single characters of
        such writing are in `signs`."""
        inside = False
        parts = []
        for part in re.split('(")', _ALONE.sub(" ", self.plain)):
            inside ^= part == '"'
            parts.append(_RUN.sub(_pairs if inside else _quoted_pairs, part))
        return " ".join("".join(parts).split())

    @cached_property
    def signs(self) -> tuple[tuple[str, bool], ...]:
        """Single characters of writing without spaces, and whether each is wanted or excluded."""
        return tuple((sign, not minus) for minus, sign in _ALONE.findall(self.plain))

    @cached_property
    def runs(self) -> tuple[str, ...]:
        """What is written without spaces and is not excluded, to be marked where it is found."""
        return tuple(run[0] for run in _RUN.finditer(re.sub(rf'-"?[{WITHOUT_SPACES}]+', " ", self.plain)))


def _pairs(run: re.Match[str]) -> str:
    signs = run[0]
    return f" {' '.join(signs[at : at + 2] for at in range(max(1, len(signs) - 1)))} "


def _quoted_pairs(run: re.Match[str]) -> str:
    minus = run.string[run.start() - 1 : run.start()] == "-"
    return f'{"" if minus else " "}"{_pairs(run).strip()}" '
