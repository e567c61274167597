import signal
import socket
import subprocess
import sys
from contextlib import closing
from time import monotonic

import pytest
from django.utils import translation

from consultations.enums import NoticeKind, PlaceUnit, ProblemReason, ProvisionKind
from consultations.readers import UnreadableFile, confined, markdown
from consultations.readers.confined import MEGABYTE, read_confined, run, why
from consultations.readers.confined_json import as_json, from_json
from consultations.readers.draft import Notice, Problem, ReadDraft, ReadProvision

LAW = "# Loi\n\n## Article 1\n\n1. Un\n   a) aa\n\n2. 二\n\n<div>x</div>\n".encode()


def deep(depth: int) -> ReadProvision:
    provision = ReadProvision(ProvisionKind.POINT)
    for _ in range(depth):
        provision = ReadProvision(ProvisionKind.POINT, children=[provision])
    return provision


def in_the_child(code: str) -> subprocess.CompletedProcess[str]:
    """What a reader could try, in a process with the child's limits."""
    program = "from consultations.readers.confined_child import confine\nconfine(500 * 1024**2, 20)\n" + code
    return subprocess.run(
        [sys.executable, "-c", program], cwd=confined.ROOT, capture_output=True, text=True, check=False
    )


def test_a_file_is_read_as_without_confinement():
    read = read_confined(LAW, "law.md")

    assert read == markdown.read(LAW)
    assert read.source == markdown.read(LAW).source
    assert [problem.reason for problem in read.problems] == [ProblemReason.HTML]


def test_a_draft_keeps_everything_on_its_way():
    draft = ReadDraft(
        [ReadProvision(ProvisionKind.ARTICLE, "1.", "Ü", "\u2028", "<p>", "art_1", [deep(3), deep(0)]), deep(5000)],
        [Problem(3, "x", ProblemReason.MARK, PlaceUnit.PAGE)],
        [Notice(NoticeKind.ENCODING, 2)],
        "all of it",
        "its markup",
    )
    back = from_json(as_json(draft))

    assert [(one.kind, one.number, one.text, one.eid, depth) for one, _, depth in back.walk()] == [
        (one.kind, one.number, one.text, one.eid, depth) for one, _, depth in draft.walk()
    ]
    assert (back.problems, back.notices) == (draft.problems, draft.notices)
    assert (back.source, back.markup) == ("all of it", "its markup")


def test_what_cannot_be_read_is_said_in_the_language_of_whoever_asked():
    with translation.override("fr"), pytest.raises(UnreadableFile, match=r"^Le fichier est vide\.$"):
        read_confined(b" ", "law.md")
    with translation.override(None), pytest.raises(UnreadableFile, match=r"^The file is empty\.$"):
        read_confined(b" ", "law.md")


def test_a_file_that_takes_too_much_memory_is_refused(monkeypatch):
    monkeypatch.setattr(confined, "MOST_MEMORY", 150 * MEGABYTE)

    with pytest.raises(UnreadableFile, match=r"took more than 150 MB of memory.*Split it"):
        read_confined(b"word\n\n" * 1_000_000, "law.md")


def test_a_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(confined, "MOST_SECONDS", 2)
    began = monotonic()

    with pytest.raises(UnreadableFile, match=r"took more than 2 seconds.*Split it"):
        read_confined(b"word\n\n" * 500_000, "law.md")
    assert monotonic() - began < 12


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (-signal.SIGXCPU, "seconds"), (-signal.SIGALRM, "seconds"), (-signal.SIGSEGV, "damaged"),
        (-signal.SIGTRAP, "500 MB"), (confined.TOO_DEEP, "deeper"),
    ],
)  # fmt: skip
def test_each_end_of_the_child_has_its_words(status, message):
    assert message in why(status)


def test_a_slip_of_our_own_is_no_fault_of_the_file():
    status, _, complaint = run([".unknown", "en"], LAW, lambda: None)

    assert status == 1
    assert "KeyError" in complaint


def test_whoever_cancels_stops_the_child_at_once():
    def cancel() -> None:
        raise KeyboardInterrupt

    began = monotonic()
    with pytest.raises(KeyboardInterrupt):
        read_confined(b"word\n\n" * 500_000, "law.md", cancel)
    assert monotonic() - began < 5


def test_nothing_is_fetched_from_elsewhere():
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        tried = in_the_child(f"import urllib.request; urllib.request.urlopen('http://127.0.0.1:{port}/')")

        assert "A reader may not do this: socket." in tried.stderr
        with pytest.raises(TimeoutError):
            listener.accept()


@pytest.mark.parametrize(
    "code",
    [
        "import subprocess; subprocess.run(['true'])", "import os; os.system('true')", "import os; os.fork()",
        "import socket; socket.socket(socket.AF_UNIX)", "import os; os.execv('/bin/true', ['true'])",
    ],
)  # fmt: skip
def test_a_reader_starts_nothing_and_calls_nobody(code):
    tried = in_the_child(code)

    assert tried.returncode == 1
    assert "A reader may not do this" in tried.stderr


def test_a_reader_writes_no_file(tmp_path):
    tried = in_the_child(f"open({str(tmp_path / 'x')!r}, 'wb', 0).write(b'a')")

    assert "File too large" in tried.stderr
    assert (tmp_path / "x").read_bytes() == b""
