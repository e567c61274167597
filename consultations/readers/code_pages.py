"""Which encoding the bytes of a text point to that is in no Unicode encoding, or none where that is not sure.

What is guessed wrong would be read as other letters and nobody told, so each answer needs evidence:

- Western (Windows-1252): letters with accents stand in words of ASCII letters, and are such as those languages have.
- Alphabets: words wholly of bytes beyond ASCII, of which more than half are the most frequent letters of a language of
  that encoding; another encoding makes other, rarer letters of the same bytes.
- Chinese and Japanese: pairs of bytes without a flaw, nearly all among the frequent characters, or with Japanese kana.
"""

import re
from collections import Counter

ALPHABETS = {
    "cp1251": "оеаинтсрвлкмі",
    "koi8-r": "оеаинтсрвлкмі",
    "cp1256": "اليمنوترةب",
    "iso8859-6": "اليمنوترةب",
    "cp1253": "αοιετνσςρκηάό",
    "cp1255": "יוהלאתרמבש",
}
SURE, APART = 0.55, 0.12
"""The share of frequent letters, and how much less the next encoding must have."""
FEWEST = 20  # letters beyond ASCII by which an alphabet is told
MIXED = 0.5  # of the words with bytes beyond ASCII
WESTERN = frozenset(
    "àâäáãåæçèéêëìíîïñòóôöõøœùúûüÿßšžÀÂÄÁÃÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÕØŒÙÚÛÜŸŠŽ“”„‘’‚–—…«»‹›°§©®™€£•·¿¡ªº½¼¾²³†‡×\u00a0\u00ad´"
)
PLAUSIBLE = 0.9  # of the signs beyond ASCII
FREQUENT_HAN = re.compile(rb"([\xb0-\xd7])[\xa1-\xfe]|[\xa1\xa3][\xa1-\xfe]")
LATER, LATER_SHARE = b"\xc9", 0.15
"""Frequent characters go to the end of the pinyin alphabet; Korean syllables, of the same bytes, end before."""
HAN = 0.85  # of the bytes beyond ASCII, in pairs of frequent characters
KANA = re.compile("[ぁ-ヺー]")
KANA_SHARE = 0.2
HIGH = re.compile(rb"[\x80-\xff]")
WORD = re.compile(rb"[A-Za-z\x80-\xff]+")


def code_page_of(data: bytes) -> str | None:
    """`data` is neither UTF-8 nor UTF-16."""
    words = [word for word in WORD.findall(data) if HIGH.search(word)]
    mixed = sum(re.search(rb"[A-Za-z]", word) is not None or len(word) < 3 for word in words)
    found = [name for name in (japanese(data), chinese(data)) if name]
    if mixed < MIXED * len(words):
        found += alphabet_of(data)
    elif not found and is_western(data):
        found = ["cp1252"]
    return found[0] if len(found) == 1 else None


def decoded(data: bytes, encoding: str) -> str:
    """The text; "" where the bytes are not of that encoding."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return ""


def is_western(data: bytes) -> bool:
    signs = [sign for sign in decoded(data, "cp1252") if not sign.isascii()]
    return bool(signs) and sum(sign in WESTERN for sign in signs) >= PLAUSIBLE * len(signs)


def alphabet_of(data: bytes) -> list[str]:
    """The one encoding that is surely meant; more where several may be; none where none is."""
    shares: dict[str, float] = {}
    for encoding, frequent in ALPHABETS.items():
        letters = Counter(sign for sign in decoded(data, encoding) if not sign.isascii() and sign.isalpha())
        if letters.total() >= FEWEST:
            shares[encoding] = sum(letters[sign] for sign in frequent) / len(HIGH.findall(data))
    best = max(shares.values(), default=0.0)
    return [name for name, share in shares.items() if share > best - APART] if best >= SURE else []


def chinese(data: bytes) -> str:
    high = len(HIGH.findall(data))
    firsts = FREQUENT_HAN.findall(data)
    later = sum(first >= LATER for first in firsts)
    frequent = 2 * len(firsts) >= HAN * high and later >= LATER_SHARE * len(firsts)
    return "gb18030" if frequent and high >= FEWEST and decoded(data, "gb18030") else ""


def japanese(data: bytes) -> str:
    signs = [sign for sign in decoded(data, "cp932") if not sign.isascii()]
    kana = sum(KANA.match(sign) is not None for sign in signs)
    return "cp932" if len(signs) >= FEWEST // 2 and kana >= KANA_SHARE * len(signs) else ""
