"""What became of the comments on earlier drafts: figures from the tallies, and lists of what stands where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Sum

from accounts.models import User
from comments.enums import PlacementState
from comments.models import AnchorPlacement, CarriedTally, Comment
from comments.queries.shown import ShownComment, ShownPlace, listed, shown, shown_place
from common.keyset import KeysetPage, paginate
from consultations.models import Draft, Provision, ProvisionText
from consultations.redline import Redline, redline

SIZE = 20
ORDER = ("-anchor_id",)
PLACES = ("anchor__provision", "provision")


@dataclass(frozen=True)
class CarriedFigures:
    """Of the comments on one earlier draft: how many places they hang on, by what became of these. `counts` are in the
    order of the states and add up to `total`."""

    number: int
    label: str
    counts: tuple[tuple[PlacementState, int], ...]

    @property
    def total(self) -> int:
        return sum(count for _state, count in self.counts)


@dataclass(frozen=True)
class ShownCarried:
    """A comment on an earlier draft, the place it was made on, where that is now (in the draft `now_number`), and the
    words of both."""

    comment: ShownComment
    state: PlacementState
    is_certain: bool
    made_on: ShownPlace
    stands: ShownPlace | None
    then: str
    now: str
    now_number: int

    @cached_property
    def redline(self) -> Redline | None:
        """Where the words have changed and can be compared."""
        if self.state is not PlacementState.CHANGED or not self.then or not self.now:
            return None
        compared = redline(self.then, self.now)
        return None if compared.is_another_text else compared


def carried_figures(draft: Draft, *, user: User | AnonymousUser) -> list[CarriedFigures]:
    """Of each earlier draft on which something was said that the reader may count, the latest first."""
    tallies = CarriedTally.objects.visible_to(user).filter(draft=draft)
    rows = tallies.values_list("round__draft__number", "round__draft__label", "state").annotate(Sum("count"))
    return figures_of(rows.order_by("-round__draft__number"))


def figures_of(rows: Iterable[tuple[int, str, str, int]]) -> list[CarriedFigures]:
    """From rows of a draft's number and label, a state and its count."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    for number, label, state, count in rows:
        found.setdefault((number, label), {})[state] = count
    return [
        CarriedFigures(number, label, tuple((state, counts.get(state, 0)) for state in PlacementState))
        for (number, label), counts in found.items()
    ]


def carried_to(
    draft: Draft, *, user: User | AnonymousUser, only: Collection[int] | None = None
) -> dict[int, list[tuple[str, int]]]:
    """By provision, of all or of these, the labels of earlier drafts with how many places of comments on them are there
    now. One query; none for a draft that follows no other."""
    if draft.predecessor_id is None:
        return {}
    tallies = CarriedTally.objects.visible_to(user).filter(draft=draft, provision__isnull=False)
    if only is not None:
        tallies = tallies.filter(provision__in=only)
    rows = tallies.values_list("provision", "round__draft__label").annotate(Sum("count"))
    found: dict[int, list[tuple[str, int]]] = defaultdict(list)
    for provision, label, count in rows.order_by("-round__draft__number"):
        found[provision].append((label, count))
    return found


def carried_page(
    draft: Draft,
    *,
    user: User | AnonymousUser,
    state: PlacementState | None = None,
    provision: Provision | None = None,
    cursor: str = "",
) -> KeysetPage[ShownCarried]:
    """The latest first: of one class, at one provision, or all. Four queries."""
    placements = AnchorPlacement.objects.visible_to(user).filter(draft=draft)
    if state is not None:
        placements = placements.filter(state=state)
    if provision is not None:
        placements = placements.filter(provision=provision)
    related = placements.select_related("anchor__draft__consultation", "draft__consultation", "text", *PLACES)
    page = paginate(related, order=ORDER, cursor=cursor, size=SIZE)
    return KeysetPage(shown_carried(page.items, user), page.next_cursor, page.previous_cursor)


def shown_carried(placements: Sequence[AnchorPlacement], user: User | AnonymousUser) -> list[ShownCarried]:
    """They come with their anchors, drafts and provisions. Two queries."""
    keys = {it.anchor.comment_id for it in placements}
    comments = {it.pk: it for it in listed(Comment.objects.visible_to(user)).filter(pk__in=keys)}
    words = words_of(placements)
    return [_shown(it, comments[it.anchor.comment_id], words) for it in placements if it.anchor.comment_id in comments]


def words_of(placements: Sequence[AnchorPlacement]) -> dict[int, ProvisionText]:
    """Of the provisions they were made on and stand at, in the language of each draft, by provision."""
    keys = {pk for it in placements for pk in (it.anchor.provision_id, it.provision_id, it.ancestor_id) if pk}
    texts = ProvisionText.objects.filter(provision__in=keys).select_related("provision__draft")
    return {it.provision_id: it for it in texts if it.language == it.provision.draft.language}


def _shown(it: AnchorPlacement, comment: Comment, words: dict[int, ProvisionText]) -> ShownCarried:
    anchor, told = it.anchor, shown(comment)
    is_lost = it.state == PlacementState.LOST
    return ShownCarried(
        comment=told,
        state=PlacementState(it.state),
        is_certain=it.is_certain or it.decided_at is not None,
        made_on=place_with(anchor.draft, anchor.provision, words),
        stands=None if is_lost else place_with(it.draft, it.provision, words),
        then=anchor.quote or _text(anchor.provision_id, words),
        now=it.text.text[it.start : it.end] if it.text else _text(it.provision_id, words),
        now_number=it.draft.number,
    )


def _text(provision: int | None, words: dict[int, ProvisionText]) -> str:
    return words[provision].text if provision in words else ""


def place_with(draft: Draft, provision: Provision | None, words: dict[int, ProvisionText]) -> ShownPlace:
    """As `shown_place`, from words that were read already."""
    place = shown_place(draft, None)
    if provision is None:
        return place
    text = words.get(provision.pk)
    return ShownPlace(
        place.slug,
        place.draft_number,
        place.draft_label,
        eid=provision.eid,
        number=text.number if text else "",
        heading=text.heading if text else "",
    )
