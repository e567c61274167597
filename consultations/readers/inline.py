"""Words with their emphasis, as every reader gives them: Markdown's inline tokens, whatever the file's format is."""

from collections.abc import Iterable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

RENDERER = RendererHTML()
OPTIONS = MarkdownIt("commonmark").options


def words(text: str) -> Token:
    return Token("text", "", 0, content=text)


def wrapped(tag: str, inside: Iterable[Token], **attributes: str) -> list[Token]:
    """What stands inside, within an element such as `strong`, `em`, `sub`, `sup`, `u` or `a`."""
    kind = "link" if tag == "a" else tag
    return [Token(f"{kind}_open", tag, 1, attrs=dict(attributes)), *inside, Token(f"{kind}_close", tag, -1)]
