"""What was measured: one row for each thing and number of comments, as JSON and as lines to read."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles


@dataclass(frozen=True)
class Figure:
    """`bytes` is a page as it goes over the line, or a digest's files; `queries` what one request asks the database.

    `floor_ratio` is the time beside that of the bare SQL for the same rows, `peak_mb` the memory of the process that
    writes a digest, `rps8` requests a second with eight clients. What does not apply is None.
    """

    name: str
    n: int
    p50_ms: float
    p95_ms: float
    queries: int | None = None
    bytes: int | None = None
    peak_mb: float | None = None
    floor_ratio: float | None = None
    rps8: float | None = None


@dataclass(frozen=True)
class Aim:
    """`value` may be at most `limit`, or at least that where `least`; `n` is the number of comments it is set for."""

    what: str
    name: str
    value: Callable[[Figure], float | None]
    limit: float
    n: int | None = None
    least: bool = False

    def is_met(self, found: float) -> bool:
        return found >= self.limit if self.least else found <= self.limit


PAGES = {"reader": 80, "provision": 40, "post": 25}
SEARCHES = tuple(f"search {what}" for what in ("common", "newest", "rare", "phrase", "chinese", "filtered"))
QUERIES = {"reader": 12, "provision": 12, "redline": 12, "post": 25, **dict.fromkeys(SEARCHES, 12)}
GROWTH = 1.3
AIMS = (
    *(Aim("ms", name, lambda it: it.p50_ms, limit) for name, limit in PAGES.items()),
    *(Aim("queries", name, lambda it: it.queries, limit) for name, limit in QUERIES.items()),
    Aim("pages a second with 8 clients", "provision", lambda it: it.rps8, 60, least=True),
    Aim("times the bare COPY", "csv", lambda it: it.floor_ratio, 4),
    Aim("ms", "xlsx", lambda it: it.p50_ms, 8_000, n=10_000),
    Aim("ms", "xlsx", lambda it: it.p50_ms, 80_000, n=100_000),
    Aim("MB", "csv", lambda it: it.peak_mb, 150),
    Aim("MB", "xlsx", lambda it: it.peak_mb, 150),
)


def percentiles(seconds: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 95th, in milliseconds."""
    p95 = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else seconds[0]
    return round(median(seconds) * 1000, 1), round(p95 * 1000, 1)


def write_json(figures: Sequence[Figure], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps([asdict(it) for it in figures], indent=1) + "\n", encoding="utf-8")


HEAD = f"{'':16}{'p50 ms':>10}{'p95 ms':>10}{'queries':>9}{'KB':>9}{'peak MB':>9}{'× floor':>9}{'8 clients':>11}"


def line(figure: Figure) -> str:
    kilobytes = None if figure.bytes is None else figure.bytes / 1000
    return (
        f"{figure.name:16}{cell(figure.p50_ms, 10)}{cell(figure.p95_ms, 10)}{cell(figure.queries, 9, 0)}"
        f"{cell(kilobytes, 9)}{cell(figure.peak_mb, 9, 0)}{cell(figure.floor_ratio, 9)}{cell(figure.rps8, 11)}"
    )


def cell(value: float | None, width: int, digits: int = 1) -> str:
    return f"{'–':>{width}}" if value is None else f"{value:>{width},.{digits}f}"


def growth_lines(figures: Sequence[Figure]) -> list[str]:
    """From the fewest comments to the most; pages, posting and searches have an aim."""
    first, last = figures[0].n, figures[-1].n
    lines = [f"Growth of the median from {first:,} to {last:,} comments"]
    few = {it.name: it.p50_ms for it in figures if it.n == first}
    for figure in figures:
        if figure.n == last and few.get(figure.name):
            times = figure.p50_ms / few[figure.name]
            aim = f"  {verdict(times <= GROWTH)}: at most {GROWTH} times" if figure.name in (*PAGES, *SEARCHES) else ""
            lines.append(f"{figure.name:16}{times:>8.2f} times{aim}")
    return lines


def aim_lines(figures: Sequence[Figure]) -> list[str]:
    lines = ["Aims"]
    for figure in figures:
        for aim in AIMS:
            found = aim.value(figure)
            if figure.name == aim.name and aim.n in {None, figure.n} and found is not None:
                bound = f"at {'least' if aim.least else 'most'} {aim.limit:,}"
                lines.append(
                    f"{figure.name:10}{figure.n:>9,}{found:>12,.1f} {aim.what}  {verdict(aim.is_met(found))}: {bound}"
                )
    return lines


def verdict(met: bool) -> str:
    return "met" if met else "NOT MET"
