"""How well passages are found again, against what people know to be true: by the same steps as those of comments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comments.anchoring.ink import letters_of
from comments.carrying.landing import Carriage, Standing
from comments.carrying.sides import Descent, Side, Unit, Words
from comments.enums import AnchorType
from consultations.lineage import Match, Text
from consultations.measuring.figures import Figures
from consultations.measuring.truth import KnownPassage

LANGUAGE = "und"
"""Both files are taken for one language, whatever it is."""


@dataclass(frozen=True)
class CarriedPassage:
    """What is known of a passage, and where it was found; `is_known` says that its provision has its quote."""

    known: KnownPassage
    to: str | None
    words: str | None
    is_known: bool = True

    @property
    def is_placed(self) -> bool:
        return self.to is not None

    @property
    def is_right(self) -> bool:
        """In the right provision and on the right words, white space aside; or rightly nowhere."""
        return self.to == self.known.to and letters_of(self.words or "") == letters_of(self.known.words or "")


@dataclass(frozen=True)
class Carried:
    passages: tuple[CarriedPassage, ...]

    @property
    def figures(self) -> Figures:
        placed = [one for one in self.passages if one.is_placed]
        true = [one for one in self.passages if one.known.to is not None]
        return Figures(len(placed), len(true), sum(one.is_right for one in placed))


@dataclass(frozen=True)
class Draft:
    """A file's provisions; the keys count from 1, as do the addresses."""

    texts: Sequence[Text]
    addresses: Sequence[str]

    def address(self, key: int) -> str:
        return self.addresses[key - 1]

    @property
    def side(self) -> Side:
        return Side(LANGUAGE, tuple(self.unit(text) for text in self.texts))

    def unit(self, text: Text) -> Unit:
        words = Words(text.key, LANGUAGE, text.number, text.heading, text.text)
        return Unit(text.key, self.address(text.key), text.key, text.parent, {LANGUAGE: words})


def passages_carried(old: Draft, new: Draft, matches: Iterable[Match], known: Iterable[KnownPassage]) -> Carried:
    descent = [Descent(one.ancestor, one.provision, one.score) for one in matches if one.ancestor is not None]
    carriage = Carriage(old.side, new.side, descent)
    return Carried(tuple(carried(old, new, carriage, one) for one in known))


def carried(old: Draft, new: Draft, carriage: Carriage, known: KnownPassage) -> CarriedPassage:
    text = next(text for text in old.texts if old.address(text.key) == known.of)
    start = text.text.find(known.quote)
    if start < 0:
        return CarriedPassage(known, None, None, is_known=False)
    end = start + len(known.quote)
    there = carriage.land(Standing(AnchorType.PASSAGE, text.key, text.key, start, end))
    if there.provision is None or there.start is None or there.end is None:
        return CarriedPassage(known, None, None)
    words = new.texts[there.provision - 1].text[there.start : there.end]
    return CarriedPassage(known, new.address(there.provision), words)
