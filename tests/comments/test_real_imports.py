"""The mappings of docs/examples on real data, where COMITY_REAL_DATA names its folder."""

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.files import File
from django.utils import timezone

from comments.enums import Attribution
from comments.models import Comment, CommentImport, Tally
from comments.services.comment_import import IMPORT_FILES, IMPORT_LIMIT, import_now
from common.models import StoredFile
from common.text import is_blank, storable
from common.uploads import store
from consultations.enums import DraftState
from consultations.models import Draft, Round
from tests.factories import GROUPS, DraftFactory, RoundFactory, group, provision
from tools.madrid_draft import draft as madrid_draft

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


@pytest.fixture(autouse=True)
def files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for slug in GROUPS:
        group(slug)


def bring_in(round: Round, path: Path, mapping: str) -> CommentImport:
    with path.open("rb") as opened:
        file: StoredFile = store(File(opened), name=path.name, allowed=IMPORT_FILES, limit=IMPORT_LIMIT)
    return import_now(round=round, file=file, mapping=(EXAMPLES / mapping).read_text(encoding="utf-8"))


def counts(made: CommentImport) -> tuple[int, int, int]:
    return made.created, made.present, made.rejected


@pytest.mark.parametrize("name", ["feedback.csv", "feedback.jsonl"])
def test_eu_feedback_keeps_groups_countries_and_anonymity(real_data: Path, name: str):
    folder = real_data / "02-consult-eu-chips-act-hys"
    round = RoundFactory()

    first = bring_in(round, folder / name, "eu-chips-act.toml")
    second = bring_in(round, folder / name, "eu-chips-act.toml")

    assert (counts(first), counts(second)) == ((209, 0, 0), (0, 209, 0))
    assert Comment.objects.filter(attribution=Attribution.ANONYMOUS).count() == 69
    groups = Counter(Comment.objects.values_list("stakeholder_group__slug", flat=True))
    assert groups == {
        "private-sector": 97,
        "academia": 55,
        "individual": 28,
        "civil-society": 15,
        "government": 7,
        None: 7,
    }
    assert Comment.objects.filter(country="DE").count() == 41
    with (folder / "feedback.csv").open(encoding="utf-8", newline="") as opened:
        bodies = {row["id"]: row["feedback"].replace("\r\n", "\n") for row in csv.DictReader(opened)}
    assert dict(Comment.objects.values_list("source_id", "current_revision__body")) == bodies


def test_madrid_threads_equal_the_sources(real_data: Path):
    folder = real_data / "20-threads-decide-madrid"
    with (folder / "comments.csv").open(encoding="utf-8", newline="") as opened:
        source = {row["id"]: row for row in csv.DictReader(opened)}
    round = RoundFactory(draft=madrid(folder))

    first = bring_in(round, folder / "comments.csv", "decide-madrid.toml")
    second = bring_in(round, folder / "comments.csv", "decide-madrid.toml")

    assert (counts(first), first.warned, counts(second)) == ((5633, 0, 0), 268, (0, 5633, 0))
    rows = Comment.objects.values_list("source_id", "parent__source_id", "root__anchors__provision__eid", "depth")
    made = {source_id: (parent, eid, depth) for source_id, parent, eid, depth in rows}
    assert made == {key: tree_of(source, key) for key in source}
    assert max(depth for _, _, depth in made.values()) <= 24
    assert Tally.objects.get(round=round, place="round", dimension="all").count == 5633
    assert Comment.objects.exclude(source_parent="").count() == 268


def tree_of(source: dict[str, dict[str, str]], key: str) -> tuple[str | None, str, int]:
    """The parent, the place of the thread and the depth, as the source has them."""
    parent = source[key]["parentId"]
    depth, above = 0, key
    while (up := source[above]["parentId"]) in source:
        depth, above = depth + 1, up
    return (parent if parent in source else None, f"art_{source[above]['proposalId']}", depth)


def madrid(folder: Path) -> Draft:
    """A draft with one article a proposal."""
    with (folder / "proposals.csv").open(encoding="utf-8", newline="") as opened:
        proposals = list(csv.DictReader(opened))
    assert madrid_draft(proposals).count("\n## Artículo ") == 80
    return draft_of(int(proposal["id"]) for proposal in proposals)


def draft_of(numbers: Iterable[int]) -> Draft:
    """A published draft with an article of each number."""
    draft = DraftFactory()
    for number in numbers:
        provision(draft, number)
    draft.state, draft.published_at = DraftState.PUBLISHED, timezone.now()
    draft.save()
    return draft


def test_netmundial_contributions_all_arrive(real_data: Path):
    path = real_data / "01-consult-netmundial2014" / "contributions.jsonl"

    made = bring_in(RoundFactory(), path, "netmundial.toml")

    assert counts(made) == (187, 0, 0)
    groups = Counter(Comment.objects.values_list("stakeholder_group__slug", flat=True))
    assert sorted(groups.values(), reverse=True) == [59, 43, 28, 21, 20, 16]


def test_arguments_on_the_french_bill_keep_their_positions(real_data: Path):
    folder = real_data / "05-consult-fr-republique-numerique"
    lines = (folder / "opinions.jsonl").read_text(encoding="utf-8").strip().split("\n")
    round = RoundFactory(draft=draft_of(int(json.loads(line)["id"]) for line in lines))

    made = bring_in(round, folder / "arguments.jsonl", "republique-numerique.toml")

    assert counts(made) == (3994, 0, 0)
    assert Counter(Comment.objects.values_list("position", flat=True)) == {"support": 1960, "oppose": 2034}


def hostile_texts(folder: Path) -> list[str]:
    xss = json.loads((folder / "42-adv-xss" / "dompurify" / "expect.json").read_text(encoding="utf-8"))
    bidi = json.loads((folder / "46-adv-unicode-bidi" / "synthetic_bidi_cases.json").read_text(encoding="utf-8"))
    formulas = (folder / "43-adv-csv-injection" / "payloadbox_csv-payload.txt").read_text(encoding="utf-8").split("\n")
    strings = json.loads((folder / "40-adv-blns" / "blns.json").read_text(encoding="utf-8"))
    return [*strings, *(case["payload"] for case in xss), *(str(case["s"]) for case in bidi), *formulas]


@pytest.mark.parametrize("kind", ["csv", "jsonl"])
def test_hostile_strings_arrive_as_they_are_and_do_nothing(real_data: Path, tmp_path: Path, kind: str):
    """Whatever is in a cell is kept, or the row says why not; its HTML holds nothing that runs."""
    texts = hostile_texts(real_data)
    path = tmp_path / f"hostile.{kind}"
    with path.open("w", encoding="utf-8", newline="") as out:
        if kind == "csv":
            csv.writer(out).writerows([["id", "text"], *enumerate(texts)])
        else:
            out.writelines(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts))
    mapping = tmp_path / "map.toml"
    mapping.write_text('source = "hostile"\n[columns]\nsource_id = "id"\nbody = "text"', encoding="utf-8")

    made = bring_in(RoundFactory(), path, str(mapping))

    blank = {str(number) for number, text in enumerate(texts) if is_blank(text)}
    kept = dict(Comment.objects.values_list("source_id", "current_revision__body"))
    assert counts(made) == (len(texts) - len(blank), 0, len(blank))
    assert kept == {str(number): storable(text) for number, text in enumerate(texts) if str(number) not in blank}
    for html in Comment.objects.values_list("current_revision__body_html", flat=True):
        assert not re.search(
            r"<[^>]*\son\w+\s*=|<(script|iframe|object|svg|math|style|img)|<[^>]*(href|src)=\W*javascript:", html
        )
