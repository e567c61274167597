from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import InvitationRefusal
from comments.enums import InviteeState
from comments.errors import ListNotChecked
from comments.models import InvitationList, Invitee
from comments.services import invitation_sending as service
from comments.services.invitation_list import start_list
from comments.services.invitation_sending import send_invitations, send_list
from common.enums import JobState, Verb
from common.errors import NotAllowed
from common.models import AuditEntry, OutboxMail
from common.services.job import run_job
from common.tokens import digest_of, digest_of_address
from consultations.models import TeamMember
from tests.comments.invitations import checked, sent, states, table, token_to
from tests.factories import ConsultationFactory, TeamMemberFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def files_and_letters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def consultation():
    return ConsultationFactory(titles={"en": "Safe havens", "fr": "Refuges"}, languages=["en", "fr"])


@pytest.fixture
def editor(consultation):
    return TeamMemberFactory(consultation=consultation).user


def people(number: int) -> list[str]:
    return [f"P,p{it}@example.org,,," for it in range(number)]


def recipients() -> list[str]:
    return sorted(address for letter in OutboxMail.objects.all() for address in letter.to)


def test_each_who_can_be_invited_gets_a_letter_with_a_link(consultation, editor):
    made = sent(editor, checked(editor, consultation, "Amina,a@example.org,,,", "Nonsense,,,,", "B,b@example.org,,,"))

    assert recipients() == ["a@example.org", "b@example.org"]
    assert states(made) == {2: InviteeState.WAITING, 3: InviteeState.REJECTED, 4: InviteeState.WAITING}
    invitee = made.invitees.get(line=2)
    assert invitee.token_digest == digest_of(token_to("a@example.org"))
    assert invitee.expires_at - invitee.sent_at == timedelta(days=30)
    assert AuditEntry.objects.filter(verb=Verb.INVITED).count() == 2


def test_the_letter_is_in_the_language_of_its_reader_and_refuses_with_one_click(consultation, editor):
    sent(editor, checked(editor, consultation, "Amina,a@example.org,fr,,"))

    letter = OutboxMail.objects.get()
    assert "Refuges" in letter.text
    assert letter.headers["List-Unsubscribe"] in f"<{letter.text.split()[-1]}>"
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("tag", ["zh", "zh-Hans", "zh_CN", "ZH-hans"])
def test_a_chinese_invitee_gets_a_chinese_letter(consultation, editor, tag):
    consultation.titles["zh-Hans"] = "避风港"
    consultation.save()
    made = checked(editor, consultation, f"Li,li@example.org,{tag},,")
    sent(editor, made)

    letter = OutboxMail.objects.get()
    assert made.invitees.get().messages == []
    assert letter.subject == "邀请您参与：避风港"
    assert "Open this address" not in letter.text


def test_without_a_language_the_letter_is_in_that_of_the_consultation_where_we_speak_it(consultation, editor):
    consultation.languages = ["sw", "en"]
    consultation.save()
    made = checked(editor, consultation, "Amina,a@example.org,sw,,")
    sent(editor, made)

    assert "Letters are not written in “sw”" in made.invitees.get().messages[0]["text"]
    assert "Open this address" in OutboxMail.objects.get().text


def test_a_job_that_was_killed_writes_to_nobody_twice_and_to_everybody_once(consultation, editor, monkeypatch):
    monkeypatch.setattr(service, "BATCH", 2)
    made = send_list(by=editor, invitation_list=checked(editor, consultation, *people(5)))

    class Killed(BaseException):
        pass

    def killed_after_two_batches(run):
        send, batches = service._send_batch, []

        def counted(table):
            if len(batches) == 2:
                raise Killed
            batches.append(send(table))

        with monkeypatch.context() as patch:
            patch.setattr(service, "_send_batch", counted)
            send_invitations(run)

    with pytest.raises(Killed):
        run_job(made.sending.pk, killed_after_two_batches)
    assert len(recipients()) == 4
    run_job(made.sending.pk, send_invitations)

    assert recipients() == [f"p{it}@example.org" for it in range(5)]
    assert InvitationList.objects.get().sending.state == JobState.DONE


def test_sending_twice_writes_once(consultation, editor):
    made = sent(editor, checked(editor, consultation, *people(2)))
    sent(editor, made)

    assert recipients() == ["p0@example.org", "p1@example.org"]


def test_two_lists_with_one_person_write_one_letter(consultation, editor):
    first, second = (checked(editor, consultation, *people(1)) for _ in range(2))

    sent(editor, first)
    second = sent(editor, second)

    assert states(second) == {2: InviteeState.INVITED}
    assert recipients() == ["p0@example.org"]


def test_who_refuses_between_report_and_sending_is_passed_over(consultation, editor):
    made = checked(editor, consultation, *people(2))
    InvitationRefusal.objects.create(address_digest=digest_of_address("p0@example.org"))

    made = sent(editor, made)

    assert states(made) == {2: InviteeState.REFUSES, 3: InviteeState.WAITING}
    assert recipients() == ["p1@example.org"]


def test_an_inviter_who_loses_the_role_meanwhile_writes_to_nobody_else(consultation, editor):
    made = send_list(by=editor, invitation_list=checked(editor, consultation, *people(2)))
    TeamMember.objects.filter(user=editor).delete()

    run_job(made.sending.pk, send_invitations)

    job = InvitationList.objects.get().sending
    assert job.state == JobState.FAILED
    assert "may no longer invite" in job.problem
    assert recipients() == []
    other = TeamMemberFactory(consultation=consultation).user
    sent(other, made)
    assert len(recipients()) == 2


def test_nothing_is_sent_before_the_table_is_read(consultation, editor):
    made = start_list(by=editor, consultation=consultation, upload=table(*people(1)), name="p.csv", days=30)

    with pytest.raises(ListNotChecked):
        send_list(by=editor, invitation_list=made)

    assert Invitee.objects.count() == 0


def test_only_who_may_invite_sends(consultation, editor):
    made = checked(editor, consultation, *people(1))

    with pytest.raises(NotAllowed):
        send_list(by=UserFactory(), invitation_list=made)

    assert InvitationList.objects.get().sending is None


def test_an_invitation_whose_time_is_over_can_be_sent_again_by_hand_only(consultation, editor):
    sent(editor, checked(editor, consultation, *people(1)))
    Invitee.objects.update(expires_at=timezone.now() - timedelta(days=1))

    again = checked(editor, consultation, *people(1))

    assert states(again) == {2: InviteeState.INVITED}
