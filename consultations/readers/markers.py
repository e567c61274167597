"""Numbers at the start of a paragraph: “1.”, “(a)”, “iv)”, “2.1”, “§ 4”, “5 bis.”, “（一）”, “–”."""

from __future__ import annotations

import re
from dataclasses import dataclass

from consultations.readers.numerals import CHINESE_NUMERAL, chinese, roman

SUFFIX = r"(?:\s?(?:bis|ter|quater|quinquies|sexies|septies|octies|novies|decies)|[a-z](?![a-z]))?"
DECIMAL = rf"\d{{1,4}}(?:\.\d{{1,4}})*{SUFFIX}"
LETTERS = r"[^\W\d_]{1,2}|[ivxlc]{1,7}|[IVXLC]{1,7}"
MARKER = re.compile(
    rf"""\s*(?P<printed>
      [(（]\s*(?P<enclosed>{DECIMAL}|{CHINESE_NUMERAL}{{1,5}}|{LETTERS})\s*[)）]\.?
    | §{{1,2}}\s*(?P<section>{DECIMAL})\.?
    | (?P<closed>{DECIMAL}|{LETTERS})\s?[)）]
    | (?P<dotted>{DECIMAL}|[^\W\d_]|[ivxlc]{{1,7}}|[IVXLC]{{1,7}})(?:\.-?|°)
    | (?P<bare>\d{{1,4}}(?:\.\d{{1,4}})+)
    | (?P<counted>{CHINESE_NUMERAL}{{1,5}})、
    | (?P<dash>[–—•·‣▪●○*-])
    )(?:\s+|$|(?<=[、）]))""",
    re.VERBOSE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a number. Numbers of one `style` are siblings; `value` is the place among them."""

    style: str
    value: int
    suffixed: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """A number as printed and the ways to understand it: “(i)” is a Roman one or the letter after “(h)”."""

    printed: str
    readings: tuple[Reading, ...]

    @property
    def is_numeric(self) -> bool:
        return any("decimal" in reading.style or reading.style == "counted chinese" for reading in self.readings)

    @property
    def is_dash(self) -> bool:
        return self.readings[0].style.startswith("dash")


def marker_at(text: str) -> tuple[Marker, str] | None:
    """The number that `text` starts with and what follows it."""
    found = MARKER.match(text)
    if found is None:
        return None
    shape, core = next((name, value) for name, value in found.groupdict().items() if value and name != "printed")
    readings = tuple(readings_of(shape, core))
    if not readings:
        return None
    return Marker(found["printed"].strip(), readings), text[found.end() :]


def readings_of(shape: str, core: str) -> list[Reading]:
    if shape == "dash":
        return [Reading(f"dash {core}", 1)]
    if core[0].isdecimal():
        return [decimal_reading(shape, core)]
    if (value := chinese(core)) is not None:
        return [Reading(f"{shape} chinese", value)]
    case = "lower" if core.islower() else "upper" if core.isupper() else "caseless"
    readings = []
    if (value := roman(core)) is not None:
        readings.append(Reading(f"{shape} roman {case}", value))
    if len(core) == 1:
        readings.append(Reading(f"{shape} letter {case}", letter_value(core)))
    elif core[0] == core[1] and len(core) == 2:
        readings.append(Reading(f"{shape} letter {case}", 26 + letter_value(core[0])))
    return readings


def decimal_reading(shape: str, core: str) -> Reading:
    """“2.1” is the first of a second-level style, whether or not a dot follows it."""
    levels = re.match(r"[\d.]+", core)
    components = levels[0].strip(".").split(".") if levels else ["0"]
    style = f"{shape} decimal" if len(components) == 1 else f"level {len(components)} decimal"
    return Reading(style, int(components[-1]), suffixed=not core[-1].isdecimal())


def letter_value(letter: str) -> int:
    """1 for the first letter of a script's alphabet as Unicode orders it: a, а, ا."""
    lowered = letter.lower()
    for first in "aаα":
        if ord(first) <= ord(lowered) < ord(first) + 40:
            return ord(lowered) - ord(first) + 1
    return max(1, ord(lowered) - ord("ا") + 1) if "ا" <= lowered <= "ي" else 1
