"""Languages by their BCP 47 tags."""

import re

from django.conf.locale import LANG_INFO

TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
OFFERED = ("en", "fr", "es", "ar", "zh-Hans", "ru", "pt", "de", "nl", "it", "sw", "id", "uk", "tr", "ja")
OTHER_NAMES = {"zh-Hans": "简体中文"}


def is_language(tag: str) -> bool:
    """A primary language of two or three letters, and if need be a script and a region: “pt-BR”, “zh-Hans”."""
    return TAG.fullmatch(tag) is not None


def language_name(tag: str) -> str:
    """The language's name in itself, else its tag."""
    info = LANG_INFO.get(tag.lower()) or LANG_INFO.get(tag.split("-")[0], {})
    return OTHER_NAMES.get(tag) or str(info.get("name_local") or tag)


def offered() -> list[tuple[str, str]]:
    return [(tag, f"{language_name(tag)} ({tag})") for tag in OFFERED]
