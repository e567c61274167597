"""What the open round of the demonstration asks, and what its people have answered, all through the services."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.models import User
from comments.given import Given
from comments.services.answers import answer_prompts
from consultations.enums import PromptKind
from consultations.models import Round
from consultations.prompt_facts import PromptFacts
from consultations.services.prompt import make_prompt
from portal.demo.accounts import attributions, commenters
from portal.demo.organisations import spoken_for
from portal.demo.script import CONTENT

CONTRIBUTORS = 44
ANSWERS_EACH = 0.8
"""Chance that somebody answers a prompt that need not be answered; of free text it is half of that."""
Script = Mapping[str, Any]


@transaction.atomic
def ask_and_answer(round: Round, people: Mapping[str, User], *, seed: int) -> None:
    """Nothing where the round asks something already: a second load changes nobody's answers. Whoever signs in to try
    has not answered yet."""
    if round.prompt_count:
        return
    scripts: Sequence[Script] = tomllib.loads((CONTENT / "prompts.toml").read_text(encoding="utf-8"))["prompts"]
    for script in scripts:
        make_prompt(by=people["editor"], round=round, facts=prompt_facts(script))
    chance = random.Random(seed)  # noqa: S311  chance in a demonstration, not in a secret
    shown, organisations = attributions(), spoken_for(people)
    heard: set[int] = set()
    for key in [account.key for account in commenters()][:CONTRIBUTORS]:
        organisation = organisations.get(key)
        if organisation is not None and organisation.pk in heard:
            continue  # a colleague has answered for it
        heard |= {organisation.pk} if organisation else set()
        given = {number: _given(script, people[key], chance) for number, script in enumerate(scripts, start=1)}
        answer_prompts(
            by=people[key],
            round=round,
            given=given,
            speaking_for=organisation,
            attribution=shown[key],
        )


def prompt_facts(script: Script) -> PromptFacts:
    return PromptFacts(
        kind=PromptKind(script["kind"]),
        wordings=script["wordings"],
        helps=script.get("helps", {}),
        options=script.get("options", ()),
        is_required=script.get("is_required", False),
        eid=script.get("eid", ""),
    )


def _given(script: Script, person: User, chance: random.Random) -> Given:
    kind = PromptKind(script["kind"])
    likely = ANSWERS_EACH / 2 if kind is PromptKind.TEXT else ANSWERS_EACH
    if chance.random() > likely and not script.get("is_required", False):
        return Given()
    if kind is PromptKind.TEXT:
        return Given(text=chance.choice(script["texts"]))
    group = person.stakeholder_group.slug if person.stakeholder_group else ""
    weights = list(script.get("leaning", {}).get(group, script["weights"]))
    return Given(_drawn(weights, chance, times=3 if kind is PromptKind.RANKING else 1))


def _drawn(weights: Sequence[float], chance: random.Random, *, times: int) -> tuple[int, ...]:
    """So many numbers of options, none twice, by their weights."""
    left = dict(enumerate(weights, start=1))
    drawn = []
    for _ in range(times):
        number = chance.choices(list(left), weights=list(left.values()))[0]
        drawn.append(number)
        del left[number]
    return tuple(drawn)
