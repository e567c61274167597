"""The words of provisions as the reader prints them. They change with nothing but the draft, so they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import cast

from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from comments.queries.kept import kept_for
from comments.queries.reader import ReaderProvision, reader_page, with_those_above
from comments.queries.stretches import Stretch, stretch_at
from comments.views.places import PlaceOnPage, Printed, places_in
from consultations.models import Draft

MOST_REMEMBERED = 40
"""How many texts with their marks each process remembers, the last used; a page of the reader has 200 KB."""

SVG = '<svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false">'


def printed(draft: Draft, language: str, stretch: Stretch) -> tuple[Printed, ...]:
    """The provisions of a stretch, in order, with the names that the page's language gives them."""
    form = (*Printed._fields, _template().template.source)
    what = ("printed rows", draft.get_absolute_url(), language, stretch.first, stretch.last, form)
    rows = kept_for(draft, *what, make=lambda: [*map(tuple, _print(draft, language, stretch))])
    return tuple(map(Printed._make, rows))


def names_of(draft: Draft, language: str, stretches: Sequence[Stretch], orders: Sequence[int]) -> dict[int, Printed]:
    """Provisions anywhere in the draft as they are printed, by order."""
    wanted = {stretch_at(stretches, order) for order in orders}
    return {it.order: it for stretch in wanted for it in printed(draft, language, stretch)}


def text_of(places: Sequence[PlaceOnPage], *, chosen: str, query: str = "", takes_comments: bool = False) -> SafeString:
    """The provisions as they stand on the page, each with its mark; that of the eid `chosen` is the current one. Links
    to them keep `query`, which the address of the page has beside. Where one may comment, a pointer finds after each
    the way to say what is missing there; the Tab key passes it by, since the discussion of each has it, too."""
    is_everybodys = not query and not any(it.new for it in places)
    make = _text_of if is_everybodys else _text_of.__wrapped__
    return make(tuple(places), chosen, get_language(), query, takes_comments)


@lru_cache(maxsize=MOST_REMEMBERED)
def _text_of(
    places: tuple[PlaceOnPage, ...], chosen: str, _language: str | None, query: str, takes_comments: bool
) -> SafeString:
    """Made once for the same words with the same counts.

    Put together here and not in a template: of 500 provisions a template makes a tenth of a second, this a hundredth.
    """
    kept = f"?{escape(query)}" if query else ""
    texts = [(it, it.provision) for it in places if isinstance(it.provision, Printed)]
    missing = escape(_("Something is missing here")) if takes_comments else ""
    return mark_safe("".join(_section(place, words, chosen, kept, missing) for place, words in texts))


def _section(place: PlaceOnPage, words: Printed, chosen: str, kept: str, missing: str) -> str:
    classes = f"provision{' headed' if words.heading else ''}{f' within-{words.within}' if words.within else ''}"
    current = ' aria-current="true"' if words.eid == chosen else ""
    link = f'href="{words.url}'
    shown = words.words.replace(f'{link}"', f'{link}{kept}"') if kept else words.words
    mark = _mark(place, f'{link}{kept}"')
    gap = _way_to_gap(words, missing) if missing else ""
    return f'<section class="{classes}" id="{escape(words.eid)}"{current}>\n{shown}\n{mark}\n{gap}</section>\n'


def _way_to_gap(words: Printed, missing: str) -> str:
    link = f'href="{words.url}comment/?gap=1" rel="nofollow" tabindex="-1"'
    return f'<p class="missing"><a {link}>{missing}</a></p>\n'


def _mark(place: PlaceOnPage, link: str) -> str:
    """How much, and how, a place is discussed: the number of comments over a line of the positions."""
    discussed = place.counts.count
    link = f'{link} aria-label="{escape(place.discussed_label)}"'
    if not discussed:
        return f'<a class="discussed undiscussed" {link}><span aria-hidden="true">+</span></a>'
    lines = "".join(f'<path class="{it.value}" d="M{it.start} 2h{it.width}"/>' for it in place.bars)
    classes = "discussed has-new" if place.new else "discussed"
    return f'<a class="{classes}" {link}>{discussed}{SVG}{lines}</svg></a>'


def _print(draft: Draft, language: str, stretch: Stretch) -> tuple[Printed, ...]:
    only = with_those_above(draft, first=stretch.first, last=stretch.last, depth=stretch.depth)
    template = _template()
    return tuple(
        Printed(
            pk=it.provision.pk,
            eid=it.eid,
            order=it.order,
            depth=it.provision.depth,
            parent_id=it.provision.parent_id,
            number=it.provision.number,
            heading=it.provision.heading,
            name=it.name,
            level=it.level,
            within=it.within,
            url=it.url,
            words=template.render({"place": it}).strip(),
        )
        for it in places_in(reader_page(draft, language, only=only))
        if isinstance(it.provision, ReaderProvision) and stretch.first <= it.provision.order <= stretch.last
    )


def _template() -> DjangoTemplate:
    return cast(DjangoTemplate, get_template("_components/provision.html"))
