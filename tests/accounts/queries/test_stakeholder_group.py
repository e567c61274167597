import pytest
from django.utils import timezone

from accounts.models import StakeholderGroup
from accounts.queries.stakeholder_group import group_choices

pytestmark = pytest.mark.django_db


def test_groups_are_offered_in_their_order_and_a_retired_one_only_where_it_was_chosen():
    everybody = [(it.slug, it.name) for it in StakeholderGroup.objects.order_by("order")]
    StakeholderGroup.objects.filter(slug="academia").update(retired_at=timezone.now())

    assert group_choices() == [it for it in everybody if it[0] != "academia"]
    assert group_choices(also=["academia"]) == everybody
