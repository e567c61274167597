import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext

from portal.pseudo_locales import LONG, MIRRORED, NAMES, lengthened, mirrored


def test_long_text_is_longer_and_holds_no_plain_letter():
    words = lengthened("Speak for your organisation")

    assert len(words) > 1.3 * len("Speak for your organisation")
    assert words == "[Şƥḗḗȧȧķ ƒǿǿř ẏǿǿŭŭř ǿǿřɠȧȧƞīīşȧȧŧīīǿǿƞ]"


@pytest.mark.parametrize(
    "kept",
    [
        "<a href='/here/'>",
        "&nbsp;",
        "%(count)d",
        "%(name)s",
        "{name}",
        "%%",
        "https://comity.example/x",
        "me@example.org",
    ],
)
def test_placeholders_and_html_stay_as_they_are(kept):
    assert kept in lengthened(f"before {kept} after")
    assert kept in mirrored(f"before {kept} after")


def test_messages_with_placeholders_can_be_filled():
    with translation.override(LONG):
        assert ngettext("%(n)d reply", "%(n)d replies", 3) % {"n": 3} == "[3 řḗḗƥŀīīḗḗş]"


@pytest.mark.parametrize(("language", "words"), [(LONG, "[Ħǿǿḿḗḗ]"), (MIRRORED, "\u202eHome\u202c"), ("en", "Home")])
def test_each_locale_disguises_a_message_with_or_without_context(language, words):
    with translation.override(language):
        assert gettext("Home") == words
        assert pgettext("of the site", "Home") == words


@pytest.mark.parametrize(("language", "direction"), [(LONG, "ltr"), (MIRRORED, "rtl")])
@pytest.mark.django_db
def test_pages_are_set_in_the_locale_that_was_chosen(client, language, direction):
    client.post("/language/", {"language": language})

    assert f'<html lang="{language}" dir="{direction}">' in client.get("/contact/").text


@pytest.mark.parametrize("language", ["ar", "ar-EG", "he", "en-GB", "fr"])
@pytest.mark.django_db
def test_no_browser_asks_for_them_by_itself(client, language):
    page = client.get("/contact/", headers={"Accept-Language": language}).text

    assert not any(f'<html lang="{pseudo}"' in page for pseudo in NAMES)
