import pytest

from comments.citation import cited
from comments.queries.reader import reader_page
from comments.views.places import places_in
from consultations.models import Provision, ProvisionText
from tests.factories import DraftFactory, provision

pytestmark = pytest.mark.django_db


def test_what_has_no_number_is_not_named_on_the_way_to_what_stands_in_it():
    draft = DraftFactory()
    article = provision(draft, 1)
    paragraph = provision(draft, 2, parent=article)
    provision(draft, 3, parent=paragraph)
    ProvisionText.objects.filter(provision=paragraph).update(number="")
    Provision.objects.filter(pk=paragraph.pk).update(eid="art_1__para_nn_1")

    names = [place.name for place in places_in(reader_page(draft))]

    assert names == ["Article 1: Heading 1", "Article 1, unnumbered paragraph 1", "Article 1, paragraph 3"]
    assert cited("art_1__para_nn_1", number="", heading="") == names[1]
