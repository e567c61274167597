from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from comments.models.comment import Comment


class CommentWords(models.Model):
    """What a comment is found by: the body and the proposed wording of its current revision, while it shows its words.

    As of `ProvisionWords`, the database keeps it, in the transaction of whatever changes the comment or its revision:
    the row goes when the words go (`comments/migrations/0020_words_are_found.py`). It is there for comments that
    wait for a decision and for those kept until closing, too, so who searches goes through `visible_to`.
    """

    comment = models.OneToOneField(
        Comment, models.DO_NOTHING, primary_key=True, related_name="words", db_constraint=False
    )
    configuration = models.CharField(max_length=20, db_index=True)
    vector = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["vector"], name="comment_by_words", gin_pending_list_limit=256)]

    def __str__(self) -> str:
        return f"words of {self.comment_id}"
