import pytest
from django.urls import reverse

from portal.enums import SitePage
from portal.services.site_page import edit_site_page
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.django_db

TERMS = reverse("site_page", args=[SitePage.TERMS])


def edit(language, **said):
    edit_site_page(
        **{
            "by": AdministratorFactory(),
            "page": SitePage.TERMS,
            "language": language,
            "title": "Title",
            "body": "Words.",
            "is_offered": True,
            "based_on": 0,
            **said,
        }
    )


def test_a_page_stands_at_its_own_address_with_the_text_that_comes_with_comity(client):
    assert TERMS == "/terms/"
    assert "<h2>Who may take part</h2>" in client.get(TERMS).content.decode()


@pytest.mark.parametrize(
    ("accepted", "query", "language"),
    [
        ("", "", "en"),
        ("fr-CH, en;q=0.5", "", "fr"),
        ("zh-CN", "", "zh-Hans"),
        ("xx, ru;q=0.3", "", "ru"),
        ("fr", "?language=es", "es"),
        ("fr", "?language=nonsense", "fr"),
        ("!!;q=z", "", "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_the_browsers_else_english(client, accepted, query, language):
    answer = client.get(TERMS + query, headers={"accept-language": accepted})

    assert answer.context["words"].language == language
    assert "Accept-Language" in answer["Vary"]


@pytest.mark.parametrize(("chosen", "language"), [("ar", "ar"), ("zh-hans", "zh-Hans"), ("nonsense", "fr"), ("", "fr")])
def test_the_language_chosen_in_the_menu_comes_before_the_browsers(client, settings, chosen, language):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen

    answer = client.get(TERMS, headers={"accept-language": "fr"})

    assert answer.context["words"].language == language
    assert "Cookie" in answer["Vary"]


def test_arabic_is_set_from_right_to_left(client):
    assert '<article class="flow" lang="ar" dir="rtl">' in client.get(TERMS + "?language=ar").content.decode()


def test_a_language_that_is_not_offered_is_not_found(client):
    edit("fr", is_offered=False)

    answer = client.get(TERMS + "?language=fr")

    assert answer.context["words"].language == "en"
    assert "fr" not in dict(answer.context["languages"])


def test_markup_of_a_page_is_cleaned(client):
    edit("en", body="## Hello\n\n<script>alert(1)</script> [x](javascript:alert(1))")

    page = client.get(TERMS).content.decode()

    assert "<script>alert" not in page
    assert 'href="javascript' not in page


def test_the_contact_page_names_the_address(client, settings):
    settings.CONTACT_EMAIL = "secretariat@example.org"

    assert "mailto:secretariat@example.org" in client.get("/contact/").content.decode()
    assert "mailto:secretariat@example.org" not in client.get(TERMS).content.decode()


def test_a_page_costs_the_same_with_one_revision_and_with_three(client, django_assert_num_queries):
    for based_on in (0, 1, 2):
        edit("en", based_on=based_on)
        with django_assert_num_queries(1):
            client.get(TERMS)


@pytest.mark.parametrize("address", ["/", "/terms/", "/report-a-problem/", "/no-such-page/"])
def test_every_page_leads_to_the_pages_of_the_site(client, address):
    page = client.get(address).content.decode()

    assert [it for it in (*SitePage.values, "report-a-problem") if f'href="/{it}/"' not in page] == []
