"""The words of the access matrix: roles, states of a round, and what each class of address answers to whom and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from consultations.enums import Audience

SIGN_IN = "is led to sign in"
Answer = int | str


class Answers(NamedTuple):
    """A status for each role. From `observer` on, each may what those before may.

    Where a round is for chosen people, the stakeholder is one of them and nobody else is. `moderator_elsewhere` is on
    another consultation's team.
    """

    visitor: Answer
    stakeholder: Answer
    moderator_elsewhere: Answer
    observer: Answer
    analyst: Answer
    moderator: Answer
    editor: Answer
    administrator: Answer

    @property
    def is_at_desk(self) -> bool:
        return self.visitor == SIGN_IN


class State(StrEnum):
    """Where the consultation and its round stand. The round of an unpublished and of an archived one would be open."""

    UNPUBLISHED = "unpublished"
    BEFORE = "before"
    OPEN = "open"
    LATE = "late"
    CLOSED = "closed"
    ARCHIVED = "archived"


@dataclass(frozen=True)
class Case:
    """What one table of the matrix is about."""

    state: State
    audience: Audience


USUAL = Case(State.OPEN, Audience.EVERYONE)


@dataclass(frozen=True)
class Rule:
    """What one class of address answers: `usual`, but in some states something else, and in some where the round is for
    `chosen` people.

    Before a consultation is published, outsiders get 404 from each of its addresses whatever the rule says of others.
    """

    usual: Answers
    but: Mapping[State, Answers] = field(default_factory=dict)
    chosen: Mapping[State, Answers] = field(default_factory=dict)

    def answers(self, case: Case) -> Answers:
        if case.audience is not Audience.EVERYONE and case.state in self.chosen:
            return self.chosen[case.state]
        return self.but.get(case.state, self.usual)


def all_get(status: Answer) -> Answers:
    return Answers(*[status] * len(Answers._fields))


def from_role(role: str, status: int, *, below: int = 403, outside: int = 403) -> Answers:
    """`status` for that role and all that may more, `below` for the rest of the team, `outside` for others."""
    roles = Answers._fields
    refused = [SIGN_IN, outside, outside, *[below] * (roles.index(role) - roles.index("observer"))]
    return Answers(*refused, *[status] * (len(roles) - len(refused)))


REFUSED = from_role("observer", 403)
"""All know that it is there and nobody may."""


def hidden(answers: Answers, *, at_desk: bool) -> Answers:
    """Of an unpublished consultation: outsiders do not know that it is there."""
    return answers._replace(visitor=SIGN_IN if at_desk else 404, stakeholder=404, moderator_elsewhere=404)


# Pages and forms of the site


def everybody(status: int) -> Rule:
    return Rule(all_get(status))


def signed_in(status: int) -> Rule:
    return Rule(all_get(status)._replace(visitor=SIGN_IN))


def administrators(status: int) -> Rule:
    return Rule(from_role("administrator", status))


NOT_TAKEN = everybody(405)
"""Read-only pages refuse to be written to, and actions to be read, before anything else is asked."""

NOT_HERE = everybody(404)
"""Only while the software is developed, or where the operator has switched it on."""


def own(status: int) -> Rule:
    """A thing of the stakeholder's own account: nobody else knows that it is there."""
    return Rule(only_the_stakeholder(status))


def only_the_stakeholder(status: int) -> Answers:
    return all_get(404)._replace(visitor=SIGN_IN, stakeholder=status)


ASKING_ONCE = Rule(signed_in(302).usual._replace(stakeholder=409))
"""To speak for an organisation: the stakeholder does already."""

BEING_INVITED = Rule(signed_in(409).usual._replace(moderator=302))
"""By an organisation, at the moderator's address."""

LEAVING = Rule(signed_in(409).usual._replace(stakeholder=422))
"""The site: whoever has a role gives it up first, which is said before what is wrong with the form."""


# Taking part


PUBLIC = everybody(200)
"""A page of what is published. Every round may be read by everybody, whomever it lets comment."""

FIGURES = Rule(all_get(200), {State.BEFORE: Answers(404, 404, 404, 404, 200, 200, 200, 200)})
"""What a round has collected, from its opening on; its analysts look at their empty page before."""

NEWS = everybody(204)
"""How much is new since one looked: nothing."""


def of_the_team(status: int) -> Rule:
    """Of a draft that is not published yet: nobody else knows that it is there."""
    return Rule(Answers(404, 404, 404, *[status] * (len(Answers._fields) - 3)))


NOT_NOW = all_get(409)
"""All are told why, and keep what they typed."""

ADMITTED = NOT_NOW._replace(visitor=SIGN_IN, stakeholder=302)

ANSWERING = Rule(
    all_get(302)._replace(visitor=SIGN_IN),
    {State.UNPUBLISHED: REFUSED, State.BEFORE: NOT_NOW, State.CLOSED: NOT_NOW, State.ARCHIVED: NOT_NOW},
    chosen={State.OPEN: ADMITTED, State.LATE: ADMITTED},
)
"""Taking part: whom the round admits, while it takes comments, late ones too."""

WRITING = replace(ANSWERING, chosen={**ANSWERING.chosen, State.UNPUBLISHED: NOT_NOW})
"""A comment is refused for its author before it is for its place."""

OWN_WRITING = Rule(
    only_the_stakeholder(302),
    {State.UNPUBLISHED: only_the_stakeholder(404)}
    | {state: only_the_stakeholder(409) for state in (State.BEFORE, State.CLOSED, State.ARCHIVED)},
)
"""Going on with a text that was kept."""


def of_its_writer(status: int) -> Rule:
    """A kept text, to throw it away: visitors have theirs in their session, so nobody is led to sign in."""
    return Rule(all_get(404)._replace(stakeholder=status))


def own_comment(status: int, *, while_open: bool) -> Rule:
    """A page on which the stakeholder changes what they have said; others see the comment and may not."""
    late = {state: REFUSED._replace(stakeholder=409) for state in (State.BEFORE, State.CLOSED, State.ARCHIVED)}
    return Rule(REFUSED._replace(stakeholder=status), late if while_open else {})


OWN_TEXT = Rule(only_the_stakeholder(200), {State.UNPUBLISHED: only_the_stakeholder(404)})

INVITATION = Rule(all_get(200), {State.UNPUBLISHED: all_get(410), State.ARCHIVED: all_get(410)})
ACCEPTING = Rule(signed_in(302).usual, INVITATION.but)
"""The link of a letter: while people can take part."""


# The desk of a consultation


def team(status: int) -> Rule:
    """What is published and will be: observers see it. Outsiders know that a desk is there."""
    return Rule(from_role("observer", status))


def analysts(status: int) -> Rule:
    """Everything that was said, and by whom."""
    return Rule(from_role("analyst", status))


def moderators(status: int) -> Rule:
    """Work on comments, at any time."""
    return Rule(from_role("moderator", status))


def editors(status: int) -> Rule:
    """Work on the record that goes on after the consultation is archived."""
    return Rule(from_role("editor", status))


def editing(status: int) -> Rule:
    """Changing the consultation, its drafts and rounds: not once it is archived."""
    return Rule(from_role("editor", status), {State.ARCHIVED: REFUSED})


def changing_a_round(status: int) -> Rule:
    """As editing, until the round has closed: editors are told that it has."""
    return Rule(from_role("editor", status), {State.CLOSED: from_role("editor", 409), State.ARCHIVED: REFUSED})


def moving_the_end(status: int) -> Rule:
    """As changing a round, from its opening on."""
    told = {state: from_role("editor", 409) for state in (State.BEFORE, State.CLOSED)}
    return Rule(from_role("editor", status), {**told, State.ARCHIVED: REFUSED})


ARCHIVING = Rule(
    from_role("editor", 302), {state: from_role("editor", 409) for state in (State.UNPUBLISHED, State.ARCHIVED)}
)
"""What is published, once."""


def inviting(status: int) -> Rule:
    """Editors, to what people can read and take part in."""
    return Rule(from_role("editor", status), {State.UNPUBLISHED: REFUSED, State.ARCHIVED: REFUSED})


# Things at the desk that are never public: who may not read them does not know that they are there


def kept_for_analysts(status: int) -> Rule:
    return Rule(from_role("analyst", status, below=404, outside=404))


def kept_for_moderators(status: int) -> Rule:
    return Rule(from_role("moderator", status, outside=404)._replace(observer=404))


def kept_for_editors(status: int) -> Rule:
    return Rule(from_role("editor", status, outside=404)._replace(observer=404))


def kept_for_who_invites(status: int) -> Rule:
    nobody = from_role("analyst", 403, below=404, outside=404)
    return Rule(kept_for_editors(status).usual, {State.UNPUBLISHED: nobody, State.ARCHIVED: nobody})
