import pytest
from django.urls import reverse

from accounts.enums import MembershipState
from consultations.enums import ConsultationState, TeamRole
from tests.factories import AdministratorFactory, MembershipFactory, TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation


@pytest.fixture
def scene(db):
    return open_consultation()


def test_the_desk_counts_what_waits_for_a_response(client, scene):
    comment(scene, provision=scene.provisions[0])
    open_consultation()
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)

    (entry,) = client.get(reverse("desk")).context["entries"]

    assert entry.consultation == scene.consultation
    assert entry.open_round == scene.round
    assert (entry.comments, entry.unanswered) == (1, 1)


def test_an_observer_is_not_told_what_waits(client, scene):
    comment(scene, provision=scene.provisions[0])
    client.force_login(TeamMemberFactory(consultation=scene.consultation, role=TeamRole.OBSERVER).user)

    page = client.get(reverse("desk")).content.decode()

    assert reverse("desk_consultation", args=[scene.consultation.slug]) in page
    assert reverse("desk_queue", args=[scene.consultation.slug]) not in page


def test_the_desk_is_not_for_stakeholders(client, db):
    client.force_login(UserFactory())

    assert client.get(reverse("desk")).status_code == 403


def test_administrators_see_how_many_requests_wait(client, db):
    MembershipFactory(state=MembershipState.ASKED)
    client.force_login(AdministratorFactory())

    assert "1 request to speak for an organisation waits" in client.get(reverse("desk")).content.decode()


def test_the_desk_costs_the_same_with_one_consultation_and_with_three(client, scene, django_assert_num_queries):
    client.force_login(AdministratorFactory())
    for more in (0, 2):
        for _ in range(more):
            open_consultation()
        with django_assert_num_queries(12):
            client.get(reverse("desk"))


def test_templates_are_listed_apart_and_begun_from_by_administrators(client, scene):
    template = TeamMemberFactory(consultation__state=ConsultationState.TEMPLATE)
    begin = f"{reverse('desk_consultation_new')}?from={template.consultation.slug}"
    client.force_login(template.user)
    to_editor = client.get(reverse("desk"))
    client.force_login(AdministratorFactory())
    to_administrator = client.get(reverse("desk"))

    assert (to_editor.context["entries"], to_editor.context["templates"]) == ([], [template.consultation])
    assert [it.consultation for it in to_administrator.context["entries"]] == [scene.consultation]
    assert begin in to_administrator.content.decode()
    assert begin not in to_editor.content.decode()
