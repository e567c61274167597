"""Merging two entries of a list: what each kind of entry takes with it."""

from __future__ import annotations

from accounts.models import StakeholderGroup, User
from accounts.services.stakeholder_group import merge_groups
from accounts.services.term import merge_terms
from common.models.term import Term


def merge_entries(*, by: User, double: Term, into: Term) -> Term:
    """From now on `into` is what `double` was; what was said stays under the double. Raises as `merge_terms`."""
    if isinstance(double, StakeholderGroup) and isinstance(into, StakeholderGroup):
        return merge_groups(by=by, double=double, into=into)
    return merge_terms(by=by, double=double, into=into)
