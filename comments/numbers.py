"""Finding a provision by what somebody types: “5.2”, “Article 5(2)”, “art. 5”, “第五条”, “٥”, “Preamble”.

What is typed and what is printed become the same signs: digits of every script, and Chinese numerals, are numbers.
Words tell kinds apart and need not be whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from consultations.enums import ProvisionKind
from consultations.readers.eids import ABBREVIATIONS
from consultations.readers.numerals import CHINESE_NUMERAL, chinese, roman

MOST = 12
"""So many places at most are offered to choose from."""

NAMES_BEGIN_AT = {ProvisionKind.ARTICLE, ProvisionKind.ANNEX, ProvisionKind.RECITAL, ProvisionKind.PREAMBLE}
"""Whoever cites article 5 does not name its chapter."""

LONGEST = 100
LATIN = frozenset({"bis", "ter", "quater", "quinquies", "sexies"})
SIGNS = re.compile(r"\d+|[^\W\d_]+")
CHINESE = re.compile(f"{CHINESE_NUMERAL}+")
ELIDED = re.compile(r"\b[dl]['’]")
_Same = Callable[[str, str], bool]
ORDINAL = str.maketrans("", "", "ºª°")


@dataclass(frozen=True)
class Numbered:
    """A provision by what tells it from others. `begins` where a citation begins with it, as with an article; `words`
    are what its kind is called, in small letters."""

    eid: str
    name: str
    depth: int
    number: str
    heading: str
    begins: bool
    words: tuple[str, ...]

    @classmethod
    def of(cls, eid: str, name: str, depth: int, number: str, heading: str, kind: ProvisionKind) -> Numbered:
        words = (kind.value, str(kind.label).casefold(), ABBREVIATIONS[kind])
        return cls(eid, name, depth, number, heading, kind in NAMES_BEGIN_AT, words)

    @cached_property
    def signs(self) -> tuple[str, ...]:
        return tuple(it for it in signs_of(self.number) if is_number(it))

    @cached_property
    def called(self) -> frozenset[str]:
        return frozenset([*self.words, *(it for it in signs_of(self.number) if not is_number(it))])


@dataclass(frozen=True)
class Found:
    """`hits` in the order of the draft; where there is none, `nearest` is what comes close, if anything does."""

    hits: tuple[Numbered, ...] = ()
    nearest: Numbered | None = None


@dataclass(frozen=True)
class _Asked:
    signs: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Placed:
    """A provision with those it stands in, the highest first."""

    it: Numbered
    above: tuple[Numbered, ...]

    @property
    def cited(self) -> tuple[str, ...]:
        """The signs of its full citation, which begins at the article."""
        chain = (*self.above, self.it)
        begin = max((index for index, it in enumerate(chain) if it.begins), default=0)
        return tuple(sign for it in chain[begin:] for sign in it.signs)

    def is_called(self, words: Sequence[str]) -> bool:
        """Whether it, or what it stands in, is called by each of the words."""
        known = self.it.called.union(*(it.called for it in self.above))
        return all(_calls(word, known) for word in words)


def find(asked: str, provisions: Sequence[Numbered], *, is_table: bool = False) -> Found:
    """What `asked` means among the provisions of a draft, given in its order.

    A person sees where the answer leads. Of a table that is imported nobody does, so there each word has to say which
    provision is meant, and headings and abbreviations that we do not know find nothing.
    """
    placed = list(_placed(provisions))
    signs = signs_of(asked[:LONGEST])
    known = frozenset().union(*(it.called for it in provisions)) if provisions else frozenset()
    words = tuple(it for it in signs if not is_number(it) and _calls(it, known))
    numbers = tuple(it for it in signs if is_number(it))
    if is_table and len(words) + len(numbers) < len(signs):
        return Found()
    if not numbers:
        return Found(tuple(_by_name("" if is_table else asked, words, placed))[:MOST])
    abbreviated = numbers if is_table else _without_abbreviations(numbers)
    for meant in dict.fromkeys((numbers, abbreviated)):
        if hits := _by_number(_Asked(meant, words), placed):
            return Found(tuple(it.it for it in hits)[:MOST])
    return Found(nearest=_nearest(_Asked(abbreviated, words), placed))


def signs_of(text: str) -> list[str]:
    """Numbers and words, one by one: “Art. 5(2)” is art, 5, 2."""
    plain = ELIDED.sub("", unicodedata.normalize("NFKC", text.translate(ORDINAL)).casefold())
    digits = "".join(str(unicodedata.decimal(it)) if it.isdecimal() else it for it in plain)
    numbered = CHINESE.sub(lambda match: f" {chinese(match[0])} ", digits)
    return [it.lstrip("0") or "0" if it.isdecimal() else it for it in SIGNS.findall(numbered)]


def is_number(sign: str) -> bool:
    """Digits, a letter of a point, a Roman numeral, or what is put behind a number, such as “bis”."""
    if sign.isdecimal() or sign in LATIN:
        return True
    if len(sign) == 1:
        return not unicodedata.name(sign, "").startswith("CJK")
    return roman(sign) is not None


def _placed(provisions: Iterable[Numbered]) -> Iterator[_Placed]:
    above: list[Numbered] = []
    for it in provisions:
        above = [one for one in above if one.depth < it.depth]
        yield _Placed(it, tuple(above))
        above.append(it)


def _by_name(asked: str, words: Sequence[str], placed: Iterable[_Placed]) -> Iterator[Numbered]:
    """What has no number and is called so, such as the preamble; and what has these words in its heading."""
    wanted = unicodedata.normalize("NFKC", asked).casefold().strip()
    for one in placed:
        is_called = bool(words) and not one.it.signs and _Placed(one.it, ()).is_called(words)
        if is_called or (wanted and wanted in unicodedata.normalize("NFKC", one.it.heading).casefold()):
            yield one.it


def _by_number(asked: _Asked, placed: Sequence[_Placed]) -> list[_Placed]:
    """As it is cited in full; else with what stands above the article; else by its own number alone. Roman numerals are
    found by digits where no digits are printed."""
    for itself in (True, False):
        for same in (_is_same, _is_same_value):
            ending = [it for it in placed if it.it.signs and _ends_with(asked.signs, it.it.signs, same)]
            called = [it for it in ending if _is_meant(it, asked, itself=itself)]
            full = [it for it in called if _are_same(asked.signs, it.cited, same)]
            if found := full or [it for it in called if _runs_through(asked.signs, it, same)]:
                return found
    return []


def _is_meant(placed: _Placed, asked: _Asked, *, itself: bool) -> bool:
    """The last word calls the provision itself (“chapter 2”), else what it stands in (“Article 5(2)”, “annex 5”):
    of the second sort is no paragraph 2 when somebody asks for article 2."""
    if not placed.is_called(asked.words):
        return False
    if itself:
        return _calls(asked.words[-1], placed.it.called) if asked.words else True
    return len(asked.signs) > 1 or placed.it.begins


def _calls(word: str, names: Iterable[str]) -> bool:
    return any(name.startswith(word) for name in names)


def _ends_with(asked: Sequence[str], own: Sequence[str], same: _Same) -> bool:
    return _are_same(asked[-len(own) :], own, same)


def _runs_through(asked: Sequence[str], placed: _Placed, same: _Same) -> bool:
    """Whether what is asked before its own number comes, in this order, among the numbers above it."""
    above = iter([sign for it in placed.above for sign in it.signs])
    return all(any(same(sign, one) for one in above) for sign in asked[: -len(placed.it.signs)])


def _are_same(asked: Sequence[str], printed: Sequence[str], same: _Same) -> bool:
    return len(asked) == len(printed) and all(map(same, asked, printed))


def _is_same(asked: str, printed: str) -> bool:
    return asked == printed


def _is_same_value(asked: str, printed: str) -> bool:
    return asked == printed or (asked.isdecimal() and roman(printed) == int(asked))


def _without_abbreviations(numbers: tuple[str, ...]) -> tuple[str, ...]:
    """Letters before the first digits abbreviate a word, as in “п. 5”."""
    digits = [index for index, it in enumerate(numbers) if it.isdecimal()]
    return numbers[digits[0] :] if digits else numbers


def _nearest(asked: _Asked, placed: Sequence[_Placed]) -> Numbered | None:
    """What it would stand in, else the one whose number differs least from the first that was asked for."""
    for shorter in list(accumulate((sign,) for sign in asked.signs))[-2::-1]:
        if hits := _by_number(_Asked(shorter, asked.words), placed):
            return hits[0].it
    if not asked.signs[0].isdecimal():
        return None
    wanted = int(asked.signs[0])
    numbered = [it for it in placed if len(it.cited) == 1 and it.it.signs and it.it.signs[0].isdecimal()]
    called = [it for it in numbered if it.is_called(asked.words)] or numbered
    closest = min(called, key=lambda it: abs(int(it.it.signs[0]) - wanted), default=None)
    return closest.it if closest else None
