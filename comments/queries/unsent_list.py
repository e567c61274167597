"""Unsent comments as their writer's list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from comments.enums import Kind
from comments.models import UnsentComment
from comments.permissions import takes_comments
from comments.queries.shown import shown_place
from common.keyset import KeysetPage, paginate
from consultations.enums import RoundState
from consultations.models import Round

NEWEST_FIRST = ("-changed_at", "-pk")
"""Of one person: a few, so no index but that of the person is needed."""


@dataclass(frozen=True)
class UnsentLine:
    """`place` names what the text is about; `words` are those that count, under no names; `takes` says whether the
    round takes it now."""

    kept: UnsentComment
    place: str
    place_url: str
    words: tuple[str, ...]
    round: Round
    state: RoundState
    takes: bool


def unsent_page(
    unsent: QuerySet[UnsentComment], *, cursor: str, at: datetime, size: int = 20
) -> KeysetPage[UnsentLine]:
    """A page of somebody's unsent comments, newest first."""
    with_places = unsent.select_related("round__consultation", "round__draft", "provision", "parent")
    page = paginate(with_places.prefetch_related("provision__texts"), order=NEWEST_FIRST, cursor=cursor, size=size)
    lines = [unsent_line(kept, at=at) for kept in page.items]
    return KeysetPage(items=lines, next_cursor=page.next_cursor, previous_cursor=page.previous_cursor)


def unsent_line(kept: UnsentComment, *, at: datetime) -> UnsentLine:
    round = kept.round
    round.draft.consultation = round.consultation
    place = shown_place(round.draft, kept.provision)
    state = round.state(at)
    reply = _("Reply to %(reference)s") % {"reference": kept.parent.reference} if kept.parent else ""
    return UnsentLine(
        kept=kept,
        place=reply or place.name,
        place_url=kept.parent.get_absolute_url() if kept.parent else place.url,
        words=_words(kept),
        round=round,
        state=state,
        takes=state.takes_comments and takes_comments(round.consultation),
    )


def _words(kept: UnsentComment) -> tuple[str, ...]:
    """The body, and a wording where one was being proposed: other forms merely carry the draft's."""
    wording = kept.fields.get("proposed_wording", "") if kept.fields.get("kind") == Kind.WORDING else ""
    return tuple(filter(str.strip, (kept.fields.get("body", ""), wording)))
