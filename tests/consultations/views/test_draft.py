from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from common.models import Job, StoredFile
from common.services.job import run_job
from consultations.enums import DraftState
from consultations.models import Consultation, Draft, TeamMember
from consultations.services.draft_reading import read_draft
from tests.factories import ConsultationFactory, TeamMemberFactory, published_draft

pytestmark = pytest.mark.django_db(transaction=True)

LAW = b"# Law\n\n## Article 1\n\n1. One.\n\n<div>aside</div>\n"


@pytest.fixture
def consultation(tmp_path: Any, settings: Any) -> Consultation:
    settings.MEDIA_ROOT = tmp_path
    return ConsultationFactory(slug="law")


@pytest.fixture
def editor(client: Client, consultation: Consultation) -> TeamMember:
    member = TeamMemberFactory(consultation=consultation)
    client.force_login(member.user)
    return member


def upload(client: Client, content: bytes, name: str = "law.md", to: str = "new/", **data: str) -> Any:
    fields = {"label": "Zero draft", "language": "en", **data} if to == "new/" else data
    return client.post(f"/desk/c/law/drafts/{to}", {**fields, "file": SimpleUploadedFile(name, content)})


def work() -> Job:
    job = Job.objects.latest("pk")
    run_job(job.pk, read_draft)
    job.refresh_from_db()
    return job


def test_from_upload_to_the_public(client, editor):
    response = upload(client, LAW)
    assert response["Location"] == "/desk/c/law/drafts/1/"
    assert 'hx-trigger="every 1s"' in client.get("/desk/c/law/drafts/1/").content.decode()

    work()
    page = client.get("/desk/c/law/drafts/1/").content.decode()
    assert "hx-trigger" not in page
    assert "art_1__para_1" in page
    assert "1 piece of the file has no place" in page
    assert "&lt;div&gt;aside&lt;/div&gt;" in page
    part = client.get("/desk/c/law/drafts/1/", headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="reading">')

    assert Client().get("/c/law/drafts/1/source/").status_code == 404
    client.post("/desk/c/law/drafts/1/publish/")
    assert Draft.objects.get().state == DraftState.PUBLISHED
    source = Client().get("/c/law/drafts/1/source/")
    assert b"".join(source.streaming_content) == LAW
    assert source["Content-Disposition"] == 'attachment; filename="law.md"'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("law.md", b"%PDF-1.7\n", "begins like a PDF file"),
        ("law.md", b"one \x00 two", "NUL"),
        ("law.md", b"", "empty"),
        ("law.xlsx", b"PK\x03\x04", "is not of a kind that can be taken here"),
        ("law.md", b"x" * (25 * 1024 * 1024 + 1), "is larger than the 25.0"),
    ],
)
def test_bad_files_are_refused_at_their_field_and_nothing_is_kept(client, editor, name, content, message):
    response = upload(client, content, name)

    assert response.status_code == 422
    assert message in str(response.context["form"].errors["file"])
    assert (Draft.objects.count(), StoredFile.objects.count(), Job.objects.count()) == (0, 0, 0)


def test_utf_16_is_read(client, editor):
    upload(client, "## Artículo 1\n\nNiño.\n".encode("utf-16"))

    assert work().state == "done"
    assert Draft.objects.get().provisions.get(order=1).texts.get().number == "Artículo 1"


def test_a_file_without_a_provision_fails_its_reading_and_keeps_what_was_there(client, editor):
    upload(client, LAW)
    work()
    upload(client, b"<div>\nonly\n</div>\n", to="1/")

    assert work().state == "failed"
    page = client.get("/desk/c/law/drafts/1/").content.decode()
    assert "The file has no text that could become a provision" in page
    assert "The provisions below are those of the file before." in page
    assert Draft.objects.get().provisions.count() == 3
    assert client.post("/desk/c/law/drafts/1/publish/").status_code == 409
    assert Draft.objects.get().state == DraftState.UNPUBLISHED


def test_another_file_takes_the_place_of_the_first(client, editor):
    upload(client, LAW)
    work()
    upload(client, b"## Article 7\n\nSeven.\n", to="1/")
    work()

    assert [one.eid for one in Draft.objects.get().provisions.all()] == ["art_7", "art_7__para_nn_1"]


def test_a_published_draft_takes_no_other_file(client, editor, consultation):
    published_draft(consultation)

    assert upload(client, LAW, to="1/").status_code == 409
    assert StoredFile.objects.count() == 0


def test_the_same_label_is_refused_at_its_field(client, editor):
    upload(client, LAW)
    response = upload(client, LAW)

    assert "Another draft of this consultation has this label" in str(response.context["form"].errors["label"])
    assert StoredFile.objects.count() == 1


def test_a_page_is_read_and_never_shown_by_a_browser_as_one_of_ours(client, editor):
    upload(client, b"<h1>Article 1</h1><p>One.<script>x()</script></p><p hidden>Two.</p>", "law.html")
    work()

    page = client.get("/desk/c/law/drafts/1/").content.decode()
    assert "art_1__para_nn_1" in page
    assert "Scripts are neither run nor kept. <span" in page
    assert "<script>x()" not in page
    source = client.get("/c/law/drafts/1/source/")
    assert source["Content-Disposition"] == 'attachment; filename="law.html"'
    assert source["X-Content-Type-Options"] == "nosniff"
    assert source["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_akoma_ntoso_keeps_its_addresses(client, editor):
    upload(
        client,
        b'<akomaNtoso><act><body><article eId="art_7"><num>1</num></article></body></act></akomaNtoso>',
        "law.xml",
    )
    work()

    assert list(Draft.objects.get().provisions.values_list("eid", flat=True)) == ["art_7"]


def test_many_pieces_without_a_place_are_counted_by_their_reasons_and_the_first_ones_are_listed(client, editor):
    upload(client, b"# Law\n\nText.\n\n" + b"<div>x</div>\n\n" * 205 + b"***\n", "law.md")
    work()

    page = client.get("/desk/c/law/drafts/1/").content.decode()
    assert "206 pieces of the file have no place" in page
    assert '<details class="unplaced-pieces" id="unplaced">' in page
    assert 'HTML is not read. <span class="soft">(205)</span>' in page
    assert "The first 200 are listed." in page
    assert page.count('id="piece-') == 200
