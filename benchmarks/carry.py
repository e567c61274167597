"""Carry-forward: every anchor of the crowd is placed on a second draft in which one provision of three has other words
and one of ten was deleted; the job as a worker does it, in a process of its own, whose memory is that of this work."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from benchmarks.digest import peak_memory, start

if TYPE_CHECKING:
    from consultations.models import Draft

HERE = "benchmarks.carry"
LONG = 40
PASSAGES = f"""
INSERT INTO comments_anchor (comment_id, ordinal, type, draft_id, provision_id, provision_text_id, quote, prefix,
    suffix, start, "end", leads, posted_at, agree_count, reply_count)
SELECT anchor.comment_id, further, 'passage', anchor.draft_id, anchor.provision_id, text.id,
    substr(text.text, at + 1, {LONG}), '', '', at, at + {LONG}, FALSE, anchor.posted_at, anchor.agree_count,
    anchor.reply_count
FROM comments_anchor AS anchor
JOIN consultations_provisiontext AS text ON text.provision_id = anchor.provision_id AND length(text.text) > 2 * {LONG}
CROSS JOIN generate_series(2, 3) AS further
CROSS JOIN LATERAL (SELECT (anchor.id * further %% (length(text.text) - {LONG}))::int AS at) AS begins
WHERE anchor.draft_id = %s AND anchor.ordinal = 1
ON CONFLICT ON CONSTRAINT anchor_ordinal_once DO NOTHING
"""  # noqa: S608  # constants
"""Of so many code points, anywhere."""


@dataclass(frozen=True)
class Carried:
    """`peak_mb` is the most memory that the process had."""

    seconds: float
    anchors: int
    peak_mb: float


def carry(*, by: int, draft: int) -> Carried:
    """All comments on the draft to a new one; ids."""
    words = [sys.executable, "-m", HERE, str(by), str(draft)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603  # our own program
    if done.returncode != 0:
        raise SystemExit(f"Placing the comments failed:\n{done.stderr[-3000:]}")
    return Carried(**json.loads(done.stdout.splitlines()[-1]))


def carry_here(by: int, draft: int) -> Carried:
    from accounts.models import User
    from comments.models import AnchorPlacement
    from comments.services.placing import place_anchors, start_placing
    from common.services.job import run_job
    from consultations.models import Draft

    old = Draft.objects.get(pk=draft)
    hang_on_passages(old)
    new = follower_of(old)
    job = start_placing(by=User.objects.get(pk=by), draft=new)
    started = time.perf_counter()
    run_job(job.pk, place_anchors)
    seconds = time.perf_counter() - started
    anchors = AnchorPlacement.objects.filter(draft=new).count()
    if not anchors:
        raise SystemExit("The job ended without placements.")
    return Carried(round(seconds, 2), anchors, round(peak_memory(), 1))


def hang_on_passages(draft: Draft) -> None:
    """Each comment on a provision with words is about two passages of it, too."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(PASSAGES, [draft.pk])


def follower_of(old: Draft) -> Draft:
    from django.utils import timezone

    from consultations.enums import LineageKind
    from consultations.models import Draft, Lineage, Provision, ProvisionText

    Lineage.objects.filter(ancestor__draft=old).delete()  # of the follower that fewer comments were carried to
    number = old.consultation.drafts.count() + 1
    new = Draft.objects.create(
        consultation=old.consultation,
        number=number,
        label=f"Draft {number}, {timezone.now():%H:%M:%S}",
        language=old.language,
        predecessor=old,
    )
    made: dict[int, Provision] = {}
    for ancestor in old.provisions.order_by("order").prefetch_related("texts"):
        row = {"order": ancestor.order, "draft": new, "ancestor": ancestor}
        if ancestor.order % 10 == 0 and not ancestor.children.exists():
            Lineage.objects.create(provision=None, kind=LineageKind.DELETED, score=0.0, **row)
            continue
        parent = made.get(ancestor.parent_id or 0)
        fields = {"eid": ancestor.eid, "order": ancestor.order, "depth": ancestor.depth, "kind": ancestor.kind}
        provision = made[ancestor.pk] = Provision.objects.create(draft=new, parent=parent, **fields)
        (text,) = ancestor.texts.all()
        changed = text.text.replace(" the ", " any such ") if ancestor.order % 3 == 0 else text.text
        ProvisionText.objects.create(
            provision=provision, language=text.language, number=text.number, heading=text.heading, text=changed
        )
        kind = LineageKind.UNCHANGED if changed == text.text else LineageKind.CHANGED
        Lineage.objects.create(provision=provision, kind=kind, score=1.0, **row)
    return new


if __name__ == "__main__":
    start()
    sys.stdout.write(json.dumps(asdict(carry_here(int(sys.argv[1]), int(sys.argv[2])))) + "\n")
