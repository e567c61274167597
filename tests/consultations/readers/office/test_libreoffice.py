"""A treaty of our own with numbers of all kinds, as LibreOffice saves it in both formats and, with numbers, as text."""

import re
from pathlib import Path

import pytest

from consultations.readers import reader_for
from consultations.readers.draft import ReadDraft
from tests.consultations.readers.reading import loses_nothing

FILES = Path(__file__).parent / "files"
PRINTED = re.compile(r"\s*(?P<number>.*?)\s*(?:It applies|t|l\w+) w(?P<place>\d+)\.")
BULLETS = "•◦"
NAMED = "第"
"""Numbers of this list are articles, and what follows is within them."""


def numbers_as_printed() -> dict[str, str]:
    lines = (PRINTED.fullmatch(line.strip()) for line in (FILES / "treaty.txt").read_text("utf-8-sig").splitlines())
    rows = ((line["place"], line["number"].strip(BULLETS)) for line in lines if line)
    return {place: number for place, number in rows if not number.startswith(NAMED)}


def numbers_as_read(draft: ReadDraft) -> dict[str, str]:
    found: dict[str, str] = {}
    for provision, _, _ in draft.walk():
        for place in re.findall(r" w(\d+)\.", provision.text):
            found.setdefault(place, provision.number)
    return found


@pytest.mark.parametrize(("name", "alef"), [("treaty.odt", "ا"), ("treaty.docx", "أ")])
def test_the_numbers_are_those_that_libreoffice_prints(name, alef):
    draft = reader_for(name)((FILES / name).read_bytes())
    read, expected = numbers_as_read(draft), numbers_as_printed()

    assert len(expected) > 80
    assert {place: read[place] for place in expected} == {
        place: number.replace("ا", alef) for place, number in expected.items()
    }
    assert loses_nothing(draft)


@pytest.mark.parametrize("name", ["treaty.odt", "treaty.docx"])
def test_numbered_headings_are_parts_and_articles(name):
    draft = reader_for(name)((FILES / name).read_bytes())
    headings = [(provision.number, provision.heading) for provision, _, _ in draft.walk() if provision.heading]

    assert headings == [
        ("", "Model Treaty"), ("Part I", "General w1."), ("Article 1", "Scope w2."), ("Article 2", "Terms w9."),
        ("Part II", "Special w13."), ("Article 1", "More w14."),
    ]  # fmt: skip
