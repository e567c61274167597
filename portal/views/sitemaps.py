"""What search engines are told of: what every visitor may read. A page of it costs the same however much there is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.sitemaps import Sitemap
from django.db.models import Max, QuerySet
from django.urls import reverse

from consultations.models import Consultation, Draft, Provision
from portal.enums import SitePage

if TYPE_CHECKING:
    AnySitemap = Sitemap[Any]
else:
    AnySitemap = Sitemap  # generic only in its type stubs


class PagesSitemap(AnySitemap):
    """The first page and the pages of the site."""

    def items(self) -> list[str]:
        return [reverse("home"), *(reverse("site_page", args=[page]) for page in SitePage)]

    def location(self, item: str) -> str:
        return item


class ConsultationSitemap(AnySitemap):
    limit = 1000

    def items(self) -> QuerySet[Consultation]:
        return Consultation.objects.visible_to(AnonymousUser()).order_by("pk")


class DraftSitemap(AnySitemap):
    """The readers. A published draft does not change, so it is as old as its publication."""

    limit = 1000

    def items(self) -> QuerySet[Draft]:
        return Draft.objects.visible_to(AnonymousUser()).select_related("consultation").order_by("pk")

    def lastmod(self, item: Draft) -> datetime | None:
        return item.published_at

    def get_latest_lastmod(self) -> datetime | None:
        """In the database: Django's own would read every draft."""
        latest: datetime | None = self.items().order_by().aggregate(latest=Max("published_at"))["latest"]
        return latest


class ProvisionSitemap(AnySitemap):
    limit = 1000

    def items(self) -> QuerySet[Provision]:
        drafts = Draft.objects.visible_to(AnonymousUser())
        return Provision.objects.filter(draft__in=drafts).select_related("draft__consultation").order_by("pk")


SITEMAPS: dict[str, type[AnySitemap]] = {
    "pages": PagesSitemap,
    "consultations": ConsultationSitemap,
    "drafts": DraftSitemap,
    "provisions": ProvisionSitemap,
}
