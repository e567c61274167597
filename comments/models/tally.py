from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from comments.enums import Dimension, Place
from common.prepared import Given
from consultations.enums import TeamRole
from consultations.models import Provision, Round, is_worked_on_by


class TallyQuerySet(models.QuerySet["Tally"]):
    def visible_to(self, user: User | AnonymousUser, now: datetime | Given | None = None) -> TallyQuerySet:
        """What the reader may count: of rounds that keep their comments until they have closed, only who reads
        everything there. Their authors see their own comments, and the figures that everybody sees."""
        if user.is_authenticated and user.is_administrator:
            return self
        kept = Round.objects.keeping_comments_at(now or timezone.now()).values("pk")
        is_worked_on = is_worked_on_by(user, "round__consultation__", least=TeamRole.ANALYST)
        return self.filter(~Q(round__in=kept) | is_worked_on)


class Tally(models.Model):
    """How many published comments a place has by one dimension; kept in the transaction of every change.

    A round's tallies count each comment once. Those of a whole draft or a provision count a thread's comments at each
    place that its first comment is anchored to. `value` is a group's slug, a region's M49 code, a country's alpha-2
    code or a position; "" in the first three is “not stated”. Where a group, region or country took a position, `value`
    is that position, a colon and the group's, region's or country's value.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="tallies")
    place = models.CharField(max_length=10, choices=Place)
    provision = models.ForeignKey(Provision, models.PROTECT, null=True, related_name="tallies")
    dimension = models.CharField(max_length=20, choices=Dimension)
    value = models.CharField(max_length=80, blank=True)
    count = models.IntegerField(default=0)

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        constraints = [
            models.UniqueConstraint(
                fields=["round", "place", "provision", "dimension", "value"], name="tally_once", nulls_distinct=False
            ),
            models.CheckConstraint(name="tally_is_not_negative", condition=Q(count__gte=0)),
            models.CheckConstraint(
                name="tally_of_a_provision_names_it",
                condition=Q(place=Place.PROVISION, provision__isnull=False)
                | (~Q(place=Place.PROVISION) & Q(provision=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.dimension}={self.value}: {self.count}"
