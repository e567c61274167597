"""Two locales for development, derived from the English messages while they are looked up; nothing is stored.

`en-xa` is accented and about half as long again, between brackets: what stays plain English on a page was never marked
for translation, and what does not fit would not fit in other languages. `ug-xb` is English set from right to left.
The idea is that of browsers and Android; but `ar-xb`, their code, would be what a reader of Arabic gets. The language
must be one that Django sets from right to left, and should be one that few browsers ask for. Placeholders and HTML stay
as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils.translation import trans_real

LONG, MIRRORED = "en-xa", "ug-xb"

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "ȧƀƈḓḗƒɠħīĵķŀḿƞǿƥɋřşŧŭṽẇẋẏẑȦƁƇḒḖƑƓĦĪĴĶĿḾȠǾƤɊŘŞŦŬṼẆẊẎẐ"
LETTERS = {
    ord(plain): accented * (1 + (plain in "aeiouAEIOU")) for plain, accented in zip(PLAIN, ACCENTED, strict=True)
}
RIGHT_TO_LEFT, END = "\u202e", "\u202c"
CONTEXT_END = "\x04"
"""Between a message and its context, as gettext writes them."""

KEPT = re.compile(
    r"<[^>]*>|&\w+;|&#\d+;"  # tags and entities
    r"|%\(\w+\)[a-z]|%[a-z%]|\{\w*\}"  # placeholders
    r"|https?://\S+|\b\w+@\w+\.\w+"
)


def lengthened(message: str) -> str:
    return f"[{_outside_of_kept(message, lambda words: words.translate(LETTERS))}]"


def mirrored(message: str) -> str:
    return _outside_of_kept(message, lambda words: re.sub(r"\w+", rf"{RIGHT_TO_LEFT}\g<0>{END}", words))


def _outside_of_kept(message: str, change: Callable[[str], str]) -> str:
    kept = [*KEPT.findall(message), ""]
    return "".join(change(words) + keep for words, keep in zip(KEPT.split(message), kept, strict=True))


DISGUISES = {LONG: lengthened, MIRRORED: mirrored}
NAMES = {LONG: lengthened("Long text"), MIRRORED: mirrored("Right to left")}


class PseudoTranslation(trans_real.DjangoTranslation):
    """Looks nothing up: each message is its own translation, disguised."""

    def __init__(self, language: str) -> None:
        super().__init__(language)
        self._disguise = DISGUISES[language]

    def gettext(self, message: str) -> str:
        words = message.rpartition(CONTEXT_END)[2]
        return self._disguise(words) if words.strip() else words

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def install() -> None:
    """Django knows no other way to a translation than its class; both locales are chosen there by their codes."""
    LANG_INFO.update(
        {
            code: {"bidi": code == MIRRORED, "code": code, "name": name, "name_local": name}
            for code, name in NAMES.items()
        }
    )
    trans_real.DjangoTranslation = _translation  # type: ignore[assignment,misc]  # a factory in the place of the class


def _translation(language: str, *args: Any, **kwargs: Any) -> trans_real.DjangoTranslation:
    if language in DISGUISES and not args and not kwargs:
        return PseudoTranslation(language)
    return _Translation(language, *args, **kwargs)


_Translation = trans_real.DjangoTranslation
