"""Letters that follow from the clock: each once, at its time, to whom it concerns, whatever is killed or runs twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core.mail import EmailMessage
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts.services.round_letters import refusal_path
from comments.enums import NoticeKind
from comments.models import RoundNotice, UnsentComment
from comments.services import round_notice
from comments.services.round_notice import start_due_notices, write_letters
from common.enums import JobState
from common.models import Job, OutboxMail
from common.services.job import run_job
from consultations.enums import Audience, ConsultationState, TeamRole
from consultations.models import Consultation, Round
from consultations.services.round_results import publish_results
from consultations.services.round_times import close_round_early, extend_round
from tests.factories import RoundFactory, TeamMemberFactory, UserFactory, submission
from tests.scenes import comment

pytestmark = [pytest.mark.usefixtures("outbox"), pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)
WHY = "Holidays in many countries."


@pytest.fixture
def amina(scene):
    amina = UserFactory(email="amina@example.org", time_zone="Europe/Paris")
    comment(scene, by=amina)
    return amina


@pytest.fixture
def editor(scene):
    return TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR).user


def letters_at(at=None) -> list[OutboxMail]:
    """What a look at that moment, and the jobs that it starts, write; the moment may be a round's past or future."""
    known = set(OutboxMail.objects.values_list("pk", flat=True))
    with time_machine.travel(at or timezone.now(), tick=False):
        start_due_notices(at=timezone.now())
        for job in Job.objects.filter(task=round_notice.TASK, state=JobState.QUEUED):
            run_job(job.pk, write_letters)
    return list(OutboxMail.objects.exclude(pk__in=known).order_by("pk"))


def test_reminders_go_to_whoever_takes_part_three_days_and_one_day_before(scene, amina):
    UserFactory(email="bystander@example.org")
    writing = UserFactory(email="writing@example.org")
    UnsentComment.objects.create(user=writing, round=scene.round, submission_id=submission(), fields={"body": "Half"})
    closes = scene.round.closes_at

    assert letters_at(closes - 3 * DAY - timedelta(minutes=1)) == []
    first = letters_at(closes - 3 * DAY)
    again = letters_at(closes - 3 * DAY + timedelta(minutes=1))
    last = letters_at(closes - DAY)

    assert [mail.to for mail in first] == [["amina@example.org"], ["writing@example.org"]]
    assert again == []
    assert [mail.to for mail in last] == [["amina@example.org"], ["writing@example.org"]]
    assert "(Nairobi time) = " in first[0].text
    assert "(Paris time)" in first[0].text
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_a_reminder_that_was_missed_is_written_while_it_helps(scene, amina):
    late = letters_at(scene.round.closes_at - 2 * DAY)
    missed = letters_at(scene.round.closes_at + 8 * DAY)

    assert [mail.subject.split(":")[0] for mail in late] == ["Closes in a few days"]
    assert missed == []


def test_an_extension_is_told_once_with_the_old_date_and_brings_its_own_reminders(scene, amina, editor):
    closes = scene.round.closes_at
    letters_at(closes - 3 * DAY)
    extend_round(by=editor, round=scene.round, closes_at=closes + 7 * DAY, late_until=None, reason=WHY, version=1)

    told = letters_at()
    again = letters_at()
    reminded = letters_at(closes + 4 * DAY)

    assert [mail.subject.split(":")[0] for mail in told] == ["More time to comment"]
    assert "Announced first was" in told[0].text
    assert WHY in told[0].text
    assert again == []
    assert [mail.subject.split(":")[0] for mail in reminded] == ["Closes in a few days"]


def test_closing_early_is_told_instead_of_closing(scene, amina, editor):
    close_round_early(by=editor, round=scene.round, reason=WHY, version=1)

    told = letters_at(timezone.now() + timedelta(minutes=1))

    assert [mail.subject.split(":")[0] for mail in told] == ["The round was closed early"]
    assert WHY in told[0].text
    assert letters_at(scene.round.closes_at) == []


def test_the_next_round_is_announced_to_whom_it_admits_of_those_who_took_part(scene, amina):
    comment(scene, by=UserFactory(email="german@example.org", country="DE"))
    Round.objects.update(closes_at=timezone.now())
    letters_at()
    RoundFactory(draft=scene.draft, opens_at=timezone.now(), audience=Audience.REGIONS, audience_codes=["002"])

    told = letters_at()

    assert [(mail.to, mail.subject.split(":")[0]) for mail in told] == [(["amina@example.org"], "A new round is open")]


def test_who_refused_letters_gets_none_and_refuses_without_signing_in(client, scene, amina):
    path = refusal_path(amina)
    assert client.get(path).status_code == 200
    amina.refresh_from_db()
    assert amina.wants_round_letters, "looking at the page refuses nothing"

    assert "You get no more letters about rounds." in client.post(path).content.decode()

    assert letters_at(scene.round.closes_at - DAY) == []
    assert client.post(reverse("round_letters_refuse", args=["1:forged"])).status_code == 404


def test_a_letter_says_how_to_refuse_further_ones(scene, amina):
    (mail,) = letters_at(scene.round.closes_at - DAY)

    assert refusal_path(amina) in mail.text
    assert refusal_path(amina) in mail.headers["List-Unsubscribe"]


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_nothing_is_written_of_what_is_not_public_or_archived(scene, amina, state):
    Consultation.objects.update(state=state)

    assert letters_at(scene.round.closes_at - DAY) == []
    assert not RoundNotice.objects.exists()


def test_two_beats_at_once_start_a_letter_once(scene, amina):
    at = scene.round.closes_at - DAY

    def look(_number):
        try:
            return start_due_notices(at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        started = list(pool.map(look, range(4)))

    assert sum(started) == 1
    assert RoundNotice.objects.get().kind == NoticeKind.LAST_REMINDER
    assert Job.objects.filter(task=round_notice.TASK).count() == 1


def test_a_job_that_breaks_off_goes_on_behind_the_last_batch(scene, amina, monkeypatch):
    """The third letter of five cannot be written at first: what its batch had is undone with it."""
    for number in range(4):
        comment(scene, by=UserFactory(email=f"reader{number}@example.org"))
    monkeypatch.setattr(round_notice, "BATCH", 2)
    send, tried = EmailMessage.send, []

    def break_once(self, *args, **kwargs):
        tried.append(self.to)
        if len(tried) == 4:
            raise OSError("the disk is full")
        return send(self, *args, **kwargs)

    monkeypatch.setattr(EmailMessage, "send", break_once)
    at = scene.round.closes_at - DAY
    first = letters_at(at)
    rest = letters_at(at)

    assert [mail.to[0] for mail in first] == ["amina@example.org", "reader0@example.org"]
    assert [mail.to[0] for mail in rest] == [f"reader{number}@example.org" for number in (1, 2, 3)]
    assert (RoundNotice.objects.get().written, Job.objects.get(task=round_notice.TASK).state) == (5, JobState.DONE)


def test_the_team_hears_of_due_results_once_each_whatever_was_down_and_others_do_not(scene, amina, editor):
    promised = scene.round.closes_at + 20 * DAY
    Round.objects.update(results_by=promised)
    analyst = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.ANALYST).user
    letters_at(scene.round.closes_at)

    soon = letters_at(promised - 2 * DAY)
    again = letters_at(promised - 2 * DAY + timedelta(minutes=1))
    due = letters_at(promised + 6 * DAY)

    assert analyst.email not in str([mail.to for mail in soon + due])
    assert [mail.to for mail in soon] == [mail.to for mail in due] == [[editor.email]]
    assert [mail.subject.split(":")[0] for mail in soon + due] == ["Results are due in a week", "Results are due"]
    assert again == letters_at(promised + 6 * DAY) == []
    assert "1 comment has no response yet." in due[0].text
    assert reverse("desk_round_results", args=[scene.consultation.slug, 1]) in due[0].text
    assert "To get none" not in due[0].text
    assert "List-Unsubscribe" not in due[0].headers


def test_a_promise_that_is_moved_is_reminded_of_anew(scene, editor):
    promised = scene.round.closes_at + 20 * DAY
    Round.objects.update(results_by=promised)
    letters_at(promised)

    Round.objects.update(results_by=promised + 30 * DAY)

    assert letters_at(promised + DAY) == []
    (mail,) = letters_at(promised + 24 * DAY)
    assert mail.subject.startswith("Results are due in a week")


def test_who_took_part_hears_once_that_results_are_there_unless_they_want_no_letters(scene, amina, editor):
    refuses = UserFactory(email="refuses@example.org", wants_round_letters=False)
    comment(scene, by=refuses)
    Round.objects.update(results_by=scene.round.closes_at + DAY)
    with time_machine.travel(scene.round.closes_at + 2 * DAY, tick=False):
        letters_at()
        publish_results(by=editor, round=scene.round, version=1)
        told = letters_at()
        again = letters_at(timezone.now() + DAY)

    assert [(mail.to, mail.subject.split(":")[0]) for mail in told] == [(["amina@example.org"], "Results can be read")]
    assert scene.draft.get_absolute_url() in told[0].text
    assert refusal_path(amina) in told[0].text
    assert again == []
