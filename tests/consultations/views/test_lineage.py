import re

import pytest
from django.test import Client

from common.models import AuditEntry
from consultations.enums import LineageKind, TeamRole
from consultations.models import Lineage, ProvisionText
from consultations.services.lineage import match_again, match_now
from tests.factories import ConsultationFactory, DraftFactory, TeamMemberFactory, provision

pytestmark = pytest.mark.django_db(transaction=True)

PAGE = "/desk/c/law/drafts/2/lineage/"
WORDS = "The registrar keeps a register of wells so that everybody knows who takes {} water."


def following(count: int):
    """Two drafts of so many articles, each with another word in the later one, and the last one gone."""
    consultation = ConsultationFactory(slug="law")
    first, second = (DraftFactory(consultation=consultation) for _ in range(2))
    second.predecessor = first
    second.save()
    for number in range(1, count + 1):
        provision(first, number, text=WORDS.format(number))
        provision(second, number, text=WORDS.format(f"{number} times the"))
    provision(first, count + 1, text="Springs that run all year are measured every autumn by the district.")
    match_again(second)
    second.refresh_from_db()
    return match_now(second)


@pytest.fixture
def draft():
    return following(2)


def sign_in(client: Client, draft, role: TeamRole = TeamRole.EDITOR):
    user = TeamMemberFactory(consultation=draft.consultation, role=role).user
    client.force_login(user)
    return user


def rows(page: str) -> list[str]:
    return re.findall(r'<li class="lineage-row" id="row-\d+">(.*?)</li>', page, re.DOTALL)


def test_both_drafts_stand_beside_each_other_with_what_changed(client, draft):
    sign_in(client, draft, TeamRole.OBSERVER)

    page = client.get(PAGE).content.decode()

    assert len(rows(page)) == 3
    assert re.findall(r'badge lineage-(\w+)">(\w+)<', page) == [
        ("changed", "Changed"),
        ("changed", "Changed"),
        ("deleted", "Deleted"),
    ]
    assert re.search(r"<ins>.*times", rows(page)[0], re.DOTALL)
    assert "Springs that run all year" in rows(page)[2]
    assert "Nothing" in rows(page)[2]
    assert "<button" not in page.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(
    ("show", "shown"),
    [("", 3), ("changed", 3), ("uncertain", 0), ("only-deleted", 1), ("only-new", 0), ("corrected", 0)],
)
def test_the_page_shows_what_is_asked_for(client, draft, show, shown):
    sign_in(client, draft)

    assert len(rows(client.get(PAGE, {"show": show}).content.decode())) == shown


def test_what_cannot_be_shown_is_not_found(client, draft):
    sign_in(client, draft)

    assert client.get(PAGE, {"show": "everything"}).status_code == 404
    assert client.get("/desk/c/law/drafts/1/lineage/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(client, count, django_assert_num_queries):
    sign_in(client, following(count))
    client.get(PAGE)

    with django_assert_num_queries(10):
        client.get(PAGE)


def test_a_long_draft_is_looked_over_page_by_page(client):
    draft = following(60)
    sign_in(client, draft)

    first = client.get(PAGE).content.decode()
    following_page = client.get(PAGE + re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&"))

    assert len(rows(first)) == 50
    assert len(rows(following_page.content.decode())) == 11


def test_the_draft_is_confirmed_and_then_published(client, draft):
    sign_in(client, draft)
    assert "Look over the lineage" in client.get("/desk/c/law/drafts/2/publish/").content.decode()
    assert client.post("/desk/c/law/drafts/2/publish/").status_code == 409

    assert client.post(PAGE, {"do": "confirm"})["Location"] == "/desk/c/law/drafts/2/"
    client.post("/desk/c/law/drafts/2/publish/")

    draft.refresh_from_db()
    assert draft.is_published


def test_matching_is_asked_for_again_and_shown_as_it_goes_on(client, draft):
    sign_in(client, draft)

    client.post(PAGE, {"do": "match"})

    page = client.get(PAGE).content.decode()
    assert 'hx-trigger="every 1s"' in page
    assert "The provisions are being matched" in page
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="matching"')


def row_of(draft, eid):
    return Lineage.objects.get(draft=draft, provision__eid=eid)


def test_an_ancestor_is_searched_for_chosen_and_taken_back(client, draft):
    sign_in(client, draft)
    place = f"{PAGE}{row_of(draft, 'art_2').pk}/"
    page = client.get(place).content.decode()
    assert page.count("checked") == 1

    page = client.post(place, {"words": "Article 3", "search": "1"}).content.decode()
    other = draft.predecessor.provisions.get(eid="art_3")
    assert f'value="{other.pk}"' in page
    assert not Lineage.objects.filter(is_corrected=True).exists()

    assert client.post(place, {"chosen": str(other.pk), "words": "Article 3"})["Location"] == PAGE
    row = row_of(draft, "art_2")
    assert (row.ancestor, row.is_corrected) == (other, True)
    assert "Undo the correction" in client.get(f"{PAGE}{row.pk}/").content.decode()

    client.post(f"{PAGE}{row.pk}/", {"undo": "1"})
    draft.refresh_from_db()
    match_now(draft)
    assert row_of(draft, "art_2").ancestor.eid == "art_2"


def test_what_was_deleted_is_given_a_provision(client, draft):
    sign_in(client, draft)
    deleted = Lineage.objects.get(draft=draft, kind=LineageKind.DELETED)
    place = f"{PAGE}{deleted.pk}/"
    assert "What became of this provision?" in client.get(place).content.decode()

    client.post(place, {"chosen": str(draft.provisions.get(eid="art_2").pk)})

    assert not Lineage.objects.filter(kind=LineageKind.DELETED).exists()
    assert Lineage.objects.filter(draft=draft, provision__eid="art_2", kind=LineageKind.MERGED).count() == 2


@pytest.mark.parametrize("words", ["art_1", "ARTICLE 1", "heading 1", "takes 1 water"])
def test_a_provision_is_found_by_address_number_heading_and_words(client, draft, words):
    sign_in(client, draft)
    place = f"{PAGE}{row_of(draft, 'art_2').pk}/"

    page = client.post(place, {"words": words, "search": "1"}).content.decode()

    assert f'value="{draft.predecessor.provisions.get(eid="art_1").pk}"' in page


def test_nonsense_from_a_form_chooses_nothing(client, draft):
    sign_in(client, draft)
    place = f"{PAGE}{row_of(draft, 'art_2').pk}/"

    client.post(place, {"chosen": ["no number", "९", "-1", "9" * 30]})

    assert row_of(draft, "art_2").kind == LineageKind.NEW


def test_an_analyst_changes_nothing(client, draft):
    sign_in(client, draft, TeamRole.ANALYST)
    row = row_of(draft, "art_2")
    audited = AuditEntry.objects.count()

    assert client.post(PAGE, {"do": "confirm"}).status_code == 403
    assert client.get(f"{PAGE}{row.pk}/").status_code == 403
    assert client.post(f"{PAGE}{row.pk}/", {}).status_code == 403

    draft.refresh_from_db()
    assert draft.lineage_confirmed_at is None
    assert row_of(draft, "art_2") == row
    assert AuditEntry.objects.count() == audited


def test_texts_of_several_languages_are_read_in_that_of_the_draft(client, draft):
    ProvisionText.objects.create(provision=draft.provisions.get(eid="art_1"), language="fr", text="Le registre")
    sign_in(client, draft)

    assert "Le registre" not in client.get(PAGE).content.decode()
