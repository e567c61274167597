"""Writers of the same tallies take them in one order, so that they wait in line and never for each other."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat

import pytest
from django.db import connection, transaction

from comments.enums import Dimension, Place
from comments.models import Tally
from comments.services.tally import NO_PROVISION, TallyKey, count_in, count_out
from tests.scenes import open_consultation
from tests.waiting import until_waiting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def keys() -> list[TallyKey]:
    """Of rows that are there, each counting 10, in the order in which they must be taken."""
    scene = open_consultation()
    first, second, _third = scene.provisions
    keys = [
        TallyKey(scene.round.pk, Place.PROVISION, first.pk, Dimension.ALL, ""),
        TallyKey(scene.round.pk, Place.PROVISION, second.pk, Dimension.ALL, ""),
        TallyKey(scene.round.pk, Place.ROUND, NO_PROVISION, Dimension.ALL, ""),
        TallyKey(scene.round.pk, Place.ROUND, NO_PROVISION, Dimension.GROUP, "academia"),
    ]
    for key in reversed(keys):
        count_in(Counter({key: 10}))
    return keys


def rows_of(key: TallyKey):
    return Tally.objects.filter(
        round=key.round_id,
        place=key.place,
        provision=key.provision_id or None,
        dimension=key.dimension,
        value=key.value,
    )


@pytest.mark.parametrize(
    ("count", "left"), [((count_in, count_in), 12), ((count_out, count_out), 8), ((count_in, count_out), 10)]
)
def test_who_waits_for_the_first_tally_holds_none_of_the_others(keys, count, left):
    """Whatever the order in which they are given: a writer that held a later one would be half of a circle."""

    def write(change, given: list[TallyKey]) -> None:
        try:
            with transaction.atomic():
                change(Counter(dict(zip(given, repeat(1)))))
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            rows_of(keys[0]).select_for_update().get()
            writers = [pool.submit(write, count[0], keys), pool.submit(write, count[1], keys[::-1])]
            until_waiting(2)
            for key in keys[1:]:
                rows_of(key).select_for_update(nowait=True).get()
        for writer in writers:
            writer.result(timeout=60)

    assert [rows_of(key).get().count for key in keys] == [left] * 4
