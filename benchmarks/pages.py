"""Which pages are measured, and how somebody posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from uuid import uuid4

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from benchmarks.crowd import Crowd
from benchmarks.web import Request
from comments.queries.threads import threads_on
from consultations.models import Draft, Provision

SEARCHES = {
    "search common": {"q": "parties"},
    "search newest": {"q": "parties", "order": "newest"},
    "search rare": {"q": "rarissimo"},
    "search phrase": {"q": '"without delay" -organisations'},
    "search chinese": {"q": "司法监督"},
    "search filtered": {"q": "parties", "group": "academia"},
}
"""What is looked for: a word of every third comment, one that ten have, several, signs, and a word in one group."""
FAR = 0.8
"""How far behind the beginning of the list the far page is."""
WORDS = "We *support* this provision, and ask for a term of **thirty days** instead of ninety. " * 5
SECRET = "b" * 32


@dataclass(frozen=True)
class Page:
    name: str
    make: Callable[[], Request]


def pages(crowd: Crowd, versions: tuple[Draft, Draft]) -> list[Page]:
    scene = crowd.scene
    at = [scene.consultation.slug, scene.draft.number]
    busiest = crowd.busiest
    provision = reverse("provision", args=[*at, busiest.eid])
    numbers = [versions[0].consultation.slug, *(it.number for it in versions)]
    far = f"{provision}?{urlencode({'cursor': far_cursor(crowd, busiest)})}"
    return [
        Page("reader", lambda: Request(reverse("reader", args=at))),
        Page("provision", lambda: Request(provision)),
        Page("provision far", lambda: Request(far)),
        Page("thread", lambda: Request(reverse("comment", args=[crowd.hot[0].reference]))),
        Page("all comments", lambda: Request(reverse("comments", args=[scene.consultation.slug]))),
        Page("redline", lambda: Request(reverse("redline", args=numbers))),
        *(Page(name, searched(crowd, **asked)) for name, asked in SEARCHES.items()),
        Page("post", poster(crowd, busiest)),
    ]


def searched(crowd: Crowd, **asked: str) -> Callable[[], Request]:
    address = reverse("consultation_search", args=[crowd.scene.consultation.slug])
    return lambda: Request(f"{address}?{urlencode(asked)}")


def far_cursor(crowd: Crowd, provision: Provision) -> str:
    threads = provision.anchors.count()
    page = threads_on(
        user=AnonymousUser(), draft=crowd.scene.draft, provision=provision, size=max(1, int(threads * FAR))
    )
    return page.next_cursor


def poster(crowd: Crowd, provision: Provision) -> Callable[[], Request]:
    """Each comes from the next person, signed in already, as the browser sends it."""
    scene = crowd.scene
    path = reverse("comment_new", args=[scene.consultation.slug, scene.draft.number, provision.eid])
    sessions = cycle([session_of(person) for person in scene.people])
    origin = {"Host": "127.0.0.1", "Origin": "https://127.0.0.1"}

    def make() -> Request:
        form = {
            "body": WORDS,
            "kind": "general",
            "position": "support",
            "submission_id": str(uuid4()),
            "csrfmiddlewaretoken": SECRET,
        }
        cookies = {"Cookie": f"sessionid={next(sessions)}; csrftoken={SECRET}"}
        return Request(path, form, {**origin, **cookies}, expected=302)

    return make


def session_of(person: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


def queries_of(request: Request) -> int:
    """How many statements this process sends for the same request, without those that begin and end transactions."""
    client = Client(headers={"x-forwarded-proto": "https", "host": "127.0.0.1", **request.headers})
    with counted() as statements:
        answer = client.get(request.path) if request.form is None else client.post(request.path, request.form)
    if answer.status_code != request.expected:
        raise SystemExit(f"{request.path} answered {answer.status_code} instead of {request.expected}.")
    return len(statements)


@contextmanager
def counted() -> Iterator[list[str]]:
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        statements.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(note):
        yield statements
