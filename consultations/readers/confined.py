"""Reading a file in a process of its own, so that no file can take a worker or the site down with it.

The process may use so much memory and time and no more; it opens no connection, starts nothing and writes no file
(`confined_child`). A worker of Celery may have no `multiprocessing` children, so this is a plain program: it gets the
bytes on its standard input and answers on its standard output.
"""

import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path, PurePath
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from consultations.readers import reader_for
from consultations.readers.confined_json import from_json
from consultations.readers.draft import ReadDraft
from consultations.readers.encoding import UnreadableFile

ROOT = Path(__file__).resolve().parents[2]
CHILD = "consultations.readers.confined_child"
MEGABYTE = 1024 * 1024
MOST_MEMORY = 500 * MEGABYTE
MOST_SECONDS = 180
"""Of computing; on the clock it may take twice as long, on a machine that is busy."""
BEAT = 0.5  # seconds

UNREADABLE = 3  # what the child's status says beside its answer
OUT_OF_MEMORY = 4
TOO_DEEP = 5
KILLED_FOR_TIME = (-signal.SIGXCPU, -signal.SIGALRM)


def read_confined(data: bytes, name: str, beat: Callable[[], None] = lambda: None) -> ReadDraft:
    """The draft in a file of that name. `beat` is called twice a second; what it raises ends the reading.

    Raises UnreadableFile, in the language that is active here.
    """
    reader_for(name)
    status, answer, complaint = run([PurePath(name).suffix.lower(), get_language() or "en"], data, beat)
    if status == 0:
        return from_json(answer)
    if status == UNREADABLE:
        raise UnreadableFile(answer.decode())
    raise UnreadableFile(why(status)) if status in (OUT_OF_MEMORY, TOO_DEEP) or status < 0 else RuntimeError(complaint)


def run(arguments: list[str], data: bytes, beat: Callable[[], None]) -> tuple[int, bytes, str]:
    """The child's status (negative: the signal that ended it), its answer, and what it said on standard error."""
    deadline = monotonic() + 2 * MOST_SECONDS
    limits = [str(MOST_MEMORY), str(MOST_SECONDS)]
    command = [sys.executable, "-m", CHILD, *arguments, *limits]
    with (
        TemporaryFile() as file,
        subprocess.Popen(  # noqa: S603  # our own program; it needs nothing of what stands in the environment
            command,
            stdin=filled(file, data),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT)},
        ) as child,
    ):
        try:
            while True:
                with suppress(subprocess.TimeoutExpired):
                    answer, complaint = child.communicate(timeout=BEAT)
                    return child.returncode, answer, complaint.decode(errors="replace")
                beat()
                if monotonic() > deadline:
                    return -signal.SIGALRM, b"", ""
        finally:
            child.kill()


def filled(file: IO[bytes], data: bytes) -> IO[bytes]:
    file.write(data)
    file.seek(0)
    return file


def why(status: int) -> str:
    """What people are told when the child did not come to an end of its own."""
    if status in KILLED_FOR_TIME:
        message = _(
            "Reading the file took more than %(seconds)s seconds and was stopped. Split it into smaller files, or save "
            "it again with the program that made it."
        )
        return message % {"seconds": MOST_SECONDS}
    if status == TOO_DEEP:
        return _("Lists or elements of the file stand in each other far deeper than in any text. Save it more simply.")
    message = _(
        "Reading the file took more than %(memory)s MB of memory, or the file is damaged, and was stopped. Split it "
        "into smaller files, leave out pictures, or save it again with the program that made it."
    )
    return message % {"memory": MOST_MEMORY // MEGABYTE}
