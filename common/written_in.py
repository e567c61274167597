"""In which language of ours a letter is written to somebody."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_supported_language_variant


def spoken(tag: str) -> str:
    """The language of the interface for a BCP 47 tag, as the settings write it: “zh-hans” for “zh”, “zh-Hans” and
    “zh_CN”, “fr” for “fr-CA”. "" where we speak none that is near it."""
    try:
        return get_supported_language_variant(tag.replace("_", "-").lower())
    except LookupError:
        return ""


def written_in(*tags: str) -> str:
    """The first of these languages that we speak, else that of the settings."""
    return next(filter(None, map(spoken, tags)), settings.LANGUAGE_CODE)
