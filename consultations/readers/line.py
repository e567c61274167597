"""A line of a paragraph, and what it may begin with: a number, a heading, the word “Preamble”."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markdown_it.token import Token

from consultations.readers.inline import OPTIONS, RENDERER
from consultations.readers.markers import Marker, marker_at
from consultations.readers.nouns import Named, is_preamble, named, run_in_preamble


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a paragraph, as inline tokens."""

    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        return " ".join("".join(text_of(token) for token in self.tokens).split())

    @property
    def html(self) -> str:
        return str(RENDERER.renderInline(list(self.tokens), OPTIONS, {})).strip()

    @property
    def is_bold(self) -> bool:
        """The whole line stands in bold."""
        kinds = [token.type for token in self.tokens if token.type != "text" or token.content.strip()]
        return kinds[:1] == ["strong_open"] and kinds[-1:] == ["strong_close"] and kinds.count("strong_open") == 1

    def marker(self) -> tuple[Marker, Line] | None:
        """The number it starts with, which may be bold or italic, and the rest of the line."""
        tokens = [token for token in self.tokens if token.type != "text" or token.content]
        if len(tokens) > 2 and tokens[0].type in {"strong_open", "em_open"} and tokens[2].nesting == -1:
            found = marker_at(tokens[1].content)
            return (found[0], Line(tuple(tokens[3:]))) if found and not found[1].strip() else None
        if not tokens or tokens[0].type != "text":
            return None
        if (found := marker_at(tokens[0].content)) is None:
            return divided_marker(tokens)
        return found[0], Line((tokens[0].copy(content=found[1]), *tokens[1:]))

    def run_in_heading(self) -> tuple[Named, Line] | None:
        """“**Article 3.** The Parties …”, “第五条 …”: a heading at the start of its own text, and the text."""
        tokens = [token for token in self.tokens if token.type != "text" or token.content]
        if len(tokens) > 3 and tokens[0].type == "strong_open" and tokens[2].type == "strong_close":
            found = named(tokens[1].content)
            return (found, Line(tuple(tokens[3:]))) if found else None
        found = named(tokens[0].content) if tokens and tokens[0].type == "text" else None
        if found is None or not (found.stands_alone or found.separated) or not found.rest:
            return None
        rest = found.rest + (" " if tokens[0].content[-1].isspace() else "")
        return replace(found, rest=""), Line((tokens[0].copy(content=rest), *tokens[1:]))

    def run_in_preamble(self) -> tuple[str, Line] | None:
        """“Preamble” on a line of its own or at the start of its text, and the text."""
        if is_preamble(self.text):
            return self.text, Line(())
        tokens = [token for token in self.tokens if token.type != "text" or token.content]
        if len(tokens) > 3 and tokens[0].type == "strong_open" and tokens[2].type == "strong_close":
            return (tokens[1].content.strip(), Line(tuple(tokens[3:]))) if is_preamble(tokens[1].content) else None
        found = run_in_preamble(tokens[0].content) if tokens and tokens[0].type == "text" else None
        return (found[0], Line((tokens[0].copy(content=found[1]), *tokens[1:]))) if found else None


def divided_marker(tokens: list[Token]) -> tuple[Marker, Line] | None:
    """“(*a*) North”, as the United Nations print it: emphasis within a number, which ends outside of it."""
    if len(tokens) < 4 or tokens[1].nesting != 1 or tokens[3].nesting != -1:
        return None
    begun, after = tokens[0].content + tokens[2].content, tokens[4:5]
    ended = after[0].content if after and after[0].type == "text" else ""
    found = marker_at(begun + ended)
    if found is None or not ended or len(found[1]) >= len(ended):
        return None
    return found[0], Line((after[0].copy(content=found[1]), *tokens[5:]))


def text_of(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"} or token.content.lower().startswith("<br"):
        return " "
    return token.content if token.type in {"text", "code_inline"} else ""
