"""What a letter says, before it is laid out as text and as HTML. All of it is in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from comments.enums import LetterKind


@dataclass(frozen=True)
class Quote:
    """Words of a person. `html` is clean, "" where the words are cut."""

    text: str
    html: str = ""
    language: str = ""


@dataclass(frozen=True)
class Item:
    """One thing told: a sentence, the words that it is about, what is to be known of them, and their address."""

    lead: str
    address: str
    quote: Quote | None = None
    answers: Quote | None = None
    wording: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """What is told of one thread. `more` says how much of it the letter leaves to the page."""

    title: str
    address: str
    items: tuple[Item, ...]
    more: str = ""


@dataclass(frozen=True)
class Letter:
    """`kind` is None where several kinds are bundled: to refuse it is to refuse them all."""

    subject: str
    title: str
    kind: LetterKind | None
    sections: tuple[Section, ...]
    more: str = ""
    closing: tuple[str, ...] = field(default=())
