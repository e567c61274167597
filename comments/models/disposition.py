from __future__ import annotations

from django.db import models

from common.models.term import Term


class DispositionTermQuerySet(models.QuerySet["DispositionTerm"]):
    def offered(self) -> DispositionTermQuerySet:
        """Those that a response may have today."""
        return self.filter(retired_at=None)


class DispositionTerm(Term):
    """What the secretariat does with a comment that it answers, such as “accepted”."""

    objects = DispositionTermQuerySet.as_manager()
