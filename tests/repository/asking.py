"""Asks every address of the access matrix as every role, and notes what was answered and written."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from unittest.mock import patch

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.template.backends.django import Template
from django.test import Client, RequestFactory, override_settings
from django.test.client import ClientHandler
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from consultations.enums import Audience, ConsultationState
from consultations.models import Consultation, Round
from tests.repository.access import FOR_TAKING_PART, TABLE, Row
from tests.repository.answers import NOT_TAKEN, SIGN_IN, USUAL, Answer, Answers, Case, State
from tests.repository.matter import PK, SLUG, Matter, matter
from tests.signing_in import force_login

DAYS: Mapping[State, tuple[int, int, int | None]] = {
    State.UNPUBLISHED: (-7, 7, None),
    State.BEFORE: (1, 8, None),
    State.OPEN: (-7, 7, None),
    State.LATE: (-7, -1, 1),
    State.CLOSED: (-7, -1, None),
    State.ARCHIVED: (-7, 7, None),
}
"""From today to a round's opening, closing and last late contribution."""

CHOSEN: Mapping[Audience, list[str]] = {
    Audience.EVERYONE: [],
    Audience.GROUPS: ["matter"],
    Audience.REGIONS: ["NZ"],
    Audience.ORGANISATIONS: [str(PK)],
}
"""The stakeholder is in each of them, and nobody else."""

A_DAY = 86_400
"""Seconds for which everybody has come in just now: all are signed in once, and a slow machine asks for long."""
WRITES = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')
KEPT_ALWAYS = {
    "django_session",
    "comments_unsentcomment",
    "comments_unsentanswers",
    "comments_visit",
}
"""What was typed is kept whatever the answer, and so is when somebody was here."""


ASKED_IN_ANY_RUN = {
    USUAL,
    Case(State.UNPUBLISHED, Audience.GROUPS),
    Case(State.BEFORE, Audience.REGIONS),
    Case(State.LATE, Audience.ORGANISATIONS),
    Case(State.CLOSED, Audience.GROUPS),
    Case(State.ARCHIVED, Audience.REGIONS),
}
"""Each state, with audiences that go round."""


def asked_in(case: Case) -> Iterable[str]:
    """Every address while a round is open to everyone, else those by which one takes part; with THOROUGH=1 every
    address in every case."""
    return TABLE if case == USUAL or os.environ.get("THOROUGH") == "1" else FOR_TAKING_PART


class Asker(RequestFactory):
    """A browser without a window: as Django's test client, but it keeps nothing of the pages, which costs half."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **given: Any) -> HttpResponseBase:
        return self.handler(self._base_environ(**given))


class Said(NamedTuple):
    """One answer: what it was, and the tables of which it changed rows."""

    answer: Answer
    wrote: frozenset[str]


class Cell(NamedTuple):
    """A cell of the matrix that is not as the table says."""

    address: str
    method: str
    role: str
    state: State
    audience: Audience
    expected: str
    got: str


@dataclass(frozen=True)
class World:
    """One consultation with everything that an address can name, and each role's way in, prepared once."""

    matter: Matter
    askers: Mapping[str, Asker]

    @contextmanager
    def at(self, case: Case) -> Iterator[None]:
        """The world as it is in that case; afterwards it is as it was. Pages are only drawn in the usual case: who gets
        one is known before."""
        cache.clear()
        drawn = Template.render if case == USUAL else blank
        lately = override_settings(ACCOUNT_REAUTHENTICATION_TIMEOUT=A_DAY)
        with lately, patch.object(Template, "render", drawn), transaction.atomic():
            now = timezone.now()
            opens, closes, late = DAYS[case.state]
            Round.objects.update(
                opens_at=now + timedelta(opens),
                closes_at=now + timedelta(closes),
                late_until=None if late is None else now + timedelta(late),
                audience=case.audience,
                audience_codes=CHOSEN[case.audience],
            )
            put_in_state(case.state)
            yield
            transaction.set_rollback(True)


def blank(template: Template, context: object = None, request: object = None) -> str:
    return ""


def put_in_state(state: State) -> None:
    rows = Consultation.objects.filter(slug=SLUG)
    if state is State.UNPUBLISHED:
        rows.update(state=ConsultationState.UNPUBLISHED, published_at=None)
    if state is State.ARCHIVED:
        rows.update(state=ConsultationState.ARCHIVED)


def make_world() -> World:
    made = matter(ConsultationState.PUBLISHED)
    User.objects.filter(pk=made.people.stakeholder.pk).update(country="NZ", stakeholder_group_id=PK)
    people: dict[str, User] = vars(made.people)
    return World(made, {"visitor": Asker(), **{role: signed_in(user) for role, user in people.items()}})


def signed_in(user: User) -> Asker:
    client, asker = Client(), Asker()
    force_login(client, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    asker.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return asker


def answer(response: HttpResponseBase) -> Answer:
    led_to_sign_in = response.status_code == 302 and response.url.startswith(reverse("account_login"))
    return SIGN_IN if led_to_sign_in else response.status_code


def written(ask: Callable[[], HttpResponseBase]) -> Said:
    """What is answered, and which tables were written to."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        tables.update(WRITES.findall(sql))
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        return Said(answer(ask()), frozenset(tables - KEPT_ALWAYS))


def posted(row: Row, role: str, case: Case) -> Mapping[str, Any]:
    """Where organisations are invited, who has one speaks for it."""
    data = dict(row.data())
    if case.audience is Audience.ORGANISATIONS and role == "stakeholder" and "speaking_for" in data:
        data["speaking_for"] = str(PK)
    return data


def wrong_cells(world: World, case: Case) -> list[Cell]:
    """What each role asks is taken back before the next asks."""
    asking = [(name, role, asker) for name in asked_in(case) for role, asker in world.askers.items()]
    return [cell for name, role, asker in asking for cell in wrong_of(name, role, asker, case)]


def wrong_of(name: str, role: str, asker: Asker, case: Case) -> Iterator[Cell]:
    row = TABLE[name]
    address = reverse(name, kwargs=row.given)
    rules = (row.reading, row.writing)
    asks = (lambda: asker.get(address), lambda: asker.post(address, posted(row, role, case)))
    with transaction.atomic():
        for rule, method, ask, answers in zip(rules, ("GET", "POST"), asks, row.answers(case), strict=True):
            if rule is NOT_TAKEN and case != USUAL:
                continue
            expected, said = expected_of(answers, role), written(ask)
            if said.answer != expected:
                yield Cell(name, method, role, *vars(case).values(), str(expected), str(said.answer))
            elif said.wrote and not may_write(method, expected):
                wrote = f"{said.answer}, and wrote {', '.join(sorted(said.wrote))}"
                yield Cell(name, method, role, *vars(case).values(), f"{expected}, and changes nothing", wrote)
        transaction.set_rollback(True)


def expected_of(answers: Answers, role: str) -> Answer:
    found: Answer = getattr(answers, role)
    return found


def may_write(method: str, expected: Answer) -> bool:
    """Looking changes nothing, nor does what is refused."""
    return method == "POST" and expected in {200, 302}


def as_table(cells: list[Cell]) -> str:
    rows = [Cell._fields, *(tuple(map(str, cell)) for cell in cells)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([f"{len(cells)} cells are not as the access matrix says.", *lines])
