from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from comments.enums import PlacementState
from comments.models.anchor import Anchor
from comments.models.comment import is_comment_seen_by
from common.models import Job
from common.prepared import Given
from consultations.enums import TeamRole
from consultations.models import Draft, Provision, ProvisionText, Round, is_draft_seen_by, is_worked_on_by


class AnchorPlacementQuerySet(models.QuerySet["AnchorPlacement"]):
    def visible_to(self, user: User | AnonymousUser) -> AnchorPlacementQuerySet:
        """Of comments that one may find, on drafts that one may read."""
        return self.filter(is_comment_seen_by(user, "anchor__comment__") & is_draft_seen_by(user, "draft__"))

    def uncertain(self) -> AnchorPlacementQuerySet:
        """What wants a look: two places may be meant, or what stands there may be something else."""
        return self.filter(UNCERTAIN)


UNCERTAIN = Q(is_certain=False, decided_at=None)


class AnchorPlacement(models.Model):
    """Where an anchor stands in a later draft. `ancestor` (with `ancestor_text`, `ancestor_start`, `ancestor_end`) is
    where it stood in the draft before: the anchor's own place, or its placement there.

    A place is a provision, or the whole draft without one; a passage has a text and code points of it, half open. What
    is lost has neither. The state says what became of the words since the comment was made, and adds up over drafts.
    What staff have decided (`decided_at`) stays when the others are placed again.
    """

    anchor = models.ForeignKey(Anchor, models.CASCADE, related_name="placements")
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="placements")
    ancestor = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="+")
    ancestor_text = models.ForeignKey(ProvisionText, models.CASCADE, null=True, related_name="+")
    ancestor_start = models.PositiveIntegerField(null=True)
    ancestor_end = models.PositiveIntegerField(null=True)
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="placements", db_index=False)
    text = models.ForeignKey(ProvisionText, models.CASCADE, null=True, related_name="+")
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=PlacementState)
    score = models.FloatField(help_text="How alike the words are, 0 to 1; 1: the same words.")
    is_certain = models.BooleanField()
    decided_at = models.DateTimeField(null=True, help_text="When staff confirmed or corrected it.")
    at = models.DateTimeField(default=timezone.now)

    objects = AnchorPlacementQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(F("provision"), F("anchor").desc(), name="placement_by_provision"),
            models.Index(F("draft"), F("state"), F("anchor").desc(), name="placement_by_state"),
            models.Index(fields=["draft", "id"], name="placement_uncertain", condition=UNCERTAIN),
        ]
        constraints = [
            models.UniqueConstraint(fields=["anchor", "draft"], name="one_placement_a_draft"),
            models.CheckConstraint(name="placement_score_is_a_share", condition=Q(score__gte=0, score__lte=1)),
            models.CheckConstraint(
                name="a_lost_anchor_has_no_place",
                condition=~Q(state=PlacementState.LOST) | Q(provision=None, text=None, start=None, end=None),
            ),
            models.CheckConstraint(
                name="a_placed_passage_is_in_a_text",
                condition=Q(text=None, start=None, end=None)
                | Q(provision__isnull=False, text__isnull=False, start__isnull=False, end__gt=F("start")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.anchor_id} in {self.draft_id}: {self.state}"


class Carrying(models.Model):
    """That the anchors on a draft's predecessor were placed on it, and from what: `fingerprint` is of the lineage and
    of the text that they were placed by. Authors up to the key `told_up_to` have been told since it was published."""

    draft = models.OneToOneField(Draft, models.CASCADE, primary_key=True, related_name="carrying")
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    fingerprint = models.CharField(max_length=32, blank=True)
    placed_at = models.DateTimeField(null=True)
    told_up_to = models.BigIntegerField(default=0, db_default=0)

    def __str__(self) -> str:
        return f"{self.draft_id}: {self.placed_at}"


class CarriedTallyQuerySet(models.QuerySet["CarriedTally"]):
    def visible_to(self, user: User | AnonymousUser, now: datetime | Given | None = None) -> CarriedTallyQuerySet:
        """What the reader may count, as with `Tally`, of drafts that they may read."""
        if user.is_authenticated and user.is_administrator:
            return self
        kept = Round.objects.keeping_comments_at(now or timezone.now()).values("pk")
        is_worked_on = is_worked_on_by(user, "round__consultation__", least=TeamRole.ANALYST)
        return self.filter(~Q(round__in=kept) | is_worked_on).filter(is_draft_seen_by(user, "draft__"))


class CarriedTally(models.Model):
    """How many anchors of a round's comments stand at a place of a later draft, by what became of them: a provision;
    without one the whole draft, or nothing at all where the state is lost. They add up to the anchors of the round."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="carried_tallies")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+")
    provision = models.ForeignKey(Provision, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=PlacementState)
    count = models.PositiveIntegerField()

    objects = CarriedTallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "carried tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["draft", "provision", "round", "state"], name="carried_tally_once", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.provision_id} {self.state}: {self.count}"
