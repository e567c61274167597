from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Comment, UnsentComment
from comments.views import keep_now
from tests.factories import UserFactory
from tests.scenes import comment

PART = {"HX-Request": "true"}


def typed(**fields):
    return {
        "kind": "general",
        "position": "oppose",
        "body": "We need a date.",
        "proposed_wording": "Each Party shall do the 1th thing.",
        "submission_id": str(uuid4()),
        "version": "",
        "then": "keep",
        **fields,
    }


def test_a_page_keeps_what_is_typed_and_learns_the_version(signed_in, address, scene):
    form = typed()

    told = signed_in.post(address, form, headers=PART).json()

    kept = UnsentComment.objects.get()
    assert told == {
        "submission": form["submission_id"],
        "version": kept.version,
        "at": kept.changed_at.isoformat(),
        "is_open": True,
        "other": None,
    }
    assert (kept.fields["body"], kept.fields["position"], kept.provision) == (
        "We need a date.",
        "oppose",
        scene.provisions[0],
    )
    assert not Comment.objects.exists()


def test_what_is_kept_already_is_not_written_again(signed_in, address):
    form = typed()
    told = signed_in.post(address, form, headers=PART).json()

    again = signed_in.post(address, {**form, "version": told["version"]}, headers=PART).json()

    assert again == told


def test_a_form_in_which_nothing_was_typed_is_not_kept(signed_in, address):
    assert signed_in.post(address, typed(body=" \n"), headers=PART).status_code == 204
    assert not UnsentComment.objects.exists()


def test_two_pages_do_not_overwrite_each_other_unseen(signed_in, address):
    form = typed()
    first = signed_in.post(address, form, headers=PART).json()
    in_both = {**form, "version": first["version"]}
    signed_in.post(address, {**in_both, "body": "The one page."}, headers=PART)

    told = signed_in.post(address, {**in_both, "body": "The other page."}, headers=PART).json()

    assert told["submission"] != form["submission_id"]
    assert told["other"] == {"body": "The one page.", "proposed_wording": form["proposed_wording"]}
    assert sorted(kept.fields["body"] for kept in UnsentComment.objects.all()) == ["The one page.", "The other page."]


def test_posting_from_one_page_leaves_what_the_other_has_kept(signed_in, address):
    form = typed()
    first = signed_in.post(address, form, headers=PART).json()
    signed_in.post(address, {**form, "version": first["version"], "body": "The one page."}, headers=PART)

    signed_in.post(address, {**form, "version": first["version"], "body": "The other page.", "then": ""})

    assert Comment.objects.get().current_revision.body == "The other page."
    kept = UnsentComment.objects.get()
    assert kept.fields["body"] == "The one page."
    assert str(kept.submission_id) != form["submission_id"]


def test_posting_what_was_kept_forgets_it(signed_in, address):
    form = typed()
    told = signed_in.post(address, form, headers=PART).json()

    signed_in.post(address, {**form, "version": told["version"], "body": "We need a date, soon.", "then": ""})

    assert not UnsentComment.objects.exists()


def test_a_page_that_is_still_open_does_not_keep_what_was_posted(signed_in, address):
    form = typed()
    signed_in.post(address, {**form, "then": ""})

    assert signed_in.post(address, form, headers=PART).status_code == 204
    assert not UnsentComment.objects.exists()


def test_a_page_whose_reader_has_signed_out_is_told(client, address):
    assert client.post(address, typed(), headers=PART).status_code == 401
    assert not UnsentComment.objects.exists()


def test_a_round_that_closed_meanwhile_keeps_and_says_so(signed_in, scene, address):
    scene.round.closes_at = timezone.now()
    scene.round.save()

    assert signed_in.post(address, typed(), headers=PART).json()["is_open"] is False
    assert UnsentComment.objects.count() == 1


def test_keeping_too_often_is_refused(signed_in, address, monkeypatch):
    monkeypatch.setattr(keep_now, "MOST", 1)
    signed_in.post(address, typed(), headers=PART)

    assert signed_in.post(address, typed(), headers=PART).status_code == 429


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_without_scripts_a_text_is_kept_for_later(client, scene, address, is_signed_in):
    if is_signed_in:
        client.force_login(UserFactory())

    page = client.post(address, typed(), follow=True)

    assert page.redirect_chain == [(reverse("unsent_comments"), 302)]
    assert "We need a date." in page.content.decode()


def test_nothing_is_kept_for_later_where_nothing_was_typed(signed_in, address):
    page = signed_in.post(address, typed(body=""), follow=True)

    assert "Nothing was written yet" in page.content.decode()
    assert not UnsentComment.objects.exists()


def test_a_reply_is_kept_for_its_comment(signed_in, scene):
    first = comment(scene)

    signed_in.post(reverse("reply_new", args=[first.reference]), typed(), headers=PART)

    assert UnsentComment.objects.get().parent == first


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_the_form_has_again_what_was_begun_at_its_place(client, scene, address, is_signed_in):
    if is_signed_in:
        client.force_login(UserFactory())
    client.post(address, typed())
    kept = UnsentComment.objects.get()

    page = client.get(address)

    assert page.context["form"]["body"].value() == "We need a date."
    assert page.context["form"]["submission_id"].value() == str(kept.submission_id)
    assert f'name="version" value="{kept.version}"' in page.content.decode()
    elsewhere = client.get(reverse("comment_new", args=[scene.consultation.slug, 1, "art_2"]))
    assert elsewhere.context["form"]["body"].value() is None
    afresh = client.get(address + "?new=1")
    assert afresh.context["form"]["body"].value() is None
    assert Client().get(address).context["form"]["body"].value() is None


def test_keeping_costs_so_many_queries(signed_in, address, django_assert_num_queries):
    form = typed()
    told = signed_in.post(address, form, headers=PART).json()

    with django_assert_num_queries(12):
        signed_in.post(address, {**form, "version": told["version"], "body": "More."}, headers=PART)
