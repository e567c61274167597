"""The benchmark from beginning to end: more and more comments, and everything measured at each number of them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import carry, digest
from benchmarks.crowd import Crowd
from benchmarks.draft import make_scene
from benchmarks.figures import HEAD, Figure, aim_lines, growth_lines, line, percentiles, write_json
from benchmarks.floor import bare_copy, bare_threads
from benchmarks.installation import Installation
from benchmarks.pages import Page, pages, queries_of
from benchmarks.versions import make_versions
from benchmarks.web import Web
from comments.services.recount import differences
from consultations.models import Draft
from digests.enums import Format

THREAD_PAGE = "provision"
DIGESTS = (Format.CSV, Format.XLSX)
CARRY = "carry-forward"


@dataclass(frozen=True)
class Plan:
    """What to measure: at these numbers of comments, all or only what is named; a page so often, by many clients for
    so many seconds; the figures go to `path`."""

    sizes: Sequence[int]
    only: Collection[str]
    times: int
    seconds: float
    path: Path


def run(installation: Installation, plan: Plan) -> None:
    crowd = Crowd(make_scene())
    versions = make_versions()
    figures: list[Figure] = []
    seeded = 0
    with installation.web_server() as port:
        for size in plan.sizes:
            seed(crowd, size - seeded, size)
            seeded = size
            for figure in Measuring(crowd, versions, size, Web(port), plan).figures():
                say(line(figure))
                figures.append(figure)
            write_json(figures, plan.path)
    say("", *growth_lines(figures), "", *aim_lines(figures), "", f"The same as JSON: {plan.path}")


def seed(crowd: Crowd, number: int, size: int) -> None:
    started = time.perf_counter()
    crowd.add(number)
    seconds = time.perf_counter() - started
    machine = f"load of this machine {os.getloadavg()[0]:.1f}, a million steps of a loop {loop_ms():.0f} ms"
    say("", f"{size:,} comments; {number / seconds:,.0f} a second went in; {machine}", HEAD)


def loop_ms() -> float:
    """How fast the machine is at this moment, which on a shared one differs by half: figures compare beside it."""
    started = time.perf_counter()
    sum(step * step % 7 for step in range(1_000_000))
    return (time.perf_counter() - started) * 1000


@dataclass(frozen=True)
class Measuring:
    crowd: Crowd
    versions: tuple[Draft, Draft]
    n: int
    web: Web
    plan: Plan

    def figures(self) -> Iterator[Figure]:
        """One after another. Raises SystemExit where the tallies are not right: then nothing here is worth anything."""
        for page in pages(self.crowd, self.versions):
            if self.wants(page.name):
                yield self.of_page(page)
        if found := differences():
            raise SystemExit(f"{len(found)} counts differ from a recount, such as {found[0]}.")
        for form in DIGESTS:
            if self.wants(form.value):
                yield self.of_digest(form)
        if self.wants(CARRY):
            yield self.of_carrying()

    def wants(self, name: str) -> bool:
        return not self.plan.only or name in self.plan.only

    def of_page(self, page: Page) -> Figure:
        queries_of(page.make())  # The first request of a process reads what later ones remember.
        queries = queries_of(page.make())
        seconds, size = self.web.one_after_another(page.make, times=self.plan.times)
        p50, p95 = percentiles(seconds)
        figure = Figure(page.name, self.n, p50, p95, queries=queries, bytes=size)
        if page.name != THREAD_PAGE:
            return figure
        floor = bare_threads(self.crowd.busiest, times=self.plan.times) * 1000
        rps8 = self.web.by_clients(page.make, seconds=self.plan.seconds)
        return replace(figure, floor_ratio=round(p50 / floor, 1), rps8=rps8)

    def of_carrying(self) -> Figure:
        """Placing three anchors a first comment on a second draft, once."""
        scene = self.crowd.scene
        carried = carry.carry(by=scene.secretariat.pk, draft=scene.draft.pk)
        taken = round(carried.seconds * 1000, 1)
        return Figure(CARRY, self.n, taken, taken, peak_mb=carried.peak_mb)

    def of_digest(self, form: Format) -> Figure:
        """Made once, so that both percentiles are that one time."""
        scene = self.crowd.scene
        floor = bare_copy(scene.consultation) if form is Format.CSV else None
        made = digest.make(by=scene.secretariat.pk, consultation=scene.consultation.pk, form=form.value)
        taken = round(made.seconds * 1000, 1)
        return Figure(
            form.value,
            self.n,
            taken,
            taken,
            bytes=made.bytes,
            peak_mb=made.peak_mb,
            floor_ratio=round(made.seconds / floor, 1) if floor else None,
        )


def say(*lines: str) -> None:
    for text in lines:
        sys.stdout.write(f"{text}\n")
    sys.stdout.flush()
