from zoneinfo import available_timezones

import pytest
from django.conf import settings
from django.utils import translation

from common.templatetags.instants import zone_name


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
