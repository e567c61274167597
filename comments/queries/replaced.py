"""The words of the draft that the wording of a comment would take the place of, read along with the comment."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, F, IntegerField, JSONField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, JSONObject

from comments.enums import AnchorType
from comments.models import Anchor
from comments.wording import replaced_text
from consultations.models import Provision

BEYOND = 2**31 - 1
OTHERS = "provision__draft__provisions"
PRINTED = JSONObject(
    language=f"{OTHERS}__texts__language",
    number=f"{OTHERS}__texts__number",
    heading=f"{OTHERS}__texts__heading",
    text=f"{OTHERS}__texts__text",
)


def read_along() -> Case:
    """For a queryset of comments: NULL where no wording is proposed, so that other comments cost nothing; else the
    provision of its first anchor and those below it, as printed in the comment's language and in the draft's.
    Nothing stands in a gap."""
    as_high = Provision.objects.filter(
        draft=OuterRef("draft"), order__gt=OuterRef("provision__order"), depth__lte=OuterRef("provision__depth")
    )
    end = Subquery(as_high.order_by("order").values("order")[:1], output_field=IntegerField())
    within = Q(
        Q(**{f"{OTHERS}__texts__language": OuterRef("language")})
        | Q(**{f"{OTHERS}__texts__language": F("draft__language")}),
        **{f"{OTHERS}__order__gte": F("provision__order"), f"{OTHERS}__order__lt": Coalesce(end, Value(BEYOND))},
    )
    place = Anchor.objects.filter(within, comment=OuterRef("pk"), ordinal=1).exclude(type=AnchorType.GAP)
    return Case(
        When(
            ~Q(current_revision__proposed_wording=""),
            then=ArraySubquery(place.order_by(f"{OTHERS}__order").values(printed=PRINTED)),
        ),
        default=Value(None),
        output_field=ArrayField(JSONField()),
    )


def replaced_by(rows: list[dict[str, Any]] | None, *, language: str) -> str:
    """The text, of what `read_along` has read: in the comment's language where the draft has it, else the draft's."""
    rows = rows or []
    own = [row for row in rows if row["language"] == language] or rows
    return replaced_text((row["number"], row["heading"], row["text"]) for row in own)
