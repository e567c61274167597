"""What a copy takes along, by choice: words, team, rounds at the same distances, prompts; and never what was said."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from comments.models import AnswerSet, Comment
from common.enums import Verb
from common.errors import NotAllowed
from common.models import AuditEntry
from consultations.enums import PromptKind, RoundsCopied, TeamRole
from consultations.models import Consultation, Prompt, Round
from consultations.services.copy import copy_consultation
from consultations.services.draft import LabelTaken, announce_draft
from tests.factories import AdministratorFactory, RoundFactory, TeamMemberFactory, published_draft
from tests.prompting import answer, chosen, prompt
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db
NAIROBI = ZoneInfo("Africa/Nairobi")
VIENNA = ZoneInfo("Europe/Vienna")
OPENS = datetime(2027, 3, 1, 9, tzinfo=VIENNA)


def words(**more):
    return {
        "slug": "law",
        "titles": {"en": "Law"},
        "summaries": {},
        "languages": ["en"],
        "time_zone": "Europe/Vienna",
        **more,
    }


@pytest.fixture
def scene():
    """Two rounds on two drafts, half a year apart; people have spoken and answered in the first."""
    scene = open_consultation()
    Round.objects.update(attributions=["name", "anonymous"], length_limit=500)
    later = datetime(2026, 9, 1, 10, tzinfo=NAIROBI)
    first = datetime(2026, 3, 2, 9, tzinfo=NAIROBI)
    RoundFactory(
        draft=published_draft(scene.consultation, label="Second draft"),
        opens_at=later,
        closes_at=later + timedelta(days=30),
        late_until=later + timedelta(days=37),
    )
    prompt(scene.round, eid="art_1")
    prompt(scene.round, PromptKind.TEXT, wordings={"en": "What is missing?"})
    comment(scene)
    answer(scene.round, {1: chosen(1)})
    Round.objects.filter(pk=scene.round.pk).update(opens_at=first, closes_at=first + timedelta(days=30))
    return scene


def copied(scene, **more):
    return copy_consultation(by=AdministratorFactory(), source=scene.consultation, **words(**more))


def test_rounds_keep_their_rules_and_their_distances_on_the_official_clock(scene):
    made = copied(scene, rounds=RoundsCopied.RULES, opens_at=OPENS)

    first, second = made.rounds.order_by("number")
    assert (first.opens_at, first.closes_at) == (OPENS, datetime(2027, 3, 31, 9, tzinfo=VIENNA))
    assert (second.opens_at, second.late_until) == (
        datetime(2027, 8, 31, 10, tzinfo=VIENNA),
        datetime(2027, 10, 7, 10, tzinfo=VIENNA),
    )
    assert (first.attributions, first.length_limit) == (["name", "anonymous"], 500)
    assert [it.prompt_count for it in (first, second)] == [0, 0]


def test_drafts_are_prepared_under_their_labels_and_wait_for_files(scene):
    made = copied(scene, rounds=RoundsCopied.RULES, opens_at=OPENS)

    drafts = list(made.drafts.order_by("number"))
    assert [(it.number, it.label, it.source, it.is_published) for it in drafts] == [
        (1, "Draft 1", None, False),
        (2, "Second draft", None, False),
    ]
    assert [it.draft for it in made.rounds.order_by("number")] == drafts


def test_prompts_go_along_if_wanted_and_what_was_said_never_does(scene):
    made = copied(scene, rounds=RoundsCopied.PROMPTS, opens_at=OPENS)

    asked = Prompt.objects.filter(round__consultation=made).order_by("number")
    assert [(it.kind, it.eid, it.is_answered) for it in asked] == [("choice", "", False), ("text", "", False)]
    assert [it.prompt_count for it in made.rounds.order_by("number")] == [2, 0]
    assert not Comment.objects.filter(consultation=made).exists()
    assert not AnswerSet.objects.filter(round__consultation=made).exists()


def test_without_rounds_there_are_neither_drafts_nor_rounds(scene):
    made = copied(scene)

    assert (made.copied_from, made.drafts.count(), made.rounds.count()) == (scene.consultation, 0, 0)


def test_everything_that_is_made_is_on_record(scene):
    TeamMemberFactory(consultation=scene.consultation, role=TeamRole.MODERATOR)
    last = AuditEntry.objects.order_by("pk").last().pk

    made = copied(scene, with_team=True, rounds=RoundsCopied.PROMPTS, opens_at=OPENS)

    rows = AuditEntry.objects.filter(pk__gt=last).order_by("pk").values_list("verb", "subject_type")
    assert list(rows) == [
        (Verb.CREATED, "consultations.consultation"),
        (Verb.JOINED, "consultations.teammember"),
        (Verb.CREATED, "consultations.draft"),
        (Verb.CREATED, "consultations.round"),
        (Verb.CREATED, "consultations.prompt"),
        (Verb.CREATED, "consultations.prompt"),
        (Verb.CREATED, "consultations.draft"),
        (Verb.CREATED, "consultations.round"),
    ]
    assert made.team.count() == 1


def test_an_editor_copies_nothing(scene):
    editor = TeamMemberFactory(consultation=scene.consultation).user

    with pytest.raises(NotAllowed):
        copy_consultation(by=editor, source=scene.consultation, rounds=RoundsCopied.RULES, opens_at=OPENS, **words())

    assert Consultation.objects.count() == 1


def test_a_draft_in_a_language_that_the_copy_has_not_is_in_its_first_one(scene):
    RoundFactory(draft=published_draft(scene.consultation, label="Troisième projet", language="fr"))

    made = copied(scene, rounds=RoundsCopied.RULES, opens_at=OPENS)

    assert list(made.drafts.order_by("number").values_list("language", flat=True)) == ["en"] * 3


def test_a_label_is_announced_once(scene):
    administrator = AdministratorFactory()

    with pytest.raises(LabelTaken):
        announce_draft(by=administrator, consultation=scene.consultation, label="Second draft", language="en")

    assert scene.consultation.drafts.count() == 2
