"""What a row says of a comment's place in the latest published draft."""

from comments.services.placing import place_missing
from consultations.enums import LineageKind
from consultations.models import Lineage
from digests.enums import Format
from tests.comments.carried import published
from tests.factories import DraftFactory, provision


def test_where_a_comment_went_stands_in_its_row(corpus, write, rows_of):
    old = corpus.named.draft
    new = DraftFactory(consultation=old.consultation, predecessor=old)
    ancestor = corpus.named.anchors.get().provision
    made = provision(new, 7, text=ancestor.texts.get().text)
    Lineage.objects.create(
        draft=new, provision=made, ancestor=ancestor, kind=LineageKind.RENUMBERED, score=1.0, order=1
    )
    place_missing(published(new))

    (found,) = [
        it for it in rows_of(write(corpus.selection(), Format.CSV)) if it["comment_id"] == corpus.named.reference
    ]

    assert (found["carried_to_draft"], found["carried_to_eid"], found["carry_state"]) == (new.label, "art_7", "changed")
