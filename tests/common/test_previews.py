import pytest

from common.templatetags.previews import absolute, locale, preview_words


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("", ""),
        ("<p>Law &amp; order, a &lt; b</p>\n<p>Second.</p>", "Law & order, a < b Second."),
        ("<p>" + "word " * 100 + "</p>", ("word " * 40)[:199] + "…"),
    ],
)
def test_a_description_is_the_beginning_of_the_words_on_one_line(html, words):
    assert preview_words(html) == words


def test_an_address_is_the_official_one(settings):
    settings.BASE_URL = "https://comity.example"

    assert absolute("/c/x/") == "https://comity.example/c/x/"


def test_languages_are_named_as_previews_name_them():
    assert [locale("en"), locale("pt-br")] == ["en", "pt_BR"]
