"""The process in which a file is read (`confined`): extension, language, bytes of memory and seconds are its arguments.

Not to be imported: it limits whatever process it runs in.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

import django
from django.conf import settings

FORBIDDEN = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn")
"""What Python says it is about to do, by the beginnings of its audit events."""


def confine(memory: int, seconds: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(2 * seconds)  # where nobody is left to stop it
    sys.addaudithook(refuse)


def refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event.startswith(FORBIDDEN):
        raise PermissionError(f"A reader may not do this: {event}")


def answer(status: int, content: bytes = b"") -> None:
    """End here, whatever libraries would still do on their way out."""
    with os.fdopen(1, "wb", closefd=False) as out:
        out.write(content)
    os._exit(status)


def main(extension: str, language: str, memory: int, seconds: int) -> None:
    confine(memory, seconds)
    locale = Path(__file__).resolve().parents[2] / "locale"
    settings.configure(USE_I18N=True, LANGUAGE_CODE=language, LOCALE_PATHS=[locale])
    django.setup()
    from consultations.readers import READERS, UnreadableFile, confined  # only after the limits
    from consultations.readers.confined_json import as_json

    try:
        answer(0, as_json(READERS[extension](sys.stdin.buffer.read())))
    except UnreadableFile as error:
        answer(confined.UNREADABLE, str(error.message).encode())
    except MemoryError:
        answer(confined.OUT_OF_MEMORY)
    except RecursionError:
        answer(confined.TOO_DEEP)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
