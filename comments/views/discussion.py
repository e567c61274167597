"""What stands beside the text of a draft: the threads of the chosen provision, and what they may be narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from comments.queries.filters import Filters
from comments.queries.threads import Thread, threads_on
from comments.views.choices import Choices, choices_of, groupings_for
from comments.views.head import Head
from comments.views.places import PlaceOnPage
from common.keyset import KeysetPage
from consultations.models import Draft, Prompt, Provision
from consultations.queries.prompt import prompts_beside


@dataclass(frozen=True)
class Discussion:
    """Of the place `chosen`, with its neighbours in the text; without one only what is kept of the filters."""

    chosen: PlaceOnPage | None
    choices: Choices | None = None
    threads: KeysetPage[Thread] | None = None
    prompts: Sequence[Prompt] = ()
    previous: PlaceOnPage | None = None
    next: PlaceOnPage | None = None


def discussion_of(
    chosen: PlaceOnPage | None,
    *,
    request: HttpRequest,
    draft: Draft,
    head: Head,
    filters: Filters,
    places: Sequence[PlaceOnPage],
) -> Discussion:
    if chosen is None or chosen.provision is None:
        return Discussion(None, _choices(draft, filters, kept=()) if filters.query or filters.unknown else None)
    index = places.index(chosen)
    kept = [(name, value) for name in ("p", "page") if (value := request.GET.get(name, ""))]
    return Discussion(
        chosen=chosen,
        choices=_choices(draft, filters, kept=kept),
        threads=threads_on(
            user=request.user,
            draft=draft,
            provision=Provision(pk=chosen.provision.pk, draft=draft, eid=chosen.eid),
            filters=filters,
            cursor=request.GET.get("cursor", ""),
        ),
        prompts=_prompts(request, head, chosen),
        previous=places[index - 1] if index else None,
        next=places[index + 1] if index + 1 < len(places) else None,
    )


def _choices(draft: Draft, filters: Filters, *, kept: Sequence[tuple[str, str]]) -> Choices:
    languages = [draft.language, *draft.further_languages]
    return choices_of(filters, groupings=groupings_for(filters), languages=languages, kept=kept)


def _prompts(request: HttpRequest, head: Head, chosen: PlaceOnPage) -> list[Prompt]:
    """What the open round asks beside the chosen provision."""
    if head.round is None or not head.is_open:
        return []
    return prompts_beside(head.round, chosen.eid, user=request.user)
