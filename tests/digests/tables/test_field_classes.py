"""A public digest holds what `tests/repository/fields.py` classes as public, and of a person what the comment's
attribution allows."""

import io
import re
import zipfile

import pytest
from django.apps import apps
from django.db.models import CharField, TextField

from comments.enums import Attribution
from comments.models import Comment
from digests.tables.columns import ANCHOR_COLUMNS, FIELDS
from tests.repository.fields import PERSONAL, PUBLIC, SECRET

MODELS = {
    "c": "comments.Comment", "first": "comments.Comment", "above": "comments.Comment", "v": "comments.CommentRevision",
    "n": "consultations.Consultation", "o": "consultations.Round", "d": "consultations.Draft", "a": "comments.Anchor",
    "p": "consultations.Provision", "t": "consultations.ProvisionText", "g": "accounts.StakeholderGroup",
}  # fmt: skip
BY_ATTRIBUTION = {"author_name", "organisation"}
MARK = "nobody else's business"


@pytest.mark.parametrize("column", [*FIELDS, *ANCHOR_COLUMNS], ids=lambda column: column.name)
def test_a_column_reads_public_fields_or_asks_the_attribution(column):
    read = {(MODELS[alias], field) for alias, field in re.findall(r'\b(\w+)\."?(\w+)', column.sql) if alias in MODELS}

    private = {field for model, field in read if field not in PUBLIC[model].split()}

    assert bool(private) == (column.name in BY_ATTRIBUTION)
    assert not private or (column.withheld and "CASE WHEN c.attribution" in column.sql)


def mark(classes):
    """Overwrite the text in every such field of what digests read; returns the names of these fields."""
    marked = set()
    for label, names in classes.items():
        model = apps.get_model(label)
        for field in (model._meta.get_field(name) for name in names.split()):
            free = isinstance(field, CharField | TextField) and not field.choices and not field.unique
            if free and model._meta.app_label in {"accounts", "consultations", "comments"}:
                model.objects.update(**{field.name: MARK[: field.max_length]})
                marked.add(field.name)
    return marked


def test_nothing_that_is_not_public_is_in_any_file_of_a_public_digest(corpus, write):
    Comment.objects.update(attribution=Attribution.ANONYMOUS)
    marked = mark(PERSONAL) | mark(SECRET)

    files = {path.name: path.read_bytes() for path in write(corpus.selection()).iterdir()}

    with zipfile.ZipFile(io.BytesIO(files["comments.xlsx"])) as book:
        files |= {name: book.read(name) for name in book.namelist()}
    assert {"author_name", "organisation_name", "contributor_key", "source", "name"} <= marked
    assert [name for name, content in files.items() if MARK.encode() in content] == []
