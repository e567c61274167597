from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from portal.enums import SitePage


class SitePageRevisionQuerySet(models.QuerySet["SitePageRevision"]):
    def current(self) -> SitePageRevisionQuerySet:
        """The newest of each page and language."""
        return self.order_by("page", "language", "-number").distinct("page", "language")


class SitePageRevision(models.Model):
    """What a page of the site says in one language, from one change to the next. Rows are added and never change.

    The highest number is what readers see. Until the first change the text that comes with Comity stands
    (`portal/default_pages/`), which counts as number 0.
    """

    page = models.CharField(max_length=20, choices=SitePage)
    language = models.CharField(max_length=35, help_text="BCP 47")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    body = models.TextField(help_text="CommonMark")
    is_offered = models.BooleanField(default=True, help_text="Whether readers find the page in this language.")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = SitePageRevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "language", "number"], name="site_page_number_once"),
            models.CheckConstraint(name="site_page_numbers_begin_at_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="site_page_is_one_of_ours", condition=Q(page__in=SitePage.values)),
        ]

    def __str__(self) -> str:
        return f"{self.page} ({self.language}) {self.number}"
