from uuid import uuid4

import pytest
from django.urls import reverse

from comments.models import Comment, UnsentComment
from comments.views import preview
from tests.factories import UserFactory
from tests.scenes import comment

PART = {"HX-Request": "true"}


def typed(**fields):
    return {
        "kind": "general",
        "position": "oppose",
        "body": "We need a **date**.",
        "proposed_wording": "Each Party may do the 1th thing.",
        "submission_id": str(uuid4()),
        "then": "preview",
        **fields,
    }


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_without_scripts_the_page_comes_back_with_the_preview_and_everything_typed(client, address, is_signed_in):
    if is_signed_in:
        client.force_login(UserFactory())
    form = typed(kind="wording", body="A **date**, but")

    response = client.post(address, form)

    page = response.content.decode()
    assert response.status_code == 200
    assert "A <strong>date</strong>, but" in page
    assert 'id="preview" class="preview" open' in page
    assert 'value="preview" formaction="#preview"' in page
    shown = response.context["form"]
    assert [shown[name].value() for name in ("kind", "position", "body")] == ["wording", "oppose", "A **date**, but"]
    assert shown["submission_id"].value() == form["submission_id"]
    assert not Comment.objects.exists()
    assert not UnsentComment.objects.exists()


def test_a_proposed_wording_is_shown_against_the_provision(signed_in, address):
    page = signed_in.post(address, typed(kind="wording"), headers=PART).content.decode()

    assert "Each Party <del>" in page
    assert "deleted: </span>shall<span" in page
    assert "inserted: </span>may<span" in page


def test_a_wording_is_not_shown_where_none_is_proposed(signed_in, address):
    assert "<ins>" not in signed_in.post(address, typed(), headers=PART).content.decode()


def test_the_part_holds_no_page_and_nothing_that_runs(signed_in, address):
    page = signed_in.post(address, typed(body="<script>alert(1)</script> *now*"), headers=PART).content.decode()

    assert "<html" not in page
    assert "<script" not in page
    assert "<em>now</em>" in page


def test_an_empty_text_has_a_preview_that_says_so(signed_in, address):
    assert "Nothing is written yet." in signed_in.post(address, typed(body=""), headers=PART).content.decode()


def test_a_text_beyond_what_can_be_posted_is_shown_up_to_there(signed_in, address):
    page = signed_in.post(address, typed(body="x" * 30_000), headers=PART).content.decode()

    assert "x" * 20_000 in page
    assert "x" * 20_001 not in page
    assert "Shown up to the length" in page


def test_a_reply_has_a_preview(signed_in, scene):
    address = reverse("reply_new", args=[comment(scene).reference])

    assert "<strong>date</strong>" in signed_in.post(address, typed(), headers=PART).content.decode()


@pytest.fixture
def edit_page(client, scene):
    said = comment(scene, by=UserFactory(name="Amina Otieno"), provision=scene.provisions[0], body="We welcome it.")
    client.force_login(said.author)
    return reverse("comment_edit", args=[said.reference])


def test_an_edit_has_the_same_preview_and_changes_nothing_by_it(client, edit_page):
    part = client.post(edit_page, typed(kind="wording"), headers=PART).content.decode()

    assert "<html" not in part
    assert "<strong>date</strong>" in part
    assert "inserted: </span>may<span" in part
    assert Comment.objects.get().revisions.count() == 1


def test_without_scripts_the_edit_comes_back_with_its_preview_and_can_be_stored(client, edit_page):
    form_id = client.get(edit_page).context["form"]["submission_id"].value()

    response = client.post(edit_page, typed(body="", submission_id=str(form_id)))
    again = client.post(edit_page, typed(body="We *regret* it.", submission_id=str(form_id)))

    assert "Nothing is written yet." in response.content.decode()
    assert "Your change is not stored yet" not in response.content.decode()
    assert "We <em>regret</em> it." in again.content.decode()
    assert 'id="preview" class="preview" open' in again.content.decode()
    shown = {name: again.context["form"][name].value() for name in ("body", "position", "submission_id")}
    assert shown == {"body": "We *regret* it.", "position": "oppose", "submission_id": str(form_id)}
    client.post(edit_page, {**shown, "kind": "general"})
    assert Comment.objects.get().current_revision.body == "We *regret* it."


def test_whoever_asks_too_often_is_told_and_keeps_typing(signed_in, address, monkeypatch):
    monkeypatch.setattr(preview, "MOST", 1)
    signed_in.post(address, typed(), headers=PART)

    refused = signed_in.post(address, typed(), headers=PART)

    assert refused.status_code == 429
    assert "rests for a few minutes" in refused.content.decode()


def test_the_part_costs_so_many_queries(signed_in, address, django_assert_num_queries):
    signed_in.post(address, typed(kind="wording"), headers=PART)

    with django_assert_num_queries(6):
        signed_in.post(address, typed(kind="wording"), headers=PART)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (">" * 10_000 + " deep", "shown exactly as you typed it"),
        ("z" + "\u0301" * 40, "a pile of marks"),
        ("shall \u202eton\u202c pay", "turn the order of letters"),
        ("plain", ""),
    ],
)
def test_what_is_not_shown_as_one_expects_is_said(signed_in, address, body, said):
    part = signed_in.post(address, typed(body=body), headers=PART)

    assert [said in note for note in part.context["preview"].notes] == ([True] if said else [])
    assert said in part.content.decode()
