from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comments.views.draft import reader_language
from comments.views.head import head_of
from comments.views.redline_plan import Block, Plan, plan_of
from comments.views.redline_printed import Shown, printed
from consultations.models import Draft


@dataclass(frozen=True)
class Way:
    """A way to look at the same redline."""

    label: str
    url: str
    is_current: bool


@require_safe
def redline_choice(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads to the redline of the drafts `earlier` and `later`, by number; where it is not told, the newest two."""
    numbers = [draft.number for draft in _drafts(request, slug)]
    if len(numbers) < 2:
        raise Http404
    later = _number(request, "later", numbers[-1])
    before = [number for number in numbers if number < later]
    earlier = _number(request, "earlier", before[-1] if before else numbers[0])
    if earlier == later:
        earlier, later = next(it for it in reversed(numbers) if it != later), later
    earlier, later = sorted((earlier, later))
    return redirect("redline", slug, earlier, later)


@require_safe
def redline(request: HttpRequest, slug: str, earlier: int, later: int) -> HttpResponse:
    """What changed from one draft to a later one: `view=side` sets them side by side, `only=changes` leaves out what
    did not change, `page` and `at` (the anchor of a change) say which page of a long one is shown."""
    drafts = _drafts(request, slug)
    by_number = {draft.number: draft for draft in drafts}
    if earlier == later or not {earlier, later} <= by_number.keys():
        raise Http404
    if earlier > later:
        return redirect("redline", slug, later, earlier)
    before, after = by_number[earlier], by_number[later]
    language = reader_language(after)
    plan = plan_of(before, after, language)
    shown = _shown(request, before, after, plan, language)
    context = {
        "head": head_of(after.consultation, user=request.user, at=timezone.now(), draft=after),
        "place": "draft",
        "drafts": drafts,
        "earlier": before,
        "later": after,
        "plan": plan,
        "shown": shown,
        "pages": _pages(shown),
        "ways": _ways(shown),
        "text": printed(shown),
    }
    return render(request, "comments/redline.html", context)


def _drafts(request: HttpRequest, slug: str) -> list[Draft]:
    drafts = Draft.objects.visible_to(request.user).filter(consultation__slug=slug)
    return [*drafts.select_related("consultation").order_by("number")]


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    """Raises Http404 for what is no number."""
    asked = request.GET.get(name, "")
    if not asked:
        return otherwise
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 6):
        raise Http404
    return int(asked)


def _shown(request: HttpRequest, earlier: Draft, later: Draft, plan: Plan, language: str) -> Shown:
    only_changes = request.GET.get("only") == "changes"
    pages = plan.pages(only_changes=only_changes)
    page_of = {
        line.anchor: number for number, page in enumerate(pages, start=1) for block in page for line in block.lines
    }
    number = page_of.get(request.GET.get("at", ""), 0) or _number(request, "page", 1)
    if not 1 <= number <= len(pages):
        raise Http404
    return Shown(
        earlier=earlier,
        later=later,
        language=language,
        plan=plan,
        blocks=pages[number - 1],
        number=number,
        last=len(pages),
        page_of=page_of,
        neighbours=(_last_change(pages[: number - 1]), _first_change(pages[number:])),
        is_beside=request.GET.get("view") == "side",
        only_changes=only_changes,
    )


def _first_change(pages: Sequence[Sequence[Block]]) -> str:
    return next((block.line.anchor for page in pages for block in page if block.is_change), "")


def _last_change(pages: Sequence[Sequence[Block]]) -> str:
    return next((block.line.anchor for page in reversed(pages) for block in reversed(page) if block.is_change), "")


def _ways(shown: Shown) -> list[tuple[Way, Way]]:
    """Two pairs, each of which keeps what the other says."""
    beside, only = {"view": "side"} if shown.is_beside else {}, {"only": "changes"} if shown.only_changes else {}

    def way(label: str, asked: Mapping[str, str], is_current: bool) -> Way:
        return Way(label, f"?{urlencode(asked)}", is_current)

    return [
        (
            way(_("In one text"), only, not shown.is_beside),
            way(_("Side by side"), {"view": "side", **only}, shown.is_beside),
        ),
        (
            way(_("With what has not changed"), beside, not shown.only_changes),
            way(_("Only what has changed"), {**beside, "only": "changes"}, shown.only_changes),
        ),
    ]


def _pages(shown: Shown) -> list[tuple[int, str, bool]]:
    numbers = range(1, shown.last + 1) if shown.last > 1 else ()
    return [(number, shown.address_of_page(number), number == shown.number) for number in numbers]
