import pytest
from django.urls import reverse

from portal.enums import SitePage
from portal.models import SitePageRevision
from portal.services.site_page import edit_site_page
from tests.factories import AdministratorFactory

ADDRESS = reverse("desk_page", args=[SitePage.PRIVACY, "en"])
SAID = {"title": "Privacy here", "body": "## What we store\n\nLittle.", "number": "0"}


@pytest.fixture
def administrator(db, client):
    person = AdministratorFactory()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return person


def save(administrator, number, body="Words."):
    edit_site_page(
        by=administrator,
        page=SitePage.PRIVACY,
        language="en",
        title="Privacy",
        body=body,
        is_offered=True,
        based_on=number,
    )


def test_what_is_saved_is_what_readers_see(client, administrator):
    answer = client.post(ADDRESS, SAID)

    assert answer.status_code == 302
    assert "What we store" in client.get("/privacy/").content.decode()


def test_a_preview_shows_the_text_and_stores_nothing(client, administrator):
    page = client.post(ADDRESS, SAID | {"preview": "1"}).content.decode()

    assert "<h2>What we store</h2>" in page
    assert "## What we store" in page
    assert not SitePageRevision.objects.exists()


def test_what_is_refused_comes_back_as_typed(client, administrator):
    answer = client.post(ADDRESS, SAID | {"title": ""})

    assert answer.status_code == 422
    assert "## What we store" in answer.content.decode()


def test_a_page_changed_meanwhile_keeps_what_was_typed_and_saving_again_is_a_decision(client, administrator):
    save(administrator, 0)

    answer = client.post(ADDRESS, SAID)

    assert answer.status_code == 409
    assert "## What we store" in answer.content.decode()
    assert SitePageRevision.objects.count() == 1
    assert client.post(ADDRESS, SAID | {"number": answer.context["form"]["number"].value()}).status_code == 302


def test_an_earlier_version_can_be_read_and_taken_up_again(client, administrator):
    save(administrator, 0, "First.")
    save(administrator, 1, "Second.")

    assert "First." in client.get(f"{ADDRESS}1/").content.decode()
    form = client.get(f"{ADDRESS}?from=1").context["form"]
    assert form["body"].value() == "First."
    assert form["number"].value() == 2


@pytest.mark.parametrize(
    "address", [f"{ADDRESS}9/", f"{ADDRESS}?from=9", f"{ADDRESS}?from=x", "/desk/pages/terms/xx!/"]
)
def test_what_is_not_there_is_not_found(client, administrator, address):
    assert client.get(address).status_code == 404


def test_a_language_without_a_text_begins_empty(client, administrator):
    answer = client.get(reverse("desk_pages"), {"page": "terms", "language": "sw"})

    assert answer.url == "/desk/pages/terms/sw/"
    assert client.get(answer.url).context["form"]["title"].value() == ""


def test_the_pages_cost_the_same_with_one_revision_and_with_three(client, administrator, django_assert_num_queries):
    for number in (0, 1, 2):
        save(administrator, number)
        with django_assert_num_queries(3):
            client.get(reverse("desk_pages"))
        with django_assert_num_queries(4):
            client.get(ADDRESS)
