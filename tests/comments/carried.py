"""Two drafts of which the second came of the first, with what was said on the first."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from comments.asked_places import AskedPlace
from comments.models import Anchor, AnchorPlacement, Comment
from comments.services.placing import place_anchors, start_placing
from common.services.job import run_job
from consultations.enums import DraftState, LineageKind, TeamRole
from consultations.models import Draft, Lineage, Provision
from tests.factories import DraftFactory, RoundFactory, TeamMemberFactory, provision
from tests.scenes import Scene, comment

OLD = (
    "Each Party shall establish a national contact point that answers at any hour.",
    "Costs are shared by all Parties in equal parts.",
    "Reports are public and come once a year.",
)

NEW = {1: OLD[0].replace("any hour", "every hour"), 2: OLD[1]}
"""What became of its articles; the third was deleted."""


def commented_draft() -> Scene:
    """A published draft that says OLD, with an open round."""
    draft = DraftFactory()
    for number, words in enumerate(OLD, start=1):
        provision(draft, number, text=words)
    return scene_of(published(draft))


def scene_of(draft: Draft) -> Scene:
    return Scene(draft.consultation, draft, RoundFactory(draft=draft), tuple(draft.provisions.order_by("order")))


def say(scene: Scene, *names: str, **said: Any) -> Comment:
    """A comment on these places."""
    return comment(scene, places=[AskedPlace.read(name) for name in names], **said)


def on(words: str, number: int = 1) -> str:
    """A passage of an article of OLD."""
    start = OLD[number - 1].index(words)
    return f"art_{number}@en:{start}-{start + len(words)}"


def follower(draft: Draft, texts: dict[int, str], **fields) -> Draft:
    """A draft with these articles, each of which came of the article of the same number; those missing are deleted."""
    fields = {"lineage_confirmed_at": timezone.now(), **fields}
    new = DraftFactory(consultation=draft.consultation, predecessor=draft, **fields)
    old = {it.eid: it for it in draft.provisions.all()}
    for number, text in texts.items():
        made = provision(new, number, text=text)
        tie(new, old.pop(made.eid, None), made)
    for gone in old.values():
        tie(new, gone, None)
    return new


def tie(new: Draft, ancestor: Provision | None, made: Provision | None) -> None:
    if ancestor and made:
        words = [it.texts.get().text for it in (ancestor, made)]
        kind = LineageKind.UNCHANGED if words[0] == words[1] else LineageKind.CHANGED
    else:
        kind = LineageKind.DELETED if ancestor else LineageKind.NEW
    score = 1.0 if kind == LineageKind.UNCHANGED else 0.5 if kind == LineageKind.CHANGED else 0.0
    order = new.lineage.count() + 1
    Lineage.objects.create(draft=new, provision=made, ancestor=ancestor, kind=kind, score=score, order=order)


def placed(draft: Draft, editor=None) -> Draft:
    """The job that places comments on it is done."""
    editor = editor or TeamMemberFactory(consultation=draft.consultation, role=TeamRole.EDITOR).user
    run_job(start_placing(by=editor, draft=draft).pk, place_anchors)
    return draft


def published(draft: Draft) -> Draft:
    """For tests that need a follower: published without its rules."""
    draft.state = DraftState.PUBLISHED
    draft.published_at = draft.created_at
    draft.save(update_fields=["state", "published_at"])
    return draft


def states(draft: Draft) -> dict[str, int]:
    found: dict[str, int] = {}
    for state in AnchorPlacement.objects.filter(draft=draft).values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def anchors_behind(draft: Draft) -> int:
    """How many anchors all earlier drafts of the consultation have."""
    return Anchor.objects.filter(draft__consultation=draft.consultation, draft__number__lt=draft.number).count()
