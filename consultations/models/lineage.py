from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts.models import User
from consultations.enums import LineageKind
from consultations.models.draft import Draft, Provision, is_draft_seen_by


class LineageQuerySet(models.QuerySet["Lineage"]):
    def visible_to(self, user: User | AnonymousUser) -> LineageQuerySet:
        """To whom both drafts are visible: a row tells of the texts of both."""
        return self.filter(is_draft_seen_by(user, "draft__") & is_draft_seen_by(user, "draft__predecessor__"))


class Lineage(models.Model):
    """What became of a provision of the draft before, or where one of this draft comes from.

    `draft` is the later one. A split is several rows with one ancestor, a merge several rows with one provision.
    Matched rows go with their provisions: whoever reads or edits a draft's text has it matched again.
    """

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="lineage")
    provision = models.ForeignKey(
        Provision, models.CASCADE, null=True, related_name="lineage", help_text="Of this draft; empty: deleted."
    )
    ancestor = models.ForeignKey(
        Provision, models.CASCADE, null=True, related_name="descent", help_text="Of the draft before; empty: new."
    )
    kind = models.CharField(max_length=12, choices=LineageKind)
    score = models.FloatField(help_text="How alike the words are, 0 to 1; 1: the same words.")
    order = models.PositiveIntegerField(help_text="The draft's reading order, with what was deleted where it stood.")
    is_corrected = models.BooleanField(default=False, help_text="Staff have decided this.")

    objects = LineageQuerySet.as_manager()

    class Meta:
        ordering = ["draft", "order", "pk"]
        indexes = [models.Index(fields=["draft", "order", "id"], name="lineage_in_order")]
        constraints = [
            models.UniqueConstraint(fields=["provision", "ancestor"], name="lineage_once"),
            models.UniqueConstraint(fields=["provision"], condition=Q(ancestor=None), name="lineage_new_once"),
            models.UniqueConstraint(fields=["ancestor"], condition=Q(provision=None), name="lineage_deleted_once"),
            models.CheckConstraint(
                name="lineage_ends_follow_kind",
                condition=Q(kind=LineageKind.NEW, provision__isnull=False, ancestor=None)
                | Q(kind=LineageKind.DELETED, provision=None, ancestor__isnull=False)
                | (
                    ~Q(kind__in=[LineageKind.NEW, LineageKind.DELETED])
                    & Q(provision__isnull=False, ancestor__isnull=False)
                ),
            ),
            models.CheckConstraint(name="lineage_score_is_a_share", condition=Q(score__gte=0, score__lte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} → {self.provision_id}: {self.kind}"
