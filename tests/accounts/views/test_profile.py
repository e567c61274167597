import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.countries import NOT_STATED
from accounts.limits import ORGANISATION_NAME, PERSON_NAME
from accounts.models import StakeholderGroup
from common.models import AuditEntry
from tests.factories import GROUPS, UserFactory, group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def groups():
    for slug in GROUPS:
        group(slug)


@pytest.fixture
def newcomer(client):
    user = UserFactory(name="", stakeholder_group=None, country="", profile_completed_at=None)
    client.force_login(user)
    return user


def said(**changes):
    return {"name": "Wanjiru", "stakeholder_group": "academia", "country": "KE", **changes}


def test_what_is_said_is_kept(client, newcomer):
    answer = client.post(
        reverse("profile"), said(name=" Wanjirũ ", organisation_name="KICTANet", time_zone="Africa/Nairobi")
    )

    assert answer.url == reverse("home")
    newcomer.refresh_from_db()
    assert (newcomer.name, newcomer.country, newcomer.organisation_name) == ("Wanjirũ", "KE", "KICTANet")
    assert newcomer.stakeholder_group == group("academia")
    assert newcomer.time_zone == "Africa/Nairobi"
    assert newcomer.profile_completed_at is not None


@pytest.mark.parametrize(
    ("changes", "stated"),
    [
        ({"stakeholder_group": NOT_STATED, "country": NOT_STATED}, (None, "")),
        ({"stakeholder_group": NOT_STATED}, (None, "KE")),
        (
            {"stakeholder_group": "intergovernmental-organisation", "country": ""},
            ("intergovernmental-organisation", ""),
        ),
    ],
)
def test_group_and_country_may_be_left_unsaid(client, newcomer, changes, stated):
    client.post(reverse("profile"), said(**changes))

    newcomer.refresh_from_db()
    slug = newcomer.stakeholder_group.slug if newcomer.stakeholder_group else None
    assert (slug, newcomer.country) == stated
    assert newcomer.profile_completed_at is not None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "   "}, "name"),
        ({"name": "x" * (PERSON_NAME + 1)}, "name"),
        ({"name": "a\x00b"}, "name"),
        ({"name": "\u200b\u3164"}, "name"),
        ({"organisation_name": "x" * (ORGANISATION_NAME + 1)}, "organisation_name"),
        ({"stakeholder_group": ""}, "stakeholder_group"),
        ({"stakeholder_group": "pirates"}, "stakeholder_group"),
        ({"country": ""}, "country"),
        ({"country": "XX"}, "country"),
        ({"country": "Atlantis"}, "country"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
    ],
)
def test_bad_input_is_said_at_its_field_and_nothing_typed_is_lost(client, newcomer, changes, field):
    answer = client.post(reverse("profile"), said(organisation_name="KICTANet", next="/unsent/1/") | changes)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    page = answer.content.decode()
    assert 'value="/unsent/1/"' in page
    assert field == "organisation_name" or 'value="KICTANet"' in page
    newcomer.refresh_from_db()
    assert newcomer.profile_completed_at is None
    assert AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    "next_page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "x\ny", "profile"]
)
def test_next_leads_to_no_other_site(client, newcomer, next_page):
    answer = client.post(reverse("profile"), said(next=next_page))

    assert answer.url == reverse("home")


def test_a_retired_group_stays_a_choice_of_its_own_people_only(client, newcomer):
    retired = group("academia")
    retired.retired_at = "2026-01-01T00:00:00Z"
    retired.save()
    assert "Academia" not in client.get(reverse("profile")).content.decode()

    client.force_login(UserFactory(stakeholder_group=retired))
    assert "Academia" in client.get(reverse("profile")).content.decode()


def test_a_closed_account_is_sent_to_sign_in(client, newcomer):
    newcomer.is_active = False
    newcomer.save()

    assert client.get(reverse("profile")).status_code == 302


@pytest.mark.parametrize("more", [0, 2])
def test_the_page_costs_the_same_with_more_groups(client, newcomer, django_assert_num_queries, more):
    for number in range(more):
        group("individual").__class__.objects.create(slug=f"more-{number}", names={"en": f"More {number}"})

    with django_assert_num_queries(4):  # session, person, groups, whether the person is in a team
        client.get(reverse("profile"))


def test_a_retired_group_stays_in_the_profile_of_who_has_it_until_they_choose_another(client):
    old, new = group("academia"), group("individual")
    person = UserFactory(stakeholder_group=old)
    client.force_login(person)
    StakeholderGroup.objects.filter(pk=old.pk).update(retired_at=timezone.now(), successor=new)

    page = client.get(reverse("profile")).content.decode()
    assert "Academia (no longer offered; “Individual” takes its place)" in page
    client.post(reverse("profile"), said())
    person.refresh_from_db()
    assert person.stakeholder_group == old

    client.post(reverse("profile"), said(stakeholder_group="individual"))
    assert "Academia" not in client.get(reverse("profile")).content.decode()
    assert client.post(reverse("profile"), said()).status_code == 422


@pytest.mark.parametrize(("before", "after", "spoken"), [("", "ar", "ar"), ("ar", "fr", "fr"), ("fr", "", "en")])
def test_the_pages_speak_the_language_of_the_profile_from_then_on(client, before, after, spoken):
    client.force_login(UserFactory(language=before))
    client.cookies["django_language"] = before

    client.post(reverse("profile"), said(language=after))

    assert f'<html lang="{spoken}"' in client.get(reverse("home")).content.decode()


def test_a_language_chosen_in_the_menu_outlives_the_saving_of_something_else(client):
    client.force_login(UserFactory(language="fr"))
    client.cookies["django_language"] = "ar"

    client.post(reverse("profile"), said(language="fr", name="Somebody else"))

    assert client.cookies["django_language"].value == "ar"
