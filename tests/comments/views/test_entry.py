from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from comments.enums import Status
from comments.models import Attachment, Comment
from common.models import StoredFile
from consultations.enums import TeamRole
from consultations.models import Round
from tests.factories import RoundFactory, TeamMemberFactory, UserFactory, group

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def round() -> Round:
    return RoundFactory()


@pytest.fixture
def team_client(round: Round) -> Client:
    client = Client()
    client.force_login(TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user)
    return client


def post(client: Client, round: Round, **changes: Any):
    said_at = (round.opens_at + timedelta(days=1)).strftime("%Y-%m-%dT10:30")
    data = {
        "channel": "event",
        "said_at": said_at,
        "speaker": "Amina",
        "organisation": "",
        "stakeholder_group": group().pk,
        "country": "KE",
        "attribution": "name",
        "place": f"{round.number}:art_2",
        "position": "oppose",
        "kind": "general",
        "body": "Said from the floor.",
        "another": "1",
        "submission_id": uuid4(),
    }
    return client.post(reverse("desk_entry_new", args=[round.consultation.slug]), {**data, **changes})


def test_an_entry_is_recorded_at_its_place_and_local_time(team_client: Client, round: Round):
    response = post(team_client, round)

    comment = Comment.objects.get()
    assert response.status_code == 302
    assert comment.anchors.get().provision.eid == "art_2"
    assert comment.posted_at.strftime("%H:%M") == "07:30"  # 10:30 in Nairobi
    assert (comment.channel, comment.position) == ("event", "oppose")


def test_an_entry_on_the_whole_draft_with_an_attachment(team_client: Client, round: Round):
    post(team_client, round, place=f"{round.number}:", attachment=SimpleUploadedFile("note.pdf", b"%PDF-1.7 x"))

    comment = Comment.objects.get()
    assert comment.anchors.get().type == "draft"
    file = comment.attachments.get()
    response = Client().get(reverse("attachment", args=[comment.reference, file.pk]))
    assert response.getvalue() == b"%PDF-1.7 x"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert response.wsgi_request.path in Client().get(comment.get_absolute_url(), follow=True).content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"said_at": "2999-01-01T10:00"}, "said_at"),
        ({"said_at": "soon"}, "said_at"),
        ({"body": "  "}, "body"),
        ({"body": "x" * 200_001}, "body"),
        ({"country": "XX"}, "country"),
        ({"place": "1:art_99"}, "place"),
        ({"channel": "web"}, "channel"),
        ({"attachment": SimpleUploadedFile("note.pdf", b"MZ x")}, "attachment"),
        ({"attachment": SimpleUploadedFile("note.exe", b"MZ x")}, "attachment"),
    ],
)
def test_a_mistake_is_told_at_its_field_and_the_text_is_kept(
    team_client: Client, round: Round, changes: dict, field: str
):
    response = post(team_client, round, speaker="Kept Name", **changes)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert "Kept Name" in response.content.decode()
    assert not Comment.objects.exists()


def test_the_form_is_the_teams(round: Round):
    address = reverse("desk_entry_new", args=[round.consultation.slug])
    stranger = Client()
    stranger.force_login(UserFactory())

    assert Client().get(address).status_code == 302
    assert stranger.get(address).status_code == 403


def test_an_attachment_goes_with_its_comments_words(team_client: Client, round: Round):
    post(team_client, round, attachment=SimpleUploadedFile("note.pdf", b"%PDF-1.7 x"))
    comment = Comment.objects.get()
    address = reverse("attachment", args=[comment.reference, comment.attachments.get().pk])

    Comment.objects.update(status=Status.HIDDEN, moderation_reason="personal data")
    assert team_client.get(address).status_code == 404

    Comment.objects.update(status=Status.PENDING, moderation_reason="")
    assert (Client().get(address).status_code, team_client.get(address).status_code) == (404, 200)


def test_an_attachment_is_found_only_below_its_own_comment(team_client: Client, round: Round):
    post(team_client, round)
    post(team_client, round)
    first, second = Comment.objects.all()
    stored = StoredFile.objects.create(
        file=ContentFile(b"x", name="x"), name="x.pdf", media_type="application/pdf", size=1, sha256="0" * 64
    )
    file = Attachment.objects.create(comment=first, stored_file=stored)

    assert Client().get(reverse("attachment", args=[second.reference, file.pk])).status_code == 404
