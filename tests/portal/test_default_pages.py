import re

from portal.default_pages import default_pages
from portal.enums import SitePage

LANGUAGES = {"en", "fr", "es", "ar", "zh-Hans", "ru"}


def test_every_page_has_a_text_in_six_languages():
    assert {(it.page, it.language) for it in default_pages()} == {
        (page, language) for page in SitePage.values for language in LANGUAGES
    }
    assert all(it.title and it.body for it in default_pages())


def test_translations_have_the_sections_and_links_of_the_english_text():
    english = {it.page: shape(it.body) for it in default_pages() if it.language == "en"}

    assert [(it.page, it.language) for it in default_pages() if shape(it.body) != english[it.page]] == []


def shape(body):
    marks = re.findall(r"^(##|-|\d\.) ", body, re.MULTILINE)
    return marks, re.findall(r"\]\(([^\s)]+)\)", body)
