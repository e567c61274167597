from __future__ import annotations

import pytest

from comments.enums import Disposition, Status
from comments.errors import BodyMissing, BodyTooLong, WaitsForDecision
from comments.models import Comment, Response, ResponseTarget
from comments.services.response import respond
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from tests.scenes import comment, open_consultation, people_by_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(scene):
    return people_by_role(scene.consultation).editor


def say(by, comments, **changes):
    return respond(**{"by": by, "comments": comments, "disposition": Disposition.ACCEPTED, "body": "Done.", **changes})


def nothing_was_said() -> bool:
    return not (Response.objects.exists() or ResponseTarget.objects.exists())


def test_one_response_answers_many_comments(scene, editor):
    comments = [comment(scene) for _ in range(3)]

    response = say(editor, comments, disposition=Disposition.MODIFIED, body="*Partly* done.")

    response.refresh_from_db()
    assert set(response.comments.all()) == set(comments)
    assert (response.disposition_id, response.by, response.consultation) == (
        Disposition.MODIFIED,
        editor,
        scene.consultation,
    )
    assert "<em>Partly</em>" in response.body_html
    assert response.body_text.strip() == "Partly done."


def test_a_response_and_each_comment_it_answers_are_on_record(scene, editor):
    comments = [comment(scene), comment(scene)]

    response = say(editor, comments)

    rows = AuditEntry.objects.filter(actor_id=editor.pk).order_by("pk")
    assert list(rows.values_list("verb", "subject_type", "subject_id", "after")) == [
        (Verb.CREATED, "comments.response", response.pk, {"disposition": "accepted"}),
        (Verb.ANSWERED, "comments.comment", comments[0].pk, None),
        (Verb.ANSWERED, "comments.comment", comments[1].pk, None),
    ]


def test_a_double_click_makes_one_response(scene, editor):
    comments = [comment(scene), comment(scene)]

    first = say(editor, comments)

    assert say(editor, comments[::-1]) == first
    assert Response.objects.count() == 1


def test_other_words_or_other_comments_are_another_response(scene, editor):
    one, two = comment(scene), comment(scene)
    say(editor, [one, two])

    say(editor, [one])
    say(editor, [one, two], body="Done again.")
    say(editor, [one, two], disposition=Disposition.NOTED)

    assert Response.objects.count() == 4
    assert one.responses.count() == 4


@pytest.mark.parametrize("role", ["stakeholder", "moderator_elsewhere", "observer", "analyst"])
def test_a_response_is_the_teams(scene, role):
    with pytest.raises(NotAllowed):
        say(getattr(people_by_role(scene.consultation), role), [comment(scene)])

    assert nothing_was_said()


@pytest.mark.parametrize(("body", "error"), [(" \n", BodyMissing), ("x" * 20_001, BodyTooLong)])
def test_a_response_has_words_and_not_too_many(scene, editor, body, error):
    with pytest.raises(error):
        say(editor, [comment(scene)], body=body)

    assert nothing_was_said()


def test_what_waits_for_a_decision_is_decided_on_before_it_is_answered(scene, editor):
    waiting = comment(scene)
    Comment.objects.filter(pk=waiting.pk).update(status=Status.PENDING)

    with pytest.raises(WaitsForDecision):
        say(editor, [comment(scene), waiting])
    assert nothing_was_said()


def test_a_response_stays_in_one_consultation(scene, editor):
    with pytest.raises(ValueError, match="one consultation"):
        say(editor, [comment(scene), comment(open_consultation())])

    assert nothing_was_said()


def test_a_response_answers_something(editor):
    with pytest.raises(ValueError, match="at least one"):
        say(editor, [])


@pytest.mark.parametrize("count", [1, 3])
def test_responding_costs_the_same_for_one_and_for_three(scene, editor, count, django_assert_num_queries):
    comments = [comment(scene) for _ in range(count)]

    with django_assert_num_queries(10):
        say(editor, comments)
