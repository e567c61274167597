from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from common.templatetags.instants import with_weekday, zone_name
from portal.pseudo_locales import NAMES

AT = datetime(2026, 12, 18, 23, 59, tzinfo=ZoneInfo("Africa/Nairobi"))
IN_WORDS = {
    "en": "Friday 18 December 2026, 23:59",
    "fr": "vendredi 18 décembre 2026 23:59",
    "es": "viernes 18 de diciembre de 2026 a las 23:59",
    "ru": "пятница, 18 декабря 2026 г. 23:59",
    "ar": "الجمعة، 18 ديسمبر 2026، 23:59",
    "zh-hans": "2026年12月18日星期五 23:59",
}


@pytest.mark.parametrize(
    ("language", "zone", "name"),
    [
        ("en", "Africa/Nairobi", "Nairobi time"),
        ("en", "America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("en", "UTC", "UTC"),
        ("fr", "Europe/Vienna", "heure locale, Vienne"),
        ("ar", "Africa/Nairobi", "بتوقيت نيروبي"),
        ("ar", "Asia/Kolkata", "بتوقيت كالكتا"),
    ],
)
def test_a_zone_is_called_by_its_city_in_the_readers_language(language, zone, name):
    with translation.override(language):
        assert zone_name(zone) == name


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_every_zone_has_a_name_in_every_language(language):
    with translation.override(language):
        assert all(zone_name(zone) for zone in available_timezones())


def test_the_table_knows_every_language_of_the_interface():
    assert IN_WORDS.keys() == {code for code, _name in settings.LANGUAGES} - NAMES.keys()


@pytest.mark.parametrize("language", IN_WORDS)
def test_a_time_with_its_weekday_is_written_as_the_language_does(language):
    with translation.override(language):
        assert with_weekday(AT) == IN_WORDS[language]


@pytest.mark.parametrize("language", IN_WORDS)
def test_pages_write_it_so_too_on_the_clock_of_the_official_zone(language):
    with translation.override(language):
        page = render_to_string(
            "_components/instant.html",
            {"at": AT.astimezone(ZoneInfo("UTC")), "zone": "Africa/Nairobi", "weekday": True},
        )

    assert f">{IN_WORDS[language]}" in page
