from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from comments.imports.mapping_reader import read_mapping
from comments.models import CommentImport, ImportRow
from common.enums import JobState
from common.models import Job, StoredFile
from consultations.enums import TeamRole
from consultations.models import Round
from tests.factories import AdministratorFactory, RoundFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db

MAPPING = 'source = "hearing"\n[columns]\nsource_id = "id"\nbody = "text"'


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def round() -> Round:
    return RoundFactory()


@pytest.fixture
def editor_client(round: Round) -> Client:
    return client_of(TeamMemberFactory(consultation=round.consultation).user)


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def an_import(round: Round, *, state: str = JobState.DONE, **fields: Any) -> CommentImport:
    file = StoredFile.objects.create(
        file=ContentFile(b"id,text", name="x"), name="comments.csv", media_type="text/csv", size=7, sha256="0" * 64
    )
    job = Job.objects.create(
        task="comments.import_comments",
        subject_id=1,
        state=state,
        finished_at=round.opens_at if state == JobState.DONE else None,
    )
    return CommentImport.objects.create(
        consultation=round.consultation, round=round, source_file=file, mapping=MAPPING, job=job, **fields
    )


def post(client: Client, round: Round, **changes: Any):
    data = {"round": round.pk, "file": SimpleUploadedFile("comments.csv", b"id,text\n1,Hello"), "mapping": MAPPING}
    return client.post(reverse("desk_import_new", args=[round.consultation.slug]), {**data, **changes})


def test_an_upload_starts_an_import_and_leads_to_its_page(editor_client: Client, round: Round):
    response = post(editor_client, round)

    made = CommentImport.objects.get()
    assert response.url == reverse("desk_import", args=[round.consultation.slug, made.key])
    assert made.job.state == JobState.QUEUED
    assert "hx-trigger" in editor_client.get(response.url).content.decode()


def test_a_mapping_may_come_as_a_file(editor_client: Client, round: Round):
    file = SimpleUploadedFile("map.toml", b"\xef\xbb\xbf" + MAPPING.encode())

    assert post(editor_client, round, mapping="", mapping_file=file).status_code == 302
    assert CommentImport.objects.get().mapping == MAPPING


@pytest.mark.parametrize(
    ("changes", "field", "says"),
    [
        ({"mapping": ""}, "mapping", "Give a mapping"),
        ({"mapping": "source = "}, "mapping", "This is not TOML"),
        (
            {"mapping": MAPPING.replace("body", "bdy")},
            "mapping",
            "columns.bdy: There is no such name here. Did you mean “body”?",
        ),
        (
            {"mapping": MAPPING.replace('"text"', '"txt"')},
            "mapping",
            "columns.body: The file has no column “txt”. Did you mean “text”?",
        ),
        ({"file": SimpleUploadedFile("a.csv", b"%PDF-1.7 x")}, "file", "not what its name says"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ")}, "file", "not of a kind"),
        ({"mapping": "", "mapping_file": SimpleUploadedFile("m.toml", b"\xff\xfe\x00")}, "mapping_file", "UTF-8"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_nothing_is_kept(
    editor_client: Client, round: Round, changes: dict, field: str, says: str
):
    response = post(editor_client, round, **changes)

    assert response.status_code == 422
    assert says in " ".join(response.context["form"].errors[field])
    assert not CommentImport.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_mapping_with_a_mistake_stays_in_the_field(editor_client: Client, round: Round):
    file = SimpleUploadedFile("map.toml", b'source = "kept"\n[columns]\nbdy = "text"')

    page = post(editor_client, round, mapping="", mapping_file=file).content.decode()

    assert "source = &quot;kept&quot;" in page


def test_the_example_on_the_page_is_a_mapping():
    assert read_mapping(render_to_string("comments/imports/_example.toml")).source == "hearing-2026"
    assert read_mapping(render_to_string("comments/imports/_short.toml")).source == "hearing-2026"


def test_the_team_reads_imports_and_only_editors_start_them(round: Round):
    slug = round.consultation.slug
    made = an_import(round)
    addresses = {
        reverse("desk_imports", args=[slug]): (302, 403, 403, 200, 200, 200),
        reverse("desk_import_new", args=[slug]): (302, 403, 403, 403, 200, 200),
        reverse("desk_import", args=[slug, made.key]): (302, 404, 404, 200, 200, 200),
        reverse("desk_import_report", args=[slug, made.key]): (302, 404, 404, 200, 200, 200),
    }
    people = [
        Client(),
        client_of(UserFactory()),
        client_of(TeamMemberFactory(role=TeamRole.MODERATOR).user),
        client_of(TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user),
        client_of(TeamMemberFactory(consultation=round.consultation, role=TeamRole.EDITOR).user),
        client_of(AdministratorFactory()),
    ]

    for address, expected in addresses.items():
        assert tuple(client.get(address).status_code for client in people) == expected, address


def test_an_import_of_another_consultation_is_not_found_below_this_one(editor_client: Client, round: Round):
    other = an_import(RoundFactory())

    assert editor_client.get(reverse("desk_import", args=[round.consultation.slug, other.key])).status_code == 404


def rows(made: CommentImport) -> None:
    warning = {"level": "warning", "field": "country", "text": "<b>odd</b>"}
    ImportRow.objects.create(comment_import=made, line=2, source_id="=1+1", outcome="rejected", messages=[])
    ImportRow.objects.create(comment_import=made, line=3, source_id="b", outcome="created", messages=[warning])
    ImportRow.objects.create(comment_import=made, line=4, source_id="c", outcome="already-there", messages=[])


@pytest.mark.parametrize(
    ("show", "lines"),
    [("", [2, 3, 4]), ("rejected", [2]), ("warned", [3]), ("already-there", [4]), ("nonsense", [2, 3, 4])],
)
def test_the_report_is_filtered_by_outcome(editor_client: Client, round: Round, show: str, lines: list[int]):
    made = an_import(round)
    rows(made)

    response = editor_client.get(reverse("desk_import", args=[round.consultation.slug, made.key]), {"show": show})

    assert [row.line for row in response.context["page"].items] == lines
    assert "<b>odd" not in response.content.decode()


def test_the_report_is_downloaded_with_formulas_made_harmless(editor_client: Client, round: Round):
    made = an_import(round)
    rows(made)

    response = editor_client.get(reverse("desk_import_report", args=[round.consultation.slug, made.key]))

    assert response.getvalue().decode() == (
        "row,id,outcome,comment_id,messages\r\n"
        "2,'=1+1,rejected,,\r\n"
        "3,b,created,,country: <b>odd</b>\r\n"
        "4,c,already-there,,\r\n"
    )


def test_cancelling_ends_the_job(editor_client: Client, round: Round):
    made = an_import(round, state=JobState.RUNNING)

    editor_client.post(reverse("desk_import_cancel", args=[round.consultation.slug, made.key]))

    made.job.refresh_from_db()
    assert made.job.state == JobState.CANCELLED


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    editor_client: Client, round: Round, count: int, django_assert_num_queries
):
    for _ in range(count):
        an_import(round)

    with django_assert_num_queries(6):
        editor_client.get(reverse("desk_imports", args=[round.consultation.slug]))
