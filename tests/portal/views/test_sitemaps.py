import re

import pytest

from tests.factories import ConsultationFactory, DraftFactory, provision, published_draft

pytestmark = pytest.mark.django_db


def addresses(client, section):
    return re.findall(r"<loc>http://testserver(.*?)</loc>", client.get(f"/sitemap-{section}.xml").content.decode())


def test_the_index_names_every_section(client):
    index = client.get("/sitemap.xml").content.decode()

    assert re.findall(r"sitemap-(\w+)\.xml", index) == ["pages", "consultations", "drafts", "provisions"]


def test_what_every_visitor_may_read_is_in_the_sitemap(client):
    draft = published_draft(ConsultationFactory(slug="open-one"), provisions=1)

    assert draft.number == 1
    assert addresses(client, "pages") == ["/", "/how-to-take-part/", "/contact/", "/terms/", "/privacy/"]
    assert addresses(client, "consultations") == ["/c/open-one/"]
    assert addresses(client, "drafts") == ["/c/open-one/drafts/1/"]
    assert addresses(client, "provisions") == ["/c/open-one/drafts/1/p/art_1/"]


def test_nothing_unpublished_is_in_the_sitemap(client):
    published_draft(ConsultationFactory(state="unpublished", published_at=None))
    provision(DraftFactory(consultation=ConsultationFactory(slug="open-one")), 1)

    assert addresses(client, "consultations") == ["/c/open-one/"]
    assert addresses(client, "drafts") == []
    assert addresses(client, "provisions") == []


@pytest.mark.parametrize(("section", "queries"), [("consultations", 2), ("drafts", 2), ("provisions", 2)])
def test_a_section_costs_the_same_with_one_draft_and_with_three(client, section, queries, django_assert_num_queries):
    for more in (1, 2):
        for _ in range(more):
            published_draft()
        with django_assert_num_queries(queries):
            client.get(f"/sitemap-{section}.xml")


def test_the_index_costs_the_same_with_one_draft_and_with_three(client, django_assert_num_queries):
    for more in (1, 2):
        for _ in range(more):
            published_draft()
        with django_assert_num_queries(4):
            client.get("/sitemap.xml")
