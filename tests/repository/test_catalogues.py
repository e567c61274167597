"""The catalogues of `locale/`: every message that they hold is translated, keeps its placeholders, and is compiled."""

import gettext
import re

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation import to_locale

from portal.pseudo_locales import NAMES

LOCALES = [to_locale(code) for code, _name in settings.LANGUAGES if code != "en" and code not in NAMES]
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
TAG = re.compile(r"</?\w+[^>]*>")


def catalogue(locale: str) -> Catalog:
    with (settings.BASE_DIR / "locale" / locale / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=locale)


def messages(locale: str) -> list[Message]:
    return [message for message in catalogue(locale) if message.id]


def forms(words: str | tuple[str, ...]) -> tuple[str, ...]:
    return words if isinstance(words, tuple) else (words,)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_of_a_catalogue_is_translated(locale):
    assert [it.id for it in messages(locale) if it.fuzzy or not all(forms(it.string))] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_has_the_placeholders_and_the_markup_of_its_message(locale):
    wrong = []
    for message in messages(locale):
        *fewer, usual = forms(message.string)
        known, tags = set(PLACEHOLDER.findall(forms(message.id)[-1])), sorted(TAG.findall(forms(message.id)[-1]))
        if set(PLACEHOLDER.findall(usual)) != known or any(sorted(TAG.findall(it)) != tags for it in [*fewer, usual]):
            wrong.append(usual)
        wrong += [it for it in fewer if not set(PLACEHOLDER.findall(it)) <= known]

    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_what_is_compiled_is_what_the_catalogue_says(locale):
    with (settings.BASE_DIR / "locale" / locale / "LC_MESSAGES" / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    written = {}
    for message in messages(locale):
        key = f"{message.context}\x04{forms(message.id)[0]}" if message.context else forms(message.id)[0]
        if isinstance(message.id, tuple):
            written |= {(key, number): words for number, words in enumerate(message.string)}
        else:
            written[key] = message.string

    assert {key: words for key, words in compiled.items() if key} == written
