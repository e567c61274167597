from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from comments.enums import Attribution, Channel, Kind, Position
from comments.errors import BodyMissing, BodyTooLong, DraftNotPublished, SaidInTheFuture
from comments.models import Comment
from comments.services.entry import Speaker, Upload, enter_comment
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry, StoredFile
from common.uploads import UploadRefused
from consultations.enums import TeamRole
from consultations.models import Provision, Round
from tests.factories import DraftFactory, RoundFactory, TeamMemberFactory, UserFactory, group

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a letter"


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def round() -> Round:
    return RoundFactory()


@pytest.fixture
def moderator(round: Round):
    return TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user


def enter(by: Any, round: Round, **changes: Any) -> Comment:
    given = {
        "provision": None,
        "channel": Channel.LETTER,
        "said_at": round.opens_at + timedelta(hours=1),
        "speaker": Speaker(name="Amina", organisation="Fishers' Union", stakeholder_group=group(), country="KE"),
        "body": "We were never asked.",
        "submission_id": uuid4(),
    }
    return enter_comment(by=by, round=round, **{**given, **changes})


def test_a_letter_becomes_a_comment_of_its_speaker_and_day(round: Round, moderator):
    provision = Provision.objects.get(draft=round.draft, eid="art_2")

    comment = enter(moderator, round, provision=provision, position=Position.OPPOSE, kind=Kind.QUESTION)

    comment.refresh_from_db()
    assert (comment.author, comment.author_name, comment.organisation_name) == (None, "Amina", "Fishers' Union")
    assert (comment.stakeholder_group.slug, comment.country, comment.region) == ("civil-society", "KE", "002")
    assert (comment.channel, comment.kind, comment.position) == (Channel.LETTER, Kind.QUESTION, Position.OPPOSE)
    assert comment.posted_at == round.opens_at + timedelta(hours=1)
    assert (comment.late, comment.organisation_verified) == (False, False)
    assert comment.anchors.get().provision == provision
    audit = AuditEntry.objects.get(subject_type="comments.comment", subject_id=comment.pk)
    assert (audit.verb, audit.actor_id) == (Verb.ENTERED, moderator.pk)


def test_what_was_said_before_opening_or_after_closing_is_late(moderator, round: Round):
    round.closes_at = timezone.now() - timedelta(days=1)
    round.save()

    assert enter(moderator, round, said_at=timezone.now()).late is True
    assert enter(moderator, round, said_at=round.opens_at - timedelta(seconds=1)).late is True
    assert enter(moderator, round, said_at=round.opens_at).late is False


def test_the_same_form_sent_twice_makes_one_comment(round: Round, moderator):
    key = uuid4()

    assert enter(moderator, round, submission_id=key) == enter(moderator, round, submission_id=key)
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"said_at": timezone.now() + timedelta(days=1)}, SaidInTheFuture),
        ({"body": " \u200b\n"}, BodyMissing),
        ({"body": "x" * 200_001}, BodyTooLong),
        ({"attachment": Upload(BytesIO(b"MZ a program"), "letter.pdf")}, UploadRefused),
        ({"attachment": Upload(BytesIO(b"%PDF-" + b"x" * 10 * 1024 * 1024), "letter.pdf")}, UploadRefused),
    ],
)
def test_what_cannot_be_taken_leaves_nothing_behind(round: Round, moderator, changes: dict, refusal: type[Exception]):
    with pytest.raises(refusal):
        enter(moderator, round, **changes)

    assert not Comment.objects.exists()
    assert not StoredFile.objects.exists()


def test_only_the_team_enters(round: Round):
    others = [UserFactory(), TeamMemberFactory().user]

    for person in others:
        with pytest.raises(NotAllowed):
            enter(person, round)

    assert not Comment.objects.exists()


def test_nothing_is_entered_on_an_unpublished_draft():
    round = RoundFactory(draft=DraftFactory())
    editor = TeamMemberFactory(consultation=round.consultation).user

    with pytest.raises(DraftNotPublished):
        enter(editor, round)


def test_an_attachment_is_kept_with_its_name(round: Round, moderator):
    comment = enter(
        moderator, round, attachment=Upload(BytesIO(PDF), "../the letter.pdf"), attribution=Attribution.ANONYMOUS
    )

    stored = comment.attachments.get().stored_file
    assert (stored.name, stored.media_type, stored.file.read()) == ("the letter.pdf", "application/pdf", PDF)
    assert comment.attribution == Attribution.ANONYMOUS
