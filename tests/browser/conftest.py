from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.hostile import Watch
from tests.browser.people import Person


@pytest.fixture
def person(browser: Browser, live_server) -> Iterator[Callable[..., Person]]:
    """Somebody new, with a browser window and cookies of their own; keywords are the window's."""
    contexts = []

    def arrive(**window) -> Person:
        context = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "accept_downloads": True, **window}
        )
        contexts.append(context)
        return Person(context.new_page(), live_server.url)

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture(autouse=True)
def real_outbox(settings):
    """Django's test runner would keep letters in memory."""
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"


@pytest.fixture
def watched(person) -> Callable[..., tuple[Person, Watch]]:
    """Somebody who is signed in, where an address is given, and what happens in their window that must not."""

    def arrives(email: str = "") -> tuple[Person, Watch]:
        arrived = person()
        watch = Watch(arrived.page, arrived.base)
        if email:
            arrived.signs_in(email)
        return arrived, watch

    return arrives
