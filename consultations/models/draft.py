from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Deferrable, F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import Job, StoredFile
from consultations.enums import DraftState, ProvisionKind, TeamRole
from consultations.languages import language_label
from consultations.models.consultation import Consultation, is_public, is_worked_on_by


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User | AnonymousUser) -> DraftQuerySet:
        """Published drafts of what one may see; unpublished ones to the team and to administrators."""
        return self.filter(is_draft_seen_by(user))


def is_draft_seen_by(user: User | AnonymousUser, at: str = "") -> Q:
    """The condition of `visible_to`, for what hangs on a draft by the path `at`, such as “draft__”."""
    if user.is_authenticated and user.is_administrator:
        return Q()
    published = Q(**{f"{at}state": DraftState.PUBLISHED}) & is_public(f"{at}consultation__")
    return published | is_worked_on_by(user, f"{at}consultation__", least=TeamRole.OBSERVER)


class Draft(models.Model):
    """One version of the text. Once published, neither it nor its provisions can change (a trigger sees to it)."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="drafts")
    number = models.PositiveSmallIntegerField(help_text="1, 2, 3 … within the consultation; part of its address.")
    label = models.CharField(max_length=120, help_text="Such as “Zero draft”.")
    language = models.CharField(max_length=35, help_text="BCP 47 of the authoritative text.")
    further_languages = ArrayField(models.CharField(max_length=35), default=list, blank=True)
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    state = models.CharField(max_length=12, choices=DraftState, default=DraftState.UNPUBLISHED)
    source = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    reading = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    matching = models.ForeignKey(
        Job, models.SET_NULL, null=True, related_name="+", help_text="Ties its provisions to those of the predecessor."
    )
    lineage_confirmed_at = models.DateTimeField(null=True, help_text="When staff agreed to the lineage as it stands.")
    problems = models.JSONField(
        default=list, help_text="What of the file could not be placed: [{line (or page, paragraph), text, reason}]."
    )
    edition = models.PositiveIntegerField(
        default=0,
        help_text="Counts readings and changes by hand, so that a page which shows an older one is told apart.",
    )
    notices = models.JSONField(default=list, help_text="How the file was read as a whole: [{kind, count}].")
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="draft_number_once"),
            models.UniqueConstraint(fields=["consultation", "label"], name="draft_label_once"),
            models.CheckConstraint(
                name="draft_published_at_follows_state",
                condition=Q(state=DraftState.UNPUBLISHED, published_at=None)
                | Q(state=DraftState.PUBLISHED, published_at__isnull=False),
            ),
            models.CheckConstraint(name="draft_is_not_its_own_predecessor", condition=~Q(predecessor=F("pk"))),
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("reader", args=[self.consultation.slug, self.number])

    @property
    def is_published(self) -> bool:
        return self.state == DraftState.PUBLISHED

    @property
    def language_label(self) -> str:
        return language_label(self.language)


class Provision(models.Model):
    """One addressable unit of a draft. Language-free: its number, heading and text are `ProvisionText` rows.

    `eid` follows Akoma Ntoso's naming convention; `order` counts from 1 through the whole draft.
    """

    draft = models.ForeignKey(Draft, models.PROTECT, related_name="provisions")
    eid = models.CharField(max_length=200)
    order = models.PositiveIntegerField()
    depth = models.PositiveSmallIntegerField(default=0)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    kind = models.CharField(max_length=12, choices=ProvisionKind)
    place = models.PositiveIntegerField(
        null=True, blank=True, help_text="Where its words begin in the text of the file, in code points, where known."
    )

    class Meta:
        ordering = ["draft", "order"]
        # Checked at the end of each statement, so that one statement can renumber them all.
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "eid"], name="provision_eid_once", deferrable=Deferrable.IMMEDIATE
            ),
            models.UniqueConstraint(
                fields=["draft", "order"], name="provision_order_once", deferrable=Deferrable.IMMEDIATE
            ),
        ]

    def __str__(self) -> str:
        return self.eid

    def get_absolute_url(self) -> str:
        return reverse("provision", args=[self.draft.consultation.slug, self.draft.number, self.eid])


class ProvisionText(models.Model):
    """A provision in one language. `text` is plain, paragraphs a line each; `html` the same with its emphasis,
    lists and tables, cleaned. Anchors count characters (code points) of `text`."""

    provision = models.ForeignKey(Provision, models.PROTECT, related_name="texts")
    language = models.CharField(max_length=35)
    number = models.CharField(max_length=120, blank=True, help_text="As printed: “Article 5”, “2.”, “(a)”.")
    heading = models.TextField(blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provision", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return f"{self.number} {self.heading}".strip()
