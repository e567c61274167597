"""Every word that a page says itself is marked for translation: in the long-text locale no plain English is left.

What is stored (names, bodies, labels) speaks its author's language and is left out of account.
"""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from zoneinfo import available_timezones

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import Model
from django.urls import reverse
from django.utils.text import capfirst

from accounts.countries import all_countries
from accounts.countries.groupings import groupings
from common.markup import render_page
from consultations.enums import ConsultationState
from consultations.languages import OFFERED, language_name
from portal.pseudo_locales import LONG
from portal.pseudo_locales import NAMES as NAMES_OF_PSEUDO_LOCALES
from portal.queries.site_page import all_words
from tests.repository.access import TABLE
from tests.repository.matter import matter

pytestmark = pytest.mark.django_db

OURS = ("accounts", "comments", "common", "consultations", "digests", "portal")
SHOWN_ATTRIBUTES = ("alt", "aria-label", "aria-description", "placeholder", "title", "content")
NOT_SHOWN = {"script", "style", "code"}
FOR_MACHINES = {
    "viewport",
    "color-scheme",
    "htmx-config",
    "twitter:card",
    "og:type",
    "og:locale",
    "og:url",
    "og:image:type",
    "description",
    "og:description",
    "twitter:description",
    "robots",
}
VOID = {"meta", "link", "img", "br", "hr", "input", "wbr", "source", "col"}
NAMES = {
    "Comity",
    "CSV",
    "JSON",
    "XLSX",
    "PDF",
    "HTML",
    "Markdown",
    "UTC",
    "UTF",
    "TOML",
    "DOCX",
    "ID",
    "MB",
    "KB",
    "OpenID",
}
WORD = re.compile(r"[A-Za-z]{2,}")
WRITTEN_BY_MACHINES = re.compile(
    r"https?://\S+|\S+@\S+|\b[CP]-[A-Z0-9]+|[0-9a-f]{8,}|[\w/]+\.\w{2,4}\b|(?<!\w)\.[a-z]{2,8}\b|\b[A-Z][a-z]+/[A-Z]\w+|/\S+"
)


def plain_english(page: str, stored: set[str]) -> list[str]:
    """The texts that hold a word which is neither stored nor a name."""
    long = sorted((told for told in stored if len(told) > 5), key=len, reverse=True)
    return sorted(text for text in set(shown(page)) if is_plain(text, stored, long))


def shown(page: str) -> list[str]:
    """What eyes and screen readers get, in pieces."""
    reader = Reader()
    reader.feed(page)
    return reader.pieces


class Reader(HTMLParser):
    """Reads what is in the page's own language: not what an element marks as another one, nor what nobody is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.passed_over: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = dict(attributes)
        if tag in VOID:
            self.read(given)
        elif self.passed_over or tag in NOT_SHOWN or given.get("lang") not in (None, LONG):
            self.passed_over.append(tag)
        else:
            self.read(given)

    def read(self, given: dict[str, str | None]) -> None:
        if not self.passed_over and not FOR_MACHINES & {given.get("name"), given.get("property")}:
            self.pieces += [given.get(name) or "" for name in SHOWN_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        if self.passed_over and tag == self.passed_over[-1]:
            self.passed_over.pop()

    def handle_data(self, text: str) -> None:
        if not self.passed_over:
            self.pieces.append(text)


def is_plain(text: str, stored: set[str], long: Sequence[str]) -> bool:
    words = " ".join(text.split())
    if words in stored or not has_words(words, stored):
        return False
    for told in long:
        words = words.replace(told, " ")
    return has_words(words, stored)


def has_words(text: str, stored: set[str]) -> bool:
    words = WORD.findall(WRITTEN_BY_MACHINES.sub(" ", text))
    return any(word not in NAMES and word not in stored for word in words)


def stored_words() -> set[str]:
    rows = (row for model in apps.get_models() if model._meta.app_label in OURS for row in model._default_manager.all())
    zones = available_timezones()
    places = (
        {country.name for country in all_countries("en")}
        | {it.name for it in groupings().values()}
        | {told for zone in zones for told in (zone.replace("_", " "), zone.split("/")[-1])}
    )
    languages = {language_name(tag) for tag in OFFERED} | set(OFFERED)
    pages = {
        told
        for words in all_words().values()
        for it in words.values()
        for told in strings({"title": it.title, "body": render_page(it.body)})
    }
    languages |= set(NAMES_OF_PSEUDO_LOCALES.values())
    return places | languages | pages | {told for row in rows for value in values(row) for told in strings(value)}


def values(row: Model) -> list[object]:
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield " ".join(value.split())
        yield capfirst(" ".join(value.split()))  # as the first word of a choice
        yield from (" ".join(line.split()) for line in shown(value) if line.strip())
    elif isinstance(value, dict):
        yield from (told for part in value.values() for told in strings(part))
    elif isinstance(value, list):
        yield from (told for part in value for told in strings(part))


@pytest.fixture
def administrator(client):
    people = matter(ConsultationState.PUBLISHED).people
    client.force_login(people.administrator, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["django_language"] = LONG
    return client


def test_pages_are_wholly_in_the_readers_language(administrator):
    found, stored = {}, stored_words()
    for name, row in TABLE.items():
        address = reverse(name, kwargs=row.given)
        with transaction.atomic():
            for answer in (administrator.get(address), administrator.post(address, row.data())):
                words = plain_words_of(answer, stored=stored, posted={*row.data(), *map(str, row.data().values())})
                found[f"{answer.status_code} {address}"] = words
            transaction.set_rollback(True)

    assert {address: words for address, words in found.items() if words} == {}


@pytest.mark.parametrize("name", ["account_email", "account_logout", "mfa_index"])
def test_pages_of_libraries_are_wholly_in_the_readers_language(name, administrator):
    assert plain_words_of(administrator.get(reverse(name))) == []
    assert plain_words_of(administrator.post(reverse(name))) == []


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_request_login_code", "account_reset_password"]
)
def test_ways_in_are_wholly_in_the_readers_language(name, client):
    client.cookies["django_language"] = LONG

    assert plain_words_of(client.get(reverse(name))) == []
    assert plain_words_of(client.post(reverse(name))) == []


def plain_words_of(answer, *, stored: set[str] = frozenset(), posted: set[str] = frozenset()) -> list[str]:
    """What was typed comes back, and the names of fields that no form of ours has: `posted`. Only what is not
    `stored` since before is looked for among all that is stored now, which takes long."""
    is_page = answer.get("Content-Type", "").startswith("text/html") and not answer.streaming
    if not is_page or not answer.content or not plain_english(answer.text, stored | posted):
        return []
    return plain_english(answer.text, stored_words() | posted)
