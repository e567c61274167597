import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from common.models import Job
from consultations.enums import DraftState, LineageKind
from consultations.models import Draft, Lineage
from tests.factories import ConsultationFactory, DraftFactory, TeamMemberFactory, provision, published_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafts():
    consultation = ConsultationFactory()
    first = published_draft(consultation=consultation)
    second = DraftFactory(consultation=consultation, predecessor=first)
    provision(second, 1)
    return first, second


def row(drafts, kind, *, provision=True, ancestor=True, score=1.0):
    first, second = drafts
    return Lineage.objects.create(
        draft=second,
        provision=second.provisions.first() if provision else None,
        ancestor=first.provisions.first() if ancestor else None,
        kind=kind,
        score=score,
        order=1,
    )


@pytest.mark.parametrize(
    ("kind", "ends", "score"),
    [
        (LineageKind.NEW, {"ancestor": True}, 1.0),
        (LineageKind.NEW, {"provision": False, "ancestor": False}, 1.0),
        (LineageKind.DELETED, {"provision": True}, 1.0),
        (LineageKind.UNCHANGED, {"ancestor": False}, 1.0),
        (LineageKind.MOVED, {"provision": False}, 1.0),
        (LineageKind.CHANGED, {}, 1.1),
        (LineageKind.CHANGED, {}, -0.1),
    ],
)
def test_ends_follow_the_kind_and_scores_are_shares(drafts, kind, ends, score):
    with pytest.raises(IntegrityError), transaction.atomic():
        row(drafts, kind, **ends, score=score)

    assert not Lineage.objects.exists()


@pytest.mark.parametrize(
    ("kind", "ends"),
    [(LineageKind.NEW, {"ancestor": False}), (LineageKind.DELETED, {"provision": False}), ("split", {})],
)
def test_the_same_ends_are_tied_once(drafts, kind, ends):
    row(drafts, kind, **ends)

    with pytest.raises(IntegrityError), transaction.atomic():
        row(drafts, kind, **ends)

    assert Lineage.objects.count() == 1


def test_lineage_is_visible_to_whom_both_drafts_are(drafts):
    made = row(drafts, LineageKind.UNCHANGED)
    observer = TeamMemberFactory(consultation=drafts[1].consultation).user

    assert list(Lineage.objects.visible_to(observer)) == [made]
    assert list(Lineage.objects.visible_to(AnonymousUser())) == []


def test_a_published_draft_lets_go_of_the_job_that_matched_it(drafts):
    job = Job.objects.create(task="consultations.match_draft", subject_id=drafts[1].pk)
    Draft.objects.filter(pk=drafts[1].pk).update(matching=job)
    Draft.objects.filter(pk=drafts[1].pk).update(state=DraftState.PUBLISHED, published_at="2030-01-01T00:00Z")

    job.delete()

    assert Draft.objects.get(pk=drafts[1].pk).matching is None
