from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from comments.asked_words import Asked
from comments.enums import SearchOrder, SearchProblem, SearchScope
from comments.models import Comment
from comments.queries.filters import Filters
from comments.queries.here import Here
from comments.queries.search import FoundComments, Search, best_comments, newest_comments
from comments.queries.search_provisions import FoundProvisions, best_provisions
from comments.queries.words import tsquery_of
from comments.views.choices import Choices, choices_of
from comments.views.head import head_of
from consultations.models import Consultation

FIRST_PROVISIONS = 5
"""Shown above the comments; all of them are a link away."""
PAGE = 20


@dataclass(frozen=True)
class Wanted:
    """What the address asks for. Anything it does not know counts as not said."""

    address: str
    is_everywhere: bool
    asked: Asked
    filters: Filters
    scope: SearchScope
    order: SearchOrder
    page: int
    cursor: str

    @classmethod
    def read(cls, request: HttpRequest, *, is_everywhere: bool) -> Wanted:
        """Filters cost a query where one narrows to a group or a grouping."""
        params = request.GET
        scope, order, page = params.get("in", ""), params.get("order", ""), params.get("page", "")
        return cls(
            address=request.path,
            is_everywhere=is_everywhere,
            asked=Asked(params.get("q", "")),
            filters=Filters.read(params, Here(reader=request.user.pk)),
            scope=SearchScope(scope) if scope in SearchScope.values else SearchScope.ALL,
            order=SearchOrder(order) if order in SearchOrder.values else SearchOrder.BEST,
            page=max(1, int(page)) if page.isascii() and page.isdecimal() and len(page) < 6 else 1,
            cursor=params.get("cursor", ""),
        )

    def link(self, **changed: object) -> str:
        """The address of the same search with this changed, from its first page on unless a page is said."""
        said = {"q": self.asked.plain, **dict(self.kept), **changed}
        usual = {"in": SearchScope.ALL.value, "order": SearchOrder.BEST.value}
        return f"{self.address}?{urlencode({name: it for name, it in said.items() if it and usual.get(name) != it})}"

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What stays when other words are looked for."""
        return [*self.ways, *self.filters.chosen.items()]

    @property
    def ways(self) -> list[tuple[str, str]]:
        scope = [("in", self.scope.value)] if self.scope is not SearchScope.ALL else []
        return scope + ([("order", self.order.value)] if self.order is not SearchOrder.BEST else [])

    def choices(self) -> Choices:
        """The filters, beside what is looked for. One query."""
        return choices_of(self.filters, kept=[("q", self.asked.plain), *self.ways])

    @property
    def scopes(self) -> list[tuple[SearchScope, str]]:
        return [(it, self.link(**{"in": it.value})) for it in SearchScope]

    @property
    def orders(self) -> list[tuple[SearchOrder, str]]:
        return [(it, self.link(order=it.value)) for it in SearchOrder]


@dataclass(frozen=True)
class Results:
    """What one page of a search shows: None for a part that it does not look into."""

    wanted: Wanted
    provisions: FoundProvisions | None = None
    comments: FoundComments | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.provisions and self.provisions.items) and not (self.comments and self.comments.items)

    @cached_property
    def more_provisions(self) -> str:
        if not self.provisions or not self.provisions.next_page:
            return ""
        page = self.provisions.next_page if self.wanted.scope is SearchScope.DRAFTS else ""
        return self.wanted.link(**{"in": SearchScope.DRAFTS.value, "page": page})

    @cached_property
    def more_comments(self) -> str:
        found = self.comments
        if not found or not (found.next_cursor or found.next_page):
            return ""
        onwards = {"cursor": found.next_cursor} if found.next_cursor else {"page": found.next_page}
        return self.wanted.link(**{"in": SearchScope.COMMENTS.value, **onwards})


@require_safe
def search(request: HttpRequest, slug: str = "") -> HttpResponse:
    """Words in drafts and in comments: of one consultation, or of all that one may see. A comment's reference leads to
    the comment."""
    consultation = get_object_or_404(Consultation.objects.visible_to(request.user), slug=slug) if slug else None
    wanted = Wanted.read(request, is_everywhere=consultation is None)
    reference = wanted.asked.reference
    if reference and Comment.objects.visible_to(request.user).filter(reference=reference).exists():
        return redirect("comment", reference)
    query = _query(wanted.asked, consultation)
    problem = query if isinstance(query, SearchProblem) else None
    found = (
        None if problem else _results(Search(request.user, wanted.asked, query, consultation, wanted.filters), wanted)
    )
    context = {
        "parent": "comments/base.html" if consultation else "base.html",
        "head": head_of(consultation, user=request.user, at=timezone.now()) if consultation else None,
        "place": "search",
        "wanted": wanted,
        "problem": problem,
        "missing": reference,
        "found": found,
        "choices": wanted.choices() if found else None,
    }
    return render(request, "comments/search.html", context)


def _query(asked: Asked, consultation: Consultation | None) -> str | SearchProblem:
    if asked.is_empty:
        return SearchProblem.NOTHING_ASKED
    if asked.is_too_long:
        return SearchProblem.TOO_LONG
    return tsquery_of(asked, consultation)


def _results(search: Search, wanted: Wanted) -> Results:
    provisions = comments = None
    if wanted.scope is SearchScope.DRAFTS:
        provisions = best_provisions(search, page=wanted.page, size=PAGE)
    elif wanted.scope is SearchScope.ALL and not wanted.filters.narrow:
        provisions = best_provisions(search, size=FIRST_PROVISIONS)
    if wanted.scope is not SearchScope.DRAFTS:
        if wanted.order is SearchOrder.NEWEST:
            comments = newest_comments(search, cursor=wanted.cursor, size=PAGE)
        else:
            comments = best_comments(search, page=wanted.page, size=PAGE)
    return Results(wanted, provisions, comments)
