from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from digests.enums import Audience
from digests.tables.rows import anchor_table, comment_cells, comment_table
from digests.tables.selection import Selection
from digests.tables.snapshot import one_snapshot


@pytest.mark.parametrize("table", [comment_table, comment_cells, anchor_table])
def test_tables_are_joined_as_wholes_however_small_they_are_taken_for(corpus, table):
    selection = Selection(consultation_id=corpus.scene.consultation.pk, audience=Audience.STAFF)

    with one_snapshot(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {table(selection)}", selection.parameters)
        ((plans,),) = cursor.fetchall()

    gone_through = {inner.get("Relation Name") for inner in inner_sides(plans[0]["Plan"])}
    assert gone_through <= {"consultations_consultation"}, "only the consultation is one row"


def inner_sides(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What each nested loop goes through again and again."""
    below = plan.get("Plans", [])
    if plan["Node Type"] == "Nested Loop":
        yield below[1]
    for part in below:
        yield from inner_sides(part)
