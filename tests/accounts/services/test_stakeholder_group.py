import pytest

from accounts.models import Organisation, StakeholderGroup, User
from accounts.services import stakeholder_group as service
from accounts.services.stakeholder_group import merge_groups, move_people
from accounts.services.term import offer_term_again, retire_term
from common.enums import JobState
from common.models import AuditEntry, Job
from common.services.job import run_job
from tests.factories import AdministratorFactory, OrganisationFactory, UserFactory, group


def of(slug: str) -> int:
    return User.objects.filter(stakeholder_group__slug=slug).count()


@pytest.mark.django_db
def test_people_and_organisations_of_a_merged_group_are_of_the_other_at_once():
    ada, academia, civil = AdministratorFactory(), group("academia"), group("civil-society")
    UserFactory.create_batch(2, stakeholder_group=academia)
    OrganisationFactory(stakeholder_group=academia)

    merge_groups(by=ada, double=academia, into=civil)

    academia.refresh_from_db()
    assert (academia.is_offered, academia.successor) == (False, civil)
    assert (of("academia"), of("civil-society")) == (0, 3)
    assert [it.stakeholder_group for it in Organisation.objects.all()] == [civil]
    assert AuditEntry.objects.order_by("id").values_list("after", flat=True).last() == {
        "moved_to": "civil-society",
        "people": 2,
        "organisations": 1,
    }
    assert not Job.objects.exists()


@pytest.mark.django_db
def test_a_retired_group_moves_nobody():
    ada, academia = AdministratorFactory(), group("academia")
    UserFactory(stakeholder_group=academia)

    retire_term(by=ada, term=academia, successor=group("civil-society"))

    assert of("academia") == 1


@pytest.mark.django_db
def test_a_group_that_took_in_another_is_merged_on_and_nobody_is_left_behind():
    ada, one, two, three = AdministratorFactory(), group("academia"), group("individual"), group("government")
    UserFactory(stakeholder_group=one)

    merge_groups(by=ada, double=one, into=two)
    merge_groups(by=ada, double=two, into=three)

    assert of("government") == 1
    assert StakeholderGroup.objects.get(slug="academia").successor == three


@pytest.fixture
def many(transactional_db, monkeypatch):
    """Five people, of whom two are moved at a time; the group is merged and the job waits."""
    monkeypatch.setattr(service, "MOVED_AT_ONCE", 2)
    ada, academia, civil = AdministratorFactory(), group("academia"), group("civil-society")
    UserFactory.create_batch(5, stakeholder_group=academia)
    merge_groups(by=ada, double=academia, into=civil)
    return ada, academia


def test_many_people_are_moved_by_a_job(many):
    assert of("academia") == 5

    job = Job.objects.get()
    run_job(job.pk, move_people)

    job.refresh_from_db()
    assert (job.task, job.state, of("academia")) == ("accounts.move_people", JobState.DONE, 0)


def test_a_job_that_was_broken_off_goes_on_where_it_was(many, monkeypatch):
    job = Job.objects.get()
    real = service._move

    def dies_at_the_second(group):
        if of("academia") < 5:
            raise RuntimeError("killed")
        return real(group)

    monkeypatch.setattr(service, "_move", dies_at_the_second)
    run_job(job.pk, move_people)
    assert (of("academia"), Job.objects.get().state) == (3, JobState.QUEUED)

    monkeypatch.setattr(service, "_move", real)
    run_job(job.pk, move_people)
    assert (of("academia"), Job.objects.get().state) == (0, JobState.DONE)


def test_who_has_not_been_moved_stays_when_the_group_is_offered_again(many):
    ada, academia = many
    offer_term_again(by=ada, term=academia)

    run_job(Job.objects.get().pk, move_people)

    assert (of("academia"), Job.objects.get().state) == (5, JobState.DONE)
