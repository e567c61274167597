"""What is said anonymously names nobody, wherever it can be read: every page and file, the secretariat's too."""

import json
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from comments.enums import Attribution, Disposition, ModerationReason, Status
from comments.models import Comment
from comments.services.moderation import hide_comment
from comments.services.report import report_comment
from comments.services.response import respond
from common.models import OutboxMail
from consultations.enums import ConsultationState, ModerationMode
from consultations.models import Round
from tests.factories import MembershipFactory
from tests.repository.access import TABLE
from tests.repository.matter import Matter, matter
from tests.scenes import Scene, comment, reply

pytestmark = pytest.mark.django_db
NAME, ORGANISATION, SHORT = "Zebulon Quine", "Quine Observatory", "QUOBS"


@dataclass(frozen=True)
class Said:
    matter: Matter
    comments: list[Comment]


@pytest.fixture(autouse=True)
def outbox(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def said() -> Said:
    """One who has an organisation says much anonymously: what is published, answered, hidden, reported, and waits."""
    made = matter(ConsultationState.PUBLISHED)
    Round.objects.update(attributions=[Attribution.NAME, Attribution.ANONYMOUS])
    membership = MembershipFactory(
        user__name=NAME,
        organisation__name=ORGANISATION,
        organisation__short_name=SHORT,
        organisation__verified_at="2026-05-03T10:00:00Z",
    )
    author, organisation = membership.user, membership.organisation
    draft = made.consultation.drafts.get(number=1)
    scene = Scene(made.consultation, draft, draft.rounds.get(), tuple(draft.provisions.order_by("order")))
    quiet = {"by": author, "attribution": Attribution.ANONYMOUS, "speaking_for": organisation}
    first = comment(scene, provision=scene.provisions[0], **quiet)
    answer = reply(first, **quiet)
    whole = comment(scene, **quiet)
    hidden = comment(scene, provision=scene.provisions[0], **quiet)
    hide_comment(by=made.people.editor, comment=hidden, reason=ModerationReason.SPAM)
    report_comment(by=made.people.stakeholder, reporter_key="account:1", comment=whole, reason=ModerationReason.SPAM)
    respond(by=made.people.editor, comments=[first], disposition=Disposition.NOTED, body="Noted.")
    reply(first, by=made.people.stakeholder)
    Round.objects.update(moderation=ModerationMode.ALL)
    waits = comment(Scene(scene.consultation, draft, Round.objects.get(), scene.provisions), **quiet)
    assert waits.status == Status.PENDING
    return Said(made, [first, answer, whole, hidden, waits])


def pages(role: str, said: Said) -> list[str]:
    """What the role may open of the consultation, and of each comment."""
    opened = [name for name, row in TABLE.items() if getattr(row.get, role) == 200]
    of_comments = {name for name in opened if set(TABLE[name].given) == {"reference"}}
    addresses = [
        reverse(name, kwargs=TABLE[name].given)
        for name in opened
        if name not in of_comments and (role == "visitor" or "slug" in TABLE[name].given or not TABLE[name].given)
    ]
    return [
        *addresses,
        reverse("reader", args=["matter", 1]) + "?p=art_1",
        *(reverse(name, args=[it.reference]) for name in of_comments for it in said.comments),
    ]


def client_of(said: Said, role: str) -> Client:
    client = Client()
    if role != "visitor":
        client.force_login(getattr(said.matter.people, role))
    return client


@pytest.mark.parametrize("role", ["visitor", "stakeholder", "moderator", "editor"])
def test_no_page_names_who_asked_not_to_be_named(said, role):
    client = client_of(said, role)
    asked = pages(role, said)
    assert len(asked) > 20

    naming = [
        (address, word)
        for address in asked
        for answer in [client.get(address)]
        for word in (NAME, ORGANISATION, SHORT)
        if not address.startswith("/organisations/") and word.encode() in b"".join(answer)
    ]

    assert naming == []


def test_a_named_comment_of_the_same_person_is_found_by_the_same_test(said):
    Comment.objects.update(attribution=Attribution.NAME)

    assert NAME.encode() in client_of(said, "visitor").get(said.comments[0].get_absolute_url()).content


def test_no_letter_names_who_asked_not_to_be_named(said):
    whole = said.comments[2]
    whole.refresh_from_db()
    hide_comment(by=said.matter.people.editor, comment=whole, reason=ModerationReason.SPAM)

    others = OutboxMail.objects.exclude(to=[whole.author.email])
    letters = json.dumps([(it.subject, it.text, it.html) for it in others])
    assert whole.reference in letters
    assert not any(word in letters for word in (NAME, ORGANISATION, SHORT))
