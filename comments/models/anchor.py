from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from comments.enums import AnchorType
from comments.models.comment import Comment
from consultations.models import Draft, Provision, ProvisionText


def _by_count(column: str, name: str) -> list[models.Index]:
    """A provision's threads, and those on a whole draft, by what the column counts, the highest first."""
    return [
        models.Index(
            F("provision"),
            F(column).desc(),
            F("comment").desc(),
            name=f"anchor_by_{name}",
            condition=Q(leads=True, provision__isnull=False),
        ),
        models.Index(
            F("draft"),
            F(column).desc(),
            F("comment").desc(),
            name=f"draft_anchor_by_{name}",
            condition=Q(leads=True, type=AnchorType.DRAFT),
        ),
    ]


class Anchor(models.Model):
    """Where a first comment hangs. A gap is the one after `provision`. A passage is a W3C Web Annotation quote
    (`quote`, `prefix`, `suffix`) and position (`start`, `end`, in code points of `provision_text.text`, half open).

    `leads` is true on a comment's first anchor at a place, so that a list of a place's threads names each once;
    `posted_at` repeats the comment's, which never changes; `agree_count` and `reply_count` are the comment's, changed
    in the same transaction. So the list can be read in each of its orders from one index.
    """

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="anchors")
    ordinal = models.PositiveSmallIntegerField(default=1)
    type = models.CharField(max_length=10, choices=AnchorType)
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="anchors")
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, related_name="anchors")
    provision_text = models.ForeignKey(ProvisionText, models.PROTECT, null=True, related_name="+")
    quote = models.TextField(blank=True)
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    leads = models.BooleanField(default=True)
    posted_at = models.DateTimeField()
    agree_count = models.PositiveIntegerField(default=0, db_default=0)
    reply_count = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        ordering = ["comment", "ordinal"]
        indexes = [
            models.Index(
                F("provision"),
                F("posted_at").desc(),
                F("comment").desc(),
                name="anchor_by_provision",
                condition=Q(leads=True, provision__isnull=False),
            ),
            models.Index(
                F("draft"),
                F("posted_at").desc(),
                F("comment").desc(),
                name="anchor_by_draft",
                condition=Q(leads=True, type=AnchorType.DRAFT),
            ),
            models.Index(
                F("provision"),
                F("posted_at").desc(),
                F("comment").desc(),
                name="anchor_within_provision",
                condition=Q(type__in=[AnchorType.PASSAGE, AnchorType.GAP]),
            ),
            *_by_count("agree_count", "agreement"),
            *_by_count("reply_count", "replies"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["comment", "ordinal"], name="anchor_ordinal_once"),
            models.UniqueConstraint(fields=["comment", "provision"], name="one_lead_a_place", condition=Q(leads=True)),
            models.CheckConstraint(
                name="an_anchor_points_at_what_its_type_says",
                condition=Q(type=AnchorType.DRAFT, provision=None, provision_text=None, start=None, end=None, quote="")
                | Q(
                    type__in=[AnchorType.PROVISION, AnchorType.GAP],
                    provision__isnull=False,
                    provision_text=None,
                    start=None,
                    end=None,
                    quote="",
                )
                | (
                    Q(
                        type=AnchorType.PASSAGE,
                        provision__isnull=False,
                        provision_text__isnull=False,
                        start__isnull=False,
                        end__gt=F("start"),
                    )
                    & ~Q(quote="")
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} of {self.comment_id}"
