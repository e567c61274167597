"""The demonstration as `demo_data` loads it. Its stages are loaded once for all tests here; what a test changes of
them is taken back. Those that begin with nothing are in `test_demo_data_anew.py`."""

from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Count, F, Max
from django.utils import timezone

from accounts.countries import REGIONS
from accounts.models import Invitation, Membership, Organisation, StakeholderGroup, User
from accounts.queries.regional_grouping import countries_of
from comments.enums import AnchorType, Attribution, Channel, Disposition, Kind, ModerationReason, Status
from comments.models import Anchor, Answer, Attachment, Comment, CommentReport, Invitee, Response
from comments.services.recount import differences
from common.models import AuditEntry, OutboxMail
from consultations.enums import ModerationMode, RoundsCopied, RoundState
from consultations.models import Consultation
from consultations.services.copy import copy_consultation
from portal.demo.accounts import open_accounts
from portal.demo.stage import Stage
from portal.demo.template import keep_template
from tests.emptying import empty
from tests.factories import GROUPS
from tests.portal.demo.loading import content, load

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """Committed, because drafts are read by jobs, and a job is looked at by another connection."""
    with django_db_blocker.unblock():
        try:
            for stage in [Stage.OPEN, *(it for it in Stage if it is not Stage.OPEN)]:
                load("--stage", stage.value)
            yield
        finally:
            empty()


def at(stage=Stage.OPEN):
    return Consultation.objects.get(slug=stage.slug)


def states(consultation):
    return [round.state(timezone.now()) for round in consultation.rounds.order_by("number")]


def test_open_stage_is_a_whole_consultation():
    consultation = at()
    comments = Comment.objects.filter(consultation=consultation)

    assert states(consultation) == [RoundState.CLOSED, RoundState.OPEN]
    assert [draft.provisions.count() for draft in consultation.drafts.order_by("number")] == [62, 68]
    assert 300 <= comments.count() <= 400
    assert comments.aggregate(deepest=Max("depth"))["deepest"] >= 4
    assert set(comments.values_list("stakeholder_group__slug", flat=True)) == set(GROUPS)
    assert set(comments.exclude(region="").values_list("region", flat=True)) == set(REGIONS) - {""}
    assert min(it["many"] for it in comments.values("language").annotate(many=Count("pk"))) >= 5
    assert set(comments.values_list("language", flat=True)) == {"en", "fr", "es", "ar", "ru", "zh"}
    assert set(comments.values_list("attribution", flat=True)) == set(Attribution)
    assert set(comments.filter(parent=None).values_list("kind", flat=True)) == set(Kind)
    assert {Channel.WEB, Channel.EMAIL, Channel.LETTER, Channel.EVENT} == set(
        comments.values_list("channel", flat=True)
    )
    assert comments.filter(late=True).count() == 1
    assert comments.filter(posted_at__gt=timezone.now()).count() == 0
    assert differences() == []


def test_a_credible_share_of_comments_does_not_name_the_author():
    comments = Comment.objects.filter(consultation=at())
    whole = comments.count()

    assert whole * 0.10 < comments.filter(attribution=Attribution.ORGANISATION).count() < whole * 0.20
    assert whole * 0.03 < comments.filter(attribution=Attribution.ANONYMOUS).count() < whole * 0.10
    assert comments.filter(attribution=Attribution.ORGANISATION, organisation_name="").count() == 0
    assert set(comments.filter(attribution=Attribution.ANONYMOUS).values_list("parent", flat=True)) > {None}


def test_a_retired_group_has_comments_under_it_and_a_grouping_is_the_secretariats_own():
    academia = StakeholderGroup.objects.get(slug="academia")
    assert (academia.is_offered, academia.successor.slug) == (False, "academia-and-research")
    assert Comment.objects.filter(stakeholder_group=academia).exists()
    assert len(countries_of("own-island-states")) == 25


def test_round_1_is_answered_with_all_dispositions_before_round_2_opened():
    consultation = at()
    first, second = consultation.rounds.order_by("number")
    threads = first.comments.filter(parent=None, status=Status.PUBLISHED)
    responses = Response.objects.filter(targets__comment__round=first)

    assert threads.filter(response_targets=None).count() == 0
    assert set(responses.values_list("disposition", flat=True)) == set(Disposition)
    assert first.closes_at < responses.earliest("created_at").created_at
    assert responses.latest("created_at").created_at < second.opens_at
    assert second.comments.filter(parent=None, response_targets__isnull=False).count() == 4


def test_a_third_of_the_comments_are_of_verified_organisations_and_some_of_unverified_ones():
    comments = Comment.objects.filter(consultation=at())
    verified = comments.filter(organisation_verified=True)

    assert comments.count() * 0.2 < verified.count() < comments.count() * 0.5
    assert comments.filter(organisation__isnull=False, organisation_verified=False).count() > 20
    assert verified.filter(posted_at__lt=F("organisation_verified_at")).count() == 0
    assert verified.exclude(contributor_key__startswith="organisation:").count() == 0
    assert comments.filter(author__memberships__state="active", organisation=None, channel=Channel.WEB).count() == 1


def test_organisations_are_verified_asked_for_declined_and_merged():
    states = Counter(Organisation.objects.values_list("state", flat=True))

    assert states == {"known": 21, "asked": 4, "declined": 1, "merged": 1}
    assert Organisation.objects.exclude(verified_at=None).exclude(verification_note="").count() == 15
    assert Membership.objects.requests().exclude(request_note="").count() == 5
    assert Membership.objects.requests().filter(created_at__gt=timezone.now() - timedelta(hours=24)).count() == 0
    assert [it.is_open(timezone.now()) for it in Invitation.objects.order_by("pk")] == [True, True]


def test_stakeholder_of_the_demonstration_speaks_for_one_organisation_and_is_invited_to_another():
    stakeholder = User.objects.get(email="stakeholder@example.org")

    assert [str(it.organisation) for it in Membership.objects.active().filter(user=stakeholder)] == ["Open Net Kenya"]
    assert Invitation.objects.get(email=stakeholder.email).organisation.name == "Coalition for Fair Procedure"


@pytest.mark.parametrize(
    ("stage", "mode", "few", "many"),
    [
        (Stage.OPEN, ModerationMode.FIRST, 4, 4),
        (Stage.MODERATION, ModerationMode.ALL, 10, 34),
        (Stage.ANSWERED, ModerationMode.FIRST, 0, 0),
    ],
)
def test_some_comments_wait_and_some_are_hidden_with_a_reason(stage, mode, few, many):
    consultation = at(stage)
    comments = Comment.objects.filter(consultation=consultation)
    hidden = comments.filter(status=Status.HIDDEN)

    assert consultation.rounds.get(number=2).moderation == mode
    assert few <= comments.filter(status=Status.PENDING).count() <= many
    assert set(hidden.values_list("moderation_reason", flat=True)) == {
        ModerationReason.SPAM,
        ModerationReason.PERSONAL_DATA,
    }
    assert comments.filter(parent__status=Status.PENDING).count() == 0
    assert differences() == []


@pytest.mark.parametrize(("stage", "reports"), [(Stage.OPEN, 3), (Stage.MODERATION, 3), (Stage.ANSWERED, 0)])
def test_readers_have_reported_two_comments_until_everything_is_answered(stage, reports):
    consultation = at(stage)
    load("--stage", stage.value)
    found = CommentReport.objects.open().filter(comment__consultation=consultation)

    assert found.count() == reports
    assert found.values("comment").distinct().count() == (2 if reports else 0)


def test_the_open_round_holds_edits_a_withdrawal_places_and_a_letter_with_its_file():
    comments = Comment.objects.filter(consultation=at())
    anchors = Anchor.objects.filter(comment__consultation=at())

    edited = comments.exclude(edited_at=None)
    assert [it.revisions.filter(is_listed=True).count() for it in edited] == [2, 2]
    assert edited.exclude(current_revision__proposed_wording="").count() == 1
    assert comments.get(status=Status.WITHDRAWN).reply_count == 1
    assert set(anchors.values_list("type", flat=True)) == set(AnchorType)
    assert anchors.filter(ordinal__gt=1).count() == 1
    assert [it.stored_file.name for it in Attachment.objects.filter(comment__in=comments)] == ["letter.pdf"]
    assert comments.exclude(agree_count=0).exists()


def test_edits_wait_where_the_round_holds_every_comment():
    assert Comment.objects.filter(consultation=at(Stage.MODERATION)).exclude(waiting_revision=None).count() == 2


def test_those_who_wait_in_a_round_that_holds_first_comments_have_none_published():
    comments = Comment.objects.filter(consultation=at())
    waiting = comments.filter(status=Status.PENDING)
    authors = set(waiting.values_list("author", flat=True))

    assert len(authors) == 3
    assert comments.filter(author__in=authors, status=Status.PUBLISHED).count() == 0


def test_people_are_invited_and_have_answered_in_every_way():
    assert Counter(Invitee.objects.filter(consultation=at()).values_list("state", flat=True)) == {
        "waiting": 2, "accepted": 1, "refuses": 1, "withdrawn": 1, "unreachable": 1, "repeated": 1, "rejected": 2,
    }  # fmt: skip


def test_a_template_is_kept_once_and_a_consultation_begins_from_it():
    people, now = open_accounts(), timezone.now()
    for _ in range(2):
        keep_template(people, now=now)

    template = Consultation.objects.templates().get()
    begun = copy_consultation(
        by=people["administrator"],
        source=template,
        rounds=RoundsCopied.PROMPTS,
        opens_at=now + timedelta(days=30),
        slug="begun",
        titles=template.titles,
        summaries=template.summaries,
        languages=template.languages,
        time_zone=template.time_zone,
    )
    assert set(template.titles) == {"en", "fr", "es"}
    assert [it.prompt_count for it in begun.rounds.order_by("number")] == [2, 1]
    assert all(it.results_by > it.closes_at for it in begun.rounds.all())


def test_loading_again_changes_nothing():
    consultation = at()
    rows = [AuditEntry, User, Response, Organisation, Membership, Invitation, Invitee, OutboxMail]
    before = (content(consultation), [model.objects.count() for model in rows])

    load()

    assert (content(consultation), [model.objects.count() for model in rows]) == before


def test_same_seed_says_the_same_in_a_consultation_of_its_own():
    assert content(at(Stage.CLOSED)) == content(at(Stage.ANSWERED))


def test_load_that_was_cut_goes_on():
    consultation = at()
    whole = {row[1:] for row in content(consultation)}
    leaves = consultation.comments.filter(depth=4)
    leaves.update(submission_id=None)  # as if they had not been said yet

    load()

    assert {row[1:] for row in content(consultation)} == whole
    assert consultation.comments.filter(depth=4).count() == 2 * leaves.filter(submission_id=None).count()
    assert differences() == []


def test_consultation_of_another_version_is_left_alone():
    consultation = at(Stage.SCHEDULED)
    source = consultation.drafts.get().source
    type(source).objects.filter(pk=source.pk).update(sha256="0" * 64)
    consultation.rounds.all().delete()

    load("--stage", "scheduled")

    assert consultation.rounds.count() == 0


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.SCHEDULED, [RoundState.SCHEDULED]),
        (Stage.OPEN, [RoundState.CLOSED, RoundState.OPEN]),
        (Stage.MODERATION, [RoundState.CLOSED, RoundState.OPEN]),
        (Stage.CLOSED, [RoundState.CLOSED, RoundState.CLOSED]),
        (Stage.ANSWERED, [RoundState.CLOSED, RoundState.CLOSED]),
    ],
)
def test_each_stage_has_a_page_that_shows_it(client, stage, expected):
    consultation = at(stage)
    waiting = Comment.objects.filter(parent=None, consultation=consultation).unanswered().count()

    assert states(consultation) == expected
    assert client.get(consultation.get_absolute_url()).status_code == 200
    assert (consultation.comments.count() == 0) == (stage is Stage.SCHEDULED)
    assert (waiting == 0) == (stage in {Stage.SCHEDULED, Stage.ANSWERED})


def test_the_open_round_asks_prompts_and_some_have_answered_once_however_often_it_is_loaded():
    consultation = at()
    again = load()

    round = again.rounds.order_by("number").last()
    asked = round.prompts.order_by("order")
    assert consultation == again
    assert [prompt.kind for prompt in asked] == ["choice", "scale", "ranking", "text"]
    assert [prompt.eid for prompt in asked] == ["", "art_8", "", "art_15"]
    assert 110 <= Answer.objects.filter(prompt__round=round).count() <= 150
    assert round.answer_sets.exclude(organisation=None).exists()
    assert not round.answer_sets.filter(author__email="stakeholder@example.org").exists()
