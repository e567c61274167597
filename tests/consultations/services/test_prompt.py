from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import ConsultationState, PromptKind, TeamRole
from consultations.models import Consultation, Prompt, PromptOption, Round
from consultations.prompt_facts import HELP_LIMIT, LABEL_LIMIT, WORDING_LIMIT, ImpossiblePrompt, facts_of
from consultations.services.prompt import (
    FewestOptionsLeft,
    PromptAnswered,
    PromptChangedMeanwhile,
    ask_again,
    change_prompt,
    copy_prompts,
    make_prompt,
    move_prompt,
    retire_option,
    retire_prompt,
)
from consultations.services.round import RoundClosed
from tests.factories import RoundFactory, TeamMemberFactory, UserFactory, published_draft
from tests.prompting import facts, prompt

pytestmark = pytest.mark.django_db


@pytest.fixture
def round() -> Round:
    return RoundFactory()


@pytest.fixture
def editor(round):
    return TeamMemberFactory(consultation=round.consultation).user


def answered(round, kind=PromptKind.CHOICE, **more):
    made = prompt(round, kind, **more)
    Prompt.objects.filter(pk=made.pk).update(answered_at=timezone.now())
    return Prompt.objects.select_related("round__consultation").get(pk=made.pk)


def labels(it):
    return [option.labels["en"] for option in it.options.order_by("number")]


@pytest.mark.parametrize("kind", PromptKind)
def test_a_prompt_of_each_kind_is_made_and_counted(round, editor, kind):
    made = make_prompt(by=editor, round=round, facts=facts(kind, is_required=True, helps={"en": "Think of costs."}))

    assert (made.number, made.order, made.kind, made.is_required) == (1, 1, kind, True)
    assert labels(made) == (["First", "Second", "Third"] if kind.has_options else [])
    assert Round.objects.get().prompt_count == 1
    assert AuditEntry.objects.filter(
        subject_type="consultations.prompt", verb=Verb.CREATED, actor_id=editor.pk
    ).exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"wordings": {"fr": "Quoi ?"}}, "wording"),
        ({"wordings": {"en": "\u200b "}}, "wording"),
        ({"wordings": {"en": "x" * (WORDING_LIMIT + 1)}}, "wording"),
        ({"helps": {"en": "x" * (HELP_LIMIT + 1)}}, "help"),
        ({"options": ["One"]}, "options"),
        ({"options": [f"Option {n}" for n in range(21)]}, "options"),
        ({"options": ["Yes", "yes "]}, "options"),
        ({"options": ["Yes", " "]}, "options"),
        ({"options": ["Yes", "x" * (LABEL_LIMIT + 1)]}, "options"),
        ({"eid": "art_99"}, "eid"),
    ],
)
def test_what_nobody_could_answer_is_refused_at_its_field(round, editor, wrong, field):
    with pytest.raises(ImpossiblePrompt) as refusal:
        make_prompt(by=editor, round=round, facts=facts(**wrong))

    assert refusal.value.field == field
    assert Prompt.objects.count() == 0


def test_free_text_has_no_options(round, editor):
    wrong = facts(PromptKind.TEXT)

    with pytest.raises(ImpossiblePrompt):
        make_prompt(by=editor, round=round, facts=type(wrong)(**{**vars(wrong), "options": [{"en": "One"}]}))


def test_only_editors_decide_what_is_asked(round):
    moderator = TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user

    for person in (moderator, UserFactory()):
        with pytest.raises(NotAllowed):
            make_prompt(by=person, round=round, facts=facts())
    assert Prompt.objects.count() == 0


def test_a_closed_round_keeps_what_it_asked(round, editor):
    made = prompt(round)
    Round.objects.update(closes_at=timezone.now() - timedelta(days=1))

    for change in (
        lambda: make_prompt(by=editor, round=round, facts=facts()),
        lambda: change_prompt(by=editor, prompt=made, facts=facts(), version=1),
        lambda: move_prompt(by=editor, prompt=made, up=True),
        lambda: retire_prompt(by=editor, prompt=made),
    ):
        with pytest.raises(RoundClosed):
            change()
    assert Prompt.objects.get().version == 1


def test_before_it_is_answered_everything_may_change(round, editor):
    made = prompt(round)

    change_prompt(
        by=editor,
        prompt=made,
        facts=facts(PromptKind.RANKING, options=["A", "B"], wordings={"en": "Rank them."}, eid="art_2"),
        version=1,
    )

    changed = Prompt.objects.get()
    assert (changed.kind, changed.eid, changed.wordings, changed.version) == (
        PromptKind.RANKING,
        "art_2",
        {"en": "Rank them."},
        2,
    )
    assert labels(changed) == ["A", "B"]


def test_of_an_answered_prompt_typing_errors_are_mended_on_record(round, editor):
    made = answered(round)
    options = list(made.options.order_by("number").values_list("pk", flat=True))
    mended = facts(options=["First!", "Second", "Third"], wordings={"en": "What do you think, then?"})

    change_prompt(by=editor, prompt=made, facts=mended, version=1, same_meaning=True)

    assert labels(made) == ["First!", "Second", "Third"]
    assert list(made.options.order_by("number").values_list("pk", flat=True)) == options
    entry = AuditEntry.objects.filter(verb=Verb.CHANGED, subject_type="consultations.prompt").get()
    assert entry.before["wordings"] == {"en": "What do you think?"}
    assert entry.after["wordings"] == {"en": "What do you think, then?"}


@pytest.mark.parametrize(
    ("other", "vouched", "field"),
    [
        ({"kind": PromptKind.SCALE}, True, "kind"),
        ({"eid": "art_1"}, True, "eid"),
        ({"options": ["First", "Second"]}, True, "options"),
        ({"options": ["First", "Second", "Third", "Fourth"]}, True, "options"),
        ({"wordings": {"en": "Something else?"}}, False, "same_meaning"),
    ],
)
def test_of_an_answered_prompt_the_meaning_stays(round, editor, other, vouched, field):
    made = answered(round)

    with pytest.raises(PromptAnswered) as refusal:
        change_prompt(by=editor, prompt=made, facts=facts(**other), version=1, same_meaning=vouched)

    assert refusal.value.field == field
    assert facts_of(Prompt.objects.get()) == facts()


def test_who_is_slower_overwrites_nothing(round, editor):
    made = prompt(round)
    change_prompt(by=editor, prompt=made, facts=facts(wordings={"en": "The first one’s words"}), version=1)

    with pytest.raises(PromptChangedMeanwhile):
        change_prompt(by=editor, prompt=made, facts=facts(wordings={"en": "The slower one’s words"}), version=1)

    assert Prompt.objects.get().wordings == {"en": "The first one’s words"}


def test_prompts_change_places_and_stay_at_the_ends(round, editor):
    first, second, third = (prompt(round) for _ in range(3))

    move_prompt(by=editor, prompt=third, up=True)
    move_prompt(by=editor, prompt=first, up=True)
    move_prompt(by=editor, prompt=second, up=False)

    assert list(Prompt.objects.order_by("order").values_list("number", flat=True)) == [1, 3, 2]


def test_a_prompt_that_nobody_answered_goes_and_its_number_is_not_taken_from_another(round, editor):
    made, last = prompt(round), prompt(round)

    retire_prompt(by=editor, prompt=made)

    assert list(Prompt.objects.values_list("number", flat=True)) == [last.number]
    assert PromptOption.objects.filter(prompt=made.pk).count() == 0
    assert Round.objects.get().prompt_count == 1
    assert AuditEntry.objects.filter(verb=Verb.DELETED, subject_id=made.pk).exists()


def test_an_answered_prompt_is_retired_and_may_be_asked_again(round, editor):
    made = answered(round)

    retire_prompt(by=editor, prompt=made)
    retired = Prompt.objects.get()
    counts = [Round.objects.get().prompt_count]
    ask_again(by=editor, prompt=made)

    assert retired.is_retired
    assert not Prompt.objects.get().is_retired
    assert [*counts, Round.objects.get().prompt_count] == [0, 1]


def test_an_option_is_retired_while_two_others_stay(round, editor):
    made = answered(round)

    retire_option(by=editor, prompt=made, number=2)
    with pytest.raises(FewestOptionsLeft):
        retire_option(by=editor, prompt=made, number=1)

    assert [option.is_retired for option in made.options.order_by("number")] == [False, True, False]


def test_copies_ask_the_same_in_the_same_order(round, editor):
    first, second = prompt(round, PromptKind.RANKING, eid="art_1"), answered(round, PromptKind.SCALE)
    move_prompt(by=editor, prompt=second, up=True)
    retire_option(by=editor, prompt=second, number=3)
    retire_prompt(by=editor, prompt=answered(round, PromptKind.TEXT))
    other = RoundFactory(draft=published_draft(round.consultation, provisions=1), consultation=round.consultation)

    copies = copy_prompts(by=editor, from_round=round, to_round=other)

    assert [(it.kind, it.eid, it.number, labels(it)) for it in copies] == [
        (PromptKind.SCALE, "", 1, ["First", "Second"]),
        (PromptKind.RANKING, "art_1", 2, ["First", "Second", "Third"]),
    ]
    assert Round.objects.get(pk=other.pk).prompt_count == 2
    assert not any(it.is_answered for it in copies)
    assert first.round_id == round.pk


def test_a_copy_beside_a_provision_that_is_gone_stands_before_the_text(round, editor):
    prompt(round, eid="art_3")
    other = RoundFactory(draft=published_draft(round.consultation, provisions=1), consultation=round.consultation)

    assert [it.eid for it in copy_prompts(by=editor, from_round=round, to_round=other)] == [""]


def test_copying_is_for_editors(round):
    prompt(round)
    other = RoundFactory(draft=round.draft, consultation=round.consultation)

    with pytest.raises(NotAllowed):
        copy_prompts(by=UserFactory(), from_round=round, to_round=other)
    assert Prompt.objects.filter(round=other).count() == 0


def test_prompts_are_seen_from_the_opening_on_and_by_the_team_before(round, editor):
    prompt(round)
    visitor = AnonymousUser()
    seen = {"open": [Prompt.objects.visible_to(it).count() for it in (visitor, UserFactory(), editor)]}
    Round.objects.update(opens_at=timezone.now() + timedelta(days=1))
    seen["scheduled"] = [Prompt.objects.visible_to(it).count() for it in (visitor, UserFactory(), editor)]
    Consultation.objects.update(state=ConsultationState.UNPUBLISHED)
    Round.objects.update(opens_at=timezone.now() - timedelta(days=1))
    seen["unpublished"] = [Prompt.objects.visible_to(it).count() for it in (visitor, UserFactory(), editor)]

    assert seen == {"open": [1, 1, 1], "scheduled": [0, 0, 1], "unpublished": [0, 0, 1]}
