"""What the first page shows: rounds by what the clock says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from comments.enums import Dimension, Place
from comments.models import Tally
from common.keyset import KeysetPage, paginate
from consultations.enums import ConsultationState, RoundState
from consultations.models import Consultation, Round

CLOSED_PAGE = 10


@dataclass(frozen=True)
class Home:
    """Rounds that take comments, in time or late, by the next to close; coming ones by the next to open; closed ones by
    the last to close.

    `announced` are published consultations that have no round yet that the reader may see.
    """

    open: list[Round]
    late: list[Round]
    coming: list[Round]
    closed: KeysetPage[Round]
    announced: list[Consultation]


def home_page(user: User | AnonymousUser, *, at: datetime, cursor: str) -> Home:
    published = Consultation.objects.visible_to(user).filter(state=ConsultationState.PUBLISHED)
    rounds = Round.objects.visible_to(user)
    running = rounds.filter(consultation__in=published)
    shown = Round.objects.visible_to(user).filter(consultation=OuterRef("pk"))
    later = Round.objects.visible_to(user).filter(
        consultation=OuterRef("consultation"), closes_at__gt=OuterRef("closes_at")
    )
    taking = list(_cards(running.taking_comments_at(at)).order_by("closes_at", "pk"))
    return Home(
        open=[round for round in taking if round.state(at) is RoundState.OPEN],
        late=[round for round in taking if round.state(at) is RoundState.LATE],
        coming=list(_cards(running.filter(opens_at__gt=at)).order_by("opens_at", "pk")),
        closed=paginate(
            _cards(rounds.filter(~Exists(later), closes_at__lte=at).exclude(late_until__gt=at)),
            order=("-closes_at", "-id"),
            cursor=cursor,
            size=CLOSED_PAGE,
        ),
        announced=list(published.filter(~Exists(shown)).order_by("-published_at", "pk")),
    )


def _cards(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """With what a card shows; `comment_total` is the published comments of each, from its tally, as everybody counts
    them."""
    total = (
        Tally.objects.visible_to(AnonymousUser())
        .filter(round=OuterRef("pk"), place=Place.ROUND, dimension=Dimension.ALL)
        .values("count")
    )
    rounds = rounds.select_related("consultation", "draft__consultation")
    return rounds.annotate(comment_total=Coalesce(Subquery(total, output_field=IntegerField()), 0))
