import pytest
from django.contrib.auth.models import AnonymousUser

from comments.enums import Position
from comments.queries.reader import PlaceCounts, place_counts, reader_page, totals_by_order
from consultations.enums import ProvisionKind
from consultations.models import ProvisionText
from tests.factories import DraftFactory, provision
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


def test_provisions_come_in_order_with_their_words_and_counts():
    scene = open_consultation()
    reply(comment(scene, provision=scene.provisions[1], position=Position.OPPOSE))
    comment(scene)

    page = reader_page(scene.draft)

    assert [(it.eid, it.number, it.language) for it in page.provisions] == [
        ("art_1", "Article 1", "en"),
        ("art_2", "Article 2", "en"),
        ("art_3", "Article 3", "en"),
    ]
    assert place_counts(scene.draft, user=AnonymousUser()) == {
        None: PlaceCounts(1, (("none", 1),)),
        scene.provisions[1].pk: PlaceCounts(2, (("oppose", 1),)),
    }


def test_a_provision_is_read_in_the_language_asked_for_where_it_has_it():
    draft = DraftFactory()
    ProvisionText.objects.create(provision=provision(draft, 1), language="fr", number="Article premier")
    provision(draft, 2)

    page = reader_page(draft, "fr")

    assert [(it.number, it.language) for it in page.provisions] == [("Article premier", "fr"), ("Article 2", "en")]


def test_a_provision_without_words_is_there():
    draft = DraftFactory()
    provision(draft, 1).texts.all().delete()

    (found,) = reader_page(draft).provisions

    assert (found.eid, found.text) == ("art_1", "")


@pytest.mark.parametrize("provisions", [1, 3])
def test_the_reader_takes_two_queries(provisions, django_assert_num_queries):
    scene = open_consultation(provisions=provisions)
    for place in scene.provisions:
        comment(scene, provision=place)

    with django_assert_num_queries(2):
        page = reader_page(scene.draft)

    assert len(page.provisions) == provisions


def test_a_preamble_without_words_of_its_own_is_headed_as_one():
    draft = DraftFactory()
    provision(draft, 1)
    draft.provisions.update(kind=ProvisionKind.PREAMBLE)
    ProvisionText.objects.update(number="", heading="", text="", html="")

    (preamble,) = reader_page(draft).provisions

    assert preamble.heading == "Preamble"


def test_comments_are_added_up_by_the_order_of_their_provision():
    scene = open_consultation(provisions=5)
    for place in (scene.provisions[0], scene.provisions[0], scene.provisions[4]):
        reply(comment(scene, provision=place))
    comment(scene)

    assert totals_by_order(scene.draft, user=AnonymousUser()) == {1: 4, 5: 2}
