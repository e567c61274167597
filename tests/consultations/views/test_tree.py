import re
from typing import Any

import pytest
from django.test import Client

from consultations.enums import TeamRole
from consultations.models import Draft, DraftEdit
from tests.consultations.services.test_tree import LAW, key, outline, read_in
from tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Draft:
    return read_in()


@pytest.fixture
def editor(client: Client, draft: Draft) -> Any:
    member = TeamMemberFactory(consultation=draft.consultation)
    client.force_login(member.user)
    return member.user


def desk(draft: Draft, rest: str = "") -> str:
    return f"/desk/c/{draft.consultation.slug}/drafts/1/{rest}"


def edit(client: Client, draft: Draft, do: str, edition: int = 1, **options: Any) -> Any:
    return client.post(desk(draft, "edit/"), {"do": do, "edition": edition}, **options)


def test_the_preview_shows_the_text_of_the_file_with_what_has_no_place_marked(client, draft, editor):
    page = client.get(desk(draft)).content.decode()

    first = key(draft, "art_1__para_1")
    assert f'id="provision-{first}"' in page
    assert f'href="#source-{first}"' in page
    assert f'id="source-{first}" href="#provision-{first}"' in page
    assert '<mark id="unplaced-1"><a href="#piece-1">&lt;div&gt;aside&lt;/div&gt;</a></mark>' in page
    shown = re.search(r'<div class="source-text"[^>]*>(.*?)</div>\s*</section>', page, re.DOTALL)[1]
    words = re.sub(r'<a class="source-place".*?</a>|</?mark[^>]*>|</?a[^>]*>', "", shown)
    assert words.replace("&lt;", "<").replace("&gt;", ">") == LAW


def test_each_page_has_the_part_of_the_file_that_it_was_made_from(client):
    law = "".join(f"## Article {number}\n\nText of {number}.\n\n" for number in range(1, 151))
    draft = read_in(law)
    client.force_login(TeamMemberFactory(consultation=draft.consultation).user)

    first = client.get(desk(draft)).context["source"]
    page = client.get(desk(draft), {"at": key(draft, "art_150")})
    second = page.context["source"]

    assert "".join(piece.text for piece in [*first.pieces, *second.pieces]) == law
    assert second.pieces[0].text.startswith("## ")
    assert [it.eid for it in page.context["page"].items][-2] == "art_150"


def test_a_button_does_its_step_and_leads_back_to_the_provision(client, draft, editor):
    lowered = key(draft, "art_2")

    response = edit(client, draft, f"lower:{lowered}")

    assert response["Location"] == f"{desk(draft)}?at={lowered}#provision-{lowered}"
    page = client.get(response["Location"].split("#")[0]).content.decode()
    assert "“Article 2” was lowered one level. You can undo this." in page
    assert "1 change by hand is lost then" in page

    edit(client, draft, "undo", 2)
    assert draft.provisions.get(eid="art_2").depth == 0
    edit(client, draft, "redo", 3)
    assert draft.provisions.get(eid="art_2").depth == 1


def test_htmx_gets_the_preview_alone_with_what_happened(client, draft, editor):
    found = key(draft, "art_1__para_2")

    response = edit(client, draft, f"join:{found}", headers={"HX-Request": "true"})

    page = response.content.decode()
    assert page.strip().startswith('<div id="preview"')
    assert f'data-focus="provision-{key(draft, "art_1__para_1__point_b")}"' in page
    assert "“2.” was joined with the one before it. You can undo this." in page
    assert 'name="edition" value="2"' in page


def test_a_stale_page_changes_nothing_and_says_so(client, draft, editor):
    edit(client, draft, f"lower:{key(draft, 'art_2')}")
    before = outline(draft)

    response = edit(client, draft, f"join:{key(draft, 'art_1__para_2')}", headers={"HX-Request": "true"})

    assert (
        "Somebody has changed this draft since you loaded the page, so nothing was done." in response.content.decode()
    )
    assert outline(draft) == before


@pytest.mark.parametrize("do", ["", "burn:1", "lift", "lift:x", "lift:999999999"])
def test_steps_that_no_page_offers_change_nothing(client, draft, editor, do):
    before = outline(draft)
    assert edit(client, draft, do).status_code in {302, 400}
    assert (outline(draft), DraftEdit.objects.count()) == (before, 0)


def test_an_observer_sees_the_preview_and_no_menu(client, draft):
    client.force_login(TeamMemberFactory(consultation=draft.consultation, role=TeamRole.OBSERVER).user)

    page = client.get(desk(draft)).content.decode()
    assert "source-text" in page
    assert "tree-menu" not in page
    assert edit(client, draft, f"lower:{key(draft, 'art_2')}").status_code == 403


def test_the_page_of_a_provision_splits_at_a_sentence_or_at_the_cursor(client, draft, editor):
    address = desk(draft, "p/art_1__para_1/")
    page = client.get(address)
    assert [choice[0] for choice in page.context["forms"]["split"].fields["at"].choices] == ["5", "cursor"]
    sent = {"do": "split", "key": key(draft, "art_1__para_1"), "edition": 1, "part_number": "1bis."}

    assert client.post(address, {**sent, "at": "cursor"}).status_code == 422
    assert client.post(address, {**sent, "at": "cursor", "cursor": 5}).status_code == 302
    assert outline(draft)[1:3] == ["art_1__para_1: One.", "art_1__para_1bis: Two."]


def test_the_page_of_a_provision_changes_what_it_is_called_joins_and_places(client, draft, editor):
    address, found = desk(draft, "p/art_2/"), key(draft, "art_2")
    label = {"do": "label", "key": found, "edition": 1, "number": "Article 3", "heading": "End", "kind": "article"}

    assert client.post(address, label)["Location"].endswith(f"#provision-{found}")
    assert client.get(address).status_code == 404
    address = desk(draft, "p/art_3/")
    client.post(address, {"do": "place", "key": found, "edition": 2, "piece": 0})
    assert outline(draft)[5:7] == ["art_3: ", "art_3__para_nn_1: <div>aside</div>"]
    client.post(address, {"do": "join", "key": found, "edition": 3, "joined_as": "running-on"})
    assert outline(draft)[4:6] == ["art_1__para_2: Three. Article 3 End", "art_1__para_2__para_nn_1: <div>aside</div>"]


def test_what_was_typed_stays_beside_what_somebody_else_saved(client, draft, editor):
    address, found = desk(draft, "p/art_2/"), key(draft, "art_2")
    label = {"do": "label", "key": found, "edition": 1, "kind": "article"}
    client.post(address, {**label, "number": "Article 3", "heading": "Theirs"})

    response = client.post(address, {**label, "number": "Article 2", "heading": "Mine"})

    assert response.status_code == 409
    page = response.content.decode()
    assert "Theirs" in page
    assert 'value="Mine"' in page
    assert client.post(address, {**label, "number": "Article 2", "heading": "Mine", "edition": 2}).status_code == 302


def test_a_form_of_a_provision_that_is_gone_keeps_what_was_typed(client, draft, editor):
    address, found = desk(draft, "p/art_2/"), key(draft, "art_2")
    edit(client, draft, f"join:{found}")

    response = client.post(address, {"do": "label", "key": found, "edition": 1, "number": "X", "heading": "Mine"})

    assert response.status_code == 409
    assert "Mine" in response.content.decode()


@pytest.mark.parametrize("size", [1, 3])
def test_the_preview_asks_the_database_equally_often(client, size, django_assert_num_queries):
    draft = read_in("".join(f"## Article {number}\n\nText.\n\n" for number in range(1, size + 1)))
    client.force_login(TeamMemberFactory(consultation=draft.consultation).user)
    with django_assert_num_queries(13):
        client.get(desk(draft))
