"""What the desk's first page shows: the consultations one works on, and what waits there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count

from accounts.models import User
from comments.enums import Dimension, Place
from comments.models import Comment, CommentImport, Tally
from comments.queries.report import to_decide
from common.enums import UNFINISHED
from consultations.enums import ConsultationState, TeamRole
from consultations.models import Consultation, Round
from digests.models import Digest


@dataclass(frozen=True)
class DeskEntry:
    """A consultation at the desk. `unanswered` counts published comments without a response, `in_queue` those
    that wait for a decision, `reported` those that readers reported; `digests` and `imports` are those whose job is not
    finished. Who may not read everything there (`may_read`) is shown none of these.
    """

    consultation: Consultation
    may_read: bool
    rounds: tuple[Round, ...]
    open_round: Round | None
    comments: int
    unanswered: int
    in_queue: int
    reported: int
    digests: tuple[Digest, ...]
    imports: tuple[CommentImport, ...]


def desk_entries(user: User | AnonymousUser, *, at: datetime) -> list[DeskEntry]:
    """The newest consultation first, without templates; eight queries, however many there are."""
    consultations = list(
        Consultation.objects.worked_on_by(user, least=TeamRole.OBSERVER)
        .exclude(state=ConsultationState.TEMPLATE)
        .order_by("-created_at", "-pk")
    )
    read = set(Consultation.objects.worked_on_by(user).values_list("pk", flat=True))
    rounds = Round.objects.filter(consultation__in=consultations).select_related("draft").order_by("number")
    tallies = Tally.objects.filter(
        round__consultation__in=consultations, place=Place.ROUND, dimension=Dimension.ALL
    ).values_list("round", "count")
    waiting = (
        Comment.objects.unanswered()
        .filter(consultation__in=consultations)
        .order_by()
        .values_list("consultation")
        .annotate(Count("pk"))
    )
    queues = to_decide(consultations)
    digests = list(Digest.objects.filter(consultation__in=read, job__state__in=UNFINISHED).select_related("job"))
    imports = list(
        CommentImport.objects.filter(consultation__in=read, job__state__in=UNFINISHED).select_related(
            "job", "source_file"
        )
    )
    by_consultation: dict[int, list[Round]] = {it.pk: [] for it in consultations}
    for round in rounds:
        by_consultation[round.consultation_id].append(round)
    totals, unanswered = dict(tallies), dict(waiting)
    return [
        DeskEntry(
            consultation=it,
            may_read=it.pk in read,
            rounds=tuple(by_consultation[it.pk]),
            open_round=next((round for round in by_consultation[it.pk] if round.state(at).takes_comments), None),
            comments=sum(totals.get(round.pk, 0) for round in by_consultation[it.pk]),
            unanswered=unanswered.get(it.pk, 0),
            in_queue=queues[it.pk].waiting,
            reported=queues[it.pk].reported,
            digests=tuple(digest for digest in digests if digest.consultation_id == it.pk),
            imports=tuple(run for run in imports if run.consultation_id == it.pk),
        )
        for it in consultations
    ]
