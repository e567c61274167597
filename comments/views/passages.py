"""Commented passages marked in the words of the draft, and the way to what is said about the gaps in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

from django.utils.html import escape
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from comments.anchoring.marks import Passage, marked
from comments.anchoring.selector import Span
from comments.asked_places import AskedPlace, place_at
from comments.enums import AnchorType
from comments.queries.passages import Spoken
from comments.views.places import PlaceOnPage, Printed

MOST_REMEMBERED = 500
"""How many provisions with their marks each process remembers, the last used."""

QUOTED = 60
"""Characters of a passage that the name of its link holds."""

OPENS, CLOSES = '<div class="words">', "</div>"


def with_passages(places: Sequence[PlaceOnPage], spoken: Mapping[int, Spoken]) -> list[PlaceOnPage]:
    """The provisions as they are printed, with their commented passages marked, and the comments on what is missing
    after them counted; at most one pass over the words of those that have any."""
    return [_with_passages(it, spoken.get(it.provision.pk) if it.provision else None) for it in places]


def _with_passages(place: PlaceOnPage, spoken: Spoken | None) -> PlaceOnPage:
    if spoken is None or place.provision is None:
        return place
    language = get_language()
    if isinstance(place.provision, Printed):
        before, opens, html = place.provision.words.partition(OPENS)
        words = _marked(html.removesuffix(CLOSES), place.url, place.eid, spoken, language) if opens else ""
        closes = CLOSES if opens else ""
        shown = f"{before}{opens}{words}{closes}{_gap(place, spoken)}"
        return replace(place, provision=place.provision._replace(words=shown))
    html = _marked(place.provision.html, place.url, place.eid, spoken, language)
    return replace(place, provision=place.provision._replace(html=html))


@lru_cache(maxsize=MOST_REMEMBERED)
def _marked(html: str, url: str, eid: str, spoken: Spoken, _language: str | None) -> str:
    return marked(html, spoken.text, [_passage(url, eid, spoken, span, count) for span, count in spoken.passages])


def _passage(url: str, eid: str, spoken: Spoken, span: Span, count: int) -> Passage:
    quote = Truncator(" ".join(spoken.text[span.start : span.end].split())).chars(QUOTED)
    words = ngettext("%(count)s comment on “%(quote)s”", "%(count)s comments on “%(quote)s”", count)
    name = AskedPlace(AnchorType.PASSAGE, eid, spoken.language, span)
    return Passage(span, count, threads_url(url, name), words % {"count": count, "quote": quote})


def _gap(place: PlaceOnPage, spoken: Spoken) -> str:
    """Where readers see that something is said to be missing."""
    if not spoken.gaps:
        return ""
    words = ngettext(
        "%(count)s comment: something is missing here", "%(count)s comments: something is missing here", spoken.gaps
    ) % {"count": spoken.gaps}
    address = threads_url(place.url, place_at(place.eid, is_gap=True))
    label = _("%(words)s, after %(place)s") % {"words": words, "place": place.name}
    return f'<p class="gap"><a href="{escape(address)}" aria-label="{escape(label)}">{escape(words)}</a></p>'


def threads_url(url: str, place: AskedPlace) -> str:
    """What is said about that passage or gap, at the page of its provision."""
    return f"{url}?{urlencode({'about': str(place)})}#threads"
