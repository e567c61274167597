"""A small record with everything a digest must show, with times and names that a test can write down."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from accounts.models import Organisation
from comments.enums import Attribution, Channel, Disposition, Kind, Position, Status
from comments.models import Comment, Response, ResponseTarget
from comments.services.insertion import Entry, insert_comments
from common.enums import Verb
from digests.enums import Audience
from digests.tables.selection import Selection
from tests.factories import group
from tests.scenes import Scene, open_consultation

START = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def entry(scene: Scene, minutes: int, body: str = "Said.", **fields: Any) -> Entry:
    """A comment said so many minutes after START and recorded a day later."""
    at = START + timedelta(minutes=minutes)
    made = Entry(round=scene.round, body=body, posted_at=at, contributor_key=f"person:{minutes}", received_at=at)
    return replace(made, **{"received_at": at + timedelta(days=1), **fields})


def insert(*entries: Entry) -> list[Comment]:
    return insert_comments(entries, by=None, verb=Verb.IMPORTED)


def answer(comments: Iterable[Comment], body: str, *, minutes: int, disposition: Disposition) -> Response:
    comments = list(comments)
    response = Response.objects.create(
        consultation=comments[0].consultation,
        disposition_id=disposition,
        body=f"*{body}*",
        body_html=f"<p><em>{body}</em></p>",
        body_text=body,
        created_at=START + timedelta(minutes=minutes),
    )
    ResponseTarget.objects.bulk_create(ResponseTarget(response=response, comment=it) for it in comments)
    return response


def decide(comment: Comment, status: Status, reason: str = "") -> None:
    Comment.objects.filter(pk=comment.pk).update(status=status, moderation_reason=reason)


@dataclass(frozen=True)
class Corpus:
    scene: Scene
    named: Comment
    reply: Comment
    for_organisation: Comment
    anonymous: Comment
    hidden: Comment
    withdrawn: Comment
    pending: Comment

    def selection(self, audience: Audience = Audience.PUBLIC, **filters: tuple[str, ...]) -> Selection:
        return Selection(self.scene.consultation.pk, filters=filters, audience=audience)


def corpus(slug: str = "cybercrime") -> Corpus:
    """Seven comments in five threads; the reply is the last that was said."""
    scene = open_consultation(slug=slug)
    article = scene.provisions[1]
    verified = Organisation.objects.create(name="Net Watch", stakeholder_group=group("civil-society"), country="BR")
    who = {"author_name": "Amina Odhiambo", "organisation_name": "Kenya Bar", "language": "en"}
    named, for_organisation, anonymous, hidden, withdrawn, pending = insert(
        entry(
            scene, 0, "Sixty days, *please*.\nNot thirty.", provision=article, kind=Kind.WORDING, **who,
            position=Position.CHANGES, proposed_wording="… within sixty days.", country="KE",
            stakeholder_group=group("government"), channel=Channel.LETTER, source="letters", source_id="L-7",
        ),
        entry(
            scene, 1, attribution=Attribution.ORGANISATION, author_name="Beto", organisation=verified,
            organisation_name="Net Watch", organisation_verified=True, country="BR",
            stakeholder_group=group("civil-society"),
        ),
        entry(scene, 2, **{**who, "attribution": Attribution.ANONYMOUS}, source_id="A-1", source="web"),
        entry(scene, 3, "Abuse.", **who, provision=article, country="KE", source="web", source_id="H-1"),
        entry(scene, 4, "Taken back.", **who, position=Position.OPPOSE),
        entry(scene, 5, "Wait.", **who),
    )  # fmt: skip
    (reply,) = insert(entry(scene, 60, "So say we.", parent=named, **who, country="TW"))
    decide(hidden, Status.HIDDEN, "abuse")
    decide(withdrawn, Status.WITHDRAWN)
    decide(pending, Status.PENDING)
    answer([named], "First thoughts.", minutes=90, disposition=Disposition.NOTED)
    answer([named, hidden], "Sixty it is.", minutes=100, disposition=Disposition.MODIFIED)
    return Corpus(scene, named, reply, for_organisation, anonymous, hidden, withdrawn, pending)
