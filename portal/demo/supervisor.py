from __future__ import annotations

import signal
import time
from collections.abc import Callable, Sequence
from types import FrameType

from portal.demo.child import Child

RESTARTS = 5
PATIENCE = 10.0
"""Seconds for the processes to end by themselves. A job cut short is taken up at the next start."""


class Stopped(Exception):
    """Somebody asked the demo to end: Ctrl-C, a signal, a closed terminal."""


class ChildFailed(Exception):
    """A process of the demo does not stay alive; the message holds the end of its log."""


def run(
    children: Sequence[Child], *, is_ready: Callable[[], bool], announce: Callable[[], None], say: Callable[[str], None]
) -> None:
    """Start the children, announce when ready, start again what dies, until Stopped. Leaves none behind."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        for child in children:
            child.start()
        _watch(children, say, until=is_ready)
        announce()
        _watch(children, say, until=lambda: False)
    except Stopped:
        say("Stopping …")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        _end(children)


def _watch(children: Sequence[Child], say: Callable[[str], None], *, until: Callable[[], bool]) -> None:
    while not until():
        for child in children:
            if not child.is_alive:
                _start_again(child, say)
        time.sleep(0.2)


def _start_again(child: Child, say: Callable[[str], None]) -> None:
    if child.starts > RESTARTS:
        raise ChildFailed(f"The {child.name} ended {child.starts} times. The end of {child.log}:\n{child.last_words()}")
    say(f"The {child.name} ended unexpectedly and is started again (log: {child.log}).")
    child.start()


def _end(children: Sequence[Child]) -> None:
    for child in children:
        child.ask_to_end()
    end = time.monotonic() + PATIENCE
    for child in children:
        child.end(patience=max(0.0, end - time.monotonic()))


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise Stopped
