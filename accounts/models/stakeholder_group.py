from __future__ import annotations

from django.db import models
from django.db.models import Q

from common.localized import localized


class StakeholderGroupQuerySet(models.QuerySet["StakeholderGroup"]):
    def offered(self) -> StakeholderGroupQuerySet:
        """The groups that people may choose today."""
        return self.filter(retired_at=None)


class StakeholderGroup(models.Model):
    """A kind of stakeholder, such as civil society. Retired when no longer offered; never deleted."""

    slug = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(help_text="The name by language, such as {'en': 'Civil society'}.")
    order = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = StakeholderGroupQuerySet.as_manager()

    class Meta:
        ordering = ["order", "slug"]
        constraints = [models.CheckConstraint(name="group_has_a_slug", condition=~Q(slug=""))]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return localized(self.names)
