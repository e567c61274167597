from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from accounts.models import User
from comments.enums import Attribution, Channel, Kind, Position, Status
from comments.errors import (
    BodyMissing,
    BodyTooLong,
    EmailNotVerified,
    ProfileIncomplete,
    RoundNotOpen,
    UnknownLanguage,
)
from comments.models import Anchor, Comment, Tally
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, RoundState
from consultations.models import Round
from tests.factories import UserFactory, group, submission
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


def test_a_comment_starts_a_thread_on_its_provision():
    scene = open_consultation()
    provision = scene.provisions[1]

    posted = comment(scene, provision=provision, kind=Kind.QUESTION, position=Position.OPPOSE, body="*Why* so?")

    posted = Comment.objects.get(pk=posted.pk)
    assert (posted.root, posted.parent, posted.depth) == (posted, None, 0)
    assert (posted.kind, posted.position, posted.status) == (Kind.QUESTION, Position.OPPOSE, Status.PUBLISHED)
    assert (posted.consultation, posted.round, posted.draft) == (scene.consultation, scene.round, scene.draft)
    assert posted.current_revision.body == "*Why* so?"
    assert posted.current_revision.comment == posted
    assert list(posted.anchors.values_list("type", "draft", "provision", "leads", "posted_at")) == [
        ("provision", scene.draft.pk, provision.pk, True, posted.posted_at)
    ]
    assert (posted.channel, posted.late) == (Channel.WEB, False)


def test_a_comment_without_a_provision_is_on_the_whole_draft():
    posted = comment(open_consultation())

    assert list(posted.anchors.values_list("type", "provision")) == [("draft", None)]


def test_tags_are_copied_as_they_are_that_moment():
    scene = open_consultation()
    author = UserFactory(
        name="Amina", stakeholder_group=group("academia"), country="KE", organisation_name="University of Nairobi"
    )
    User.objects.filter(pk=author.pk).update(name="Amina Otieno")

    posted = comment(scene, by=author)
    User.objects.filter(pk=author.pk).update(country="FR", organisation_name="Elsewhere", name="Someone")

    posted.refresh_from_db()
    assert posted.author_name == "Amina Otieno"
    assert posted.stakeholder_group == group("academia")
    assert (posted.country, posted.region, posted.subregion) == ("KE", "002", "202")
    assert (posted.organisation_name, posted.organisation_verified) == ("University of Nairobi", False)
    assert posted.contributor_key == f"person:{author.pk}"


def test_a_country_is_optional():
    posted = comment(open_consultation(), by=UserFactory(country=""))

    assert (posted.country, posted.region, posted.subregion) == ("", "", "")


def test_posting_is_on_record():
    posted = comment(open_consultation())

    assert list(AuditEntry.objects.values_list("verb", "actor_id", "subject_type", "subject_id")) == [
        (Verb.POSTED, posted.author_id, "comments.comment", posted.pk)
    ]


def test_attribution_is_the_comments_own():
    scene = open_consultation()
    Round.objects.update(attributions=list(Attribution))

    posted = comment(scene, attribution=Attribution.ANONYMOUS)

    assert posted.attribution == Attribution.ANONYMOUS


def test_a_wording_is_kept_for_the_kind_that_proposes_one():
    scene = open_consultation()

    proposal = comment(scene, kind=Kind.WORDING, proposed_wording="Each Party may")
    question = comment(scene, kind=Kind.QUESTION, proposed_wording="Each Party may")

    assert proposal.current_revision.proposed_wording == "Each Party may"
    assert question.current_revision.proposed_wording == ""


def test_the_language_is_the_drafts_unless_stated():
    scene = open_consultation()

    assert comment(scene).language == "en"
    assert comment(scene, language="sw-KE").language == "sw-KE"


def test_a_reply_inherits_the_place():
    scene = open_consultation()
    first = comment(scene, provision=scene.provisions[0])

    answer = reply(reply(first))

    answer.refresh_from_db()
    assert (answer.root, answer.depth, answer.kind, answer.position) == (first, 2, "", "")
    assert answer.path.startswith(first.path)
    assert not Anchor.objects.filter(comment=answer).exists()


def test_replies_are_counted_on_all_their_ancestors():
    first = comment(open_consultation())
    middle = reply(first)
    reply(middle)
    reply(first)

    assert list(Comment.objects.order_by("pk").values_list("reply_count", flat=True)) == [3, 1, 0, 0]


# What is refused, and that nothing is left of it


def nothing_was_posted() -> bool:
    return not (Comment.objects.exists() or Tally.objects.exists() or AuditEntry.objects.exists())


def move_round(scene, *, opens, closes) -> None:
    now = timezone.now()
    Round.objects.filter(pk=scene.round.pk).update(opens_at=now + opens, closes_at=now + closes)


def test_a_comment_is_refused_after_closing_whatever_the_page_remembers():
    scene = open_consultation()
    move_round(scene, opens=timedelta(days=-2), closes=timedelta(milliseconds=-1))

    with pytest.raises(RoundNotOpen) as refusal:
        comment(scene)

    assert refusal.value.state is RoundState.CLOSED
    assert nothing_was_posted()


def test_what_comes_after_closing_is_taken_and_marked_while_the_round_takes_it():
    scene = open_consultation()
    move_round(scene, opens=timedelta(days=-2), closes=timedelta(days=-1))
    Round.objects.update(late_until=timezone.now() + timedelta(days=1))

    assert comment(scene).late


def test_a_comment_is_refused_before_opening():
    scene = open_consultation()
    move_round(scene, opens=timedelta(days=1), closes=timedelta(days=2))

    with pytest.raises(RoundNotOpen) as refusal:
        comment(scene)

    assert refusal.value.state is RoundState.SCHEDULED
    assert nothing_was_posted()


def test_a_reply_is_refused_after_closing():
    scene = open_consultation()
    first = comment(scene)
    move_round(scene, opens=timedelta(days=-2), closes=timedelta(0))

    with pytest.raises(RoundNotOpen):
        reply(first)

    assert list(Comment.objects.values_list("reply_count", flat=True)) == [0]


def test_a_comment_is_refused_while_the_consultation_is_archived():
    scene = open_consultation(state=ConsultationState.ARCHIVED)

    with pytest.raises(NotAllowed):
        comment(scene)

    assert nothing_was_posted()


def test_a_comment_is_refused_to_a_closed_account():
    with pytest.raises(NotAllowed):
        comment(open_consultation(), by=UserFactory(is_active=False))

    assert nothing_was_posted()


def test_a_comment_is_refused_until_the_profile_is_complete():
    with pytest.raises(ProfileIncomplete):
        comment(open_consultation(), by=UserFactory(profile_completed_at=None))

    assert nothing_was_posted()


@pytest.mark.parametrize("address", [None, "unverified", "another"])
def test_a_comment_is_refused_until_the_email_address_is_verified(address):
    author = UserFactory(verified=False)
    if address == "unverified":
        EmailAddress.objects.create(user=author, email=author.email, verified=False)
    if address == "another":
        EmailAddress.objects.create(user=author, email="other@example.org", verified=True)

    with pytest.raises(EmailNotVerified):
        comment(open_consultation(), by=author)

    assert nothing_was_posted()


def test_case_does_not_matter_to_a_verified_address():
    author = UserFactory(verified=False)
    EmailAddress.objects.create(user=author, email=author.email.upper(), verified=True)

    assert comment(open_consultation(), by=author).author == author


@pytest.mark.parametrize("body", ["", "   ", "\n\t\u00a0"])
def test_an_empty_comment_is_refused(body):
    with pytest.raises(BodyMissing):
        comment(open_consultation(), body=body)

    assert nothing_was_posted()


def test_a_body_of_the_longest_length_is_taken():
    assert comment(open_consultation(), body="é" * 20_000).current_revision.body == "é" * 20_000


@pytest.mark.parametrize("length", [20_001, 1_000_000])
def test_a_longer_body_is_refused_with_its_length(length):
    with pytest.raises(BodyTooLong) as refusal:
        comment(open_consultation(), body="x" * length)

    assert str(length) in str(refusal.value.message)
    assert nothing_was_posted()


def test_a_longer_wording_is_refused():
    with pytest.raises(BodyTooLong):
        comment(open_consultation(), kind=Kind.WORDING, proposed_wording="x" * 20_001)

    assert nothing_was_posted()


@pytest.mark.parametrize("language", ["english!", "e", "en_GB", "x" * 36, "en-" + "-".join(["abcdefgh"] * 5)])
def test_a_language_that_is_none_is_refused(language):
    with pytest.raises(UnknownLanguage):
        comment(open_consultation(), language=language)

    assert nothing_was_posted()


@pytest.mark.parametrize("status", [Status.PENDING, Status.HIDDEN, Status.WITHDRAWN])
def test_only_published_comments_take_replies(status):
    first = comment(open_consultation())
    Comment.objects.filter(pk=first.pk).update(status=status, moderation_reason="off topic")

    with pytest.raises(NotAllowed):
        reply(first)

    assert Comment.objects.count() == 1


def test_a_provision_of_another_draft_is_refused():
    scene, other = open_consultation(), open_consultation()

    with pytest.raises(ValueError, match="another draft"):
        comment(scene, provision=other.provisions[0])

    assert nothing_was_posted()


def test_nul_and_lone_surrogates_are_replaced():
    posted = comment(open_consultation(), body="a\x00b\ud800c\r\nd")

    assert Comment.objects.get(pk=posted.pk).current_revision.body == "a\ufffdb\ufffdc\nd"


# One submission, one comment


def test_the_same_submission_makes_one_comment():
    scene, author, form = open_consultation(), UserFactory(), submission()

    first = comment(scene, by=author, submission_id=form)
    again = comment(scene, by=author, submission_id=form, body="Changed meanwhile")

    assert again == first
    assert Comment.objects.count() == 1


def test_a_retry_after_closing_finds_what_was_posted_in_time():
    scene, author, form = open_consultation(), UserFactory(), submission()
    first = comment(scene, by=author, submission_id=form)
    move_round(scene, opens=timedelta(days=-2), closes=timedelta(0))

    assert comment(scene, by=author, submission_id=form) == first


def test_somebody_elses_submission_is_refused():
    scene, form = open_consultation(), submission()
    comment(scene, submission_id=form)

    with pytest.raises(NotAllowed):
        comment(scene, submission_id=form)

    assert Comment.objects.count() == 1


def at_once(*calls):
    """Run the calls in threads of their own, on connections of their own, from the same moment."""
    start = Barrier(len(calls))

    def run(call):
        try:
            start.wait(timeout=60)
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result(timeout=60) for future in [pool.submit(run, call) for call in calls]]


@pytest.mark.django_db(transaction=True)
def test_the_same_submission_at_the_same_moment_makes_one_comment():
    scene, author, form = open_consultation(), UserFactory(), submission()

    posted = at_once(*[lambda: comment(scene, by=author, submission_id=form)] * 4)

    assert len(set(posted)) == 1
    assert Comment.objects.count() == 1
    assert set(Tally.objects.values_list("count", flat=True)) == {1}


@pytest.mark.django_db(transaction=True)
def test_replies_at_the_same_moment_are_all_counted():
    scene = open_consultation()
    first = comment(scene, provision=scene.provisions[0])
    second = reply(first)
    authors = [UserFactory() for _ in range(8)]
    parents = [first, second] * 4

    at_once(*[lambda by=by, on=on: reply(on, by=by) for by, on in zip(authors, parents, strict=True)])

    assert list(Comment.objects.order_by("pk").values_list("reply_count", flat=True)[:2]) == [9, 4]
    assert Tally.objects.get(place="round", dimension="all").count == 10


# What it costs


def test_posting_takes_a_fixed_number_of_queries(django_assert_num_queries):
    scene, author = open_consultation(), UserFactory()

    with django_assert_num_queries(17):
        comment(scene, by=author, provision=scene.provisions[0])


def test_replying_costs_the_same_at_any_depth(django_assert_num_queries):
    scene, author = open_consultation(), UserFactory()
    parent = comment(scene, provision=scene.provisions[0])

    with django_assert_num_queries(20):
        reply(parent, by=author)
    for _ in range(5):
        parent = reply(parent)
    with django_assert_num_queries(20):
        reply(parent, by=author)
