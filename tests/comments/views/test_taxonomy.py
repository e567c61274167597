import pytest
from django.urls import reverse

from accounts.models import RegionalGrouping, StakeholderGroup, User
from accounts.services.term import retire_term
from comments.services.recount import differences
from tests.factories import AdministratorFactory, OrganisationFactory, RegionalGroupingFactory, UserFactory, group
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db
GROUPS = "stakeholder-groups"


@pytest.fixture(autouse=True)
def ada(client):
    user = AdministratorFactory(name="Ada", stakeholder_group=group("government"))
    client.force_login(user)
    return user


def named(form, **changes: object) -> dict[str, object]:
    """What a browser sends of a form that was not touched but for these."""
    return {name: field.value() or "" for name, field in ((it.name, it) for it in form)} | changes


def rows(client, key: str = GROUPS) -> list[tuple[str, int, tuple[int, ...]]]:
    entries = client.get(reverse("desk_list", args=[key])).context["entries"]
    return [(it.term.slug, it.place, it.uses) for it in (*entries.offered, *entries.retired)]


def test_a_list_shows_what_stands_under_each_entry(client, ada):
    said = comment(open_consultation(), by=UserFactory(stakeholder_group=group("academia")))
    OrganisationFactory(stakeholder_group=group("academia"))
    retire_term(by=ada, term=group("academia"), successor=group("individual"))

    listed = {slug: (place, uses) for slug, place, uses in rows(client)}

    assert said.stakeholder_group.slug == "academia"
    assert listed["academia"] == (0, (1, 1, 1))
    assert listed["government"] == (1, (1, 0, 0))


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long_it_is(client, ada, django_assert_num_queries, count):
    for number in range(count):
        StakeholderGroup.objects.create(slug=f"g{number}", names={"en": f"G{number}"}, order=20 + number)
    with django_assert_num_queries(6):
        client.get(reverse("desk_list", args=[GROUPS]))


def test_a_group_is_made_in_two_languages(client):
    address = reverse("desk_term_new", args=[GROUPS])

    answer = client.post(address, {"name_en": "Youth networks", "name_fr": "Réseaux de jeunes", "code": ""})

    made = StakeholderGroup.objects.get(slug="youth-networks")
    assert answer.status_code == 302
    assert made.names == {"en": "Youth networks", "fr": "Réseaux de jeunes"}
    assert [slug for slug, place, _uses in rows(client) if place][-1] == "youth-networks"


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name_fr": "Sans anglais"}, "name_en"),
        ({"name_en": "Government"}, "name_en"),
        ({"name_en": "Others", "code": "government"}, "code"),
        ({"name_en": "Others", "code": "Not a code"}, "code"),
        ({"name_en": "青年"}, "code"),
        ({"name_en": "x" * 121}, "name_en"),
        ({"name_en": "Others", "name_ar": "a\x00b"}, "name_ar"),
    ],
)
def test_what_is_wrong_with_a_new_entry_stands_at_its_field(client, data, field):
    group("government")

    answer = client.post(reverse("desk_term_new", args=[GROUPS]), data)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert set(StakeholderGroup.objects.values_list("slug", flat=True)) >= {"government"}
    assert not StakeholderGroup.objects.filter(names__en="Others").exists()


def test_a_better_wording_is_saved(client):
    kept = group("academia")
    form = client.get(reverse("desk_term_edit", args=[GROUPS, kept.pk])).context["form"]

    client.post(
        reverse("desk_term_edit", args=[GROUPS, kept.pk]),
        named(form, name_en="Academia and research", change="wording"),
    )

    assert StakeholderGroup.objects.get(slug="academia").names["en"] == "Academia and research"


def test_who_changes_a_name_says_whether_it_means_the_same(client):
    kept = group("academia")
    form = client.get(reverse("desk_term_edit", args=[GROUPS, kept.pk])).context["form"]

    answer = client.post(reverse("desk_term_edit", args=[GROUPS, kept.pk]), named(form, name_en="Universities"))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["change"]


def test_another_meaning_opens_the_form_of_a_new_entry_and_changes_nothing_yet(client):
    kept = group("academia")
    address = reverse("desk_term_edit", args=[GROUPS, kept.pk])
    data = named(client.get(address).context["form"], name_en="Universities and think tanks", change="meaning")

    page = client.post(address, data)

    assert "Nothing is changed yet" in page.content.decode()
    assert page.context["form"]["name_en"].value() == "Universities and think tanks"
    assert StakeholderGroup.objects.get(slug="academia").name == "Academia"

    new = f"{reverse('desk_term_new', args=[GROUPS])}?of={kept.pk}"
    assert f'action="{new}"' in page.content.decode()
    client.post(new, named(page.context["form"], replaces="on"))
    made = StakeholderGroup.objects.get(slug="universities-and-think-tanks")
    kept.refresh_from_db()
    assert (kept.is_offered, kept.successor, kept.name) == (False, made, "Academia")


def test_a_new_entry_beside_the_old_one_leaves_that_offered(client):
    kept = group("academia")

    client.post(f"{reverse('desk_term_new', args=[GROUPS])}?of={kept.pk}", {"name_en": "Think tanks"})

    kept.refresh_from_db()
    assert kept.is_offered


def test_a_wording_from_an_old_page_is_kept_and_saved_by_a_second_decision(client):
    kept = group("academia")
    address = reverse("desk_term_edit", args=[GROUPS, kept.pk])
    form = client.get(address).context["form"]
    client.post(address, named(form, name_fr="Universités", change="wording"))

    refused = client.post(address, named(form, name_en="Universities", change="wording"))
    again = client.post(address, named(refused.context["form"]))

    assert (refused.status_code, again.status_code) == (409, 302)
    assert 'value="Universities"' in refused.content.decode()


def test_an_entry_moves_and_the_keyboard_stays_on_its_button(client):
    before = [slug for slug, place, _uses in rows(client) if place]
    last = StakeholderGroup.objects.get(slug=before[-1])

    page = client.post(reverse("desk_term_move", args=[GROUPS, last.pk]), {"way": "up"}, follow=True)

    assert [slug for slug, place, _uses in rows(client) if place] == [*before[:-2], before[-1], before[-2]]
    assert page.content.decode().count(" autofocus") == 1
    assert f"is number {len(before) - 1} now" in page.content.decode()


def test_a_group_is_retired_and_offered_again(client):
    kept, other = group("academia"), group("individual")
    address = reverse("desk_term_retire", args=[GROUPS, kept.pk])

    page = client.post(address, {"move": "retire", "successor": other.pk}, follow=True).content.decode()
    assert "No longer offered, since" in page
    assert "Offer again" in page

    client.post(address, {"move": "offer"})
    kept.refresh_from_db()
    assert (kept.is_offered, kept.successor) == (True, None)


def test_what_cannot_be_retired_says_why(client):
    only = group("academia")
    for other in StakeholderGroup.objects.exclude(pk=only.pk):
        client.post(reverse("desk_term_retire", args=[GROUPS, other.pk]), {"move": "retire"})

    answer = client.post(reverse("desk_term_retire", args=[GROUPS, only.pk]), {"move": "retire"})
    wrong = client.post(reverse("desk_term_retire", args=[GROUPS, only.pk]), {"move": "retire", "successor": only.pk})

    assert (answer.status_code, wrong.status_code) == (409, 422)
    assert "people must have a choice" in answer.content.decode()


def test_a_name_that_is_taken_meanwhile_is_not_offered_again(client, ada):
    kept = group("academia")
    retire_term(by=ada, term=kept)
    StakeholderGroup.objects.create(slug="new", names={"en": "Academia"})

    answer = client.post(reverse("desk_term_retire", args=[GROUPS, kept.pk]), {"move": "offer"})

    assert answer.status_code == 409
    assert "is offered already" in answer.content.decode()


def test_a_comment_that_was_shown_before_reads_with_the_new_wording(client):
    kept = group("academia")
    said = comment(open_consultation(), by=UserFactory(stakeholder_group=kept))
    assert "Academia" in client.get(said.get_absolute_url()).content.decode()

    StakeholderGroup.objects.filter(pk=kept.pk).update(names={"en": "Scholars"})

    page = client.get(said.get_absolute_url()).content.decode()
    assert "Scholars" in page
    assert "Academia" not in page


def test_a_merge_moves_people_and_leaves_comments_figures_and_their_sums_as_they_are(client):
    double, into = group("academia"), group("individual")
    author = UserFactory(stakeholder_group=double)
    said = comment(open_consultation(), by=author)
    address = reverse("desk_term_merge", args=[GROUPS, double.pk])

    preview = client.get(address, {"into": into.pk})
    assert [count for _label, count in preview.context["uses"]] == [1, 0, 1]
    client.post(address, {"into": into.pk})

    said.refresh_from_db()
    assert User.objects.get(pk=author.pk).stakeholder_group == into
    assert said.stakeholder_group == double
    assert differences() == []
    listed = {slug: (place, uses) for slug, place, uses in rows(client)}
    assert listed["academia"] == (0, (0, 0, 1))


def test_nothing_is_merged_with_what_is_not_offered(client, ada):
    double, retired = group("academia"), group("individual")
    retire_term(by=ada, term=retired)

    for into in (retired.pk, double.pk, "nonsense", ""):
        assert client.post(reverse("desk_term_merge", args=[GROUPS, double.pk]), {"into": into}).status_code == 422

    double.refresh_from_db()
    assert double.is_offered


def test_a_grouping_is_made_of_countries_chosen_by_name(client):
    address = reverse("desk_term_new", args=["regional-groupings"])
    page = client.get(address).content.decode()
    assert "Kenya" in page

    missing = client.post(address, {"name_en": "Great Lakes"})
    client.post(address, {"name_en": "Great Lakes", "countries": ["TZ", "KE", "UG"]})

    made = RegionalGrouping.objects.get()
    assert list(missing.context["form"].errors) == ["countries"]
    assert (made.slug, made.countries) == ("own-great-lakes", ["KE", "TZ", "UG"])
    page = client.get(reverse("desk_term", args=["regional-groupings", made.pk])).content.decode()
    assert "Kenya · Tanzania, United Republic of · Uganda" in page
    listed = client.get(reverse("desk_list", args=["regional-groupings"])).content.decode()
    assert "thecommonwealth.org" in listed


def test_another_set_of_countries_is_another_grouping(client):
    old = RegionalGroupingFactory(slug="own-lakes", names={"en": "Lakes"}, countries=["KE", "UG"])
    address = f"{reverse('desk_term_new', args=['regional-groupings'])}?of={old.pk}"

    form = client.get(address).context["form"]
    assert form["countries"].value() == ["KE", "UG"]
    client.post(
        address,
        {"name_en": "Lakes", "code": "lakes-2", "countries": ["KE", "UG", "RW"], "replaces": "on"},
    )

    old.refresh_from_db()
    assert (old.countries, old.is_offered) == (["KE", "UG"], False)
    assert old.successor.slug == "own-lakes-2"
    assert old.successor.countries == ["KE", "RW", "UG"]


def test_a_code_made_from_a_name_is_free(client, ada):
    retire_term(by=ada, term=group("academia"))

    client.post(reverse("desk_term_new", args=[GROUPS]), {"name_en": "Academia"})

    assert StakeholderGroup.objects.filter(slug="academia-2").exists()


def test_what_is_no_list_and_no_entry_is_not_found(client):
    assert client.get(reverse("desk_list", args=["users"])).status_code == 404
    assert client.get(reverse("desk_term", args=[GROUPS, 999_999_999])).status_code == 404
    assert client.get(f"{reverse('desk_term_new', args=[GROUPS])}?of=999999999").status_code == 404
