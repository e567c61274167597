from collections import Counter
from datetime import date

import pytest
from django.utils import translation

from accounts.countries import country
from accounts.countries.groupings import groupings

OBSERVERS = {"VA", "PS"}
"""They are not members of the United Nations, so they are in none of its groups."""


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("commonwealth", 56),
        ("un-africa", 54),
        ("un-asia-pacific", 55),
        ("un-eastern-europe", 23),
        ("un-grulac", 33),
        ("un-weog", 29),
    ],
)
def test_a_grouping_has_as_many_members_as_its_source_says(code, count):
    grouping = groupings()[code]

    assert len(grouping.countries) == count
    assert all(country(it) for it in grouping.countries)


def test_the_commonwealth_has_its_members_where_it_counts_them():
    regions = Counter(country(it).region for it in groupings()["commonwealth"].countries)

    assert regions == {"002": 21, "142": 9, "019": 13, "150": 2, "009": 11}  # Cyprus is in Asia by M49


def test_each_member_of_the_united_nations_is_in_one_group_but_turkiye_which_is_in_two():
    members = Counter(code for it in groupings().values() if it.code.startswith("un-") for code in it.countries)

    assert len(members) == 193
    assert {code for code, times in members.items() if times > 1} == {"TR"}
    assert not OBSERVERS & set(members)


def test_african_states_are_the_countries_of_africa_by_m49_that_are_members():
    by_m49 = {it for it in groupings()["un-africa"].countries if country(it).region == "002"}

    assert by_m49 == groupings()["un-africa"].countries


def test_each_grouping_names_its_source_and_its_day_and_no_code_is_one_of_ours():
    for grouping in groupings().values():
        assert grouping.source.startswith("https://")
        assert date(2022, 6, 25) <= grouping.as_of <= date(2026, 11, 22)
        assert not grouping.code.startswith("own-")
        assert not grouping.code.isdigit()
        assert set(grouping.names) == {"en", "fr", "es", "ru", "ar", "zh"}


def test_a_grouping_is_named_in_the_readers_language():
    with translation.override("fr"):
        assert groupings()["un-africa"].name == "Groupe de l’ONU : États d’Afrique"
    with translation.override("de"):
        assert groupings()["un-africa"].name == "UN group: African States"
