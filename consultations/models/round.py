from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.prepared import Given
from consultations.enums import Attribution, Audience, CommentsShown, ModerationMode, Positions, RoundState
from consultations.limits import POSTED_WORDS, SHORTEST_LIMIT
from consultations.models.consultation import Consultation
from consultations.models.draft import Draft, is_draft_seen_by


class RoundQuerySet(models.QuerySet["Round"]):
    def visible_to(self, user: User | AnonymousUser) -> RoundQuerySet:
        """The rounds on drafts that `user` may read."""
        return self.filter(is_draft_seen_by(user, "draft__"))

    def taking_comments_at(self, at: datetime) -> RoundQuerySet:
        """Open, or closed and still taking what comes late."""
        return self.filter(Q(closes_at__gt=at) | Q(late_until__gt=at), opens_at__lte=at)

    def keeping_comments_at(self, at: datetime | Given) -> RoundQuerySet:
        """Those whose comments others do not see yet."""
        takes_more = Q(closes_at__gt=at) | Q(late_until__gt=at)
        return self.filter(takes_more, comments_shown=CommentsShown.AFTER_CLOSING)


def name_only() -> list[str]:
    return [Attribution.NAME.value]


class Round(models.Model):
    """A period in which a consultation takes comments on one draft: from `opens_at` up to, not including, `closes_at`.

    What is said from then up to, not including, `late_until` is taken and flagged as late; without it, it is refused.
    `announced_closes_at` keeps the first announced end when the round was closed early or extended, `end_reason` says
    why. Results are promised for `results_by`, and were first for `announced_results_by` where that was moved; at
    `results_at` the secretariat said that they can be read. `version` counts the changes: a form that was made from an
    older one does not overwrite a newer.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="rounds")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    late_until = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=500, blank=True, help_text="Why the end was moved; readers see it.")
    announced_closes_at = models.DateTimeField(null=True, blank=True)
    results_by = models.DateTimeField(null=True, blank=True)
    announced_results_by = models.DateTimeField(null=True, blank=True)
    results_at = models.DateTimeField(null=True, blank=True)
    moderation = models.CharField(max_length=10, choices=ModerationMode, default=ModerationMode.AT_ONCE)
    audience = models.CharField(
        max_length=13, choices=Audience, default=Audience.EVERYONE, db_default=Audience.EVERYONE.value
    )
    audience_codes = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        help_text="Whom the audience means: slugs of groups; codes of countries, regions or groupings; keys of "
        "organisations.",
    )
    attributions = ArrayField(
        models.CharField(max_length=12, choices=Attribution),
        default=name_only,
        help_text="How the authors of comments may be shown; at least one.",
    )
    length_limit = models.PositiveIntegerField(
        null=True, blank=True, help_text="Characters of a comment's text; empty: as many as the site takes."
    )
    prompt_count = models.PositiveSmallIntegerField(default=0, help_text="Prompts that it asks now.")
    comments_shown = models.CharField(
        max_length=13, choices=CommentsShown, default=CommentsShown.AT_ONCE, db_default=CommentsShown.AT_ONCE.value
    )
    positions = models.CharField(
        max_length=19, choices=Positions, default=Positions.ANY, db_default=Positions.ANY.value
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "number"], name="round_number_once"),
            models.CheckConstraint(name="round_closes_after_it_opens", condition=Q(closes_at__gt=F("opens_at"))),
            models.CheckConstraint(
                name="round_takes_late_ones_after_it_closes",
                condition=Q(late_until__isnull=True) | Q(late_until__gt=F("closes_at")),
            ),
            models.CheckConstraint(
                name="round_promises_results_after_it_closes",
                condition=Q(results_by__isnull=True) | Q(results_by__gt=F("closes_at")),
            ),
            models.CheckConstraint(
                name="round_has_results_after_it_closes",
                condition=Q(results_at__isnull=True) | Q(results_at__gte=F("closes_at")),
            ),
            models.CheckConstraint(name="round_moderation_is_known", condition=Q(moderation__in=ModerationMode.values)),
            models.CheckConstraint(
                name="round_shows_comments_at_a_known_time", condition=Q(comments_shown__in=CommentsShown.values)
            ),
            models.CheckConstraint(
                name="round_takes_a_known_number_of_positions", condition=Q(positions__in=Positions.values)
            ),
            models.CheckConstraint(
                name="round_says_whom_its_audience_means",
                condition=Q(audience=Audience.EVERYONE, audience_codes__len=0)
                | Q(
                    audience__in=[it.value for it in Audience if it is not Audience.EVERYONE],
                    audience_codes__len__gte=1,
                ),
            ),
            models.CheckConstraint(
                name="round_has_known_attributions",
                condition=Q(attributions__len__gte=1, attributions__contained_by=Attribution.values),
            ),
            models.CheckConstraint(
                name="round_limits_what_can_be_written",
                condition=Q(length_limit__isnull=True) | Q(length_limit__range=(SHORTEST_LIMIT, POSTED_WORDS)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation.slug} round {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.consultation.slug])

    def state(self, at: datetime) -> RoundState:
        if at < self.opens_at:
            return RoundState.SCHEDULED
        if at < self.closes_at:
            return RoundState.OPEN
        return RoundState.LATE if self.late_until and at < self.late_until else RoundState.CLOSED

    def is_announced(self, at: datetime) -> bool:
        """Whether people rely on its times and rules: from its opening on. A template announces nothing."""
        return not self.consultation.is_template and self.state(at) is not RoundState.SCHEDULED

    def keeps_comments(self, at: datetime) -> bool:
        """Whether others do not see its comments yet; as `keeping_comments_at`."""
        return self.comments_shown == CommentsShown.AFTER_CLOSING and self.state(at) is not RoundState.CLOSED
