import pytest
from django.utils import timezone

from consultations.enums import TeamRole
from consultations.models import Round
from tests.factories import ConsultationFactory, RoundFactory, TeamMemberFactory, published_draft

pytestmark = pytest.mark.django_db

PAGE = "/desk/c/law/rounds/1/"
TIMES = {"opens_at": "2026-01-01T00:00", "closes_at": "2100-01-01T00:00", "moderation": "at-once"}


@pytest.fixture
def round():
    return RoundFactory(draft=published_draft(ConsultationFactory(slug="law")))


@pytest.fixture
def closed(round):
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now())
    return round


def sign_in(client, round, role: TeamRole) -> None:
    client.force_login(TeamMemberFactory(consultation=round.consultation, role=role).user)


@pytest.mark.parametrize("sent", [{}, {"closes_at": "never"}, TIMES])
def test_a_closed_round_is_shown_and_whatever_is_sent_to_it_refused(client, closed, sent):
    closed.refresh_from_db()
    closes_at = closed.closes_at
    sign_in(client, closed, TeamRole.EDITOR)

    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, sent)

    assert answer.status_code == 409
    assert "This round has closed" in answer.content.decode()
    assert Round.objects.get().closes_at == closes_at


@pytest.mark.parametrize("sent", [{}, TIMES])
def test_a_moderator_is_refused_before_the_form_or_the_clock_is_looked_at(client, closed, sent):
    sign_in(client, closed, TeamRole.MODERATOR)

    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, sent).status_code == 403


def test_an_editor_sees_what_is_wrong_with_an_open_round(client, round):
    sign_in(client, round, TeamRole.EDITOR)

    assert client.post(PAGE, TIMES | {"closes_at": "never"}).status_code == 422
