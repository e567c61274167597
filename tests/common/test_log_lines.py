"""A line of the log is JSON, leads to the request it belongs to, and tells nothing about a person."""

import json
import logging
import sys

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from common.log_lines import JsonLines, impersonal
from common.request_id import RequestIdFilter
from tests.factories import UserFactory


def line(message, *args, exc_info=None, **more):
    record = logging.LogRecord("comments", logging.WARNING, __file__, 1, message, args, exc_info)
    record.__dict__.update(more)
    RequestIdFilter().filter(record)
    return json.loads(JsonLines().format(record))


def caught(raises):
    try:
        raises()
    except Exception:
        return sys.exc_info()
    raise AssertionError("nothing was raised")


def test_a_line_is_one_object_with_time_level_logger_and_request():
    told = line("Job %s\nwaits", 7)

    assert told["at"].endswith("+00:00")
    assert (told["level"], told["logger"], told["request_id"]) == ("WARNING", "comments", "-")
    assert told["message"] == "Job 7\nwaits"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("refused <amina@example.org>: gone", "refused <[address]>: gone"),
        ("{'a.b+c@example.org': (550, b'no')}", "{'[address]': (550, b'no')}"),
        ("from 192.0.2.7 port 25", "from [address] port 25"),
        ("from 2001:db8::7", "from [address]"),
        ("at 12:30:45 for job 7", "at 12:30:45 for job 7"),
        ("Task common.sweep_jobs[0d2f] succeeded", "Task common.sweep_jobs[0d2f] succeeded"),
    ],
)
def test_addresses_are_left_out(words, told):
    assert impersonal(words) == told


def test_an_error_is_told_without_its_words():
    def raises():
        raise ValueError("Amina wrote: we object")

    told = line("Job 7 failed", exc_info=caught(raises))

    assert told["error"]["type"] == "builtins.ValueError"
    assert told["error"]["calls"][-1].endswith(" raises")
    assert "Amina" not in json.dumps(told)


@pytest.mark.django_db
def test_an_error_of_the_database_names_the_rule_and_not_the_row():
    def raises():
        with transaction.atomic():
            User.objects.create(email="amina@example.org", name="Amina")

    UserFactory(email="amina@example.org")
    info = caught(raises)
    told = line("Internal Server Error: %s", "/profile/", exc_info=info, request=object())

    assert isinstance(info[1], IntegrityError)
    assert told["error"]["cause"]["sqlstate"] == "23505"
    assert told["error"]["cause"]["constraint"]
    assert "amina" not in json.dumps(told).lower()


def test_a_line_of_django_about_a_request_leaves_out_the_path():
    assert line("%s: %s", "Not Found", "/amina-okoro/", request=object())["message"] == "Not Found"


@pytest.mark.django_db
def test_each_request_is_a_line_with_the_name_of_its_route(client, caplog):
    caplog.set_level(logging.INFO, "common.request_log")

    response = client.get("/health/?from=amina@example.org")

    [record] = [record for record in caplog.records if record.name == "common.request_log"]
    told = json.loads(JsonLines().format(record))
    assert (told["route"], told["method"], told["status"]) == ("health", "GET", response.status_code)
    assert told["ms"] >= 0
    assert "amina" not in json.dumps(told)
