import json
from io import StringIO
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from comments.models import AnchorPlacement
from common.models import AuditEntry, StoredFile
from consultations.enums import ConsultationState, DraftState
from consultations.models import Consultation, Draft, Round
from tests.factories import ConsultationFactory
from tests.scenes import Scene, comment

pytestmark = pytest.mark.django_db(transaction=True)

LAW = "# Model Law\n\n## Article 1\n\n1. One.\n2. Two.\n\n<div>aside</div>\n"


@pytest.fixture
def law(tmp_path: Path, settings: Any) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "law.md"
    path.write_text(LAW, "utf-8")
    return path


def run(path: Path, *arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command(
        "import_draft", str(path), "--consultation", "law", "--label", "Zero draft", *arguments, "--json", stdout=out
    )
    return json.loads(out.getvalue())


def test_a_new_slug_gets_a_consultation_an_open_round_and_a_published_draft(law):
    report = run(law, "--create", "--publish", "--language", "fr")

    draft = Draft.objects.get()
    assert report == {
        "consultation": "law",
        "consultation_created": True,
        "draft": 1,
        "label": "Zero draft",
        "language": "fr",
        "state": "published",
        "url": "/c/law/drafts/1/",
        "provisions": 4,
        "provisions_by_kind": {"section": 1, "article": 1, "paragraph": 2},
        "characters": 8,
        "not_placed": [{"at": 44, "line": 8, "text": "<div>aside</div>", "reason": "html"}],
    }
    assert [p.eid for p in draft.provisions.all()] == ["sec_nn_1", "art_1", "art_1__para_1", "art_1__para_2"]
    assert draft.provisions.get(order=4).parent.eid == "art_1"
    assert draft.consultation.state == ConsultationState.PUBLISHED
    assert draft.consultation.titles == {"fr": "Model Law"}
    assert Round.objects.get().draft == draft
    with draft.source.file.open("rb") as kept:
        assert kept.read() == LAW.encode()


def test_a_consultation_that_is_there_gets_an_unpublished_draft_and_no_round(law):
    ConsultationFactory(slug="law", languages=["es"])

    assert run(law)["state"] == "unpublished"
    assert (Draft.objects.get().state, Draft.objects.get().language) == (DraftState.UNPUBLISHED, "es")
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("law.md", b"", "The file is empty"),
        ("law.md", b"<div>\n</div>\n", "no text that could become a provision"),
        ("law.md", b"%PDF-1.7 \x00", "control character"),
        ("law.docx", b"PK", "damaged"),
        ("law.rtf", b"{", "cannot be read: today a draft is read from"),
    ],
)
def test_bad_input_ends_with_a_message_and_nothing_written(law, name, content, message):
    path = law.with_name(name)
    path.write_bytes(content)

    with pytest.raises(CommandError, match=message):
        run(path, "--create", "--publish")

    assert not Consultation.objects.exists()
    assert not StoredFile.objects.exists()
    assert not AuditEntry.objects.exists()


def test_a_slug_that_does_not_exist_a_label_twice_and_a_missing_file_say_so(law):
    with pytest.raises(CommandError, match="Give --create"):
        run(law)
    with pytest.raises(CommandError, match="No such file"):
        run(law.with_name("none.md"), "--create")
    with pytest.raises(CommandError, match="is no slug"):
        call_command("import_draft", str(law), "--consultation", "a b", "--label", "L", "--create")
    run(law, "--create")
    with pytest.raises(CommandError, match="Another draft of this consultation has this label"):
        run(law)

    assert Draft.objects.count() == 1


def test_a_text_of_a_megabyte_is_imported_in_seconds(real_data, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    began = monotonic()

    report = run(real_data / "14-texts-treaties-budapest/unclos_1MB-large-document_BWBV0003172.md", "--create")

    assert monotonic() - began < 30
    assert report["provisions"] > 4000


def test_a_second_draft_is_published_with_its_lineage_and_the_comments_on_the_first(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    (tmp_path / "law.md").write_text("## Article 1\n\nEach Party keeps a register of wells.\n", encoding="utf-8")
    options = {"consultation": "law", "publish": True}
    call_command("import_draft", str(tmp_path / "law.md"), label="One", create=True, **options)
    first = Draft.objects.get()
    comment(Scene(first.consultation, first, first.rounds.get(), tuple(first.provisions.order_by("order"))))

    call_command("import_draft", str(tmp_path / "law.md"), label="Two", **options)

    second = Draft.objects.get(number=2)
    assert second.is_published
    assert set(second.lineage.values_list("kind", flat=True)) == {"unchanged"}
    assert AnchorPlacement.objects.filter(draft=second).count() == 1
