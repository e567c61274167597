"""The lists of the secretariat in a browser: an administrator changes the groups, a stakeholder meets the change."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import StakeholderGroup
from tests.browser.looking import problems_of
from tests.factories import GROUPS, AdministratorFactory, RegionalGroupingFactory, UserFactory, group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KEY = "stakeholder-groups"


@pytest.fixture(autouse=True)
def groups():
    for slug in GROUPS:
        group(slug)


def offered() -> list[str]:
    return list(StakeholderGroup.objects.offered().values_list("slug", flat=True))


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_group_is_added_in_two_languages_and_moved_another_retired_and_profiles_follow(person, scripts):
    ada = person(java_script_enabled=scripts)
    ada.signs_in(AdministratorFactory(email="ada@example.org").email)
    ada.opens(reverse("desk_list", args=[KEY]))
    ada.follows("New entry")
    ada.fills(name_en="Youth networks", name_fr="Réseaux de jeunes")
    ada.presses("Add to the list")
    ada.sees("“Youth networks” is in the list, as its last entry.")

    ada.presses("Up Youth networks")
    ada.sees("“Youth networks” is number 7 now.")
    assert ada.page.evaluate("document.activeElement.textContent.trim()").startswith("↑ Up")
    ada.page.keyboard.press("Enter")
    ada.sees("“Youth networks” is number 6 now.")
    assert offered().index("youth-networks") == 5

    ada.follows("Academia")
    ada.page.get_by_label("What to choose instead").select_option(label="Youth networks")
    ada.presses("Retire")
    ada.sees("“Academia” is no longer offered.")
    assert "academia" not in offered()

    scholar = person(java_script_enabled=scripts)
    scholar.signs_in(UserFactory(email="scholar@example.org", stakeholder_group=group("academia")).email)
    scholar.opens(reverse("profile"))
    scholar.sees("Academia (no longer offered; “Youth networks” takes its place)")
    scholar.presses("Save")
    assert group("academia").user_set.count() == 1
    scholar.opens(reverse("profile"))
    scholar.page.get_by_label("Youth networks", exact=True).check()
    scholar.presses("Save")
    scholar.opens(reverse("profile"))
    assert scholar.page.get_by_label("Academia").count() == 0
    assert group("academia").user_set.count() == 0


def test_the_pages_are_accessible(person):
    ada = person()
    ada.signs_in(AdministratorFactory(email="ada@example.org").email)
    retired = group("individual")
    StakeholderGroup.objects.filter(pk=retired.pk).update(retired_at="2026-05-01T00:00Z", successor=group("academia"))
    grouping = RegionalGroupingFactory()
    pages = [
        reverse("desk_lists"),
        reverse("desk_list", args=[KEY]),
        reverse("desk_list", args=["regional-groupings"]),
        reverse("desk_term_new", args=["regional-groupings"]),
        reverse("desk_term", args=["regional-groupings", grouping.pk]),
        reverse("desk_term", args=[KEY, retired.pk]),
        reverse("desk_term_edit", args=[KEY, retired.pk]),
        f"{reverse('desk_term_merge', args=[KEY, retired.pk])}?into={group('academia').pk}",
    ]
    assert problems_of(ada, pages) == {}
