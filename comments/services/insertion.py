"""The one way in for comments: posted, entered by staff or imported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import cache
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from accounts.countries import country
from accounts.models import Organisation, StakeholderGroup, User
from comments.anchoring.selector import Span, selector_of
from comments.enums import AnchorType, Attribution, Channel, Kind, Place, Position, Status
from comments.models import Anchor, Comment, CommentRevision
from comments.paths import path_of
from comments.references import new_references
from comments.services.ancestors import count_replies
from comments.services.placing import place_late
from comments.services.tally import Spot, count_in, spots_of, tally_keys
from common.enums import Verb
from common.markup import render
from common.prepared import Given, IsOneOf, Prepared
from common.services.audit import record_each
from common.text import storable
from consultations.enums import RoundState
from consultations.models import Provision, ProvisionText, Round


@dataclass(frozen=True)
class Hook:
    """A place that a comment hangs on, looked for and found. `text` and `span` are a passage's."""

    type: AnchorType
    provision: Provision | None = None
    text: ProvisionText | None = None
    span: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One comment to be made: what was said, by whom, where and when. Tags are copies of the day.

    A first comment hangs on its `hooks`; without any on `provision`, or on the whole draft of its round without one. A
    reply has a `parent` that is already in the database and in the same round; it inherits the place, and its kind and
    position are not stored.
    Region and sub-region follow from `country` (ISO 3166-1 alpha-2, or "" for not stated), `late` from the round.
    `body` is CommonMark as written. The caller has checked who may do this, and lengths.
    """

    round: Round
    body: str
    posted_at: datetime
    contributor_key: str
    parent: Comment | None = None
    provision: Provision | None = None
    hooks: tuple[Hook, ...] = ()
    kind: Kind = Kind.GENERAL
    position: Position = Position.NONE
    proposed_wording: str = ""
    language: str = ""
    status: Status = Status.PUBLISHED
    author: User | None = None
    author_name: str = ""
    attribution: Attribution = Attribution.NAME
    organisation: Organisation | None = None
    organisation_name: str = ""
    organisation_verified: bool = False
    organisation_verified_at: datetime | None = None
    stakeholder_group: StakeholderGroup | None = None
    country: str = ""
    channel: Channel = Channel.WEB
    source: str = ""
    source_id: str = ""
    source_parent: str = ""
    position_slots: tuple[str, ...] = ()
    agree_count: int = 0
    disagree_count: int = 0
    submission_id: UUID | None = None
    received_at: datetime = field(default_factory=timezone.now)

    @property
    def hangs_on(self) -> tuple[Hook, ...]:
        if self.hooks:
            return self.hooks
        return (Hook(AnchorType.PROVISION if self.provision else AnchorType.DRAFT, self.provision),)

    @property
    def places(self) -> list[Provision | None]:
        """The provisions that it hangs on, each once; None is the whole draft."""
        return list(dict.fromkeys(hook.provision for hook in self.hangs_on))


@transaction.atomic
def insert_comments(entries: Sequence[Entry], *, by: User | None, verb: Verb) -> list[Comment]:
    """Make the comments with their revisions, anchors, audit rows, reply counts and tallies; in the order given.

    A dozen statements however many entries there are: callers that stream give a few hundred at a time. `verb` is
    POSTED, ENTERED or IMPORTED. Raises ValueError for an entry whose place does not fit its round, and IntegrityError
    for a `submission_id` or a source's id that is already there.
    """
    if not entries:
        return []
    for entry in entries:
        _check_place(entry)
    comments = [
        _comment(entry, pk=pk, revision_id=revision_id, reference=reference)
        for entry, (pk, revision_id), reference in zip(
            entries, _allocate(len(entries)), new_references(len(entries), taken=_taken), strict=True
        )
    ]
    revisions = [_revision(entry, comment) for entry, comment in zip(entries, comments, strict=True)]
    Comment.objects.bulk_create(comments)
    CommentRevision.objects.bulk_create(revisions)
    Anchor.objects.bulk_create(chain.from_iterable(_anchors(*pair) for pair in _first(entries, comments)))
    record_each(by=by, verb=verb, subjects=comments)
    place_late({entry.round.draft_id for entry in entries if entry.parent is None and _may_have_follower(entry.round)})
    _count(entries, comments)
    for comment, revision in zip(comments, revisions, strict=True):
        comment.current_revision = revision
    return comments


def _may_have_follower(round: Round) -> bool:
    """Posting has asked already, when nobody could publish a draft any more; others have not."""
    return bool(getattr(round, "has_later_draft", True))


def _check_place(entry: Entry) -> None:
    if entry.parent is not None and entry.parent.round_id != entry.round.pk:
        raise ValueError("A reply belongs to the round of its parent.")
    if any(it is not None and it.draft_id != entry.round.draft_id for it in entry.places):
        raise ValueError("The provision belongs to another draft than the round's.")


def _allocate(count: int) -> list[tuple[int, int]]:
    """Primary keys of comments and their revisions, taken ahead of the rows: each names the other, and a comment its
    root."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')), nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [Comment._meta.db_table, CommentRevision._meta.db_table, count],
        )
        keys: list[tuple[int, int]] = cursor.fetchall()
    return keys


def _taken(drawn: Collection[str]) -> set[str]:
    return set(_references().rows(drawn=[*drawn]))


@cache
def _references() -> Prepared[str]:
    return Prepared(Comment.objects.filter(IsOneOf("reference", Given("drawn"))).values_list("reference", flat=True))


def _comment(entry: Entry, *, pk: int, revision_id: int, reference: str) -> Comment:
    parent = entry.parent
    place = country(entry.country)
    return Comment(
        pk=pk,
        reference=reference,
        consultation_id=entry.round.consultation_id,
        round=entry.round,
        draft_id=entry.round.draft_id,
        parent=parent,
        root_id=parent.root_id if parent else pk,
        path=path_of(parent=parent.path if parent else "", posted_at=entry.posted_at, reference=reference),
        depth=parent.depth + 1 if parent else 0,
        kind="" if parent else entry.kind,
        position="" if parent else entry.position,
        status=entry.status,
        current_revision_id=revision_id,
        language=entry.language,
        author=entry.author,
        author_name=storable(entry.author_name),
        attribution=entry.attribution,
        contributor_key=entry.contributor_key,
        organisation=entry.organisation,
        organisation_name=storable(entry.organisation_name),
        organisation_verified=entry.organisation_verified,
        organisation_verified_at=entry.organisation_verified_at,
        stakeholder_group=entry.stakeholder_group,
        country=entry.country,
        region=place.region if place else "",
        subregion=place.subregion if place else "",
        channel=entry.channel,
        source=entry.source,
        source_id=entry.source_id,
        source_parent=entry.source_parent,
        position_slot=next(iter(entry.position_slots), ""),
        further_slots=list(entry.position_slots[1:]),
        agree_count=entry.agree_count,
        disagree_count=entry.disagree_count,
        agree_imported=entry.agree_count,
        disagree_imported=entry.disagree_count,
        submission_id=entry.submission_id,
        late=entry.round.state(entry.posted_at) is not RoundState.OPEN,
        posted_at=entry.posted_at,
        received_at=entry.received_at,
    )


def _revision(entry: Entry, comment: Comment) -> CommentRevision:
    body = storable(entry.body)
    rendered = render(body)
    return CommentRevision(
        pk=comment.current_revision_id,
        comment=comment,
        body=body,
        body_html=rendered.html,
        body_text=rendered.text,
        proposed_wording=storable(entry.proposed_wording),
        kind=comment.kind,
        position=comment.position,
        by=entry.author,
        created_at=entry.received_at,
    )


def _first(entries: Sequence[Entry], comments: Sequence[Comment]) -> Iterator[tuple[Entry, Comment]]:
    return ((entry, comment) for entry, comment in zip(entries, comments, strict=True) if entry.parent is None)


def _anchors(entry: Entry, comment: Comment) -> Iterator[Anchor]:
    """The first at each place leads."""
    led: set[Provision | None] = set()
    for ordinal, hook in enumerate(entry.hangs_on, start=1):
        yield Anchor(
            comment=comment,
            ordinal=ordinal,
            type=hook.type,
            draft_id=comment.draft_id,
            provision=hook.provision,
            leads=hook.provision not in led,
            posted_at=comment.posted_at,
            agree_count=comment.agree_count,
            **_passage(hook),
        )
        led.add(hook.provision)


def _passage(hook: Hook) -> dict[str, Any]:
    if hook.text is None or hook.span is None:
        return {}
    return {"provision_text": hook.text, **asdict(selector_of(hook.text.text, hook.span))}


def _count(entries: Sequence[Entry], comments: Sequence[Comment]) -> None:
    """Only published comments count. Ancestors are locked before tallies, by every writer."""
    published = [pair for pair in zip(entries, comments, strict=True) if pair[1].status == Status.PUBLISHED]
    count_replies(Counter(entry.parent.pk for entry, _ in published if entry.parent))
    inherited = spots_of({comment.root_id for entry, comment in published if entry.parent})
    keys = Counter(
        key
        for entry, comment in published
        for key in tally_keys(
            comment,
            group=entry.stakeholder_group.slug if entry.stakeholder_group else "",
            spots=inherited[comment.root_id] if entry.parent else map(_spot, entry.places),
        )
    )
    count_in(keys)


def _spot(provision: Provision | None) -> Spot:
    return Spot(Place.PROVISION, provision.pk) if provision else Spot(Place.DRAFT)
