"""Who gets the letters about a round."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.voices import remember_voices, voices_of
from comments.enums import NoticeKind
from comments.models import AnswerSet, Comment, Invitee, UnsentComment
from consultations.audience import meant_by
from consultations.enums import Audience, TeamRole
from consultations.models import Round, TeamMember


def participants_of(round: Round) -> QuerySet[User]:
    """With an account that is open: who has commented, answered its prompts, or is writing what is not posted yet."""
    return _taking_part(Q(round=round))


def readers_of(kind: NoticeKind, round: Round) -> QuerySet[User]:
    """To whom a letter of this kind goes, unless they want none: that a round has opened is news to whoever took part
    in another round of the consultation, everything else to whoever takes part in this one. Letters to the team are
    work, which nobody can refuse."""
    if kind.is_for_the_team:
        return _working_on(round)
    if kind is NoticeKind.OPENED:
        others = Round.objects.filter(consultation=round.consultation_id).exclude(pk=round.pk)
        readers = _taking_part(Q(round__in=others.values("pk")))
    else:
        readers = participants_of(round)
    return readers.filter(wants_round_letters=True)


def admitted_of(readers: Collection[User], round: Round) -> list[User]:
    """Those whom the round admits, as `comments.permissions.is_admitted`: at most four queries for all of them, none of
    a round for everyone."""
    if round.audience == Audience.EVERYONE:
        return list(readers)
    remember_voices(readers)
    meant = meant_by(round)
    accepted = Invitee.objects.accepted().filter(consultation=round.consultation_id, accepted_by__in=readers)
    guests = set(accepted.values_list("accepted_by", flat=True))
    return [it for it in readers if it.pk in guests or any(map(meant.holds, voices_of(it)))]


def _working_on(round: Round) -> QuerySet[User]:
    """Those of the team who may answer comments."""
    team = TeamMember.objects.filter(consultation=round.consultation_id, role__in=TeamRole.MODERATOR.and_above)
    return User.objects.filter(Exists(team.filter(user=OuterRef("pk"))), is_active=True)


def _taking_part(rounds: Q) -> QuerySet[User]:
    return User.objects.filter(
        Exists(Comment.objects.filter(rounds, author=OuterRef("pk")))
        | Exists(AnswerSet.objects.filter(rounds, author=OuterRef("pk")))
        | Exists(UnsentComment.objects.filter(rounds, user=OuterRef("pk"))),
        is_active=True,
    )
