"""Placing the anchors of comments on the draft that follows theirs: a job before it is published, and at once where a
comment comes in on a draft that has a follower."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from psycopg2.extras import execute_values

from accounts.models import User
from comments.carrying.landing import Landing, Standing
from comments.models import Carrying
from comments.queries.carrying import (
    NOT_PLACED,
    SOURCES,
    carriage_to,
    fingerprint_of,
    has_anchors_to_carry,
    keys,
    not_placed,
    standings,
)
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.models import Job
from common.prepared import Given, IsOneOf, Prepared
from common.services.audit import record
from common.services.job import JobFailed, JobRun, cancel, enqueue
from consultations.enums import DraftState
from consultations.models import Draft
from consultations.permissions import can_change_draft
from consultations.services.draft import locked_changeable

PLACE_ANCHORS = "comments.place_anchors"
PLACED_AT_PUBLISHING = 2_000
"""Anchors that came in after the job are placed in the transaction that publishes, if they are no more."""


class PlacementsStale(StateError):
    """The comments on the draft before have no place yet, or one by a text or a lineage that has changed since."""


LANDINGS = """
CREATE TEMPORARY TABLE landing (
    type text, provision bigint, text bigint, start int, "end" int,
    state text, to_provision bigint, to_text bigint, to_start int, to_end int, score float8, is_certain boolean
) ON COMMIT DROP
"""

PLACE = f"""
INSERT INTO comments_anchorplacement (anchor_id, draft_id, ancestor_id, ancestor_text_id, ancestor_start, ancestor_end,
    provision_id, text_id, start, "end", state, score, is_certain, at)
SELECT source.anchor_id, %(draft)s, source.provision_id, source.text_id, source.start, source."end",
    landing.to_provision, landing.to_text, landing.to_start, landing.to_end,
    CASE
        WHEN landing.state = 'lost' THEN 'lost'
        WHEN 'changed' IN (source.state, landing.state) THEN 'changed'
        WHEN 'moved' IN (source.state, landing.state) THEN 'moved'
        ELSE 'unchanged'
    END,
    landing.score, landing.is_certain AND source.is_certain, now()
FROM {SOURCES} AS source
JOIN landing ON landing.type = source.type
    AND coalesce(landing.provision, 0) = coalesce(source.provision_id, 0)
    AND coalesce(landing.text, 0) = coalesce(source.text_id, 0)
    AND coalesce(landing.start, 0) = coalesce(source.start, 0)
    AND coalesce(landing."end", 0) = coalesce(source."end", 0)
WHERE {NOT_PLACED}
ORDER BY source.anchor_id
ON CONFLICT ON CONSTRAINT one_placement_a_draft DO NOTHING
"""  # noqa: S608  # constants

FORGET = "DELETE FROM comments_anchorplacement WHERE draft_id = %s AND decided_at IS NULL"

TALLY = """
INSERT INTO comments_carriedtally (draft_id, round_id, provision_id, state, count)
SELECT placement.draft_id, comment.round_id, placement.provision_id, placement.state, count(*)
FROM comments_anchorplacement AS placement
JOIN comments_anchor AS anchor ON anchor.id = placement.anchor_id
JOIN comments_comment AS comment ON comment.id = anchor.comment_id
WHERE placement.draft_id = %s
GROUP BY 1, 2, 3, 4
"""


@transaction.atomic
def start_placing(*, by: User | None, draft: Draft) -> Job:
    """Place the comments on the draft before; where that is being done, it begins again. Raises NotAllowed,
    DraftPublished."""
    draft = locked_changeable(by, draft)
    if by is not None and not can_change_draft(by, draft):
        raise NotAllowed(_("change this draft"))
    carrying, _made = Carrying.objects.select_for_update(of=("self",)).get_or_create(draft=draft)
    if carrying.job is not None and not carrying.job.is_finished:
        cancel(by=by, job=carrying.job)
    carrying.job = enqueue(PLACE_ANCHORS, draft.pk)
    carrying.save(update_fields=["job"])
    return carrying.job


def place_anchors(run: JobRun) -> None:
    """Place every anchor anew but for those that staff have decided. What takes long, finding passages again, is done
    before the transaction; that holds the draft for a few seconds and writes all, or nothing."""
    draft = Draft.objects.select_related("predecessor__predecessor").filter(pk=run.subject_id).first()
    if draft is None:
        raise JobFailed(_("The draft is gone."))
    fingerprint = fingerprint_of(draft)
    found = [(it, _find_again(it, run)) for it in _from_first_unpublished(draft)]
    with transaction.atomic():
        locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
        if locked.is_published:
            raise JobFailed(_("This draft is published. Its comments have been placed."))
        if fingerprint_of(draft) != fingerprint:
            raise JobFailed(_("The draft was changed while comments were being placed. Place them again."))
        run.progress(gettext_noop("Placing comments"), 0, 1)
        placed = [_write(it, landings) for it, landings in found]
        run.finish()
        _keep(draft, fingerprint)
        record(by=None, verb=Verb.PLACED, subject=draft, after={"anchors": placed[-1]})


def _from_first_unpublished(draft: Draft) -> list[Draft]:
    """Drafts whose predecessors are not published either come after these."""
    before = draft.predecessor
    earlier = _from_first_unpublished(before) if before and not before.is_published and before.predecessor else []
    return [*earlier, draft]


def _find_again(draft: Draft, run: JobRun) -> Mapping[Standing, Landing]:
    carriage, places = carriage_to(draft), standings(draft, only_new=False)
    landings = {}
    for done, place in enumerate(sorted(places, key=lambda it: (it.text or 0, it.start or 0))):
        run.progress(gettext_noop("Finding passages again"), done, len(places))
        landings[place] = carriage.land(place)
    return landings


def _write(draft: Draft, landings: Mapping[Standing, Landing]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(FORGET, [draft.pk])
    return place_as(draft, landings)


def place_as(draft: Draft, landings: Mapping[Standing, Landing]) -> int:
    """Those anchors that have no placement yet; how many there are in all. Counts them anew."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS landing")
        cursor.execute(LANDINGS)
        rows = ((*place, *landing) for place, landing in landings.items())
        execute_values(cursor.cursor, "INSERT INTO landing VALUES %s", rows, page_size=1000)
        cursor.execute("ANALYZE landing")
        cursor.execute(PLACE, keys(draft))
    return count_anew(draft)


def count_anew(draft: Draft) -> int:
    """The tallies of what was carried to the draft, from its placements. Who does so at once waits in line."""
    Carrying.objects.get_or_create(draft=draft)
    Carrying.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM comments_carriedtally WHERE draft_id = %s", [draft.pk])
        cursor.execute(TALLY, [draft.pk])
        cursor.execute("SELECT coalesce(sum(count), 0) FROM comments_carriedtally WHERE draft_id = %s", [draft.pk])
        (total,) = cursor.fetchone()
    return int(total)


def _keep(draft: Draft, fingerprint: str) -> None:
    defaults = {"fingerprint": fingerprint, "placed_at": timezone.now()}
    Carrying.objects.update_or_create(draft=draft, defaults=defaults)


def place_the_rest(draft: Draft) -> None:
    """In the transaction that publishes the draft: what came in since the job has a place too.

    Raises PlacementsStale where the job has not run, the lineage or the text has changed since, or too much came in.
    """
    if not has_anchors_to_carry(draft):
        return
    carrying = Carrying.objects.filter(draft=draft).first()
    if carrying is None or carrying.placed_at is None:
        raise PlacementsStale(_("The comments on the draft before have no place in this one yet. Place them first."))
    if carrying.fingerprint != fingerprint_of(draft):
        raise PlacementsStale(
            _("The text or its lineage has changed since the comments were placed. They are being placed again.")
        )
    left = not_placed(draft, at_most=PLACED_AT_PUBLISHING + 1)
    if left > PLACED_AT_PUBLISHING:
        raise PlacementsStale(_("Many comments came in since the comments were placed. They are being placed again."))
    if left:
        place_missing(draft)


@transaction.atomic
def place_missing(draft: Draft) -> None:
    """Those anchors on the draft before that have no placement yet. Comes with its predecessor."""
    if places := standings(draft, only_new=True):
        carriage = carriage_to(draft)
        place_as(draft, {place: carriage.land(place) for place in places})


def place_late(drafts: Iterable[int]) -> None:
    """What was just said on drafts that have published followers, in the transaction that says it: on each of these,
    one after the other."""
    if not (drafts := [*drafts]):
        return
    for follower in _followers().rows(drafts=drafts):
        place_missing(follower)
        place_late([follower.pk])


@cache
def _followers() -> Prepared[Draft]:
    followers = Draft.objects.filter(IsOneOf("predecessor", Given("drafts")), state=DraftState.PUBLISHED)
    return Prepared(followers.select_related("predecessor"))
