import csv

import pycountry
import pytest
from django.utils import translation

from accounts.countries import NOT_STATED, REGIONS, all_countries, country, region_name, subregions


def test_all_of_iso_3166_1_is_there():
    assert {it.alpha2 for it in all_countries("en")} == {entry.alpha_2 for entry in pycountry.countries}


@pytest.mark.parametrize(
    ("alpha2", "region", "subregion", "intermediate"),
    [
        ("KE", "Africa", "Sub-Saharan Africa", "Eastern Africa"),
        ("BR", "Americas", "Latin America and the Caribbean", "South America"),
        ("FR", "Europe", "Western Europe", ""),
        ("AQ", "", "", ""),
        ("TW", "", "", ""),
    ],
)
def test_regions_follow_from_the_country(alpha2, region, subregion, intermediate):
    found = country(alpha2)

    assert found is not None
    names = [region_name(code, "en") for code in (found.region, found.subregion, found.intermediate)]
    assert names == [region, subregion, intermediate]


def test_only_antarctica_and_taiwan_are_in_no_region():
    assert {it.alpha2 for it in all_countries("en") if not it.region or not it.subregion} == {"AQ", "TW"}


def test_the_five_regions():
    assert dict(REGIONS) == {"002": "Africa", "009": "Oceania", "019": "Americas", "142": "Asia", "150": "Europe"}
    assert subregions("002") == ("015", "202")


def test_a_region_that_m49_does_not_have_is_nameless():
    assert region_name("999", "en") == ""
    assert region_name("", "en") == ""
    assert region_name(NOT_STATED, "en") == "Not stated"


@pytest.mark.parametrize("code", ["", "XX", "ke", "KEN", "404"])
def test_a_stored_code_is_alpha_2_in_capitals(code):
    assert country(code) is None


@pytest.mark.parametrize(
    ("language", "name"), [("fr", "Allemagne"), ("zh-hans", "德国"), ("pt-br", "Alemanha"), ("xx", "Germany")]
)
def test_a_name_is_in_the_readers_language_or_english(language, name):
    assert country("DE").name_in(language) == name
    with translation.override(language if language != "xx" else "en"):
        assert country("DE").name == name


def test_countries_are_sorted_as_a_reader_expects():
    english = [it.alpha2 for it in all_countries("en")]
    french = [it.alpha2 for it in all_countries("fr")]

    assert english.index("AX") < english.index("AL")  # Åland Islands, Albania
    assert french.index("EG") < french.index("SV")  # Égypte, El Salvador
    assert french.index("ET") < french.index("FJ")  # Éthiopie, Fidji


def test_codes_and_regions_equal_those_of_the_reference_table(real_data):
    path = real_data / "50-ref-countries-regions" / "countries_consolidated.csv"
    with path.open(encoding="utf-8-sig", newline="") as table:
        expected = {
            (row["iso2"], row["iso3"], row["m49"], row["m49_region_code"], row["m49_subregion_code"])
            for row in csv.DictReader(table)
        }

    assert {(it.alpha2, it.alpha3, it.m49, it.region, it.subregion) for it in all_countries("en")} == expected
