"""No page of the desk shows a link or a button that answers "you may not" to who sees it."""

import re
from collections.abc import Iterator

import pytest
from django.urls import Resolver404, resolve, reverse

from consultations.enums import ConsultationState
from tests.repository.access import TABLE
from tests.repository.matter import matter

pytestmark = pytest.mark.django_db

BACKEND = "django.contrib.auth.backends.ModelBackend"
LINK = re.compile(r'<a\b[^>]*\bhref="(/[^"?#]*)')
FORM = re.compile(r'<form\b[^>]*method="post"[^>]*>')
ACTION = re.compile(r'\baction="(/[^"?#]*)')


def offered(page: str, here: str) -> Iterator[tuple[str, str]]:
    """What a page lets one do, as the field of the matrix's row and the address."""
    yield from (("get", address) for address in LINK.findall(page))
    for form in FORM.findall(page):
        action = ACTION.search(form)
        yield "post", action[1] if action else here


def is_refused(role: str, how: str, address: str) -> bool:
    try:
        name = resolve(address).url_name
    except Resolver404:
        return True
    return name in TABLE and getattr(getattr(TABLE[name], how), role) in {403, 404}


@pytest.mark.parametrize("role", ["observer", "analyst", "moderator", "editor", "administrator"])
def test_the_desk_offers_what_the_role_may_do(role, client):
    person = getattr(matter(ConsultationState.PUBLISHED).people, role)
    client.force_login(person, backend=BACKEND)
    pages = [name for name, row in TABLE.items() if name.startswith("desk") and getattr(row.get, role) == 200]

    refused = {}
    for name in pages:
        here = reverse(name, kwargs=TABLE[name].given)
        answer = client.get(here)
        if "text/html" in answer["Content-Type"]:
            found = {it for it in offered(answer.content.decode(), here) if is_refused(role, *it)}
            refused |= {name: found} if found else {}

    assert refused == {}
