from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from django import forms
from django.core.exceptions import ValidationError

from common.fields import LongTextField, PlainTextField, TimeZoneField, ZonedDateTimeField


def errors(field, value):
    with pytest.raises(ValidationError) as refused:
        field.clean(value)
    return refused.value.messages


def test_line_ends_become_line_feeds_and_the_ends_of_a_line_are_cut():
    assert PlainTextField().clean("  a title ") == "a title"
    assert LongTextField().clean("    code\r\n\r\nb\r") == "    code\n\nb\n"


@pytest.mark.parametrize("value", ["a\x00b", "a\ud800b", "\udfff"])
def test_what_cannot_be_stored_is_refused_with_its_name(value):
    assert errors(LongTextField(), value) == [
        "The text holds a character that cannot be stored (a NUL or half a character), shown as “�”. Remove it."
    ]


@pytest.mark.parametrize("value", ["\u200b\u200b", "\u200f", "\u3164", "\u2800", " \u00ad\n"])
def test_text_that_nobody_sees_is_refused_where_text_is_required(value):
    assert errors(LongTextField(), value) == [
        "The text holds only spaces and invisible characters. Write something that others can read."
    ]
    assert LongTextField(required=False).clean(value) == value


def test_text_of_the_longest_length_is_taken_and_one_more_refused_with_both_numbers():
    field = LongTextField(max_length=1000)

    assert field.clean("x" * 1000) == "x" * 1000
    assert errors(field, "x" * 1001) == ["The text has 1001 characters; at most 1000 characters are taken. Shorten it."]


def test_a_browsers_line_ends_do_not_count_twice():
    assert LongTextField(max_length=3).clean("a\r\nb") == "a\nb"


def test_a_time_is_read_in_the_official_zone():
    value = ZonedDateTimeField(zone="Africa/Nairobi").clean("2026-03-01T12:00")

    assert value == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


def test_a_time_is_shown_in_the_official_zone_as_a_browser_takes_it():
    class Form(forms.Form):
        at = ZonedDateTimeField(zone="Africa/Nairobi")

    form = Form(initial={"at": datetime(2026, 3, 1, 9, 0, tzinfo=UTC)})

    assert 'type="datetime-local"' in str(form["at"])
    assert 'value="2026-03-01T12:00"' in str(form["at"])


def test_an_unchanged_time_is_not_a_change():
    field = ZonedDateTimeField(zone="Africa/Nairobi")

    assert not field.has_changed(datetime(2026, 3, 1, 9, 0, tzinfo=UTC), "2026-03-01T12:00")


@pytest.mark.parametrize("value", ["2026-03-29T02:30", "2026-10-25T02:30"])
def test_a_time_that_the_clock_skips_or_shows_twice_is_refused(value):
    (message,) = errors(ZonedDateTimeField(zone="Europe/Paris"), value)

    assert message.startswith("The clock in Europe/Paris skips this time or shows it twice")


@pytest.mark.parametrize("value", ["soon", "2026-13-01T00:00", "2026-03-01", "\x00"])
def test_what_is_no_time_is_refused(value):
    assert len(errors(ZonedDateTimeField(), value)) == 1


@pytest.mark.parametrize("value", ["0001-01-01T00:00", "1899-12-31T23:59", "2200-01-01T00:00", "9999-12-31T23:59"])
def test_a_year_that_some_clock_could_not_show_is_refused(value):
    assert errors(ZonedDateTimeField(zone="Africa/Nairobi"), value) == ["Give a year between 1900 and 2199."]


def test_an_optional_time_may_be_left_out():
    assert ZonedDateTimeField(required=False).clean("") is None


def test_time_zones_are_those_of_places():
    field = TimeZoneField()

    assert ZoneInfo(field.clean("America/Argentina/Buenos_Aires"))
    assert field.clean("UTC") == "UTC"
    assert errors(field, "Mars/Olympus")
