"""What stands above every public page of a consultation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.permissions import can_respond, is_guest, takes_comments
from common.prepared import Given, Prepared
from consultations.enums import RoundState
from consultations.models import Consultation, Draft, Round
from consultations.permissions import can_read_everything, is_in_audience
from consultations.queries.audience import audience_names
from consultations.rules_in_words import audience_words


@dataclass(frozen=True)
class Head:
    """`round` is the one that matters now, `draft` the one whose reader the tab opens: the round's, else the newest.
    `rounds` are all on the draft of the page, or of the consultation on its other pages.
    `open_elsewhere` is another draft that takes comments now, where this one does not. `admits` says whether the round
    is open to this reader, `as_guest` that only an accepted invitation opens it, `keeps_comments` whether others do not
    see its comments yet, `reads_all` that this reader sees and counts them all the same. `open_rounds` are the primary
    keys of the rounds here in which this reader may reply and react, or might after signing in."""

    consultation: Consultation
    draft: Draft | None
    round: Round | None
    state: RoundState | None
    takes_comments: bool
    answers: bool
    open_elsewhere: Draft | None
    admits: bool
    as_guest: bool
    keeps_comments: bool
    reads_all: bool
    rounds: tuple[Round, ...] = ()
    open_rounds: tuple[int, ...] = ()

    @property
    def may_comment(self) -> bool:
        """Visitors, of whom nobody knows yet, may write; who is admitted shows when they have signed in."""
        return self.is_open and self.admits

    @property
    def news_until(self) -> datetime | None:
        """Until when comments may come that this reader would see; None where none do."""
        if self.round is None or not self.is_open or (self.keeps_comments and not self.reads_all):
            return None
        return self.round.late_until or self.round.closes_at

    @property
    def audience(self) -> str:
        """Who may comment, in words; "" where everyone may."""
        return audience_words(self.round, audience_names([self.round])[self.round.pk]) if self.round else ""

    @property
    def is_open(self) -> bool:
        return self.state is not None and self.state.takes_comments and self.takes_comments


def head_of(
    consultation: Consultation, *, user: User | AnonymousUser, at: datetime, draft: Draft | None = None
) -> Head:
    """The head for `draft`'s pages, or for the whole consultation's without one. Who may read a draft may see its
    rounds: the caller has fetched it through the door."""
    if draft is not None:
        rounds = _rounds_of(draft)
    else:
        rounds = [*Round.objects.visible_to(user).filter(consultation=consultation).select_related("draft")]
    round = current_round(rounds, at=at)
    state = round.state(at) if round else None
    elsewhere = _open_elsewhere(draft, user=user, at=at) if draft and state is RoundState.CLOSED else None
    if draft is None:
        newest = Draft.objects.visible_to(user).filter(consultation=consultation).order_by("-number")
        draft = round.draft if round else newest.first()
    for known in (draft, round.draft if round else None):
        if known is not None:
            known.consultation = consultation
    if round is not None:
        round.consultation = consultation
    is_meant = round is None or _is_meant(user, round)
    as_guest = round is not None and not is_meant and is_guest(user, round)
    return Head(
        consultation=consultation,
        draft=draft,
        round=round,
        state=state,
        takes_comments=takes_comments(consultation),
        answers=can_respond(user, consultation),
        open_elsewhere=elsewhere,
        keeps_comments=round is not None and round.keeps_comments(at),
        admits=is_meant or as_guest,
        as_guest=as_guest,
        reads_all=can_read_everything(user, consultation),
        rounds=tuple(rounds),
        open_rounds=_open_rounds(rounds, user=user, at=at) if takes_comments(consultation) else (),
    )


def _is_meant(user: User | AnonymousUser, round: Round) -> bool:
    return not user.is_authenticated or is_in_audience(user, round)


def _open_rounds(rounds: list[Round], *, user: User | AnonymousUser, at: datetime) -> tuple[int, ...]:
    taking = [round for round in rounds if round.state(at).takes_comments]
    return tuple(round.pk for round in taking if _is_meant(user, round) or is_guest(user, round))


def _rounds_of(draft: Draft) -> list[Round]:
    rounds = _prepared_rounds().rows(draft=draft.pk)
    for round in rounds:
        round.draft = draft
    return rounds


@cache
def _prepared_rounds() -> Prepared[Round]:
    return Prepared(Round.objects.filter(draft=Given("draft")))


def at_round(round: Round, *, user: User | AnonymousUser, at: datetime) -> Head:
    """The head for a page of that round, whichever else is on its draft; it comes with its consultation and draft."""
    return replace(head_of(round.consultation, user=user, at=at, draft=round.draft), round=round, state=round.state(at))


def _open_elsewhere(draft: Draft, *, user: User | AnonymousUser, at: datetime) -> Draft | None:
    rounds = Round.objects.visible_to(user).filter(consultation=draft.consultation).exclude(draft=draft)
    round = current_round(list(rounds.select_related("draft")), at=at)
    if round is None or not round.state(at).takes_comments:
        return None
    round.draft.consultation = draft.consultation
    return round.draft


def current_round(rounds: list[Round], *, at: datetime) -> Round | None:
    """The open one that closes first, else one that takes late contributions, else the next to open, else the last to
    close."""
    for state in (RoundState.OPEN, RoundState.LATE, RoundState.SCHEDULED):
        found = [round for round in rounds if round.state(at) is state]
        if found:
            return min(found, key=lambda it: it.opens_at if state is RoundState.SCHEDULED else it.closes_at)
    return max(rounds, key=lambda it: it.closes_at, default=None)
