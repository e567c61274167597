"""Role × page × status at the desk."""

import pytest
from django.test import Client

from consultations.enums import ConsultationState
from tests.factories import ConsultationFactory, DraftFactory, RoundFactory, provision, published_draft
from tests.scenes import people_by_role

pytestmark = pytest.mark.django_db

PAGES = {
    "/desk/c/law/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/c/law/edit/": (302, 403, 403, 403, 403, 403, 200, 200),
    "/desk/c/law/team/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/c/law/drafts/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/c/law/drafts/new/": (302, 403, 403, 403, 403, 403, 200, 200),
    "/desk/c/law/drafts/1/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/c/law/drafts/2/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/c/law/drafts/2/publish/": (302, 403, 403, 403, 403, 403, 200, 200),
    "/desk/c/law/drafts/9/": (302, 403, 403, 404, 404, 404, 404, 404),
    "/desk/c/law/rounds/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/c/law/rounds/new/": (302, 403, 403, 403, 403, 403, 200, 200),
    "/desk/c/law/rounds/1/": (302, 403, 403, 200, 200, 200, 200, 200),
    "/desk/consultations/new/": (302, 403, 403, 403, 403, 403, 403, 200),
}
ROLES = (
    "visitor", "stakeholder", "moderator_elsewhere", "observer", "analyst", "moderator", "editor", "administrator",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_the_desk_by_role(page):
    consultation = ConsultationFactory(slug="law")
    RoundFactory(draft=published_draft(consultation))
    provision(DraftFactory(consultation=consultation), 1)
    people = people_by_role(consultation)

    statuses = []
    for role in ROLES:
        client = Client()
        if role != "visitor":
            client.force_login(getattr(people, role))
        statuses.append(client.get(page).status_code)

    assert tuple(statuses) == PAGES[page]


def test_an_unpublished_consultation_is_not_there_for_others():
    consultation = ConsultationFactory(slug="law", state=ConsultationState.UNPUBLISHED)
    people = people_by_role(consultation)
    statuses = {}
    for role in ROLES[1:]:
        client = Client()
        client.force_login(getattr(people, role))
        statuses[role] = client.get("/desk/c/law/").status_code

    assert statuses == {
        "stakeholder": 404, "moderator_elsewhere": 404, "observer": 200, "analyst": 200, "moderator": 200,
        "editor": 200, "administrator": 200,
    }  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("page", "queries"), [("", 14), ("drafts/", 6), ("rounds/", 6), ("team/", 6)])
def test_lists_cost_the_same_with_one_and_three_items(client, django_assert_num_queries, count, page, queries):
    consultation = ConsultationFactory(slug="law")
    people = people_by_role(consultation)
    for _ in range(count - 1):
        people_by_role(consultation)
    for _ in range(count):
        RoundFactory(draft=published_draft(consultation))
    client.force_login(people.editor)

    with django_assert_num_queries(queries):
        client.get(f"/desk/c/law/{page}")
