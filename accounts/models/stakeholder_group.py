from __future__ import annotations

from django.db import models

from common.models.term import Term


class StakeholderGroupQuerySet(models.QuerySet["StakeholderGroup"]):
    def offered(self) -> StakeholderGroupQuerySet:
        """The groups that people may choose today."""
        return self.filter(retired_at=None)


class StakeholderGroup(Term):
    """A kind of stakeholder, such as civil society."""

    objects = StakeholderGroupQuerySet.as_manager()
