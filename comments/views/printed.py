"""The words of provisions as the reader prints them. They change with nothing but the draft, so they are kept."""

from __future__ import annotations

from typing import cast

from django.template.backends.django import Template as DjangoTemplate
from django.template.loader import get_template

from comments.queries.kept import kept_for
from comments.queries.reader import ReaderProvision, reader_page, with_those_above
from comments.queries.stretches import Stretch
from comments.views.places import Printed, places_in
from consultations.models import Draft


def printed(draft: Draft, language: str, stretch: Stretch) -> tuple[Printed, ...]:
    """The provisions of a stretch, in order, with the names that the page's language gives them."""
    form = (*Printed.__slots__, _template().template.source)
    what = ("printed", draft.get_absolute_url(), language, stretch.first, stretch.last, form)
    return kept_for(draft, *what, make=lambda: _print(draft, language, stretch))


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
