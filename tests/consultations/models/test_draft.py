import pytest
from django.db import IntegrityError, connection, transaction

from consultations.enums import DraftState
from consultations.models import Draft, Provision, ProvisionText
from tests.factories import DraftFactory, provision, published_draft

pytestmark = pytest.mark.django_db


def change_label(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(label="Another")


def unpublish(draft: Draft) -> None:
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.UNPUBLISHED, published_at=None)


def change_text(draft: Draft) -> None:
    ProvisionText.objects.filter(provision__draft=draft).update(text="Other words")


def delete_texts(draft: Draft) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM consultations_provisiontext")


def renumber(draft: Draft) -> None:
    Provision.objects.filter(draft=draft, order=1).update(eid="art_99")


def add_provision(draft: Draft) -> None:
    provision(draft, 9)


def add_text(draft: Draft) -> None:
    ProvisionText.objects.create(provision=draft.provisions.first(), language="fr", text="Autre")


def move_into_it(draft: Draft) -> None:
    other = provision(DraftFactory(consultation=draft.consultation), 77)
    Provision.objects.filter(pk=other.pk).update(draft=draft, order=77)


@pytest.mark.parametrize(
    "change",
    [change_label, unpublish, change_text, delete_texts, renumber, add_provision, add_text, move_into_it],
)
def test_a_published_draft_and_its_provisions_cannot_change(change):
    draft = published_draft()
    before = list(ProvisionText.objects.values_list("text", flat=True))

    with pytest.raises(IntegrityError, match="is published and cannot change"), transaction.atomic():
        change(draft)

    assert list(ProvisionText.objects.values_list("text", flat=True)) == before


def test_an_unpublished_draft_changes_and_goes():
    draft = DraftFactory()
    provision(draft, 1)

    change_label(draft)
    change_text(draft)
    ProvisionText.objects.filter(provision__draft=draft).delete()
    draft.provisions.all().delete()
    draft.delete()

    assert not Draft.objects.exists()
