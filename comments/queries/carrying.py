"""Which anchors a draft has to carry, and by what they are carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from hashlib import md5

from django.db import connection

from comments.carrying.landing import Carriage, Standing
from comments.carrying.sides import Descent, Side, Unit, Words
from consultations.models import Draft, Lineage, Provision, ProvisionText

SOURCES = """
(
    SELECT id AS anchor_id, type, provision_id, provision_text_id AS text_id, start, "end", 'unchanged' AS state,
        TRUE AS is_certain
    FROM comments_anchor WHERE draft_id = %(predecessor)s
    UNION ALL
    SELECT placement.anchor_id, anchor.type, placement.provision_id, placement.text_id, placement.start,
        placement."end", placement.state, placement.is_certain OR placement.decided_at IS NOT NULL
    FROM comments_anchorplacement AS placement JOIN comments_anchor AS anchor ON anchor.id = placement.anchor_id
    WHERE placement.draft_id = %(predecessor)s
)
"""
"""The anchors on a draft, and where those of earlier drafts stand in it."""

NOT_PLACED = """
NOT EXISTS (
    SELECT 1 FROM comments_anchorplacement AS placed
    WHERE placed.anchor_id = source.anchor_id AND placed.draft_id = %(draft)s
)
"""

FINGERPRINT = """
SELECT md5(coalesce((
    SELECT string_agg(concat_ws(',', coalesce(provision_id, 0), coalesce(ancestor_id, 0), kind, score), ';'
        ORDER BY provision_id, ancestor_id)
    FROM consultations_lineage WHERE draft_id = %(draft)s
), '') || '/' || coalesce((
    SELECT string_agg(concat_ws(',', provision.id, provision.eid, provision."order", coalesce(provision.parent_id, 0),
        text.id, text.language, md5(concat_ws(E'\\x01', text.number, text.heading, text.text))), ';' ORDER BY text.id)
    FROM consultations_provision AS provision
    JOIN consultations_provisiontext AS text ON text.provision_id = provision.id
    WHERE provision.draft_id = %(draft)s
), ''))
"""


def fingerprint_of(draft: Draft) -> str:
    """Another wherever the lineage or the text of the draft is, and of those before it that may change too."""
    with connection.cursor() as cursor:
        cursor.execute(FINGERPRINT, {"draft": draft.pk})
        (own,) = cursor.fetchone()
    before = draft.predecessor
    return str(own) if before is None or before.is_published else _hash_of(str(own), fingerprint_of(before))


def _hash_of(*parts: str) -> str:
    return md5("".join(parts).encode(), usedforsecurity=False).hexdigest()


def keys(draft: Draft) -> dict[str, int | None]:
    return {"draft": draft.pk, "predecessor": draft.predecessor_id}


def has_anchors_to_carry(draft: Draft) -> bool:
    if draft.predecessor is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {SOURCES} AS source)", keys(draft))  # noqa: S608  # a constant
        (found,) = cursor.fetchone()
    return bool(found) or (not draft.predecessor.is_published and has_anchors_to_carry(draft.predecessor))


def not_placed(draft: Draft, *, at_most: int) -> int:
    """How many anchors have no placement yet; counted no further than that."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT 1 FROM {SOURCES} AS source WHERE {NOT_PLACED} LIMIT %(most)s) AS left_over",  # noqa: S608  # constants
            {**keys(draft), "most": at_most},
        )
        (count,) = cursor.fetchone()
    return int(count)


def standings(draft: Draft, *, only_new: bool) -> list[Standing]:
    """The places that anchors have in the draft's predecessor, each once; of those alone that are not placed yet."""
    where = f"WHERE {NOT_PLACED}" if only_new else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT DISTINCT type, provision_id, text_id, start, "end" FROM {SOURCES} AS source {where}',  # noqa: S608  # constants
            keys(draft),
        )
        return [Standing(*row) for row in cursor.fetchall()]


def carriage_to(draft: Draft) -> Carriage:
    """By the lineage as it stands. Four queries, and the words of both drafts in memory. Comes with its predecessor."""
    assert draft.predecessor is not None  # noqa: S101  # the caller has asked
    rows = Lineage.objects.filter(draft=draft, ancestor__isnull=False).order_by("order", "pk")
    descent = [Descent(*row) for row in rows.values_list("ancestor", "provision", "score")]
    return Carriage(side_of(draft.predecessor), side_of(draft), descent)


def side_of(draft: Draft) -> Side:
    words: dict[int, dict[str, Words]] = defaultdict(dict)
    texts = ProvisionText.objects.filter(provision__draft=draft)
    rows_of_texts = texts.values_list("provision", "pk", "language", "number", "heading", "text")
    for provision, pk, language, number, heading, text in rows_of_texts.iterator():
        words[provision][language] = Words(pk, language, number, heading, text)
    rows: Iterable[tuple[int, str, int, int | None]] = (
        Provision.objects.filter(draft=draft).order_by("order").values_list("pk", "eid", "order", "parent")
    )
    return Side(draft.language, tuple(Unit(pk, eid, order, parent, words[pk]) for pk, eid, order, parent in rows))
