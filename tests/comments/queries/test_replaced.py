"""What a proposed wording would take the place of is read along with the comment."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from comments.enums import Kind
from comments.models import Comment
from comments.queries.shown import ShownComment, shown, with_what_is_shown
from comments.queries.threads import threads_on
from consultations.enums import DraftState
from consultations.models import ProvisionText
from consultations.redline import Mark
from tests.factories import ConsultationFactory, DraftFactory, RoundFactory, provision
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = pytest.mark.django_db
WORDING = "Each Party may do the 1th thing."


@pytest.fixture
def scene():
    return open_consultation()


@pytest.fixture
def deep() -> Scene:
    """Two articles, of which the first has paragraphs, in English and the first paragraph in French, too."""
    draft = DraftFactory(consultation=ConsultationFactory())
    first = provision(draft, 1, text="")
    paragraph = provision(draft, 1, text="Parties keep records.", parent=first)
    provision(draft, 2, text="They may publish them.", parent=first)
    provision(draft, 2, text="Nothing else.")
    ProvisionText.objects.create(
        provision=paragraph, language="fr", number="1.", text="Les Parties tiennent des registres."
    )
    draft.state, draft.published_at = DraftState.PUBLISHED, timezone.now()
    draft.save()
    return Scene(draft.consultation, draft, RoundFactory(draft=draft), tuple(draft.provisions.order_by("order")))


def proposed(scene: Scene, place: int, wording: str, **said) -> ShownComment:
    made = comment(scene, provision=scene.provisions[place], kind=Kind.WORDING, proposed_wording=wording, **said)
    return shown(with_what_is_shown(Comment.objects.all()).get(pk=made.pk))


def test_a_wording_is_compared_with_its_provision(scene):
    said = proposed(scene, 0, WORDING)

    assert said.replaces == "Each Party shall do the 1th thing."
    assert [(piece.mark, piece.text) for piece in said.redline.pieces][1:3] == [
        (Mark.DELETED, "shall"),
        (Mark.INSERTED, "may"),
    ]


def test_a_wording_for_an_article_replaces_what_stands_below_it_and_nothing_after(deep):
    said = proposed(deep, 0, "1. Parties keep records.")

    assert said.replaces == "1. Parties keep records.\n2. They may publish them."


def test_a_wording_for_the_last_provision_ends_with_the_draft(deep):
    assert proposed(deep, 3, "Nothing more.").replaces == "Nothing else."


def test_a_wording_in_a_language_of_the_draft_is_compared_in_it(deep):
    said = proposed(deep, 1, "Les Parties tiennent des registres publics.", language="fr")

    assert said.replaces == "Les Parties tiennent des registres."


def test_a_wording_in_another_language_is_shown_as_it_is(scene):
    assert proposed(scene, 0, "每一缔约方应当做第一件事。", language="zh").redline is None


def test_what_proposes_nothing_reads_nothing_of_the_draft(scene):
    said = comment(scene, provision=scene.provisions[0])
    answer = reply(said)

    for made in (said, answer):
        found = with_what_is_shown(Comment.objects.all()).get(pk=made.pk)
        assert found.replaced is None
        assert shown(found).redline is None


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_wordings_costs_no_more_queries(scene, count, django_assert_num_queries):
    for number in range(count):
        comment(
            scene, provision=scene.provisions[0], kind=Kind.WORDING, proposed_wording=f"{WORDING} And {number} more."
        )

    with django_assert_num_queries(2):
        threads = threads_on(user=AnonymousUser(), draft=scene.draft, provision=scene.provisions[0]).items

    assert [it.comment.redline is not None for it in threads] == [True] * count
