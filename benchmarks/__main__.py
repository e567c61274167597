from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.installation import ROOT, throw_away

SIZES = [1_000, 10_000, 100_000]
FULL = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(prog="make bench", description="Measure Comity with few comments and with many.")
    parser.add_argument("--sizes", type=sizes, default=SIZES, help="numbers of comments, joined by commas")
    parser.add_argument("--only", type=words, default=[], help="names of what to measure, joined by commas")
    parser.add_argument("--full", action="store_true", help=f"go on to {FULL:,} comments")
    parser.add_argument("--times", type=int, default=60, help="requests for each page")
    parser.add_argument("--seconds", type=float, default=5.0, help="how long eight clients ask at once")
    parser.add_argument("--json", type=Path, default=ROOT / "var/bench.json", help="where the figures go")
    chosen = parser.parse_args()
    numbers = [*chosen.sizes, *([FULL] if chosen.full else [])]
    with throw_away() as installation:
        from benchmarks.run import Plan, run  # Django's settings read the environment that `throw_away` makes

        run(installation, Plan(numbers, chosen.only, chosen.times, chosen.seconds, chosen.json))


def sizes(text: str) -> list[int]:
    return sorted({int(word) for word in words(text)})


def words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


if __name__ == "__main__":
    main()
