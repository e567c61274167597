"""When somebody was here before. Only for people who are signed in: of visitors nothing is stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import User
from comments.models import Visit
from consultations.models import Consultation

SILENCE = timedelta(hours=1)
"""A visit has ended once somebody has not been seen for so long: reading on does not clear what is marked as new."""

STEP = timedelta(minutes=5)
"""`seen_at` is written at most so often, however much somebody reads."""


def note_visit(*, by: User, consultation: Consultation | None, at: datetime) -> datetime | None:
    """Since when what is said is new to them, on the pages of a consultation, or of their own contributions for None;
    None on their first visit.

    No audit row: who reads what and when is nobody's business. Two pages at once leave one row, as if they were one.
    """
    visit = Visit.objects.filter(user=by, consultation=consultation).first()
    if visit is None:
        Visit.objects.bulk_create([Visit(user=by, consultation=consultation, seen_at=at)], ignore_conflicts=True)
        return None
    silent = at - visit.seen_at
    if silent < STEP:
        return visit.since
    since = visit.seen_at if silent >= SILENCE else visit.since
    Visit.objects.filter(pk=visit.pk, seen_at=visit.seen_at).update(since=since, seen_at=at)
    return since


def visits_about(person: User) -> list[dict[str, str]]:
    """What is kept of somebody's visits, to give to them; values that JSON holds. Of their contributions the
    consultation is ""."""
    visits = Visit.objects.filter(user=person).select_related("consultation").order_by("pk")
    return [
        {"consultation": it.consultation.slug if it.consultation else "", "seen_at": it.seen_at.isoformat()}
        for it in visits
    ]


def erase_visits(*, person: User) -> int:
    """Take them away with the account; how many there were. Nothing of them is in the public record."""
    erased, _by_model = Visit.objects.filter(user=person).delete()
    return erased
