"""What merging two stakeholder groups does to people and organisations. What else is done to groups, and to every other
list, is in `accounts.services.term`."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.models import Organisation, StakeholderGroup, User
from accounts.services.term import merge_terms
from common.enums import Verb
from common.services.audit import record
from common.services.job import JobRun, enqueue

TASK = "accounts.move_people"
MOVED_AT_ONCE = 2000
"""People whose rows one transaction holds; more of them are moved by a job, so many at a time."""


@transaction.atomic
def merge_groups(*, by: User, double: StakeholderGroup, into: StakeholderGroup) -> StakeholderGroup:
    """From now on, people and organisations of `double` are of `into`. Comments keep the group of their day, so figures
    and digests stay as they are; the double is retired and points to the other.

    More than MOVED_AT_ONCE people are moved by a job: until it is done, some speak for the double still, which is then
    what their comments keep. Raises NotAllowed, NoSuccessor, LastOffered.
    """
    merged = merge_terms(by=by, double=double, into=into)
    people = User.objects.filter(stakeholder_group=merged)
    counts = {
        "people": people.count(),
        "organisations": Organisation.objects.filter(stakeholder_group=merged).update(stakeholder_group=into),
    }
    if counts["people"] > MOVED_AT_ONCE:
        enqueue(TASK, merged.pk)
    else:
        _move(merged)
    if any(counts.values()):
        record(by=by, verb=Verb.CHANGED, subject=merged, after={"moved_to": into.slug, **counts})
    return merged


def move_people(run: JobRun) -> None:
    """The job of a merge: moves people until none is left. Broken off, it goes on where it was. Where the group is
    offered again meanwhile, whoever has not been moved stays."""
    group = StakeholderGroup.objects.get(pk=run.subject_id)
    total = User.objects.filter(stakeholder_group=group).count()
    done = 0
    while moved := _move(group):
        done += moved
        run.progress(gettext_noop("Moving people to another group"), done, total)
    with transaction.atomic():
        run.finish()


@transaction.atomic
def _move(group: StakeholderGroup) -> int:
    """Move at most MOVED_AT_ONCE people to the group's successor; how many they were."""
    held = StakeholderGroup.objects.select_for_update(no_key=True).get(pk=group.pk)
    if held.successor_id is None:
        return 0
    people = User.objects.filter(stakeholder_group=held).order_by("pk").select_for_update(no_key=True, of=("self",))
    keys = list(people.values_list("pk", flat=True)[:MOVED_AT_ONCE])
    return User.objects.filter(pk__in=keys).update(stakeholder_group=held.successor_id)
