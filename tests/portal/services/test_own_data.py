"""What is told and what goes, for somebody who has used everything that the site offers."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.mail import EmailMessage
from django.db import connection
from django.utils import timezone

from accounts.models import Invitation, Membership, User
from accounts.services.account_erasure import addresses_of
from comments.attribution import shown_author
from comments.enums import InviteeState, LetterKind, LetterTime, ModerationReason, Opinion, Status
from comments.models import Comment, CommentReport, InvitationList, Invitee, Reaction, UnsentComment
from comments.services.comment_notice import find_notices
from comments.services.reaction import react
from comments.services.report import report_comment
from comments.services.revision import Words, edit_comment
from comments.services.unsent import keep
from comments.services.unsent_answers import keep_answers
from comments.services.unsent_files import add_file
from comments.services.visit import note_visit
from common.enums import Verb
from common.models import AuditEntry, OutboxMail, StoredFile
from common.tokens import digest_of_address
from consultations.enums import ModerationMode, PromptKind, TeamRole
from consultations.models import Round
from portal.models import ProblemReport
from portal.services.own_data import HasARole, close_account, data_about
from portal.services.problem_report import report_problem
from tests.comments.letters.people import wants
from tests.factories import MembershipFactory, TeamMemberFactory, UserFactory, submission
from tests.prompting import answer, prompt, written
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = pytest.mark.django_db

WORK = "work@sentinel.example"
STAFFS = {
    "accounts.Organisation.verified_by",
    "accounts.UnreachableAddress.noted_by",
    "admin.LogEntry.user",
    "comments.CommentImport.by",
    "comments.CommentReport.decided_by",
    "comments.InvitationList.by",
    "comments.InvitationList.sent_by",
    "comments.Response.by",
    "consultations.DraftEdit.by",
    "consultations.TeamMember.user",
    "digests.Digest.by",
    "portal.ProblemReport.done_by",
    "portal.SitePageRevision.by",
}
"""Columns in which only people with a role stand, who cannot close their account."""


@pytest.fixture(autouse=True)
def files_and_letters(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def scene():
    return open_consultation()


@pytest.fixture
def person(scene) -> User:
    """Whatever is personal holds the word “sentinel”."""
    person = UserFactory(email="amina@sentinel.example", name="Amina Sentinel", organisation_name="Sentinel Clinic")
    signs_in(person)
    speaks(person, scene)
    says(person, scene)
    is_invited(person, scene)
    report_problem(by=person, what="The button does nothing.", email=WORK)
    note_visit(by=person, consultation=None, at=timezone.now())
    note_visit(by=person, consultation=scene.consultation, at=timezone.now())
    wants(person, LetterTime.DAILY, LetterKind.REPLY)
    find_notices()
    EmailMessage("Your code", "Dear Amina Sentinel", to=["Amina@Sentinel.example"]).send()
    return person


def signs_in(person: User) -> None:
    EmailAddress.objects.create(user=person, email=WORK, verified=True)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    SocialAccount.objects.create(user=person, provider="openid", uid="sentinel")
    session = SessionStore()
    session["typed"] = "sentinel"
    session.save()
    UserSession.objects.create(user=person, session_key=session.session_key, ip="192.0.2.1", user_agent="Sentinel 1.0")


def speaks(person: User, scene: Scene) -> None:
    """For an organisation to which a colleague was invited."""
    membership = MembershipFactory(
        user=person, organisation__name="Open Net", organisation__verified_at=timezone.now(), request_note="Sentinel."
    )
    comment(scene, by=person, speaking_for=membership.organisation, body="We as a network.")
    MembershipFactory(organisation=membership.organisation, invited_by=person)
    letter = {"organisation": membership.organisation, "expires_at": timezone.now() + timedelta(days=7)}
    Invitation.objects.create(email="b@e.org", token_digest="1", invited_by=person, **letter)
    ended = {"state": "accepted", "ended_at": timezone.now()}
    Invitation.objects.create(email="AMINA@sentinel.example", token_digest="2", accepted_by=person, **letter, **ended)


def says(person: User, scene: Scene) -> None:
    first = comment(scene, by=person, provision=scene.provisions[0], body="I welcome it.")
    reply(first)
    edit_comment(by=person, comment=first, seen=1, words=Words(body="I regret it."))
    others = comment(scene)
    react(by=person, comment=others, opinion=Opinion.AGREE)
    report_comment(by=person, reporter_key=f"person:{person.pk}", comment=others, reason=ModerationReason.SPAM)
    kept = keep(
        user=person,
        session=SessionStore(),
        round=scene.round,
        submission_id=submission(),
        fields={"body": "Not said: sentinel."},
    )
    add_file(unsent=kept, upload=ContentFile(b"%PDF-1.4\n%%EOF\n"), name="sentinel.pdf")
    prompt(scene.round, PromptKind.TEXT)
    answer(scene.round, {1: written("I, Sentinel, think so.")}, by=person)
    keep_answers(user=person, session=SessionStore(), round=scene.round, fields={"prompt_1": ["Sentinel"]})
    Round.objects.filter(pk=scene.round.pk).update(moderation=ModerationMode.ALL)
    scene.round.refresh_from_db()
    comment(scene, by=person, body="Nobody has read it.")


def is_invited(person: User, scene: Scene) -> None:
    now = timezone.now()
    file = StoredFile.objects.create(file="files/list", name="list.csv", media_type="text/csv", size=1, sha256="0" * 64)
    table = InvitationList.objects.create(consultation=scene.consultation, source_file=file, days=14)
    Invitee.objects.create(
        table=table,
        consultation=scene.consultation,
        line=2,
        name="Amina Sentinel",
        email=WORK,
        address_digest=digest_of_address(WORK),
        state=InviteeState.ACCEPTED,
        token_digest="3",
        sent_at=now,
        expires_at=now,
        accepted_by=person,
    )


def columns_of_people() -> dict[str, tuple[type, str]]:
    """Every column that names an account, of every app."""
    return {
        f"{model._meta.label}.{field.name}": (model, field.attname)
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is User
    }


def named_in(pk: int) -> set[str]:
    return {
        name
        for name, (model, column) in columns_of_people().items()
        if model._base_manager.filter(**{column: pk}).exists()
    }


def tables_with(word: str) -> set[str]:
    """Whatever column of whatever table it stands in."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT 1 FROM "{table}" AS it WHERE it::text ILIKE %s LIMIT 1', [f"%{word}%"])
            found |= {table} if cursor.fetchone() else set()
    return found


def test_the_person_stands_wherever_somebody_without_a_role_can(person):
    assert named_in(person.pk) == columns_of_people().keys() - STAFFS


def test_everything_is_told(person):
    told = json.loads(json.dumps(data_about(person)))

    assert all(told.values())
    assert told["account"]["addresses"] == ["amina@sentinel.example", WORK]
    said = {it["versions"][-1]["body"]: it for it in told["comments"]}
    assert said.keys() == {"We as a network.", "I regret it.", "Nobody has read it."}
    assert [it["body"] for it in said["I regret it."]["versions"]] == ["I welcome it.", "I regret it."]
    assert told["unsent_comments"][0]["files"] == ["sentinel.pdf"]
    assert told["reports"][0]["reason"] == "spam"
    assert told["problem_reports"][0]["email"] == WORK


def test_nobody_is_told_what_is_somebody_elses(person):
    told = data_about(UserFactory(name="Boris"))

    assert [key for key, value in told.items() if value] == ["account", "letters"]
    assert "sentinel" not in json.dumps(told).lower()


def test_nothing_personal_is_left(person):
    pk = person.pk
    assert {"accounts_user", "comments_comment", "common_outboxmail"} <= tables_with("sentinel")

    close_account(by=person)

    assert named_in(pk) == set()
    assert not User.objects.filter(pk=pk).exists()
    [goodbye] = OutboxMail.objects.filter(to__icontains="sentinel")
    assert (goodbye.to, goodbye.subject) == (["amina@sentinel.example"], "Your account is closed")
    goodbye.delete()
    assert tables_with("sentinel") == set()


def test_what_was_published_stays_with_its_words_and_without_its_author(person):
    close_account(by=person)

    mine = Comment.objects.get(current_revision__body="I regret it.")
    ours = Comment.objects.get(current_revision__body="We as a network.")
    assert (mine.status, mine.country, mine.stakeholder_group.slug) == (Status.PUBLISHED, "KE", "civil-society")
    assert (shown_author(mine).name, shown_author(mine).organisation) == ("", "")
    assert (shown_author(ours).name, shown_author(ours).organisation) == ("", "Open Net")
    assert mine.revisions.count() == 2


def test_what_nobody_has_read_is_withdrawn(person):
    waiting = Comment.objects.get(status=Status.PENDING)

    close_account(by=person)

    waiting.refresh_from_db()
    assert (waiting.status, waiting.current_revision.body) == (Status.WITHDRAWN, "")


def test_what_counted_goes_on_counting_and_what_was_reported_is_still_to_be_decided(person):
    close_account(by=person)

    assert Reaction.objects.get().comment.agree_count == 1
    report = CommentReport.objects.get()
    assert (report.by, report.reason_id, report.state) == (None, "spam", "open")
    assert ProblemReport.objects.get().what == "The button does nothing."
    assert not UnsentComment.objects.exists()
    assert not StoredFile.objects.filter(name="sentinel.pdf").exists()


def test_colleagues_and_others_lose_nothing(person):
    others = set(User.objects.exclude(pk=person.pk))

    close_account(by=person)

    assert set(User.objects.all()) == others
    assert Membership.objects.active().count() == 1


def test_closing_is_on_record_by_a_number(person):
    pk = person.pk

    close_account(by=person)

    assert AuditEntry.objects.filter(
        verb=Verb.DELETED, subject_type="accounts.user", subject_id=pk, reason="erased", after__isnull=True
    ).exists()


@pytest.mark.parametrize("role", [TeamRole.OBSERVER, TeamRole.EDITOR])
def test_whoever_has_a_role_gives_it_up_first(person, role):
    TeamMemberFactory(user=person, role=role)

    with pytest.raises(HasARole):
        close_account(by=person)

    assert named_in(person.pk) > {"comments.Comment.author"}


def test_an_address_that_was_never_confirmed_is_nobodys(person):
    EmailAddress.objects.create(user=person, email="boris@example.org", verified=False)

    assert addresses_of(person) == {"amina@sentinel.example", WORK}
