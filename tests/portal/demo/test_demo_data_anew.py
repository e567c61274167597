"""What only loads that begin with nothing can show of `demo_data`."""

import pytest
from django.core.management import CommandError

from accounts.models import Membership, User
from accounts.services.membership import end_membership
from tests.portal.demo.loading import content, load

pytestmark = pytest.mark.django_db(transaction=True)


def test_who_left_an_organisation_meanwhile_speaks_for_it_no_longer():
    load("--stage", "scheduled")
    membership = Membership.objects.active().get(user__email="stakeholder@example.org")
    end_membership(by=membership.user, membership=membership)

    comments = load().comments.filter(author=membership.user)

    assert set(comments.values_list("organisation", "organisation_verified")) == {(None, False)}
    assert Membership.objects.active().filter(user=membership.user).count() == 0


@pytest.mark.thorough
def test_another_seed_says_the_same_at_other_times():
    one, other = content(load("--stage", "closed")), content(load("--stage", "answered", "--seed", "2"))

    assert one != other
    assert {row[1:] for row in one} == {row[1:] for row in other}


def test_demonstration_is_refused_in_production(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError):
        load()
    assert User.objects.count() == 0
