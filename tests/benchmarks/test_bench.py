import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.figures import SEARCHES, Aim, Figure, aim_lines, growth_lines, percentiles

ROOT = Path(__file__).parents[2]
KEYS = ["name", "n", "p50_ms", "p95_ms", "queries", "bytes", "peak_mb", "floor_ratio", "rps8"]
PAGES = ["reader", "provision", "provision far", "thread", "all comments", "redline", *SEARCHES, "post"]


@pytest.mark.thorough
def test_the_benchmark_runs_on_services_of_its_own_and_writes_its_figures_as_json(tmp_path):
    path = tmp_path / "bench.json"
    little = ["--sizes", "40,80", "--times", "2", "--seconds", "0.1"]

    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks", *little, "--json", str(path)], cwd=ROOT, capture_output=True, text=True
    )

    assert ran.returncode == 0, ran.stderr
    rows = json.loads(path.read_text())
    assert [list(row) for row in rows] == [KEYS] * len(rows)
    assert [(row["n"], row["name"]) for row in rows] == [
        (n, name) for n in (40, 80) for name in [*PAGES, "csv", "xlsx", "carry-forward"]
    ]
    given = {
        row["name"]: {key for key in KEYS if row[key] is not None} - {"name", "n", "p50_ms", "p95_ms"} for row in rows
    }
    page = {"queries", "bytes"}
    assert given == {
        **dict.fromkeys(PAGES, page),
        "provision": page | {"floor_ratio", "rps8"},
        "csv": {"bytes", "peak_mb", "floor_ratio"},
        "carry-forward": {"peak_mb"},
        "xlsx": {"bytes", "peak_mb"},
    }
    assert "Growth of the median from 40 to 80 comments" in ran.stdout


def test_percentiles_are_of_milliseconds():
    assert percentiles([0.001 * number for number in range(1, 102)]) == (51.0, 96.0)
    assert percentiles([0.5]) == (500.0, 500.0)


def test_growth_compares_the_most_comments_with_the_fewest():
    figures = [Figure("reader", n, p50_ms, p50_ms) for n, p50_ms in [(1_000, 40.0), (10_000, 90.0), (100_000, 60.0)]]

    assert growth_lines(figures) == [
        "Growth of the median from 1,000 to 100,000 comments",
        "reader              1.50 times  NOT MET: at most 1.3 times",
    ]


def test_an_aim_speaks_of_the_number_of_comments_it_is_set_for():
    figures = [
        Figure("xlsx", n, p50_ms=seconds * 1000.0, p95_ms=0) for n, seconds in [(1_000, 1), (10_000, 9), (100_000, 70)]
    ]

    assert [line.split("  ")[-1] for line in aim_lines(figures)[1:]] == [
        "NOT MET: at most 8,000",
        "met: at most 80,000",
    ]


def test_an_aim_may_be_the_least():
    aim = Aim("a second", "provision", lambda it: it.rps8, 60, least=True)

    assert [aim.is_met(59.9), aim.is_met(60)] == [False, True]
