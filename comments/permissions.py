"""Who may do what with comments, and when: pure functions of the person, the row and the moment."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from comments.enums import Status
from comments.limits import EDITED_QUIETLY
from comments.models import Comment, Invitee, Reaction
from consultations.enums import ConsultationState, RoundState
from consultations.models import Consultation, Draft, Round
from consultations.permissions import (
    can_edit_consultation,
    can_read_everything,
    is_editor,
    is_in_audience,
    is_moderator,
)


def can_comment(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """Whom the round admits, from its opening up to, not including, its closing (or the end of its time for late
    contributions), on a published draft of a published consultation."""
    return (
        user.is_authenticated
        and user.is_active
        and takes_comments(round.consultation)
        and round.draft.is_published
        and round.state(at).takes_comments
        and is_admitted(user, round)
    )


def is_admitted(user: User | AnonymousUser, round: Round) -> bool:
    """Whether the round's audience holds the person, or the person has accepted an invitation to the consultation."""
    return is_in_audience(user, round) or is_guest(user, round)


def is_guest(user: User | AnonymousUser, round: Round) -> bool:
    """Whether the secretariat has invited the person to the consultation, and the person has accepted. Asked once a
    person and consultation, and remembered on the person's object, which lives as long as one request."""
    if not user.is_authenticated:
        return False
    remembered: dict[int, bool] = user.__dict__.setdefault("_guest_of", {})
    if round.consultation_id not in remembered:
        own = Invitee.objects.accepted().filter(accepted_by=user, consultation=round.consultation_id)
        remembered[round.consultation_id] = own.exists()
    return remembered[round.consultation_id]


def can_answer(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """The prompts of a round: whoever may comment in it, as long as they may."""
    return can_comment(user, round, at=at)


def can_read_answers(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Who has answered what: analysts and all above, at any time. Everybody else sees figures."""
    return user.is_authenticated and user.is_active and can_read_everything(user, consultation)


def can_see_figures(user: User | AnonymousUser, round: Round, *, at: datetime) -> bool:
    """Of the answers to its prompts: everybody who sees the round, from its opening on, or once it takes nothing more
    where it keeps its comments until then; analysts and all above in any case. Everybody's are without what would tell
    who has answered what (`comments.answer_figures`)."""
    is_public = round.state(at) is not RoundState.SCHEDULED and not round.keeps_comments(at)
    return is_public or can_read_answers(user, round.consultation)


def can_reply(user: User | AnonymousUser, parent: Comment, *, at: datetime) -> bool:
    """As one may comment, to what is published."""
    return parent.status == Status.PUBLISHED and can_comment(user, parent.round, at=at)


def can_react(user: User | AnonymousUser, comment: Comment, *, at: datetime) -> bool:
    """As one may reply, to what somebody else has said."""
    return comment.author_id != user.pk and can_reply(user, comment, at=at)


def can_take_back(reaction: Reaction, *, at: datetime) -> bool:
    """Whose it is, as long as the round takes comments; also of a comment that was hidden or withdrawn meanwhile, and
    where the round would no longer admit the person. `reaction` comes with its comment's round."""
    round = reaction.comment.round
    return takes_comments(round.consultation) and round.state(at).takes_comments


def is_own(user: User | AnonymousUser, comment: Comment) -> bool:
    """Written by this person, whose account is open. What the secretariat has entered or imported is nobody's own."""
    return user.is_authenticated and user.is_active and comment.author_id == user.pk


def can_edit(user: User | AnonymousUser, comment: Comment, *, at: datetime) -> bool:
    """Its author, as long as its round takes comments from them: what a closed round holds no longer changes. Whoever
    spoke for an organisation must still be able to (`comments.services.revision`)."""
    return is_own(user, comment) and comment.shows_words and can_comment(user, comment.round, at=at)


def is_edited_quietly(comment: Comment, *, at: datetime, has_echo: bool) -> bool:
    """Whether an edit replaces the words: while they wait for a decision, and for 15 minutes from posting, up to, not
    including, the last moment, as long as nobody has replied to them, agreed or disagreed, reported them or responded
    (`has_echo`), which people may have done before the words were held. Otherwise it is a revision that readers can
    compare."""
    return not has_echo and (comment.status == Status.PENDING or at < comment.posted_at + EDITED_QUIETLY)


def can_withdraw(user: User | AnonymousUser, comment: Comment) -> bool:
    """Its author, at any time, whatever the round and the consultation: nobody has to go on saying something. What was
    hidden keeps its reason, which the author cannot take away."""
    return is_own(user, comment) and comment.shows_words


def can_report(comment: Comment) -> bool:
    """Everybody, with an account or without, at any time: what readers see. A person named in a comment may have no
    account, and what is unlawful is so after the round as well."""
    return comment.status == Status.PUBLISHED


def can_respond(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Moderators and editors, at any time: answers come after the round as well."""
    return _works_on(user, consultation)


def can_moderate(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Moderators and editors, at any time, also what they wrote themselves."""
    return _works_on(user, consultation)


def can_enter(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Moderators and editors, also after closing: what was said in time may arrive late. Never in a template."""
    return _works_on(user, consultation) and not consultation.is_template


def can_import(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Editors, also after closing. Never into a template."""
    is_person = user.is_authenticated and user.is_active
    return is_person and is_editor(user, consultation) and not consultation.is_template


def can_see_participants(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """Analysts and above. Observers see no list of people: they read what is unpublished, and nobody's name."""
    return user.is_authenticated and user.is_active and can_read_everything(user, consultation)


def can_see_invitations(user: User | AnonymousUser, consultation: Consultation) -> bool:
    """As the list of participants: analysts and above."""
    return can_see_participants(user, consultation)


def can_invite(user: User | AnonymousUser | None, consultation: Consultation) -> bool:
    """Editors, to a consultation that people can read and that is not archived; also resending and withdrawing."""
    return (
        user is not None
        and user.is_authenticated
        and user.is_active
        and takes_comments(consultation)
        and is_editor(user, consultation)
    )


def can_be_accepted(invitee: Invitee, *, at: datetime) -> bool:
    """By whoever holds the link: until it ends, while the consultation takes comments."""
    return invitee.is_open(at) and takes_comments(invitee.consultation)


def takes_comments(consultation: Consultation) -> bool:
    """Not before it is published, and no more once it is archived."""
    return consultation.state == ConsultationState.PUBLISHED


def _works_on(user: User | AnonymousUser, consultation: Consultation) -> bool:
    return user.is_authenticated and user.is_active and is_moderator(user, consultation)


def can_place_comments(user: User | AnonymousUser, draft: Draft) -> bool:
    """Where comments on earlier drafts stand in this one, before it is published and after: editors, until the
    consultation is archived."""
    return can_edit_consultation(user, draft.consultation)
