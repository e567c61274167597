from __future__ import annotations

from django.db import models
from django.utils import timezone

from accounts.models import User
from consultations.enums import EditOperation
from consultations.models.draft import Draft


class DraftEdit(models.Model):
    """One change that editors made by hand to what a reader made of a draft's file; another file ends them.

    `number` counts those that stand or could be redone, from 1; those after the latest that stands are undone. `change`
    is what `consultations.editing.changes` needs to undo and redo it.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="edits")
    number = models.PositiveIntegerField()
    operation = models.CharField(max_length=12, choices=EditOperation)
    provision = models.CharField(max_length=200, help_text="The address of what was changed, as it was before.")
    name = models.CharField(max_length=200, blank=True, help_text="What it was called.")
    arguments = models.JSONField(default=dict)
    change = models.JSONField()
    is_undone = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["draft", "number"]
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_edit_number_once")]

    def __str__(self) -> str:
        return f"{self.provision}: {self.get_operation_display()}"


class DraftSource(models.Model):
    """The text of a draft's file as its reader saw it, without regard to structure. `Provision.place` counts in it."""

    draft = models.OneToOneField(Draft, models.CASCADE, primary_key=True, related_name="source_text")
    text = models.TextField()

    def __str__(self) -> str:
        return f"text of {self.draft_id}"
