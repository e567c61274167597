"""Names as people look for them: whatever their case, accents, punctuation, and letters that look alike."""

from __future__ import annotations

import re
import unicodedata

FOLDED = 300
"""Characters that are kept of a folded name."""

LOOK_ALIKES = str.maketrans("авекмнорстухіјѕ" + "αβεηικμνορτυχ" + "ı", "abekmhopctyxijs" + "abehikmnoptyx" + "i")
"""Letters of Cyrillic and Greek to the Latin ones that readers take them for, small or capital."""

ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
_NOT_A_WORD = re.compile(r"[\W_]+")


def folded(name: str) -> str:
    """The name for comparing and sorting: small letters without accents, words with one space between them."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    return _NOT_A_WORD.sub(" ", letters).strip()[:FOLDED]


def look(name: str) -> str:
    """The same for all names that look the same to a reader of Latin letters."""
    return folded(name).translate(LOOK_ALIKES)


def mixes_alphabets(name: str) -> bool:
    """True where one word holds letters of two alphabets whose letters look alike: nobody writes so in good faith."""
    return any(len(_alphabets(word)) > 1 for word in _NOT_A_WORD.split(name))


def _alphabets(word: str) -> set[str]:
    names = (unicodedata.name(char, "").split(" ")[0] for char in word)
    return {name for name in names if name in ALPHABETS}
