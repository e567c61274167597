"""Copying a consultation, or beginning one from a template: words, team, and rounds that keep their distances."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from consultations.enums import RoundsCopied
from consultations.models import Consultation, Draft, Round
from consultations.relative_times import Shift
from consultations.round_rules import TIMES, RoundRules
from consultations.services.consultation import make_consultation
from consultations.services.draft import announce_draft
from consultations.services.prompt import copy_prompts
from consultations.services.round import make_round


@transaction.atomic
def copy_consultation(
    *,
    by: User | None,
    source: Consultation,
    with_team: bool = False,
    rounds: RoundsCopied = RoundsCopied.NONE,
    opens_at: datetime | None = None,
    **words: Any,
) -> Consultation:
    """An unpublished consultation after `source`, all of it or nothing. `words` are those of `make_consultation`.

    With rounds, the first opens at `opens_at`. What was said in the source (comments, answers to its prompts) is never
    copied, nor are texts: each draft that a round is on has one of the same label here, which waits for its file.
    Raises NotAllowed, ImpossibleTimes, ImpossiblePrompt.
    """
    made = make_consultation(by=by, copied_from=source, with_team=with_team, **words)
    if rounds is not RoundsCopied.NONE and opens_at is not None:
        _copy_rounds(by=by, source=source, to=made, opens_at=opens_at, with_prompts=rounds is RoundsCopied.PROMPTS)
    return made


def _copy_rounds(
    *, by: User | None, source: Consultation, to: Consultation, opens_at: datetime, with_prompts: bool
) -> None:
    """In the order of their numbers, so that they have the same ones here."""
    originals = list(source.rounds.select_related("draft").order_by("number"))
    if not originals:
        return
    shift = Shift(min(it.opens_at for it in originals), source.zone, to=opens_at, to_zone=to.zone)
    drafts: dict[int, Draft] = {}
    for original in originals:
        if original.draft_id not in drafts:
            drafts[original.draft_id] = _announced(by, original.draft, to)
        copy = make_round(by=by, draft=drafts[original.draft_id], rules=shifted(original, shift))
        if with_prompts:
            copy_prompts(by=by, from_round=original, to_round=copy)


def shifted(round: Round, shift: Shift) -> RoundRules:
    """The rules of the round, at times moved by `shift`."""
    rules = RoundRules.of(round)
    times: dict[str, Any] = {name: at and shift(at) for name in TIMES for at in [getattr(rules, name)]}
    return replace(rules, **times)


def _announced(by: User | None, draft: Draft, to: Consultation) -> Draft:
    """In its own language, if the copy has it."""
    language = draft.language if draft.language in to.languages else to.language
    return announce_draft(by=by, consultation=to, label=draft.label, language=language)
