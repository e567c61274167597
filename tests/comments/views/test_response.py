from django.urls import reverse

from comments.models import Response
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment


def test_the_team_answers_a_comment(client, scene):
    said, waits = comment(scene, provision=scene.provisions[0]), comment(scene)
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)

    response = client.post(
        reverse("response_new", args=[said.reference]),
        {"disposition": "accepted", "body": "Article 1 now says so."},
        follow=True,
    )

    assert [it.disposition_id for it in said.responses.all()] == ["accepted"]
    assert [it.reference for it in response.context["comments"].items] == [waits.reference]


def test_a_response_without_words_is_refused_and_keeps_the_choice(client, scene):
    said = comment(scene, provision=scene.provisions[0])
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)

    response = client.post(reverse("response_new", args=[said.reference]), {"disposition": "noted", "body": " "})

    assert response.status_code == 422
    assert response.context["form"]["disposition"].value() == "noted"
    assert not Response.objects.exists()


def test_others_may_not_answer(client, scene):
    said = comment(scene, provision=scene.provisions[0])
    client.force_login(UserFactory())

    response = client.post(reverse("response_new", args=[said.reference]), {"disposition": "noted", "body": "No."})

    assert response.status_code == 403
    assert not Response.objects.exists()
