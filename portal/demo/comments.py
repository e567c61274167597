"""Saying what the content holds: comments in the past through `insert_comments`, the one way in; letters and e-mails
through `enter_comment`.

`post_comment` stamps the clock and refuses closed rounds, so it cannot tell a past. Nobody posts here: the audit rows
say that the operator's command imported.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime

from django.db import transaction

from accounts.models import User
from comments.anchoring.resolving import resolve
from comments.anchoring.selector import Selector, Span
from comments.asked_places import AskedPlace, place_at
from comments.contributors import person_key
from comments.enums import AnchorType, Channel, Status
from comments.models import Comment
from comments.services.anchors import hooks_at
from comments.services.entry import Speaker, Upload, enter_comment
from comments.services.insertion import Entry, insert_comments
from comments.services.moderation import hide_comment
from comments.services.signing import signed
from common.enums import Verb
from consultations.models import Provision, Round
from portal.demo.accounts import attributions
from portal.demo.organisations import spoken_for
from portal.demo.script import CONTENT, Misprint, Said, Script
from portal.demo.timetable import Period, moments


class Saying:
    """Makes one round's comments, those of one depth at a time: parents first, a dozen statements for each depth.
    What is hidden was published first, as happens. Who represents an organisation speaks for it, if not said otherwise.

    Each has a submission id made from its round, place, author and words: a second load says nothing twice.
    """

    def __init__(self, round: Round, script: Script, people: Mapping[str, User], *, now: datetime, seed: int) -> None:
        self.round, self.comments, self.people = round, script.comments, people
        self.attributions, self.speaking_for = attributions(), spoken_for(people)
        period = Period(round.opens_at, round.closes_at)
        self.moments = moments(self.comments, period, now=now, seed=seed + round.number)
        self.provisions: dict[str, Provision] = {it.eid: it for it in round.draft.provisions.all()}
        self.submissions = [_submission(round, said) for said in self.comments]

    def say(self, *, held: Collection[int]) -> dict[int, Comment]:
        """The round's comments by their place in the script, those that were there among them. Those at the places
        `held` wait for a moderator; they have no replies."""
        found = {it.submission_id: it for it in Comment.objects.filter(submission_id__in=self.submissions)}
        made = {place: found[key] for place, key in enumerate(self.submissions) if key in found}
        for depth in range(1 + max(said.depth for said in self.comments)):
            missing = [place for place, said in enumerate(self.comments) if said.depth == depth and place not in made]
            made |= self._say(missing, made, held)
        return made

    @transaction.atomic
    def _say(self, places: Sequence[int], made: Mapping[int, Comment], held: Collection[int]) -> dict[int, Comment]:
        entered = {place: self._enter(place) for place in places if self.comments[place].channel != Channel.WEB}
        posted = [place for place in places if place not in entered]
        entries = [self._entry(place, made, is_held=place in held) for place in posted]
        said = entered | dict(zip(posted, insert_comments(entries, by=None, verb=Verb.IMPORTED), strict=True))
        return {place: self._moderated(place, comment) for place, comment in said.items()}

    def _moderated(self, place: int, comment: Comment) -> Comment:
        said = self.comments[place]
        if said.hidden_for is None:
            return comment
        return hide_comment(by=self.people["moderator"], comment=comment, reason=said.hidden_for, note=said.note)

    def _entry(self, place: int, made: Mapping[int, Comment], *, is_held: bool) -> Entry:
        said, at = self.comments[place], self.moments[place]
        author = self.people[said.by]
        entry = Entry(
            round=self.round,
            parent=None if said.parent is None else made[said.parent],
            provision=self._provision(said) if said.parent is None else None,
            hooks=hooks_at(self.round.draft, [self._place(said, it) for it in said.about]),
            body=said.body,
            proposed_wording=said.wording,
            kind=said.kind,
            position=said.position,
            language=said.language,
            attribution=said.attribution or self.attributions[said.by],
            status=Status.PENDING if is_held else Status.PUBLISHED,
            contributor_key=person_key(author.pk),
            submission_id=self.submissions[place],
            posted_at=at,
            received_at=at,
        )
        return signed(entry, author=author, speaking_for=None if said.is_personal else self.speaking_for.get(said.by))

    def _enter(self, place: int) -> Comment:
        said = self.comments[place]
        with ExitStack() as files:
            came = Upload(files.enter_context((CONTENT / said.file).open("rb")), said.file) if said.file else None
            return self._entered(place, attachment=came)

    def _entered(self, place: int, *, attachment: Upload | None) -> Comment:
        said = self.comments[place]
        person = self.people[said.by]
        return enter_comment(
            by=self.people["editor"],
            round=self.round,
            provision=self._provision(said),
            channel=said.channel,
            said_at=self.moments[place],
            speaker=Speaker(
                name=person.name,
                organisation=person.organisation_name,
                stakeholder_group=person.stakeholder_group,
                country=person.country,
            ),
            body=said.body,
            kind=said.kind,
            position=said.position,
            proposed_wording=said.wording,
            language=said.language,
            attribution=said.attribution or self.attributions[said.by],
            submission_id=self.submissions[place],
            attachment=attachment,
        )

    def _place(self, said: Said, about: str) -> AskedPlace:
        if about == "+":
            return place_at(said.eid, is_gap=True)
        if about in self.provisions:
            return place_at(about)
        draft = self.round.draft
        text = self.provisions[said.eid].texts.get(language=draft.language).text
        found = resolve(Selector(about), text)
        if not isinstance(found, Span):
            raise Misprint(f"“{about}” does not stand once in {said.eid}.")
        return AskedPlace(AnchorType.PASSAGE, said.eid, draft.language, found)

    def _provision(self, said: Said) -> Provision | None:
        return self.provisions[said.eid] if said.eid else None


def _submission(round: Round, said: Said) -> uuid.UUID:
    words = "\x1f".join((said.eid, said.by, said.body, said.wording))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"demonstration/{round.pk}/{words}")
