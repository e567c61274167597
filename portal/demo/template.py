"""A template of the demonstration: a pattern of two rounds with prompts, from which an administrator begins."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from accounts.models import User
from comments.services.template import mark_as_template
from consultations.enums import Attribution, ModerationMode, TeamRole
from consultations.models import Consultation
from consultations.round_rules import RoundRules
from consultations.services.consultation import make_consultation
from consultations.services.draft import announce_draft
from consultations.services.prompt import make_prompt
from consultations.services.round import make_round
from consultations.services.team import add_member
from portal.demo.prompts import prompt_facts
from portal.demo.script import CONTENT

Script = Mapping[str, Any]


@transaction.atomic
def keep_template(people: Mapping[str, User], *, now: datetime) -> None:
    """Once: whoever has changed or unmarked it finds it so again."""
    script = tomllib.loads((CONTENT / "template.toml").read_text(encoding="utf-8"))
    if Consultation.objects.filter(slug=script["slug"]).exists():
        return
    by = people["administrator"]
    made = make_consultation(
        by=by,
        slug=script["slug"],
        titles=script["titles"],
        summaries={language: words.strip() for language, words in script["summaries"].items()},
        languages=list(script["titles"]),
        time_zone=script["time_zone"],
        contact_email=script["contact_email"],
    )
    add_member(by=by, consultation=made, email=people["editor"].email, role=TeamRole.EDITOR)
    for round in script["rounds"]:
        _add_round(made, round, first_day=_next_monday(now, made.zone), by=by)
    mark_as_template(by=by, consultation=made)


def _add_round(consultation: Consultation, script: Script, *, first_day: datetime, by: User) -> None:
    """From 9:00 on its first day to 23:59 on its last."""
    opens_at = first_day + timedelta(days=script["opens_on_day"] - 1)
    last_day = (opens_at + timedelta(days=script["days"])).date()
    rules = RoundRules(
        opens_at=opens_at,
        closes_at=datetime.combine(last_day, time(23, 59), consultation.zone),
        results_by=datetime.combine(last_day + timedelta(days=28), time(18), consultation.zone),
        moderation=ModerationMode(script["moderation"]),
        attributions=(Attribution.NAME, Attribution.ORGANISATION),
    )
    draft = announce_draft(by=by, consultation=consultation, label=script["draft"], language=consultation.language)
    round = make_round(by=by, draft=draft, rules=rules)
    for prompt in script["prompts"]:
        make_prompt(by=by, round=round, facts=prompt_facts(prompt))


def _next_monday(now: datetime, zone: ZoneInfo) -> datetime:
    today = now.astimezone(zone).date()
    return datetime.combine(today + timedelta(days=7 - today.weekday()), time(9), zone)
