"""The mappings of docs/examples on real data, where COMITY_REAL_DATA names its folder."""

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from django.core.files import File

from comments.enums import Attribution
from comments.models import Comment, CommentImport, Tally
from comments.services.comment_import import IMPORT_FILES, IMPORT_LIMIT, import_now
from common.models import StoredFile
from common.uploads import store
from consultations.models import Round
from tests.factories import GROUPS, DraftFactory, RoundFactory, group, provision, published_draft
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


def madrid(folder: Path):
    """A draft with one article a proposal."""
    with (folder / "proposals.csv").open(encoding="utf-8", newline="") as opened:
        proposals = list(csv.DictReader(opened))
    assert madrid_draft(proposals).count("\n## Artículo ") == 80
    made = published_draft(provisions=0)
    for proposal in proposals:
        provision(made, int(proposal["id"]))
    return made


def test_netmundial_contributions_all_arrive(real_data: Path):
    path = real_data / "01-consult-netmundial2014" / "contributions.jsonl"

    made = bring_in(RoundFactory(), path, "netmundial.toml")

    assert counts(made) == (187, 0, 0)
    groups = Counter(Comment.objects.values_list("stakeholder_group__slug", flat=True))
    assert sorted(groups.values(), reverse=True) == [59, 43, 28, 21, 20, 16]


def test_arguments_on_the_french_bill_keep_their_positions(real_data: Path):
    folder = real_data / "05-consult-fr-republique-numerique"
    draft = DraftFactory()
    for line in (folder / "opinions.jsonl").read_text(encoding="utf-8").strip().split("\n"):
        provision(draft, int(json.loads(line)["id"]))
    round = RoundFactory(draft=draft)
    draft.state, draft.published_at = "published", round.opens_at
    draft.save()

    made = bring_in(round, folder / "arguments.jsonl", "republique-numerique.toml")

    assert counts(made) == (3994, 0, 0)
    assert Counter(Comment.objects.values_list("position", flat=True)) == {"support": 1960, "oppose": 2034}
