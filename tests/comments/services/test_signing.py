import pytest
from django.utils import timezone

from accounts.enums import MembershipState, OrganisationState
from accounts.models import Organisation
from accounts.services.membership import end_membership
from accounts.services.organisation import verify_organisation, withdraw_verification
from comments.errors import SpeaksForItNoLonger
from comments.models import Comment
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory, group
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership():
    return MembershipFactory(
        user__country="FR",
        user__organisation_name="My own words",
        organisation=OrganisationFactory(name="Open Net", country="KE", stakeholder_group=group("academia")),
    )


def test_who_speaks_for_an_organisation_speaks_from_its_group_and_country(membership):
    scene = open_consultation()

    first = comment(scene, by=membership.user, speaking_for=membership.organisation)
    said = Comment.objects.get(pk=reply(first, by=membership.user, speaking_for=membership.organisation).pk)

    assert (said.organisation, said.organisation_name) == (membership.organisation, "Open Net")
    assert (said.stakeholder_group, said.country, said.author) == (group("academia"), "KE", membership.user)
    assert (said.organisation_verified, said.organisation_verified_at) == (False, None)
    assert said.contributor_key == f"person:{membership.user.pk}"


def test_a_verified_organisation_is_the_contributor_and_the_mark_is_that_of_the_day(membership):
    scene, staff = open_consultation(), AdministratorFactory()
    organisation = membership.organisation
    before = comment(scene, by=membership.user, speaking_for=organisation)
    since = verify_organisation(by=staff, organisation=organisation, note="By phone").verified_at
    during = comment(scene, by=membership.user, speaking_for=organisation)
    withdraw_verification(by=staff, organisation=organisation, note="A mistake")
    after = comment(scene, by=membership.user, speaking_for=organisation)

    rows = Comment.objects.in_bulk([before.pk, during.pk, after.pk])
    marks = [rows[it.pk].organisation_verified_at for it in (before, during, after)]
    assert marks == [None, since, None]
    assert rows[during.pk].contributor_key == f"organisation:{organisation.pk}"


def test_representatives_who_speak_for_themselves_are_for_nobody(membership):
    scene = open_consultation()

    own = comment(scene, by=membership.user)
    other = comment(scene, by=UserFactory(organisation_name="My own words"))

    assert (own.organisation, own.organisation_name, own.country) == (None, "", "FR")
    assert (other.organisation, other.organisation_name) == (None, "My own words")


@pytest.mark.parametrize(
    ("state", "organisation_state"),
    [
        (MembershipState.ASKED, OrganisationState.KNOWN),
        (MembershipState.ENDED, OrganisationState.KNOWN),
        (MembershipState.ACTIVE, OrganisationState.ASKED),
        (MembershipState.ACTIVE, OrganisationState.DECLINED),
    ],
)
def test_only_an_active_membership_gives_the_right(membership, state, organisation_state):
    membership.state = state
    membership.ended_at = timezone.now() if state == MembershipState.ENDED else None
    membership.save()
    Organisation.objects.update(state=organisation_state)

    with pytest.raises(SpeaksForItNoLonger):
        comment(open_consultation(), by=membership.user, speaking_for=membership.organisation)

    assert Comment.objects.count() == 0


def test_nobody_speaks_for_anothers_organisation(membership):
    for stranger in (UserFactory(), AdministratorFactory(), MembershipFactory().user):
        with pytest.raises(SpeaksForItNoLonger):
            comment(open_consultation(), by=stranger, speaking_for=membership.organisation)

    assert Comment.objects.count() == 0


def test_who_has_left_lost_the_right_and_what_was_said_stays(membership):
    scene = open_consultation()
    said = comment(scene, by=membership.user, speaking_for=membership.organisation)

    end_membership(by=membership.user, membership=membership)

    with pytest.raises(SpeaksForItNoLonger):
        reply(said, by=membership.user, speaking_for=membership.organisation)
    said.refresh_from_db()
    assert (said.organisation, said.organisation_name) == (membership.organisation, "Open Net")
