import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.countries import all_countries, find

FOUND = [
    ("KE", "KE"),
    ("ke", "KE"),
    (" KEN ", "KE"),
    ("404", "KE"),
    ("4", "AF"),
    ("004", "AF"),
    ("U.S.A.", "US"),
    ("UK", "GB"),
    ("Kenya", "KE"),
    ("KENYA", "KE"),
    ("Кения", "KE"),
    ("كينيا", "KE"),
    ("肯尼亚", "KE"),
    ("भारत", "IN"),
    ("Allemagne", "DE"),
    ("Österreich", "AT"),
    ("Osterreich", "AT"),
    ("Côte d’Ivoire", "CI"),
    ("cote d'ivoire", "CI"),
    ("Ivory Coast", "CI"),
    ("Turkey", "TR"),
    ("Türkiye", "TR"),
    ("the Gambia", "GM"),
    ("Gambia (the)", "GM"),
    ("Iran", "IR"),
    ("Iran (Islamic Republic of)", "IR"),
    ("Republic of Korea", "KR"),
    ("South Korea", "KR"),
    ("Democratic People's Republic of Korea", "KP"),
    ("Congo", "CG"),
    ("Democratic Republic of the Congo", "CD"),
    ("Guinea", "GN"),
    ("Niger", "NE"),
    ("Palestine", "PS"),
    ("Taiwan", "TW"),
    ("Viet Nam", "VN"),
    ("Vietnam", "VN"),
    ("Åland", "AX"),
    ("Áo", "AT"),  # Austria in Vietnamese, though AO is Angola's code
]
UNKNOWN = [
    "",
    " ",
    "Atlantis",
    "Korea",
    "Virgin Islands",
    "EU",
    "n/a",
    "none",
    "-",
    "0",
    "999",
    "4040",
    "K\x00E",
    "x" * 10_000,
]


@pytest.mark.parametrize(("written", "alpha2"), FOUND)
def test_a_country_is_found_by_code_and_name(written, alpha2):
    country = find(written)

    assert country is not None
    assert country.alpha2 == alpha2


@pytest.mark.parametrize("written", UNKNOWN)
def test_what_is_not_sure_is_not_guessed(written):
    assert find(written) is None


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans", "pt", "de"])
def test_every_country_is_found_by_the_name_that_comity_shows(language):
    wrong = [it.alpha2 for it in all_countries(language) if find(it.name_in(language)) != it]

    assert wrong == []


def test_every_country_is_found_by_each_of_its_codes():
    wrong = [it for it in all_countries("en") for code in (it.alpha2, it.alpha3, it.m49) if find(code) != it]

    assert wrong == []


@settings(deadline=None)  # the first call reads the catalogues
@given(st.text())
def test_any_text_gives_a_country_or_nothing(text):
    found = find(text)

    assert found is None or found in all_countries("en")
