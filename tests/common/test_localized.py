import pytest
from django.utils import translation

from common.localized import localized


@pytest.mark.parametrize(
    ("language", "words", "expected"),
    [
        ("fr", {"en": "Water", "fr": "Eau"}, "Eau"),
        ("zh-hans", {"en": "Water", "zh": "水"}, "水"),
        ("zh-hans", {"en": "Water", "zh-Hans": "水"}, "水"),
        ("pt", {"en": "Water", "pt-BR": "Água"}, "Água"),
        ("fr", {"en": "Water", "fr": ""}, "Water"),
        ("ru", {"ar": "ماء"}, "ماء"),
    ],
)
def test_words_are_in_the_readers_language_or_one_near_it(language, words, expected):
    with translation.override(language):
        assert localized(words) == expected
