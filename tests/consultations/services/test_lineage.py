import pytest
from django.utils import timezone

from comments.services.publishing import LineageNotConfirmed, publish_draft
from common.enums import JobState
from common.errors import NotAllowed
from common.models import AuditEntry, Job
from common.services.job import run_job
from consultations.enums import DraftState, LineageKind, TeamRole
from consultations.models import Lineage
from consultations.services.draft import DraftPublished
from consultations.services.lineage import (
    LineageNotReady,
    confirm_lineage,
    match_again,
    match_now,
    start_matching,
)
from consultations.services.lineage_correction import (
    ProvisionGone,
    correct_lineage,
    trace_deleted,
    undo_correction,
)
from consultations.services.lineage_matching import match_draft
from tests.factories import ConsultationFactory, DraftFactory, TeamMemberFactory, provision, published_draft

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = [
    "The registrar keeps a register of wells so that everybody knows who takes water.",
    "Whoever digs a well tells the registrar its place, its depth and the first day.",
    "The fee for an entry covers what the entry costs and is published in January.",
]


@pytest.fixture
def drafts():
    """The later one has lost the second article, has the third as its second and one of its own."""
    consultation = ConsultationFactory()
    first, second = (DraftFactory(consultation=consultation) for _ in range(2))
    for number, words in enumerate(WORDS, start=1):
        provision(first, number, text=words)
    second.predecessor = first
    second.save()
    for number, words in enumerate([WORDS[0], WORDS[2], "Springs that run all year are measured in autumn."], start=1):
        provision(second, number, text=words)
    return first, second


@pytest.fixture
def matched(drafts):
    match_again(drafts[1])
    drafts[1].refresh_from_db()
    return drafts[0], match_now(drafts[1])


@pytest.fixture
def editor(drafts):
    return TeamMemberFactory(consultation=drafts[1].consultation, role=TeamRole.EDITOR).user


def told(draft):
    rows = Lineage.objects.filter(draft=draft).select_related("provision", "ancestor").order_by("order", "pk")
    return [(str(row.ancestor or ""), str(row.provision or ""), LineageKind(row.kind)) for row in rows]


FOUND = [
    ("art_1", "art_1", LineageKind.UNCHANGED),
    ("art_2", "", LineageKind.DELETED),
    ("art_3", "art_2", LineageKind.RENUMBERED),
    ("", "art_3", LineageKind.NEW),
]


def test_a_job_writes_the_lineage_in_reading_order_and_says_so(matched):
    _first, second = matched

    assert second.matching.state == JobState.DONE
    assert told(second) == FOUND
    entry = AuditEntry.objects.get(verb="matched")
    assert entry.after == {"unchanged": 1, "deleted": 1, "renumbered": 1, "new": 1}


def test_a_change_of_the_text_cancels_the_matching_and_asks_for_another_and_for_a_new_confirmation(matched, editor):
    _first, second = matched
    confirm_lineage(by=editor, draft=second)
    match_again(second)
    second.refresh_from_db()
    waiting = second.matching

    match_again(second)

    waiting.refresh_from_db()
    second.refresh_from_db()
    assert waiting.state == JobState.CANCELLED
    assert second.matching.state == JobState.QUEUED
    assert second.lineage_confirmed_at is None


def test_a_change_of_the_draft_before_has_those_that_follow_matched_again(matched):
    first, second = matched
    done = second.matching

    match_again(first)

    second.refresh_from_db()
    first.refresh_from_db()
    assert second.matching != done
    assert first.matching is None


def test_a_published_draft_is_not_matched_again():
    first = published_draft()
    second = published_draft(consultation=first.consultation, predecessor=first)

    match_again(first)

    second.refresh_from_db()
    assert second.matching is None
    assert not Job.objects.exists()


def test_a_matching_of_a_draft_that_was_published_meanwhile_fails_and_writes_nothing(matched):
    _first, second = matched
    before = list(Lineage.objects.values_list("pk", flat=True))
    job = Job.objects.create(task="consultations.match_draft", subject_id=second.pk, enqueued_at=timezone.now())
    confirm_lineage(by=None, draft=second)
    publish_draft(by=None, draft=second)

    run_job(job.pk, match_draft)

    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert list(Lineage.objects.values_list("pk", flat=True)) == before


def test_a_draft_that_follows_another_is_published_only_once_its_lineage_is_confirmed(matched, editor):
    _first, second = matched
    with pytest.raises(LineageNotConfirmed):
        publish_draft(by=editor, draft=second)
    second.refresh_from_db()
    assert second.state == DraftState.UNPUBLISHED

    confirm_lineage(by=editor, draft=second)

    assert publish_draft(by=editor, draft=second).is_published
    entry = AuditEntry.objects.get(verb="confirmed")
    assert (entry.actor_id, entry.subject_id, entry.after) == (editor.pk, second.pk, {"lineage": 4})
    with pytest.raises(DraftPublished):
        confirm_lineage(by=editor, draft=second)


def test_lineage_is_not_confirmed_before_it_is_matched_nor_by_who_may_not_change_the_draft(drafts, editor):
    first, second = drafts
    analyst = TeamMemberFactory(consultation=second.consultation, role=TeamRole.ANALYST).user
    for draft in (first, second):
        with pytest.raises(LineageNotReady):
            confirm_lineage(by=editor, draft=draft)
    with pytest.raises(NotAllowed):
        confirm_lineage(by=analyst, draft=second)
    with pytest.raises(NotAllowed):
        start_matching(by=analyst, draft=second)
    start_matching(by=editor, draft=second)
    with pytest.raises(LineageNotReady):
        confirm_lineage(by=editor, draft=second)

    second.refresh_from_db()
    assert second.lineage_confirmed_at is None
    assert second.matching.state == JobState.QUEUED


def keys(draft):
    return list(draft.provisions.order_by("order").values_list("pk", flat=True))


def test_staff_say_what_a_provision_comes_from(matched, editor):
    first, second = matched
    confirm_lineage(by=editor, draft=second)
    old, new = keys(first), keys(second)

    correct_lineage(by=editor, draft=second, provision=new[2], ancestors=[old[1]])

    assert told(second) == [*FOUND[:1], FOUND[2], ("art_2", "art_3", LineageKind.MOVED)]
    row = Lineage.objects.get(draft=second, provision=new[2])
    assert row.is_corrected
    assert 0 < row.score < 1
    second.refresh_from_db()
    assert second.lineage_confirmed_at is None
    entry = AuditEntry.objects.get(verb="corrected")
    assert entry.before == {"provision": new[2], "ancestors": [None]}
    assert entry.after == {"provision": new[2], "ancestors": [old[1]]}


def test_of_several_ancestors_it_is_merged_and_an_ancestor_of_several_is_split(matched, editor):
    first, second = matched
    old, new = keys(first), keys(second)

    correct_lineage(by=editor, draft=second, provision=new[0], ancestors=[old[0], old[1]])
    correct_lineage(by=editor, draft=second, provision=new[2], ancestors=[old[2]])

    assert told(second) == [
        ("art_1", "art_1", LineageKind.MERGED),
        ("art_2", "art_1", LineageKind.MERGED),
        ("art_3", "art_2", LineageKind.SPLIT),
        ("art_3", "art_3", LineageKind.SPLIT),
    ]


def test_of_none_it_is_new_and_what_it_came_from_is_deleted(matched, editor):
    _first, second = matched

    correct_lineage(by=editor, draft=second, provision=keys(second)[1], ancestors=[])

    assert told(second) == [
        *FOUND[:2],
        ("", "art_2", LineageKind.NEW),
        ("art_3", "", LineageKind.DELETED),
        ("", "art_3", LineageKind.NEW),
    ]


def test_staff_say_what_became_of_what_is_called_deleted(matched, editor):
    first, second = matched

    trace_deleted(by=editor, draft=second, ancestor=keys(first)[1], provisions=[keys(second)[0], keys(second)[2]])

    assert [row[:2] for row in told(second)] == [
        ("art_1", "art_1"),
        ("art_2", "art_1"),
        ("art_3", "art_2"),
        ("art_2", "art_3"),
    ]


def test_a_correction_outlives_another_matching_and_is_undone_by_one(matched, editor):
    first, second = matched
    correct_lineage(by=editor, draft=second, provision=keys(second)[2], ancestors=[keys(first)[1]])
    corrected = told(second)

    match_again(second)
    second.refresh_from_db()
    assert told(match_now(second)) == corrected
    assert Lineage.objects.get(is_corrected=True).provision_id == keys(second)[2]

    undo_correction(by=editor, draft=second, provision=keys(second)[2])
    second.refresh_from_db()
    assert told(match_now(second)) == FOUND
    with pytest.raises(ProvisionGone):
        undo_correction(by=editor, draft=second, provision=keys(second)[2])


def test_a_correction_is_refused_where_an_end_is_gone_or_may_not_be_given(matched, editor):
    first, second = matched
    analyst = TeamMemberFactory(consultation=second.consultation, role=TeamRole.ANALYST).user
    foreign = keys(published_draft())[0]
    for by, provision_key, ancestors, refusal in [
        (editor, keys(second)[0], [foreign], ProvisionGone),
        (editor, foreign, [keys(first)[0]], ProvisionGone),
        (analyst, keys(second)[0], [], NotAllowed),
    ]:
        with pytest.raises(refusal):
            correct_lineage(by=by, draft=second, provision=provision_key, ancestors=ancestors)

    assert told(second) == FOUND
    assert not Lineage.objects.filter(is_corrected=True).exists()
