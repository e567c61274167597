"""Words in several languages: JSON objects from a BCP 47 tag to the words."""

from collections.abc import Mapping

from django.utils.translation import get_language

FALLBACK = "en"
"""The language that every wording has."""
LANGUAGES = (FALLBACK, "fr", "es", "ru", "ar", "zh")
"""Those in which the secretariat is asked for its wording: the six of the United Nations."""


def localized(words: Mapping[str, str], *, fallback: str = FALLBACK) -> str:
    """The words in the reader's language, else its base language, else another of that base (pages speak “zh-hans”,
    where a consultation has “zh-Hans”), else `fallback`, else whatever there is."""
    language = get_language() or fallback
    base = language.split("-")[0]
    for tag in (language, base):
        if words.get(tag):
            return words[tag]
    near = (value for tag, value in words.items() if value and tag.split("-")[0] == base)
    return next(near, "") or stored_words(words, fallback=fallback)


def stored_words(words: Mapping[str, str], *, fallback: str) -> str:
    """The words in `fallback`, else whatever there is; the same for every reader."""
    return words.get(fallback) or next((value for value in words.values() if value), "")
