from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from common.models.term import Term

OWN = "own-"
"""What the slug of a grouping of ours begins with, and no code of M49 or of `accounts.countries.groupings` does."""


class RegionalGroupingQuerySet(models.QuerySet["RegionalGrouping"]):
    def offered(self) -> RegionalGroupingQuerySet:
        """Those that may be chosen today."""
        return self.filter(retired_at=None)


class RegionalGrouping(Term):
    """Countries that the secretariat groups itself. They are what it means, so they never change: whoever wants other
    countries makes another grouping."""

    MAY_BE_EMPTY = True

    countries = ArrayField(models.CharField(max_length=2), help_text="ISO 3166-1 alpha-2, sorted, each once.")

    objects = RegionalGroupingQuerySet.as_manager()

    class Meta(Term.Meta):
        constraints = [
            *Term.Meta.constraints,
            models.CheckConstraint(name="a_grouping_of_ours_says_so", condition=Q(slug__startswith=OWN)),
            models.CheckConstraint(name="a_grouping_has_countries", condition=Q(countries__len__gt=0)),
        ]
