from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.enums import InvitationState, MembershipState, OrganisationState
from accounts.models import Invitation, Membership, Organisation
from comments.errors import MergedMeanwhile, NotMergeable, SpeaksForItNoLonger
from comments.models import Comment
from comments.queries.organisation import merge_preview
from comments.services.organisation_merge import merge_organisations
from common.errors import NotAllowed, StateError
from common.models import AuditEntry
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db

ASKED, ACTIVE, ENDED = MembershipState.ASKED, MembershipState.ACTIVE, MembershipState.ENDED


@pytest.fixture
def double() -> Organisation:
    return OrganisationFactory(name="OpenNet", verified_at=timezone.now())


@pytest.fixture
def into() -> Organisation:
    return OrganisationFactory(name="Open Net Kenya")


def invitation(organisation: Organisation, email: str) -> Invitation:
    return Invitation.objects.create(
        organisation=organisation,
        email=email,
        token_digest=f"{organisation.pk}{email}",
        invited_by=UserFactory(),
        expires_at="2100-01-01T00:00:00Z",
    )


def test_comments_keep_what_was_said_and_point_to_the_survivor(double, into):
    scene, person = open_consultation(), MembershipFactory(organisation=double).user
    said = comment(scene, by=person, speaking_for=double)
    since = double.verified_at

    assert merge_preview(double).names == [("OpenNet", 1)]
    merge_organisations(by=AdministratorFactory(), double=double, into=into)

    said = Comment.objects.get()
    assert (said.organisation, said.organisation_name) == (into, "OpenNet")
    assert (said.organisation_verified, said.organisation_verified_at) == (True, since)
    assert said.contributor_key == f"organisation:{into.pk}"
    double.refresh_from_db()
    assert (double.state, double.merged_into, double.name) == (OrganisationState.MERGED, into, "OpenNet")
    assert comment(scene, by=person, speaking_for=into).organisation == into
    with pytest.raises(SpeaksForItNoLonger):
        comment(scene, by=person, speaking_for=double)


@pytest.mark.parametrize(
    ("in_double", "in_into", "after"),
    [
        (ACTIVE, None, [ACTIVE]),
        (ASKED, None, [ASKED]),
        (ENDED, None, [ENDED]),
        (ACTIVE, ASKED, [ACTIVE, ENDED]),
        (ASKED, ACTIVE, [ACTIVE, ENDED]),
        (ACTIVE, ACTIVE, [ACTIVE, ENDED]),
        (ENDED, ACTIVE, [ACTIVE, ENDED]),
    ],
    ids=str,
)
def test_who_stands_in_both_stands_once_with_the_better_right(double, into, in_double, in_into, after):
    person, now = UserFactory(), timezone.now()
    for organisation, state in ((double, in_double), (into, in_into)):
        if state:
            ended_at = now if state == ENDED else None
            MembershipFactory(organisation=organisation, user=person, state=state, ended_at=ended_at)

    merge_organisations(by=AdministratorFactory(), double=double, into=into)

    assert sorted(Membership.objects.filter(organisation=into).values_list("state", flat=True)) == after
    assert not Membership.objects.filter(organisation=double).exists()


def test_invitations_move_and_nobody_has_two(double, into):
    moved, twice = invitation(double, "juma@example.org"), invitation(double, "Both@example.org")
    stays = invitation(into, "both@example.org")

    merge_organisations(by=AdministratorFactory(), double=double, into=into)

    states = {it.pk: it.state for it in Invitation.objects.filter(organisation=into)}
    assert states == {
        moved.pk: InvitationState.WAITING,
        twice.pk: InvitationState.WITHDRAWN,
        stays.pk: InvitationState.WAITING,
    }


def test_what_was_merged_into_the_double_follows_it(double, into):
    staff, first = AdministratorFactory(), OrganisationFactory()
    merge_organisations(by=staff, double=first, into=double)

    merge_organisations(by=staff, double=double, into=into)

    first.refresh_from_db()
    assert first.merged_into == into


def test_merging_again_changes_nothing_and_into_another_is_refused(double, into):
    staff, third = AdministratorFactory(), OrganisationFactory()
    merge_organisations(by=staff, double=double, into=into)
    rows = AuditEntry.objects.count()

    assert merge_organisations(by=staff, double=double, into=into) == into
    with pytest.raises(MergedMeanwhile):
        merge_organisations(by=staff, double=double, into=third)

    assert (rows, AuditEntry.objects.count()) == (2, 2)


def test_what_cannot_be_merged(double, into):
    staff = AdministratorFactory()
    asked = OrganisationFactory(state=OrganisationState.ASKED)

    for one, other in ((into, into), (into, asked)):
        with pytest.raises(NotMergeable):
            merge_organisations(by=staff, double=one, into=other)
    with pytest.raises(NotAllowed):
        merge_organisations(by=MembershipFactory(organisation=double).user, double=double, into=into)
    merge_organisations(by=staff, double=asked, into=into)

    assert Organisation.objects.filter(state=OrganisationState.MERGED).get() == asked


@pytest.mark.django_db(transaction=True)
def test_two_who_merge_crosswise_at_once_leave_one_organisation(double, into):
    staff, together = AdministratorFactory(), Barrier(2)
    MembershipFactory(organisation=double)
    MembershipFactory(organisation=into)

    def merge(pair: tuple[Organisation, Organisation]) -> str:
        together.wait()
        try:
            merge_organisations(by=staff, double=pair[0], into=pair[1])
        except StateError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "merged"

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(merge, [(double, into), (into, double)]))

    assert said == ["NotMergeable", "merged"]
    [survivor] = Organisation.objects.known()
    assert Membership.objects.active().filter(organisation=survivor).count() == 2
