from __future__ import annotations

import re

import pycountry

from consultations.languages import is_language

TAG = re.compile(r"([A-Za-z]{2,3})((?:-[A-Za-z0-9]{2,8}){0,3})")


def language_tag(text: str) -> str:
    """The BCP 47 tag of a code (ISO 639-1, 639-2, 639-3, a tag) or an English name; "" when it is none."""
    match = TAG.fullmatch(text.strip().replace("_", "-"))
    if match:
        code, rest = match[1].lower(), match[2]
        found = pycountry.languages.get(alpha_2=code) if len(code) == 2 else _three_letters(code)
        return _tag(_shortest(found), rest) if found else ""
    return _shortest(found) if (found := pycountry.languages.get(name=text.strip().title())) else ""


def _tag(language: str, rest: str) -> str:
    """With its script and its region, written as such tags are; what else a source adds is left out."""
    parts = [part.title() if len(part) == 4 else part.upper() for part in rest.split("-")[1:]]
    tag = "-".join([language, *parts])
    return tag if is_language(tag) else language


def _three_letters(code: str) -> object | None:
    found: object | None = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
    return found


def _shortest(language: object) -> str:
    return str(getattr(language, "alpha_2", "") or getattr(language, "alpha_3", ""))
