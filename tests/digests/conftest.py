from __future__ import annotations

import csv
import json

import pytest

from digests.enums import Format
from digests.services.documents import write_documents
from tests.digests.corpus import corpus as make_corpus


@pytest.fixture
def corpus(transactional_db):
    """A digest takes a transaction of its own, so what it reads must be committed."""
    return make_corpus()


@pytest.fixture
def write(tmp_path):
    """Write a selection's documents into a fresh folder; returns the folder."""

    def write_into(selection, *formats, name="digest"):
        folder = tmp_path / name
        folder.mkdir()
        write_documents(selection, formats=formats or list(Format), folder=folder, progress=lambda *_: None)
        return folder

    return write_into


@pytest.fixture
def rows_of():
    """The rows of a folder's comments.csv, as a stranger's script would read them."""

    def read(folder, name="comments.csv"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture
def records_of():
    def read(folder, name="comments.jsonl"):
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").split("\n")[:-1]]

    return read
