from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import ProtectedError
from django.utils import timezone

from accounts.models import User
from accounts.services.membership import end_membership
from comments.errors import (
    AnsweredMeanwhile,
    AnswerRefused,
    EmailNotVerified,
    ProfileIncomplete,
    RoundTakesNoAnswers,
    SpeaksForItNoLonger,
)
from comments.given import Given
from comments.limits import ANSWERED_WORDS
from comments.models import Answer, AnswerOption, AnswerRevision, AnswerSet
from comments.queries.answers import given_in
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, PromptKind
from consultations.models import Consultation, Prompt, PromptOption, Round
from consultations.services.prompt import retire_option, retire_prompt
from tests.factories import MembershipFactory, TeamMemberFactory, UserFactory, group
from tests.prompting import answer, chosen, prompt, written
from tests.scenes import open_consultation

KINDS = (PromptKind.CHOICE, PromptKind.CHOICES, PromptKind.SCALE, PromptKind.RANKING, PromptKind.TEXT)
QUERIES = 18
EVERYTHING = {1: chosen(2), 2: chosen(1, 3), 3: chosen(3), 4: chosen(3, 1), 5: written("Because of **costs**.")}


@pytest.fixture
def round(db) -> Round:
    return open_consultation().round


@pytest.fixture
def asked(round):
    return [prompt(round, kind) for kind in KINDS]


def test_answers_of_every_kind_are_stored_as_given(round, asked):
    stored = answer(round, EVERYTHING)

    assert given_in(stored) == EVERYTHING
    assert (stored.version, stored.late) == (1, False)
    assert all(it.is_answered for it in Prompt.objects.all())


def test_the_tags_are_those_of_the_day(round, asked):
    person = UserFactory(name="Amina", stakeholder_group=group("academia"), country="KE", organisation_name="Uni")

    stored = answer(round, EVERYTHING, by=person)

    assert (stored.author_name, stored.stakeholder_group, stored.country, stored.region, stored.subregion) == (
        "Amina",
        group("academia"),
        "KE",
        "002",
        "202",
    )
    assert (stored.contributor_key, stored.organisation_name) == (f"person:{person.pk}", "Uni")


def test_a_contributor_has_one_set_which_is_changed(round, asked):
    person = UserFactory()
    first = answer(round, EVERYTHING, by=person)

    second = answer(round, {1: chosen(1), 5: written("Because of time.")}, by=person, seen=first.seen)

    assert AnswerSet.objects.count() == 1
    assert second.version == 2
    assert given_in(second) == {1: chosen(1), 5: written("Because of time.")}


def test_replaced_words_are_kept_as_a_revision(round, asked):
    person = UserFactory()
    first = answer(round, EVERYTHING, by=person)
    second = answer(round, {5: written("Because of time.")}, by=person, seen=first.seen)
    answer(round, {1: chosen(1)}, by=person, seen=second.seen)

    assert list(AnswerRevision.objects.order_by("version").values_list("version", "text")) == [
        (1, "Because of **costs**."),
        (2, "Because of time."),
    ]


def test_the_record_says_which_prompts_were_answered_and_never_what(round, asked):
    person = UserFactory()
    first = answer(round, EVERYTHING, by=person)
    answer(round, {**EVERYTHING, 3: chosen(1)}, by=person, seen=first.seen)

    entries = AuditEntry.objects.filter(subject_type="comments.answerset").order_by("pk")
    assert [(it.verb, it.actor_id, it.before, it.after) for it in entries] == [
        (Verb.ANSWERED, person.pk, None, {"prompts": [1, 2, 3, 4, 5]}),
        (Verb.CHANGED, person.pk, None, {"prompts": [3]}),
    ]


def test_a_second_click_changes_nothing(round, asked):
    person = UserFactory()
    answer(round, EVERYTHING, by=person)

    again = answer(round, EVERYTHING, by=person)

    assert again.version == 1
    assert AuditEntry.objects.filter(subject_type="comments.answerset").count() == 1


def test_an_older_window_overwrites_nothing_unaware(round, asked):
    person = UserFactory()
    first = answer(round, EVERYTHING, by=person)
    second = answer(round, {1: chosen(1)}, by=person, seen=first.seen)

    for seen in (first.seen, ""):
        with pytest.raises(AnsweredMeanwhile) as refusal:
            answer(round, {1: chosen(3)}, by=person, seen=seen)
        assert refusal.value.seen == second.seen
    assert given_in(second) == {1: chosen(1)}
    assert given_in(answer(round, {1: chosen(3)}, by=person, seen=second.seen)) == {1: chosen(3)}


@pytest.mark.parametrize(
    ("number", "given", "words"),
    [
        (1, chosen(1, 2), "Choose one option only."),
        (1, chosen(9), "not offered any more"),
        (2, chosen(1, 1), "named twice"),
        (2, chosen(1, 4), "not offered any more"),
        (3, chosen(0), "not offered any more"),
        (4, chosen(2, 2), "named twice"),
        (4, chosen(1, 2, 3, 4), "not offered any more"),
        (5, written("x" * (ANSWERED_WORDS + 1)), "Shorten it by 1 character."),
    ],
)
def test_what_a_prompt_does_not_take_is_refused_whole(round, asked, number, given, words):
    with pytest.raises(AnswerRefused, match=words) as refusal:
        answer(round, {**EVERYTHING, number: given})

    assert refusal.value.number == number
    assert AnswerSet.objects.count() == 0
    assert not any(it.is_answered for it in Prompt.objects.all())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("given", [Given(), written(" \u200b ")])
def test_a_required_prompt_is_not_passed_over(round, kind, given):
    prompt(round, kind, is_required=True)

    with pytest.raises(AnswerRefused, match="must be answered"):
        answer(round, {1: given})
    assert AnswerSet.objects.count() == 0


def test_a_retired_option_stays_with_whom_has_chosen_it(round, asked):
    person, editor = UserFactory(), TeamMemberFactory(consultation=round.consultation).user
    stored = answer(round, EVERYTHING, by=person)
    retire_option(by=editor, prompt=asked[0], number=2)

    kept = answer(round, {**EVERYTHING, 3: chosen(1)}, by=person, seen=stored.seen)

    assert given_in(kept)[1] == chosen(2)
    with pytest.raises(AnswerRefused):
        answer(round, {1: chosen(2)})


def test_answers_to_a_retired_prompt_stay(round, asked):
    person, editor = UserFactory(), TeamMemberFactory(consultation=round.consultation).user
    stored = answer(round, EVERYTHING, by=person)
    retire_prompt(by=editor, prompt=asked[4])

    changed = answer(round, {1: chosen(1)}, by=person, seen=stored.seen)

    assert given_in(changed) == {1: chosen(1), 5: EVERYTHING[5]}


def test_options_that_were_chosen_cannot_be_deleted(round, asked):
    answer(round, EVERYTHING)

    with pytest.raises(ProtectedError):
        PromptOption.objects.get(prompt=asked[0], number=2).delete()


@pytest.mark.parametrize(("opens", "closes"), [(1, 2), (-2, -1)])
def test_a_round_takes_answers_only_while_it_is_open(round, asked, opens, closes):
    now = timezone.now()
    Round.objects.update(opens_at=now + timedelta(days=opens), closes_at=now + timedelta(days=closes))

    with pytest.raises(RoundTakesNoAnswers):
        answer(round, EVERYTHING)
    assert AnswerSet.objects.count() == 0


def test_late_answers_are_marked(round, asked):
    now = timezone.now()
    Round.objects.update(closes_at=now - timedelta(days=1), late_until=now + timedelta(days=1))

    assert answer(round, EVERYTHING).late


@pytest.mark.parametrize("state", [ConsultationState.UNPUBLISHED, ConsultationState.ARCHIVED])
def test_only_a_published_consultation_takes_answers(round, asked, state):
    Consultation.objects.update(state=state)

    with pytest.raises(NotAllowed):
        answer(round, EVERYTHING)


def test_who_answers_has_a_profile_and_a_confirmed_address(round, asked):
    person = UserFactory(verified=False)
    with pytest.raises(EmailNotVerified):
        answer(round, EVERYTHING, by=person)
    User.objects.filter(pk=person.pk).update(profile_completed_at=None)
    with pytest.raises(ProfileIncomplete):
        answer(round, EVERYTHING, by=person)
    assert AnswerSet.objects.count() == 0


def test_colleagues_share_the_set_of_their_verified_organisation(round, asked):
    first = MembershipFactory(organisation__verified_at=timezone.now(), organisation__country="FR")
    second = MembershipFactory(organisation=first.organisation)
    stored = answer(round, EVERYTHING, by=first.user, speaking_for=first.organisation)

    changed = answer(round, {1: chosen(1)}, by=second.user, speaking_for=first.organisation, seen=stored.seen)
    own = answer(round, {1: chosen(3)}, by=second.user)

    assert changed.pk == stored.pk
    assert (changed.contributor_key, changed.country, changed.author) == (
        f"organisation:{first.organisation_id}",
        "FR",
        second.user,
    )
    assert own.pk != stored.pk


def test_an_organisation_that_is_not_verified_is_not_the_contributor(round, asked):
    membership = MembershipFactory()

    stored = answer(round, EVERYTHING, by=membership.user, speaking_for=membership.organisation)

    assert stored.contributor_key == f"person:{membership.user_id}"
    assert stored.organisation == membership.organisation


def test_who_has_left_an_organisation_does_not_answer_for_it(round, asked):
    membership = MembershipFactory(organisation__verified_at=timezone.now())
    stored = answer(round, EVERYTHING, by=membership.user, speaking_for=membership.organisation)
    end_membership(by=membership.user, membership=membership)

    with pytest.raises(SpeaksForItNoLonger):
        answer(round, {}, by=membership.user, speaking_for=membership.organisation, seen=stored.seen)
    assert given_in(stored) == EVERYTHING


def test_answers_are_seen_by_their_contributor_and_the_team_only(round, asked):
    membership = MembershipFactory(organisation__verified_at=timezone.now())
    colleague = MembershipFactory(organisation=membership.organisation).user
    answer(round, EVERYTHING, by=membership.user, speaking_for=membership.organisation)
    moderator = TeamMemberFactory(consultation=round.consultation, role="moderator").user
    elsewhere = TeamMemberFactory().user

    people = (membership.user, colleague, moderator, elsewhere, UserFactory(), AnonymousUser())
    assert [AnswerSet.objects.visible_to(it).count() for it in people] == [1, 1, 1, 0, 0, 0]


@pytest.mark.parametrize("count", [1, 3])
def test_the_statements_do_not_grow_with_the_prompts(round, django_assert_num_queries, count):
    for _ in range(count):
        prompt(round, PromptKind.RANKING)
    person = UserFactory()

    with django_assert_num_queries(QUERIES):
        answer(round, {number: chosen(2, 1) for number in range(1, count + 1)}, by=person)

    assert (Answer.objects.count(), AnswerOption.objects.count()) == (count, 2 * count)
