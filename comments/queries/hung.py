"""What a first comment hangs on, to be read along with it and named beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from comments.citation import cited
from comments.enums import AnchorType
from comments.models import Anchor
from consultations.models import ProvisionText


@dataclass(frozen=True)
class ShownAnchor:
    """A place that a comment is about; `quote` are a passage's words, in `language`."""

    type: AnchorType
    url: str
    provision: str = ""
    quote: str = ""
    language: str = ""

    @property
    def name(self) -> str:
        if self.type == AnchorType.DRAFT:
            return _("The whole draft")
        if self.type == AnchorType.GAP:
            return _("After %(place)s: something is missing") % {"place": self.provision}
        return self.provision


def hung_along() -> ArraySubquery:
    """For a list of comments: the anchors of each, in their order."""
    text = ProvisionText.objects.filter(provision=OuterRef("provision"), language=OuterRef("draft__language"))
    anchors = Anchor.objects.filter(comment=OuterRef("pk")).order_by("ordinal")
    anchors = anchors.annotate(number=Subquery(text.values("number")), heading=Subquery(text.values("heading")))
    return ArraySubquery(anchors.values(it=_ROW))


_ROW = JSONObject(
    type="type",
    slug="draft__consultation__slug",
    draft="draft__number",
    eid="provision__eid",
    number=F("number"),
    heading=F("heading"),
    quote="quote",
    language="provision_text__language",
)


def shown_anchors(rows: Sequence[dict[str, Any]] | None) -> tuple[ShownAnchor, ...]:
    """Nothing for a comment on one provision, or on the whole draft, alone: the page says which."""
    anchors = tuple(_shown(row) for row in rows or ())
    is_plain = len(anchors) == 1 and anchors[0].type in {AnchorType.DRAFT, AnchorType.PROVISION}
    return () if is_plain else anchors


def _shown(row: dict[str, Any]) -> ShownAnchor:
    at = [row["slug"], row["draft"]]
    if row["eid"] is None:
        return ShownAnchor(AnchorType.DRAFT, reverse("whole_draft", args=at))
    return ShownAnchor(
        type=AnchorType(row["type"]),
        url=reverse("provision", args=[*at, row["eid"]]),
        provision=cited(row["eid"], number=row["number"] or "", heading=row["heading"] or ""),
        quote=row["quote"],
        language=row["language"] or "",
    )
