import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.errors import NotAllowed
from common.models import AuditEntry, Job
from consultations.editing.records import CannotBeDone
from consultations.enums import ProvisionKind, TeamRole
from consultations.models import Draft, DraftEdit, DraftSource, Provision, ProvisionText, ProvisionWords
from consultations.readers.eids import eids
from consultations.readers.markdown import read_text
from consultations.services.draft import DraftPublished
from consultations.services.draft_reading import rows, write_beside
from consultations.services.tree import (
    DraftBeingRead,
    EditionPassed,
    NothingToUndo,
    drop_provision,
    join_provisions,
    join_with_next,
    label_provision,
    lift_provision,
    lower_provision,
    place_piece,
    redo_edit,
    split_provision,
    undo_edit,
)
from tests.factories import DraftFactory, TeamMemberFactory, published_draft

pytestmark = pytest.mark.django_db

LAW = """## Article 1

1. One. Two.
   (a) a
   (b) b
2. Three.

<div>aside</div>

## Article 2

Text.
"""


def read_in(text: str = LAW) -> Draft:
    draft = DraftFactory()
    read = read_text(text)
    levels, texts = rows(draft, read, eids(read))
    for level in levels:
        Provision.objects.bulk_create(level)
    ProvisionText.objects.bulk_create(texts)
    write_beside(draft, read)
    return draft


@pytest.fixture
def draft():
    return read_in()


@pytest.fixture
def editor(draft):
    return TeamMemberFactory(consultation=draft.consultation).user


def stored(draft: Draft) -> list[tuple[object, ...]]:
    """All that its rows say."""
    draft.refresh_from_db()
    fields = ("pk", "eid", "order", "depth", "parent", "kind", "place")
    printed = ("texts__language", "texts__number", "texts__heading", "texts__text", "texts__html")
    return [*Provision.objects.filter(draft=draft).values_list(*fields, *printed), draft.problems]


def outline(draft: Draft) -> list[str]:
    provisions = Provision.objects.filter(draft=draft).prefetch_related("texts")
    return [f"{it.eid}: {it.texts.get().text}" for it in provisions]


def key(draft: Draft, eid: str) -> int:
    return draft.provisions.get(eid=eid).pk


def test_a_provision_is_joined_with_the_one_before(draft, editor):
    done = join_provisions(by=editor, draft=draft, edition=1, key=key(draft, "art_1__para_2"))

    assert outline(draft) == [
        "art_1: ",
        "art_1__para_1: One. Two.",
        "art_1__para_1__point_a: a",
        "art_1__para_1__point_b: b\n2. Three.",
        "art_2: ",
        "art_2__para_nn_1: Text.",
    ]
    assert [it.order for it in draft.provisions.all()] == [1, 2, 3, 4, 5, 6]
    assert (done.provision, done.name, done.number) == ("art_1__para_2", "2.", 1)
    said = AuditEntry.objects.latest("pk")
    assert said.after["operation"] == "joined"
    assert said.actor_id == editor.pk
    assert "three" in str(ProvisionWords.objects.get(text__provision__eid="art_1__para_1__point_b").vector)


def test_a_provision_is_joined_with_the_next_and_the_last_with_none(draft, editor):
    join_with_next(by=editor, draft=draft, edition=1, key=key(draft, "art_2"))

    assert outline(draft)[-1] == "art_2: Text."
    with pytest.raises(CannotBeDone, match="none after it"):
        join_with_next(by=editor, draft=draft, edition=2, key=key(draft, "art_2"))


def test_a_split_gives_what_stood_below_to_the_second_part_and_addresses_follow(draft, editor):
    split_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_1__para_1"), at=5, number="1bis.")

    assert outline(draft)[1:4] == ["art_1__para_1: One.", "art_1__para_1bis: Two.", "art_1__para_1bis__point_a: a"]
    assert draft.provisions.get(eid="art_1__para_1bis__point_a").parent.eid == "art_1__para_1bis"


def test_numbers_can_change_places_one_after_the_other(draft, editor):
    first, second = key(draft, "art_1"), key(draft, "art_2")
    label = {"by": editor, "draft": draft, "heading": "", "kind": ProvisionKind.ARTICLE}

    label_provision(**label, edition=1, key=first, number="Article 2")
    label_provision(**label, edition=2, key=second, number="Article 1")

    assert [key(draft, "art_2"), key(draft, "art_1")] == [first, second]


def test_what_is_left_out_is_kept_and_can_be_placed_again(draft, editor):
    drop_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_1__para_1"))
    draft.refresh_from_db()
    assert [piece["text"] for piece in draft.problems] == [
        "1.\nOne. Two.",
        "(a)\na",
        "(b)\nb",
        "<div>aside</div>",
    ]

    place_piece(by=editor, draft=draft, edition=2, piece=0, after=key(draft, "art_1"))

    assert outline(draft)[:3] == ["art_1: ", "art_1__para_1: One. Two.", "art_1__para_2: Three."]


def test_undoing_brings_back_every_row_and_redoing_does_it_again(draft, editor):
    states = [stored(draft)]
    for edition, (verb, eid, arguments) in enumerate(
        [
            (split_provision, "art_1__para_1", {"at": 5}),
            (lower_provision, "art_2", {}),
            (lift_provision, "art_1__para_2", {}),
            (join_provisions, "art_1__para_nn_1__point_b", {}),
            (drop_provision, "para_2", {"with_below": False}),
        ],
        start=1,
    ):
        found = draft.provisions.filter(eid__endswith=eid).order_by("order").first()
        verb(by=editor, draft=draft, edition=edition, key=found.pk, **arguments)
        states.append(stored(draft))

    for state in reversed(states[:-1]):
        undo_edit(by=editor, draft=draft, edition=draft.edition)
        assert stored(draft) == state
    with pytest.raises(NothingToUndo):
        undo_edit(by=editor, draft=draft, edition=draft.edition)
    for state in states[1:]:
        redo_edit(by=editor, draft=draft, edition=draft.edition)
        assert stored(draft) == state


def test_a_change_after_undoing_ends_what_could_be_redone(draft, editor):
    lower_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_2"))
    undo_edit(by=editor, draft=draft, edition=2)
    join_provisions(by=editor, draft=draft, edition=3, key=key(draft, "art_2"))

    with pytest.raises(NothingToUndo):
        redo_edit(by=editor, draft=draft, edition=4)
    assert [(it.number, it.operation) for it in draft.edits.all()] == [(1, "joined")]


def test_whoever_has_seen_an_older_draft_changes_nothing(draft, editor):
    lower_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_2"))
    before = stored(draft)

    with pytest.raises(EditionPassed):
        undo_edit(by=editor, draft=draft, edition=1)
    with pytest.raises(EditionPassed):
        lift_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_1__para_1"))
    assert stored(draft) == before


def test_what_makes_no_sense_changes_nothing(draft, editor):
    before = stored(draft)
    with pytest.raises(CannotBeDone, match="highest level"):
        lift_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_1"))
    assert (stored(draft), DraftEdit.objects.count()) == (before, 0)


def test_only_editors_change_it_and_nobody_once_it_is_published(draft):
    moderator = TeamMemberFactory(consultation=draft.consultation, role=TeamRole.MODERATOR).user
    with pytest.raises(NotAllowed):
        lower_provision(by=moderator, draft=draft, edition=1, key=key(draft, "art_2"))

    public = published_draft()
    by = TeamMemberFactory(consultation=public.consultation).user
    with pytest.raises(DraftPublished):
        drop_provision(by=by, draft=public, edition=0, key=public.provisions.first().pk)


def test_a_draft_that_is_being_read_is_left_alone(draft, editor):
    draft.reading = Job.objects.create(task="consultations.read_draft", subject_id=draft.pk)
    draft.save()
    with pytest.raises(DraftBeingRead):
        lower_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_2"))


def test_reading_another_file_ends_the_changes_and_counts_on(draft, editor):
    lower_provision(by=editor, draft=draft, edition=1, key=key(draft, "art_2"))

    draft.refresh_from_db()
    write_beside(draft, read_text("## Article 7\n\nSeven.\n"))

    assert (draft.edition, draft.edits.count()) == (3, 0)
    assert DraftSource.objects.get().text == "## Article 7\n\nSeven.\n"


def test_provisions_and_pieces_know_where_they_stand_in_the_file(draft):
    found = {it.eid: LAW[it.place :].split("\n")[0] for it in draft.provisions.all()}

    assert found["art_1"] == "## Article 1"
    assert found["art_1__para_1"] == "1. One. Two."
    assert found["art_1__para_1__point_b"] == "(b) b"
    assert found["art_2__para_nn_1"] == "Text."
    assert draft.problems[0]["at"] == LAW.index("<div>")


def statements_for(size: int) -> int:
    draft = read_in("".join(f"## Article {number}\n\nText {number}.\n\n" for number in range(1, size + 1)))
    editor = TeamMemberFactory(consultation=draft.consultation).user
    with CaptureQueriesContext(connection) as queries:
        join_provisions(by=editor, draft=draft, edition=1, key=key(draft, "art_2"))
    return len(queries)


def test_a_change_takes_as_many_statements_whatever_the_size():
    assert statements_for(30) == statements_for(3)
