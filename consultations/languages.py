"""Languages by their BCP 47 tags."""

import re

from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, gettext_noop

TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
OFFERED = ("en", "fr", "es", "ar", "zh-Hans", "ru", "pt", "de", "nl", "it", "sw", "id", "uk", "tr", "ja")
OTHERS = {"zh": {"name": gettext_noop("Chinese"), "name_local": "中文"}}
"""Languages that Django knows only by their scripts."""


def is_language(tag: str) -> bool:
    """A primary language of two or three letters, and if need be a script and a region: “pt-BR”, “zh-Hans”."""
    return TAG.fullmatch(tag) is not None


def language_name(tag: str) -> str:
    """The language's name in itself, else its tag."""
    return _names(tag).get("name_local") or tag


def language_here(tag: str) -> str:
    """The language's name in that of the page: “Arabic”."""
    return gettext(_names(tag).get("name") or tag)


def language_label(tag: str) -> str:
    """The language's name in that of the page, and in itself: “Arabic (العربيّة)”."""
    own, here = language_name(tag), language_here(tag)
    return own if own == here else f"{here} ({own})"


def direction_of(tag: str) -> str:
    """In which the language is written, as HTML says it."""
    return "rtl" if _names(tag).get("bidi") else "ltr"


def offered() -> list[tuple[str, str]]:
    return [(tag, language_label(tag)) for tag in OFFERED]


def _names(tag: str) -> dict[str, str]:
    primary = tag.split("-")[0]
    return LANG_INFO.get(tag.lower()) or LANG_INFO.get(primary) or OTHERS.get(primary) or {}
