"""Log lines as JSON, one object a line, without personal data: no addresses, no typed text, no path of a request."""

from __future__ import annotations

import json
import logging
import re
import traceback
from datetime import UTC, datetime
from typing import Any

MAIL_ADDRESS = re.compile(r"[^\s<>\"'()=,:;\[\]]+@[^\s<>\"'()=,:;\[\]]+")
IP_ADDRESS = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{1,4}:+){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE
)
CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d")
FRAMES = 20
"""How many of the innermost calls of an error are named."""

FIELDS = ("route", "method", "status", "ms")
"""What a line of our own may add: see `common.request_log`."""


class JsonLines(logging.Formatter):
    """An error is told by its type and where it happened: its words may quote what somebody typed."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": message(record),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = error(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False, default=str)


def message(record: logging.LogRecord) -> str:
    """The line's words. Django ends its own about a request with the path, which is whatever somebody typed."""
    words = record.getMessage()
    if hasattr(record, "request"):
        words = words.partition(":")[0].partition("/")[0].strip()
    return impersonal(words)


def impersonal(words: str) -> str:
    """Mail and network addresses give way to a word for them."""
    without_mail = MAIL_ADDRESS.sub("[address]", words)
    return IP_ADDRESS.sub(lambda found: found[0] if CLOCK.fullmatch(found[0]) else "[address]", without_mail)


def error(raised: BaseException) -> dict[str, Any]:
    """Type, calls and cause of an error, and for one of the database its code and the rule that was broken."""
    calls = traceback.extract_tb(raised.__traceback__)[-FRAMES:]
    told: dict[str, Any] = {
        "type": f"{type(raised).__module__}.{type(raised).__qualname__}",
        "calls": [f"{call.filename}:{call.lineno} {call.name}" for call in calls],
    }
    if diagnosis := getattr(raised, "diag", None):
        told |= {"sqlstate": diagnosis.sqlstate, "constraint": diagnosis.constraint_name}
    cause = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
    if cause is not None:
        told["cause"] = error(cause)
    return told
