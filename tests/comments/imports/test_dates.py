from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from comments.imports.dates import read_instant

NAIROBI = ZoneInfo("Africa/Nairobi")


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("2026-03-01T12:00:00", ()),
        ("2026-03-01 12:00", ()),
        ("2026-03-01T09:00:00Z", ()),
        ("2026-03-01T10:00:00+0100", ()),
        ("01/03/2026 12:00", ("%d/%m/%Y %H:%M",)),
        ("2026-03-01 0 days 12:00:00", ("%Y-%m-%d 0 days %H:%M:%S",)),
        ("1772355600", ("unix",)),
        ("1772355600000", ("unix-ms",)),
        ("2026-03-01T12:00:00", ("%d/%m/%Y",)),
    ],
)
def test_a_date_is_an_instant_in_the_mappings_zone(text: str, formats: tuple[str, ...]):
    assert read_instant(text, formats=formats, zone=NAIROBI) == datetime(2026, 3, 1, 9, tzinfo=UTC)


def test_a_day_alone_is_its_beginning():
    assert read_instant("2026-03-01", formats=(), zone=NAIROBI) == datetime(2026, 2, 28, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "0001-01-01",
        "1899-12-31",
        "9999-12-31T23:59:59",
        "2026-13-01",
        "9" * 400,
        "-9999999999",
        "nan",
        "inf",
    ],
)
def test_what_names_no_instant_is_none(text: str):
    assert read_instant(text, formats=("%d/%m/%Y", "unix"), zone=NAIROBI) is None
