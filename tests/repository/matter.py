"""One consultation with everything that an address of ours can name, under fixed keys."""

from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from django.utils import timezone

from comments.enums import ModerationReason
from comments.models import Attachment, Comment, CommentImport, UnsentComment
from comments.services.report import report_comment
from common.enums import FileType, JobState
from common.models import Job, StoredFile
from common.uploads import store
from consultations.enums import ConsultationState
from consultations.models import Consultation, Round
from digests.models import Digest, DigestFile
from tests.factories import (
    ConsultationFactory,
    DraftFactory,
    RoundFactory,
    TeamMemberFactory,
    provision,
    published_draft,
)
from tests.scenes import People, Scene, comment, people_by_role

SLUG = "matter"
REFERENCE = "C-2345678J"
KEY = UUID("00000000-0000-4000-8000-000000000001")
PK = 1_000_000_000
"""Of rows whose address holds a primary key: above all that a sequence gives in tests."""


@dataclass(frozen=True)
class Matter:
    consultation: Consultation
    people: People


def matter(state: ConsultationState) -> Matter:
    """Draft 1 is published, its round open; draft 2 can be published."""
    consultation: Consultation = ConsultationFactory(slug=SLUG)
    people = people_by_role(consultation)
    TeamMemberFactory(pk=PK, consultation=consultation)
    draft = published_draft(consultation, source=stored("draft.csv"))
    round: Round = RoundFactory(draft=draft, consultation=consultation)
    provision(DraftFactory(consultation=consultation), 1)
    said = comment(Scene(consultation, draft, round, tuple(draft.provisions.order_by("order"))))
    Comment.objects.filter(pk=said.pk).update(reference=REFERENCE)
    report_comment(by=None, reporter_key="visitor:1", comment=said, reason=ModerationReason.SPAM)
    Attachment.objects.create(pk=PK, comment=said, stored_file=stored("letter.csv"))
    UnsentComment.objects.create(key=KEY, user=people.stakeholder, round=round, submission_id=KEY)
    add_jobs(consultation, round)
    if state == ConsultationState.UNPUBLISHED:
        Consultation.objects.filter(pk=consultation.pk).update(state=state, published_at=None)
    return Matter(consultation, people)


def add_jobs(consultation: Consultation, round: Round) -> None:
    """An import that waits, and a digest that failed and left a file."""
    waiting = Job.objects.create(task="none", subject_id=1)
    CommentImport.objects.create(
        key=KEY, consultation=consultation, round=round, source_file=stored("in.csv"), mapping="", job=waiting
    )
    failed = Job.objects.create(task="none", subject_id=1, state=JobState.FAILED, finished_at=timezone.now())
    digest = Digest.objects.create(key=KEY, consultation=consultation, formats=["csv"], job=failed)
    DigestFile.objects.create(digest=digest, name="comments.csv", stored_file=stored("comments.csv"))


def stored(name: str) -> StoredFile:
    return store(BytesIO(b"a,b\n1,2\n"), name=name, allowed=frozenset({FileType.CSV}), limit=1000)
