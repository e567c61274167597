import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from comments.models import Comment
from consultations.models import Round
from tests.factories import ConsultationFactory, RoundFactory, published_draft

pytestmark = pytest.mark.django_db(transaction=True)

MAPPING = 'source = "hearing"\n[columns]\nsource_id = "id"\nparent_id = "parent"\ncountry = "country"\nbody = "text"'
ROWS = "id,parent,country,text\n1,,KE,First\n2,9,,Orphan\n3,,Atlantis,Lost\n"


@pytest.fixture
def round(settings, tmp_path: Path) -> Round:
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "comments.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "map.toml").write_text(MAPPING, encoding="utf-8")
    return RoundFactory(draft=published_draft(ConsultationFactory(slug="harbours")))


def run(folder: Path, *options: str, mapping: str = "map.toml") -> str:
    out = StringIO()
    files = [str(folder / "comments.csv"), "--mapping", str(folder / mapping)]
    call_command("import_comments", *files, "--consultation", "harbours", *options, stdout=out)
    return out.getvalue()


def test_the_report_in_words_names_every_row_that_needs_a_look(round: Round, tmp_path: Path):
    words = run(tmp_path)

    assert "created                        2" in words
    assert "row 3, warning (parent_id): Its parent “9” is not in this round" in words
    assert "row 4, rejected (country): “Atlantis” is not a country" in words


def test_the_report_as_json_adds_up(round: Round, tmp_path: Path):
    run(tmp_path)

    report = json.loads(run(tmp_path, "--json", "--round", "1"))

    assert (report["created"], report["already_there"], report["rejected"]) == (0, 2, 1)
    assert [row["line"] for row in report["rows"]] == [4]
    assert Comment.objects.count() == 2


def test_a_round_that_is_not_there_is_answered_with_those_that_are(round: Round, tmp_path: Path):
    for options in (["--round", "7"], ["--draft", "Draft 9"]):
        with pytest.raises(CommandError, match="Its rounds: 1 on “Draft 1”"):
            run(tmp_path, *options)

    assert not Comment.objects.exists()


def test_a_bad_mapping_ends_the_command_with_every_mistake(round: Round, tmp_path: Path):
    (tmp_path / "bad.toml").write_text('source = "x"\n[columns]\nbdy = "text"', encoding="utf-8")

    with pytest.raises(CommandError, match=r"columns\.bdy: There is no such name here\. Did you mean “body”\?"):
        run(tmp_path, mapping="bad.toml")


def test_a_mapping_that_cannot_be_read_is_said_in_words(round: Round, tmp_path: Path):
    (tmp_path / "wide.toml").write_bytes(MAPPING.encode("utf-16"))

    with pytest.raises(CommandError, match=r"wide\.toml is not a text in UTF-8"):
        run(tmp_path, mapping="wide.toml")
    with pytest.raises(CommandError, match=r"nowhere\.toml cannot be read: No such file"):
        run(tmp_path, mapping="nowhere.toml")

    assert not Comment.objects.exists()
