from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comments.models import Attachment, Comment, UnsentComment, UnsentFile
from comments.services.unsent import purge_unsent
from common.models import StoredFile
from tests.factories import UserFactory
from tests.picture import PLACE, exif, jpeg, png
from tests.scenes import comment

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def file(name="letter.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def typed(*files, **fields):
    return {
        "kind": "general",
        "position": "support",
        "body": "See the letter.",
        "proposed_wording": "",
        "submission_id": str(uuid4()),
        "version": "",
        "files": list(files),
        **fields,
    }


def attached() -> list[str]:
    return [it.stored_file.name for it in Attachment.objects.order_by("pk")]


def test_files_are_posted_with_the_comment_and_served_as_downloads(signed_in, address):
    signed_in.post(address, typed(file(), file("photo.jpg", jpeg(exif(6)))))

    assert attached() == ["letter.pdf", "photo.jpg"]
    assert not UnsentComment.objects.exists()
    found = Attachment.objects.last()
    download = signed_in.get(reverse("attachment", args=[found.comment.reference, found.pk]))
    assert download["Content-Disposition"] == 'attachment; filename="photo.jpg"'
    assert download["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in download["Content-Security-Policy"]
    assert PLACE not in b"".join(download)


def test_a_reply_has_files_too(signed_in, scene):
    signed_in.post(reverse("reply_new", args=[comment(scene).reference]), typed(file()))

    assert attached() == ["letter.pdf"]


def test_a_file_that_is_refused_leaves_the_text_and_the_other_files(signed_in, address):
    form = typed(file(), file("drawing.svg", b"<svg><script>alert(1)</script></svg>"))

    page = signed_in.post(address, form)

    words = page.content.decode()
    assert page.status_code == 422
    assert "“drawing.svg” is not of a kind that can be taken here" in words
    assert "See the letter." in words
    assert not Comment.objects.exists()
    kept = UnsentFile.objects.get()
    assert f'name="kept_file" value="{kept.pk}"' in words
    signed_in.post(address, {**form, "files": [], "kept_file": kept.pk, "version": kept.unsent.version})
    assert attached() == ["letter.pdf"]
    assert not UnsentComment.objects.exists()


@pytest.mark.parametrize("change", [{"body": ""}, {"then": "preview"}], ids=["refused", "preview"])
def test_a_file_stays_with_a_form_that_comes_back(signed_in, address, change):
    page = signed_in.post(address, typed(file(), **change))

    assert [it.stored_file.name for it in page.context["files"]] == ["letter.pdf"]
    assert not Attachment.objects.exists()
    assert page.context["version"] == UnsentComment.objects.get().version


def test_a_visitors_file_waits_through_signing_in(client, address):
    client.post(address, typed(file()))
    kept = UnsentComment.objects.get()
    back = reverse("unsent_comment", args=[kept.key])
    client.force_login(UserFactory())

    page = client.get(back)
    form = typed(submission_id=str(kept.submission_id), version=kept.version)
    client.post(back, {**form, "kept_file": page.context["files"][0].pk})

    assert attached() == ["letter.pdf"]


def test_a_file_can_be_taken_away_again(signed_in, address):
    form = typed(file(), then="preview")
    signed_in.post(address, form)
    kept = UnsentFile.objects.get()

    page = signed_in.post(address, {**form, "files": [], "then": "", "kept_file": kept.pk, "remove_file": kept.pk})

    assert page.status_code == 200
    assert page.context["files"] == []
    assert "See the letter." in page.content.decode()
    assert not UnsentFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_nobody_posts_or_removes_somebody_elses_file(signed_in, address):
    signed_in.post(address, typed(file(), then="preview"))
    theirs, stranger = UnsentFile.objects.get(), Client()
    stranger.force_login(UserFactory())

    stranger.post(address, typed(kept_file=theirs.pk, remove_file=theirs.pk))
    stranger.post(address, typed(kept_file=theirs.pk))

    assert UnsentFile.objects.get() == theirs
    assert attached() == []
    assert Comment.objects.count() == 1


def test_a_comment_has_five_files_at_most(signed_in, address):
    page = signed_in.post(address, typed(*(file(f"{number}.pdf") for number in range(6))))

    assert page.status_code == 422
    assert "“5.pdf” was not taken: a comment may have 5 files." in page.content.decode()
    assert UnsentFile.objects.count() == 5


def test_what_is_thrown_away_or_purged_takes_its_files_along(signed_in, address):
    signed_in.post(address, typed(file(), then="keep"))
    signed_in.post(reverse("unsent_comment_discard", args=[UnsentComment.objects.get().key]))
    assert not StoredFile.objects.exists()

    Client().post(address, typed(file(), then="keep"))
    UnsentComment.objects.update(changed_at="2020-01-01T00:00Z")
    assert purge_unsent(at=timezone.now()) == 1
    assert not StoredFile.objects.exists()


def test_a_double_click_attaches_a_file_once(signed_in, address):
    form = typed(file(), then="preview")
    signed_in.post(address, form)
    again = {**form, "files": [], "then": "", "kept_file": UnsentFile.objects.get().pk}

    for _ in range(2):
        signed_in.post(address, again)

    assert attached() == ["letter.pdf"]
    assert Comment.objects.count() == 1


def test_the_form_says_what_becomes_public(signed_in, address):
    assert "They become public with the comment." in signed_in.get(address).content.decode()


def test_a_picture_is_what_it_says(signed_in, address):
    page = signed_in.post(address, typed(file("a.png", png()[:-5])))

    assert "“a.png” is damaged" in page.content.decode()
