"""What people say in the demonstration, read from the Markdown files in `content/`.

A line `# art_4__para_1` names a provision by its eid (`# draft` the whole draft). Each heading below is one comment:

    ## sofia, changes, question, es        a first comment: who, then position, kind, language and so on in any order
    ### fatima                             a reply to it; a deeper heading replies to the comment above it
    ## Response: noted                     the secretariat's answer to every first comment above it that has none yet
    ## Early response: noted               one to the thread directly above, given while the round was still open
    ## Report: off-topic, hessa            a reader's report of the comment directly above; `visitor` has no account
    ## Edited                              what the author made of the comment directly above while the round was open
    ## Withdrawn                           its author has taken it back while the round was open

In a heading, `late` is after the round, `myself` is for nobody though the person represents an organisation, `pending`
waits for a moderator, and a reason such as `spam: Too much of it.` hides the comment with the moderator's words. Text
follows its heading; what is quoted with “> ” is a proposed wording and makes the comment one. A line “@ …” says what a
first comment is about instead of the whole provision: words of it, an eid, or `+` for the gap after it.
`file: NAME` in the heading of a letter is a file of `content/` that came with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from comments.enums import Attribution, Channel, Disposition, Kind, ModerationReason, Position, Status

CONTENT = Path(__file__).with_name("content")
HEADING = re.compile(r"(#{1,6}) (.+)")
RESPONSE = re.compile(r"(Early response|Response): (\S+)")
REPORT = re.compile(r"Report: (\S+), (\S+)")
LANGUAGES = frozenset({"fr", "es", "ar", "ru", "zh"})
WHOLE_DRAFT = "draft"


class Misprint(Exception):
    """A line of the content cannot be read; the message says which."""


@dataclass
class Said:
    """One comment. `eid` is "" for the whole draft; `parent` is its place in the round's list of comments.
    `attribution` None is as the person mostly wants it; `about` are the words after “@ ”."""

    by: str
    eid: str
    parent: int | None
    depth: int
    body: str = ""
    wording: str = ""
    about: tuple[str, ...] = ()
    position: Position = Position.NONE
    kind: Kind = Kind.GENERAL
    language: str = "en"
    attribution: Attribution | None = None
    channel: Channel = Channel.WEB
    is_personal: bool = False
    is_late: bool = False
    status: Status = Status.PUBLISHED
    hidden_for: ModerationReason | None = None
    note: str = ""
    file: str = ""


@dataclass
class Answer:
    """The secretariat's response to the comments at these places of the round's list."""

    to: tuple[int, ...]
    disposition: Disposition
    is_early: bool
    body: str = ""


@dataclass(frozen=True)
class Reported:
    """A reader's report of the comment at this place of the round's list. `by` is "visitor" without an account."""

    comment: int
    by: str
    reason: ModerationReason
    words: str


@dataclass(frozen=True)
class Edited:
    """What the comment at this place of the round's list says since its author edited it."""

    comment: int
    body: str
    wording: str


@dataclass
class Script:
    """All that is said in one round, in reading order; `withdrawn` are places of comments."""

    comments: list[Said] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    reports: list[Reported] = field(default_factory=list)
    edits: list[Edited] = field(default_factory=list)
    withdrawn: list[int] = field(default_factory=list)


def read_script(source: str) -> Script:
    """Raises Misprint."""
    reading = _Reading()
    for marks, title, text in _sections(source):
        if len(marks) == 1:
            reading.go_to(title)
        elif found := RESPONSE.fullmatch(title):
            reading.answer(Disposition(found[2]), is_early=found[1] != "Response", body=text)
        elif found := REPORT.fullmatch(title):
            reading.report(ModerationReason(found[1]), by=found[2], words=text)
        elif title == "Edited":
            reading.edit(text)
        elif title == "Withdrawn":
            reading.script.withdrawn.append(reading.last(title))
        else:
            reading.say(title, text, depth=len(marks) - 2)
    return reading.script


def _sections(source: str) -> Iterator[tuple[str, str, str]]:
    """Each heading's signs, its title, and the text below it."""
    lines = source.splitlines()
    starts = [(number, found) for number, line in enumerate(lines) if (found := HEADING.fullmatch(line))]
    ends = [number for number, _found in starts[1:]] + [len(lines)]
    for (number, found), end in zip(starts, ends, strict=True):
        yield found[1], found[2], "\n".join(lines[number + 1 : end]).strip()


class _Reading:
    def __init__(self) -> None:
        self.script = Script()
        self.eid = ""
        self.line: list[int] = []
        self.unanswered: list[int] = []

    def go_to(self, place: str) -> None:
        self.eid = "" if place == WHOLE_DRAFT else place
        self.line, self.unanswered = [], []

    def say(self, title: str, text: str, *, depth: int) -> None:
        if depth > len(self.line):
            raise Misprint(f"“{title}” answers nothing: its heading is too deep.")
        by, *marks = title.split(", ")
        place = len(self.script.comments)
        said = Said(by, self.eid, self.line[depth - 1] if depth else None, depth)
        said.body, said.wording, said.about = _parted(text)
        if said.wording:
            said.kind = Kind.WORDING
            said.body = said.body or "I propose the following wording."
        for mark in marks:
            _apply(mark, said)
        self.script.comments.append(said)
        self.line = [*self.line[:depth], place]
        if depth == 0 and said.status != Status.HIDDEN:
            self.unanswered.append(place)

    def answer(self, disposition: Disposition, *, is_early: bool, body: str) -> None:
        if not self.unanswered:
            raise Misprint(f"A response answers nothing: “{body[:60]}”.")
        to = self.unanswered[-1:] if is_early else self.unanswered
        self.unanswered = [place for place in self.unanswered if place not in to]
        self.script.answers.append(Answer(tuple(to), disposition, is_early, body))

    def report(self, reason: ModerationReason, *, by: str, words: str) -> None:
        self.script.reports.append(Reported(self.last(words), by, reason, words))

    def edit(self, text: str) -> None:
        body, wording, _about = _parted(text)
        self.script.edits.append(Edited(self.last(text), body, wording))

    def last(self, words: str) -> int:
        """The place of the comment directly above, of which these words are."""
        if not self.line:
            raise Misprint(f"There is no comment above: “{words[:60]}”.")
        return self.line[-1]


def _parted(text: str) -> tuple[str, str, tuple[str, ...]]:
    """The body, the proposed wording, and what it is about."""
    lines = text.splitlines()
    wording, about = ([line[2:] for line in lines if line.startswith(sign)] for sign in ("> ", "@ "))
    body = "\n".join(line for line in lines if not line.startswith(("> ", "@ ")))
    return body.strip(), "\n".join(wording), tuple(about)


def _apply(mark: str, said: Said) -> None:
    word, _, note = mark.partition(": ")
    if word in LANGUAGES:
        said.language = word
    elif word == "late":
        said.is_late = True
    elif word == "myself":
        said.is_personal = True
    elif word == "file":
        said.file = note
    elif word == Status.PENDING:
        said.status = Status.PENDING
    elif word in ModerationReason.values:
        said.status, said.hidden_for, said.note = Status.HIDDEN, ModerationReason(word), note
    elif word in CHOICES:
        name, choice = CHOICES[word]
        setattr(said, name, choice(word))
    else:
        raise Misprint(f"“{mark}” means nothing in the heading of a comment by {said.by}.")


CHOICES: dict[str, tuple[str, Callable[[str], object]]] = {
    choice.value: (name, kind)
    for name, kind in (("position", Position), ("kind", Kind), ("attribution", Attribution), ("channel", Channel))
    for choice in kind
}
