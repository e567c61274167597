from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from consultations.models.draft import ProvisionText


class ProvisionWords(models.Model):
    """What a text of a provision is found by. The database keeps it: a trigger on the texts writes it in the
    transaction of the change (`consultations/migrations/0013_words_are_found.py`), so nothing here is ever saved.

    `configuration` names the text search configuration of the text's language, “simple” where PostgreSQL has no stems
    for it. `vector` holds the stems and, beside them, “L” with the configuration and “C” with the consultation's key,
    capital letters that no stem has: a query asks for them as for words.
    """

    text = models.OneToOneField(
        ProvisionText, models.DO_NOTHING, primary_key=True, related_name="words", db_constraint=False
    )
    configuration = models.CharField(max_length=20, db_index=True)
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="provision_by_words", gin_pending_list_limit=256)]

    def __str__(self) -> str:
        return f"words of {self.text_id}"
