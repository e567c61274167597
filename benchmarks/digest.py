"""One digest, made as a worker makes it: its job's task in a process of its own, whose memory is that of this work."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = "benchmarks.digest"


@dataclass(frozen=True)
class Made:
    """`bytes` are those of all its files, `peak_mb` is the most memory that the process had."""

    seconds: float
    bytes: int
    peak_mb: float


def make(*, by: int, consultation: int, form: str) -> Made:
    """The public digest of a consultation in one format, in a process of its own; ids, and a value of Format."""
    words = [sys.executable, "-m", HERE, str(by), str(consultation), form]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  # our own program
    if done.returncode != 0:
        raise SystemExit(f"The {form} digest failed:\n{done.stderr[-3000:]}")
    return Made(**json.loads(done.stdout.splitlines()[-1]))


def make_here(by: int, consultation: int, form: str) -> Made:
    from accounts.models import User
    from common.services.job import run_job
    from consultations.models import Consultation
    from digests.enums import Audience, Format
    from digests.services.digest import build_digest, order_digest

    digest = order_digest(
        by=User.objects.get(pk=by),
        consultation=Consultation.objects.get(pk=consultation),
        rounds=[],
        filters={},
        formats=[Format(form)],
        audience=Audience.PUBLIC,
    )
    assert digest.job is not None  # noqa: S101  # tells the type checker what ordering does
    started = time.perf_counter()
    run_job(digest.job.pk, build_digest)
    seconds = time.perf_counter() - started
    sizes = list(digest.files.values_list("stored_file__size", flat=True))
    if not sizes:
        raise SystemExit("The job ended without files.")
    return Made(seconds=round(seconds, 2), bytes=sum(sizes), peak_mb=round(peak_memory(), 1))


def peak_memory() -> float:
    """MB. Linux tells it of this program; elsewhere, and in what `getrusage` says, that of its parent may count too."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024 if sys.platform != "darwin" else most / 1024**2


def start() -> None:
    """What a worker has done before its first job: Celery runs Django's checks, which load all code, and who has made a
    digest has made addresses. It takes a second, however few comments there are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django
    from django.core.checks import run_checks
    from django.urls import reverse

    django.setup()
    run_checks()
    reverse("health")


if __name__ == "__main__":
    start()
    sys.stdout.write(json.dumps(asdict(make_here(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))) + "\n")
