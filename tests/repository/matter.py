"""One consultation with everything that an address of ours can name, under fixed keys."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from uuid import UUID

from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone

from accounts.enums import MembershipState
from accounts.models import Invitation, StakeholderGroup
from comments.enums import InviteeState, ModerationReason
from comments.models import Attachment, Carrying, Comment, CommentImport, InvitationList, Invitee, UnsentComment
from comments.queries.carrying import fingerprint_of
from comments.services.report import report_comment
from comments.services.revision import Words, edit_comment
from common.enums import FileType, JobState
from common.models import Job, StoredFile
from common.tokens import digest_of
from common.uploads import store
from consultations.enums import ConsultationState, LineageKind, ModerationMode, PromptKind
from consultations.models import Consultation, Draft, DraftSource, Lineage, Round
from digests.models import Digest, DigestFile
from portal.models import ProblemReport
from tests.factories import (
    ConsultationFactory,
    DraftFactory,
    MembershipFactory,
    OrganisationFactory,
    RoundFactory,
    TeamMemberFactory,
    UserFactory,
    provision,
    published_draft,
)
from tests.prompting import answer, chosen, prompt
from tests.scenes import People, Scene, comment, people_by_role

SLUG = "matter"
REFERENCE = "C-2345678J"
OWN = "C-3456789K"
"""Of the stakeholder's comment; an edit of it waits."""
KEY = UUID("00000000-0000-4000-8000-000000000001")
TOKEN = "token"
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
    colleague = TeamMemberFactory(pk=PK, consultation=consultation, user=UserFactory(pk=PK))
    TOTP.activate(colleague.user, "JBSWY3DPEHPK3PXP")
    draft = published_draft(consultation, source=stored("draft.csv"))
    round: Round = RoundFactory(draft=draft, consultation=consultation)
    add_lineage(draft, next_draft(consultation))
    said = comment(Scene(consultation, draft, round, tuple(draft.provisions.order_by("order"))))
    Comment.objects.filter(pk=said.pk).update(reference=REFERENCE)
    report_comment(by=None, reporter_key="visitor:1", comment=said, reason=ModerationReason.SPAM)
    Attachment.objects.create(pk=PK, comment=said, stored_file=stored("letter.csv"))
    add_own_comment(Scene(consultation, draft, round, tuple(draft.provisions.order_by("order"))), people)
    add_prompt(round, people)
    ProblemReport.objects.create(pk=PK, what="The button does nothing.")
    UnsentComment.objects.create(key=KEY, user=people.stakeholder, round=round, submission_id=KEY)
    add_jobs(consultation, round)
    add_organisations(people)
    add_invitation(consultation)
    StakeholderGroup.objects.create(pk=PK, slug="matter", names={"en": "Matter"})
    if state == ConsultationState.UNPUBLISHED:
        Consultation.objects.filter(pk=consultation.pk).update(state=state, published_at=None)
    return Matter(consultation, people)


def add_lineage(draft: Draft, following: Draft) -> None:
    """It is confirmed, and what is said on this draft finds its place there when it is published."""
    following.predecessor, following.lineage_confirmed_at = draft, timezone.now()
    following.save(update_fields=["predecessor", "lineage_confirmed_at"])
    Lineage.objects.create(
        pk=PK,
        draft=following,
        provision=provision(following, 1),
        ancestor=draft.provisions.first(),
        kind=LineageKind.UNCHANGED,
        score=1.0,
        order=1,
    )
    Carrying.objects.create(draft=following, fingerprint=fingerprint_of(following), placed_at=timezone.now())


def add_own_comment(scene: Scene, people: People) -> None:
    own = comment(scene, by=people.stakeholder, body="I said this.")
    own.reference = OWN
    own.save(update_fields=["reference"])
    Round.objects.filter(pk=scene.round.pk).update(moderation=ModerationMode.ALL)
    edit_comment(by=people.stakeholder, comment=own, seen=1, words=Words(body="I mean that."))
    Round.objects.filter(pk=scene.round.pk).update(moderation=ModerationMode.AT_ONCE)


def add_organisations(people: People) -> None:
    """Somebody speaks for one, has been invited and has invited, and somebody else asks to."""
    known = OrganisationFactory(pk=PK, name="Open Net Kenya")
    MembershipFactory(pk=PK, organisation=known, user=people.stakeholder)
    MembershipFactory(pk=PK + 1, organisation=known, state=MembershipState.ASKED)
    Invitation.objects.create(
        pk=PK,
        organisation=known,
        email=people.moderator.email,
        token_digest=digest_of(TOKEN),
        invited_by=people.stakeholder,
        expires_at=timezone.now() + timedelta(days=1),
    )


def next_draft(consultation: Consultation) -> Draft:
    """With the text of its file, of which a line has no place."""
    made: Draft = DraftFactory(
        consultation=consultation, problems=[{"line": 3, "text": "* * *", "reason": "mark", "at": 11}]
    )
    DraftSource.objects.create(draft=made, text="Article 1\n\n* * *\n")
    return made


def add_prompt(round: Round, people: People) -> None:
    """One that the stakeholder has answered, and one that nobody has."""
    prompt(round, wordings={"en": "Is the draft clear?"}, options=["Clear", "Unclear"], eid="art_1")
    answer(round, {1: chosen(1)}, by=people.stakeholder)
    prompt(round, PromptKind.TEXT, wordings={"en": "What is missing?"})


def add_invitation(consultation: Consultation) -> None:
    """Somebody has a letter whose link works."""
    checked = Job.objects.create(task="none", subject_id=1, state=JobState.DONE, finished_at=timezone.now())
    table = InvitationList.objects.create(
        key=KEY, consultation=consultation, source_file=stored("people.csv"), days=30, checking=checked
    )
    Invitee.objects.create(
        pk=PK,
        table=table,
        consultation=consultation,
        line=2,
        email="invited@example.org",
        address_digest=digest_of("invited@example.org"),
        state=InviteeState.WAITING,
        token_digest=digest_of(TOKEN),
        sent_at=timezone.now(),
        expires_at=timezone.now() + timedelta(days=1),
    )


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
