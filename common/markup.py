"""What people write becomes HTML here, and nowhere else.

CommonMark by markdown-it-py, in which raw HTML is text; then nh3 with a short allow-list, so that safety does not
hang on one parser. Images become their description: a comment must not make a reader's browser call another server.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from common.text import storable

BLOCKS = {"p", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre"}
TAGS = BLOCKS | {"a", "br", "code", "em", "hr", "strong", "sub", "sup", "del", "ins"}
TABLE = {"table", "thead", "tbody", "tr", "th", "td"}
DIRECTED = (BLOCKS - {"pre"}) | {"table"}
UPPER_HEADINGS = {"h2", "h3"}
SPANS = {"colspan", "rowspan"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href", "title"}, "ol": {"start"}, "td": SPANS, "th": SPANS}
SCHEMES = {"http", "https", "mailto"}
HEADING_SHIFT = 3
"""A comment's first heading is an h4: the page has its h1, the draft its h2 and h3."""

PAGE_HEADING_SHIFT = 0
"""“## ” in the text of a page of the site is an h2; so is “# ”, as the page's title is the h1."""

OPEN_OR_CLOSE = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>')
"""A tag as nh3 writes it: quotes in values and “<” in text are escaped there, and what is opened is closed."""

LONGEST_MARKUP = 100_000
"""Characters. Longer text is shown as it was typed, so that no text takes more than a few seconds; so is text with
quotes or lists in each other beyond any that people write, of which the parser would drop words."""


@dataclass(frozen=True)
class Rendered:
    """`html` may stand in a page as it is; `text` is the same words without markup. `is_as_typed`: the markup was too
    long or too deep to be read, and stands there as it was typed."""

    html: str
    text: str
    is_as_typed: bool = False


def render(source: str) -> Rendered:
    """CommonMark to clean HTML and plain text. Any input at all gives some output."""
    source = storable(source)
    rendered = _markup(source) if len(source) <= LONGEST_MARKUP else None
    clean = clean_html(f"<pre>{html.escape(source)}</pre>" if rendered is None else rendered)
    return Rendered(html=clean, text=plain_text(clean), is_as_typed=rendered is None)


def _markup(source: str) -> str | None:
    """The parser leaves out what stands too deep in quotes and lists; None where it has done so."""
    env: dict[str, Any] = {}
    tokens = _parser.parse(source, env)
    deepest = _parser.options["maxNesting"] - 1
    if any(it.type in {"blockquote_open", "list_item_open"} and it.level >= deepest for it in tokens):
        return None
    return str(_parser.renderer.render(tokens, _parser.options, env))


def render_page(source: str) -> str:
    """CommonMark of a page of the site, which administrators write, to clean HTML: its headings begin at h2.

    Its blocks have the writing direction of the page's language, which the page states.
    """
    source = storable(source)[:LONGEST_MARKUP]
    rendered = _parser.render(source, {"heading_shift": PAGE_HEADING_SHIFT})
    return _clean(rendered, TAGS | UPPER_HEADINGS)


def clean_html(source: str) -> str:
    """HTML from anywhere, reduced to what a page of ours may hold. Each outermost block finds its writing direction.

    Not those inside: a list looks for its direction in its items, and passes over those that state one of their own.
    """
    depth = 0

    def with_direction(tag: re.Match[str]) -> str:
        nonlocal depth
        closes, name, attributes = tag.groups()
        if name not in DIRECTED:
            return tag[0]
        depth += -1 if closes else 1
        return f'<{name}{attributes} dir="auto">' if depth == 1 and not closes else tag[0]

    return OPEN_OR_CLOSE.sub(with_direction, _clean(source, TAGS | TABLE))


def _clean(source: str, tags: set[str]) -> str:
    return nh3.clean(
        storable(source),
        tags=tags,
        clean_content_tags={"script", "style"},
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="nofollow ugc noopener",
        strip_comments=True,
    )


def plain_text(clean: str) -> str:
    """The words of clean HTML, a blank line between blocks at most."""
    text = html.unescape(nh3.clean(clean.replace("<br>", "\n"), tags=set(), clean_content_tags=set()))
    return re.sub(r"\n\s*\n", "\n\n", text).strip()


def _image(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return html.escape(renderer.renderInlineAsText(tokens[index].children or [], options, env))


def _shift_headings(state: Any) -> None:
    shift = state.env.get("heading_shift", HEADING_SHIFT)
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(max(int(token.tag[1]) + shift, 2), 6)}"


def _make_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.add_render_rule("image", _image)
    parser.core.ruler.push("shift_headings", _shift_headings)
    return parser


_parser = _make_parser()
