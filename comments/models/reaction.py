from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

from accounts.models import StakeholderGroup, User
from comments.enums import Opinion
from comments.models.comment import Comment


class ReactionQuerySet(models.QuerySet["Reaction"]):
    def visible_to(self, user: User | AnonymousUser) -> ReactionQuerySet:
        """One's own. Nobody else reads who agrees with whom, not the team either: they read how many."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class Reaction(models.Model):
    """Somebody agrees or disagrees with a comment: one a person, whomever the person represents.

    The group is that of the day. Of an account that was deleted the row stays, and leads to nobody. The comment's own
    counts are kept in the transaction of every change.
    """

    comment = models.ForeignKey(
        Comment, models.PROTECT, related_name="reactions", db_index=False
    )  # begins a constraint
    user = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    value = models.CharField(max_length=10, choices=Opinion)
    stakeholder_group = models.ForeignKey(StakeholderGroup, models.PROTECT, null=True, related_name="+")
    reacted_at = models.DateTimeField(default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "user"], include=["value", "stakeholder_group"], name="one_reaction_a_person"
            ),
            models.CheckConstraint(name="reaction_is_known", condition=models.Q(value__in=Opinion.values)),
        ]

    def __str__(self) -> str:
        return f"{self.value} with comment {self.comment_id}"
