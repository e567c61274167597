from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext

from common.localized import localized


class Term(models.Model):
    """One entry of a list that the secretariat keeps: a stakeholder group, a disposition.

    `slug` stands in addresses, digests and other people's scripts and never changes. `names` are wording; whoever
    means something else makes a new entry. A retired entry is no longer offered and stays under whatever was said with
    it; its `successor` is what to choose instead. No entry is ever deleted.
    """

    NEEDED: ClassVar[frozenset[str]] = frozenset()
    """Slugs to which a rule of the software is tied: they stay offered."""
    MAY_BE_EMPTY: ClassVar[bool] = False
    """Whether the last entry that is offered may be retired."""

    slug = models.SlugField(max_length=60, unique=True)
    names = models.JSONField(
        help_text="The name by language, such as {'en': 'Civil society'}; English is the fallback."
    )
    order = models.PositiveSmallIntegerField(default=0)
    retired_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    class Meta:
        abstract = True
        ordering = ["order", "slug"]
        constraints = [
            models.CheckConstraint(name="%(class)s_has_a_slug", condition=~Q(slug="")),
            models.CheckConstraint(
                name="%(class)s_is_replaced_once_retired",
                condition=Q(successor=None) | (Q(retired_at__isnull=False) & ~Q(successor=F("id"))),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """In the reader's language, else in English."""
        return localized(self.names)

    @property
    def is_offered(self) -> bool:
        return self.retired_at is None

    @property
    def choice(self) -> str:
        """The name beside a button: a retired entry, which only those see who have chosen it, says so."""
        if self.is_offered:
            return self.name
        if self.successor is not None and self.successor.is_offered:
            return gettext("%(name)s (no longer offered; “%(other)s” takes its place)") % {
                "name": self.name,
                "other": self.successor.name,
            }
        return gettext("%(name)s (no longer offered)") % {"name": self.name}

    @property
    def fingerprint(self) -> str:
        """Another for every wording: what somebody saw, and what is stored, are compared by it."""
        return sha256(repr(sorted(self.names.items())).encode()).hexdigest()[:16]
