from __future__ import annotations

from typing import ClassVar

from django.db import models

from comments.enums import ModerationReason
from common.models.term import Term


class ModerationReasonTermQuerySet(models.QuerySet["ModerationReasonTerm"]):
    def offered(self) -> ModerationReasonTermQuerySet:
        """Those that a comment may be hidden or reported for today."""
        return self.filter(retired_at=None)


class ModerationReasonTerm(Term):
    """Why a comment is hidden. Its name goes on after “hidden by the secretariat:”. “Another reason” needs words of
    one's own beside it, and so it stays."""

    NEEDED: ClassVar[frozenset[str]] = frozenset({ModerationReason.OTHER})

    objects = ModerationReasonTermQuerySet.as_manager()
