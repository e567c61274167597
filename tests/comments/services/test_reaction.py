from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from accounts.services.stakeholder_group import merge_groups
from comments.enums import ModerationReason, Opinion, Status
from comments.errors import (
    EmailNotVerifiedToReact,
    NotAdmittedToReact,
    NothingToReactTo,
    ProfileIncomplete,
    RoundTakesNoReactions,
)
from comments.models import Anchor, Comment, Reaction
from comments.queries.reaction import GroupReactions, reaction_figures
from comments.services.insertion import Entry, insert_comments
from comments.services.moderation import hide_comment
from comments.services.reaction import react, take_back
from comments.services.reactions_erasure import erase_reactions, reactions_about
from comments.services.recount import differences, repair
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import Audience, ConsultationState
from consultations.models import Consultation, Round
from tests.factories import AdministratorFactory, TeamMemberFactory, UserFactory, group
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db
AGREE, DISAGREE = Opinion.AGREE, Opinion.DISAGREE


@pytest.fixture
def said(scene) -> Comment:
    return comment(scene, provision=scene.provisions[0])


def counts(of: Comment) -> tuple[int, int]:
    return Comment.objects.values_list("agree_count", "disagree_count").get(pk=of.pk)


def close(scene) -> None:
    Round.objects.filter(pk=scene.round.pk).update(closes_at=timezone.now())


def test_a_reaction_counts_on_the_comment_and_where_it_hangs(said):
    person = UserFactory(stakeholder_group=group("academia"))

    react(by=person, comment=said, opinion=AGREE)

    assert counts(said) == (1, 0)
    assert list(Anchor.objects.values_list("agree_count", flat=True)) == [1]
    reaction = Reaction.objects.get()
    assert (reaction.user, reaction.value, reaction.stakeholder_group) == (person, AGREE, group("academia"))
    assert differences() == []


def test_the_same_again_changes_nothing(said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)
    before = Reaction.objects.get().reacted_at

    react(by=person, comment=said, opinion=AGREE)

    assert counts(said) == (1, 0)
    assert Reaction.objects.get().reacted_at == before


def test_who_thinks_again_counts_once(said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)

    react(by=person, comment=said, opinion=DISAGREE)

    assert counts(said) == (0, 1)
    assert Reaction.objects.get().value == DISAGREE
    assert differences() == []


def test_what_is_taken_back_leaves_no_trace(said):
    person = UserFactory()
    audited = AuditEntry.objects.count()
    react(by=person, comment=said, opinion=DISAGREE)

    take_back(by=person, comment=said)
    take_back(by=person, comment=said)

    assert counts(said) == (0, 0)
    assert not Reaction.objects.exists()
    assert AuditEntry.objects.count() == audited
    assert differences() == []


def test_replies_are_reacted_to_and_count_at_no_place(said):
    below = reply(said)

    react(by=UserFactory(), comment=below, opinion=AGREE)

    assert counts(below) == (1, 0)
    assert list(Anchor.objects.values_list("agree_count", flat=True)) == [0]


def test_agreement_that_an_import_brought_stays_beside_what_is_said_here(scene):
    (said,) = insert_comments(
        [Entry(round=scene.round, body="Words", posted_at=timezone.now(), contributor_key="named:1", agree_count=7)],
        by=None,
        verb=Verb.IMPORTED,
    )

    react(by=UserFactory(), comment=said, opinion=AGREE)

    assert counts(said) == (8, 0)
    assert reaction_figures(Comment.objects.get()).imported == GroupReactions("Brought along by an import", 7, 0)
    assert differences() == []


def test_nobody_reacts_to_their_own_comment(scene):
    author = UserFactory()
    said = comment(scene, by=author)

    with pytest.raises(NotAllowed):
        react(by=author, comment=said, opinion=AGREE)
    assert counts(said) == (0, 0)


def test_a_closed_round_takes_no_reaction_and_gives_none_back(scene, said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)
    close(scene)

    for refused in (
        lambda: react(by=person, comment=said, opinion=DISAGREE),
        lambda: take_back(by=person, comment=said),
    ):
        with pytest.raises(RoundTakesNoReactions):
            refused()
    assert counts(said) == (1, 0)
    assert Reaction.objects.get().value == AGREE


def test_a_round_that_has_not_opened_takes_none(scene, said):
    Round.objects.filter(pk=scene.round.pk).update(opens_at=timezone.now() + timedelta(days=1))

    with pytest.raises(RoundTakesNoReactions, match="not opened"):
        react(by=UserFactory(), comment=said, opinion=AGREE)


def test_an_archived_consultation_keeps_its_reactions(scene, said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)
    Consultation.objects.update(state=ConsultationState.ARCHIVED)

    for refused in (
        lambda: react(by=person, comment=said, opinion=DISAGREE),
        lambda: take_back(by=person, comment=said),
    ):
        with pytest.raises(RoundTakesNoReactions):
            refused()
    assert counts(said) == (1, 0)


def test_only_whom_the_round_admits(scene, said):
    Round.objects.update(audience=Audience.GROUPS, audience_codes=["government"])

    with pytest.raises(NotAdmittedToReact, match="You are not among them"):
        react(by=UserFactory(stakeholder_group=group("academia")), comment=said, opinion=AGREE)
    react(by=UserFactory(stakeholder_group=group("government")), comment=said, opinion=AGREE)
    assert counts(said) == (1, 0)


def test_what_was_hidden_takes_no_reaction_and_gives_it_back(scene, said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)
    moderator = TeamMemberFactory(consultation=scene.consultation).user
    hide_comment(by=moderator, comment=said, reason=ModerationReason.SPAM)

    with pytest.raises(NothingToReactTo):
        react(by=UserFactory(), comment=said, opinion=AGREE)
    take_back(by=person, comment=said)
    assert counts(said) == (0, 0)


def test_a_profile_is_needed_for_the_group(said):
    person = UserFactory(profile_completed_at=None)

    with pytest.raises(ProfileIncomplete):
        react(by=person, comment=said, opinion=AGREE)
    assert not Reaction.objects.exists()


def test_an_address_that_nobody_confirmed_counts_nowhere(said):
    with pytest.raises(EmailNotVerifiedToReact):
        react(by=UserFactory(verified=False), comment=said, opinion=AGREE)
    assert counts(said) == (0, 0)


def test_reacting_costs_the_same_however_many_have_reacted(said, django_assert_num_queries):
    for people in (0, 3):
        for _ in range(people):
            react(by=UserFactory(), comment=said, opinion=AGREE)
        person = UserFactory()
        with django_assert_num_queries(12):
            react(by=person, comment=said, opinion=AGREE)


# Figures by group


def test_figures_are_by_the_group_of_the_day(said):
    for slug, opinion in [("academia", AGREE)] * 5 + [("government", DISAGREE)] * 5 + [("government", AGREE)]:
        react(by=UserFactory(stakeholder_group=group(slug)), comment=said, opinion=opinion)
    merge_groups(by=AdministratorFactory(), double=group("academia"), into=group("government"))

    figures = reaction_figures(Comment.objects.get())

    assert (figures.agree, figures.disagree, figures.imported) == (6, 5, None)
    assert figures.groups == (GroupReactions("Government", 1, 5), GroupReactions("Academia", 5, 0))
    assert differences() == []


def test_few_of_a_group_stand_together_with_others(said):
    for slug in ["academia", "government", "government", "private-sector", "individual"] + ["civil-society"] * 6:
        react(by=UserFactory(stakeholder_group=group(slug)), comment=said, opinion=AGREE)

    assert reaction_figures(Comment.objects.get()).groups == (
        GroupReactions("Civil society", 6, 0),
        GroupReactions("Others, taken together because few of each reacted", 5, 0),
    )


def test_where_all_are_few_no_group_is_named(said):
    for _ in range(4):
        react(by=UserFactory(), comment=said, opinion=AGREE)

    assert reaction_figures(Comment.objects.get()).groups == ()


def test_figures_cost_one_query(said, django_assert_num_queries):
    for slug in ("academia", "government", "individual"):
        react(by=UserFactory(stakeholder_group=group(slug)), comment=said, opinion=AGREE)
    said.refresh_from_db()

    with django_assert_num_queries(1):
        reaction_figures(said)


# The person behind


def test_a_person_reads_what_is_kept_and_is_taken_out_of_it(said):
    person, other = UserFactory(), UserFactory()
    react(by=person, comment=said, opinion=AGREE)
    react(by=other, comment=said, opinion=AGREE)
    at = Reaction.objects.get(user=person).reacted_at

    assert reactions_about(person) == [
        {
            "comment": said.reference,
            "reaction": "agree",
            "stakeholder_group": "civil-society",
            "reacted_at": at.isoformat(),
        }
    ]
    assert erase_reactions(person=person) == 1
    assert reactions_about(person) == []
    assert counts(said) == (2, 0)
    assert list(Reaction.objects.order_by("pk").values_list("user", flat=True)) == [None, other.pk]
    assert differences() == []


def test_an_account_that_is_deleted_leaves_its_count(said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)

    person.delete()

    assert counts(said) == (1, 0)
    assert differences() == []


def test_one_reads_only_ones_own(said):
    person = UserFactory()
    react(by=person, comment=said, opinion=AGREE)

    assert [it.user for it in Reaction.objects.visible_to(person)] == [person]
    assert not Reaction.objects.visible_to(AdministratorFactory()).exists()


# Counting anew


def test_wrong_counts_of_reactions_are_found_and_mended(said):
    react(by=UserFactory(), comment=said, opinion=DISAGREE)
    Comment.objects.filter(pk=said.pk).update(agree_count=4, disagree_count=0)

    right = [
        f"agreement with {said.reference}: kept 4, counted 0",
        f"disagreement with {said.reference}: kept 0, counted 1",
    ]
    assert [str(it) for it in differences()] == right
    repair()
    assert counts(said) == (0, 1)


@pytest.mark.django_db(transaction=True)
def test_many_who_react_at_once_are_all_counted_and_a_double_click_once():
    scene = open_consultation()
    said = comment(scene, provision=scene.provisions[0])
    people = [UserFactory() for _ in range(4)]
    together = Barrier(8)

    def press(person) -> None:
        try:
            together.wait(timeout=30)
            react(by=person, comment=said, opinion=AGREE)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(press, people * 2))

    assert counts(said) == (4, 0)
    assert Reaction.objects.count() == 4
    assert differences() == []


def test_what_is_pending_has_no_readers_to_agree(said):
    Comment.objects.filter(pk=said.pk).update(status=Status.PENDING)

    with pytest.raises(NothingToReactTo):
        react(by=UserFactory(), comment=said, opinion=AGREE)
