"""What Sentry is sent leads to the error and to nobody. Reports are caught on their way out and leave no machine."""

import json
import logging

import pytest
import sentry_sdk
from sentry_sdk.transport import Transport

from portal import error_reports
from portal.error_reports import impersonal_event
from tests.portal.test_production import GOOD
from tests.portal.test_production import start as start_process


class Caught(Transport):
    def __init__(self):
        super().__init__()
        self.events = []

    def capture_envelope(self, envelope):
        self.events += [item.payload.json for item in envelope.items if item.type == "event"]


@pytest.fixture
def reports(monkeypatch):
    """Reports of this test, with the settings of production, into a list; Sentry is off again afterwards."""
    caught = Caught()
    started = sentry_sdk.init
    monkeypatch.setattr(sentry_sdk, "init", lambda **options: started(**options, transport=caught))
    error_reports.start("https://key@sentry.invalid/1", version="1.0")
    yield caught.events
    started()


def test_an_error_is_reported_by_type_and_place_without_words_or_values(reports):
    body = "Amina, amina@example.org, wrote: we object"
    try:
        raise ValueError(body)
    except ValueError:
        logging.getLogger("comments").exception("Posting for %s failed", "amina@example.org")

    [event] = reports
    assert event["exception"]["values"][0]["type"] == "ValueError"
    assert event["tags"] == {"request_id": "-"}
    assert event["release"] == "1.0"
    assert "amina" not in json.dumps(event).lower()
    assert "object" not in json.dumps(event["exception"])


def test_the_request_and_the_person_are_taken_out():
    event = {"request": {"url": "u"}, "user": {"id": 1}, "breadcrumbs": [], "extra": {"a": 1}, "level": "error"}

    assert impersonal_event(event, {}) == {"level": "error", "tags": {"request_id": "-"}}


def test_nothing_is_loaded_where_no_address_is_set():
    done = start_process("import django; django.setup(); import sys; print('sentry_sdk' in sys.modules)", **GOOD)

    assert done.stdout == "False\n"


def test_a_missing_package_is_said_with_what_to_do():
    code = "import sys; sys.modules['sentry_sdk'] = None; import django; django.setup()"
    done = start_process(code, **GOOD, SENTRY_DSN="https://key@sentry.invalid/1")

    assert "requirements/observe.txt" in done.stderr
