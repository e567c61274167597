"""Rows as PostgreSQL writes them."""

import pytest
from django.db import connection

from digests.writers.stream import copy

pytestmark = pytest.mark.django_db


def test_each_row_comes_by_itself_without_its_line_end():
    lines = []

    copy("SELECT n, %(text)s || n FROM generate_series(1, 3) n", {"text": 'a "b",\n%'}, lines.append)

    assert lines == [b'%d,"a ""b"",\n%%%d"' % (n, n) for n in (1, 2, 3)]


def test_what_is_raised_on_the_way_ends_the_copy_and_leaves_the_connection_in_use(transactional_db):
    taken = []

    def take(line):
        taken.append(line)
        if line == b"3":
            raise InterruptedError

    with pytest.raises(InterruptedError):
        copy("SELECT n FROM generate_series(1, 100000000) n", {}, take)

    with connection.cursor() as cursor:
        cursor.execute("SELECT 4")
        assert cursor.fetchone() == (4,)
    assert taken == [b"1", b"2", b"3"]
