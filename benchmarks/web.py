"""A browser's share of a request, as short as can be: one connection a request, as a proxy makes them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

WARM_UP = 12
CLIENTS = 8


@dataclass(frozen=True)
class Request:
    """What is sent; with `form` it is posted. `expected` is the status that says it went well."""

    path: str
    form: Mapping[str, str] | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    expected: int = 200


@dataclass(frozen=True)
class Web:
    """The web server at a port of this machine, seen through the proxy that ends TLS before it."""

    port: int
    addresses: Iterator[int] = field(default_factory=count)

    def ask(self, request: Request) -> tuple[float, int]:
        """Seconds until the whole answer was there, and its bytes. Raises SystemExit for an unexpected status."""
        body = urlencode(request.form) if request.form is not None else None
        headers = {**self._headers(), **request.headers}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET" if body is None else "POST", request.path, body, headers)
        answer = connection.getresponse()
        size = len(answer.read())
        connection.close()
        seconds = time.perf_counter() - started
        if answer.status != request.expected:
            raise SystemExit(f"{request.path} answered {answer.status} instead of {request.expected}.")
        return seconds, size

    def one_after_another(self, make: Callable[[], Request], *, times: int) -> tuple[list[float], int]:
        """Seconds of each of so many requests, and the bytes of the last answer."""
        for _ in range(min(WARM_UP, times)):
            self.ask(make())
        asked = [self.ask(make()) for _ in range(times)]
        return [seconds for seconds, _size in asked], asked[-1][1]

    def by_clients(self, make: Callable[[], Request], *, seconds: float) -> float:
        """Answers a second while CLIENTS clients ask at once, for so many seconds."""
        end = time.perf_counter() + seconds

        def client(_number: int) -> int:
            answered = 0
            while time.perf_counter() < end:
                self.ask(make())
                answered += 1
            return answered

        started = time.perf_counter()
        with ThreadPoolExecutor(CLIENTS) as pool:
            answered = sum(pool.map(client, range(CLIENTS)))
        return round(answered / (time.perf_counter() - started), 1)

    def _headers(self) -> dict[str, str]:
        """Everybody has an address of their own, which the proxy states."""
        number = next(self.addresses)
        return {
            "Accept-Encoding": "gzip, br",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        }
