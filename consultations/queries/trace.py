"""A provision through all drafts: what it came from and what became of it."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.db.models import Q

from accounts.models import User
from consultations.models import Lineage, Provision

ALONG = """
WITH RECURSIVE before (id) AS (
    SELECT %(pk)s::bigint
    UNION
    SELECT lineage.ancestor_id FROM before JOIN consultations_lineage lineage ON lineage.provision_id = before.id
    WHERE lineage.ancestor_id IS NOT NULL
), later (id) AS (
    SELECT %(pk)s::bigint
    UNION
    SELECT lineage.provision_id FROM later JOIN consultations_lineage lineage ON lineage.ancestor_id = later.id
    WHERE lineage.provision_id IS NOT NULL
)
SELECT id FROM before UNION SELECT id FROM later
"""
"""Each step is two look-ups in an index, however long the drafts are."""


def trace_of(provision: Provision, *, user: User | AnonymousUser) -> tuple[set[int], list[Lineage]]:
    """The primary keys of the provision, of all it came from and of all that came of it; and the rows that tie them to
    each other, as far as one may see them, with those of the other parts where one of them was split. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(ALONG, {"pk": provision.pk})
        along = {pk for (pk,) in cursor.fetchall()}
    rows = Lineage.objects.visible_to(user).filter(Q(provision__in=along) | Q(ancestor__in=along))
    return along, [*rows.select_related("provision", "ancestor").order_by("draft__number", "order", "pk")]
