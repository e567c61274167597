"""What the preview of a draft shows, on its page and in the answers to changes by hand."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from common.keyset import KeysetPage
from consultations.languages import direction_of
from consultations.models import Draft, Provision
from consultations.permissions import can_change_draft
from consultations.queries.desk import problem_reasons, problems_of, provisions_page
from consultations.queries.tree import cursor_to, edits_of, source_beside
from consultations.services.draft import reading_is_done


def preview(request: HttpRequest, draft: Draft, *, at: int | None = None) -> dict[str, Any]:
    """The page of provisions that the cursor asks for, or that shows the provision `at`, which gets the focus. An
    unpublished draft has the text of its file beside them."""
    page = provisions_page(draft, request.GET.get("cursor", "") if at is None else cursor_to(draft, at))
    may_change = can_change_draft(request.user, draft)
    is_shown = not draft.is_published and bool(page.items)
    return {
        "draft": draft,
        "direction": direction_of(draft.language),
        "page": page,
        "problems": problems_of(draft),
        "problem_reasons": problem_reasons(draft),
        "may_change": may_change,
        "may_edit": may_change and is_shown and reading_is_done(draft.reading),
        "edits": edits_of(draft) if may_change else None,
        "source": source_beside(draft, page) if is_shown else None,
        "focus": focus_on(page, at),
        "said": "",
        "refused": False,
    }


def focus_on(page: KeysetPage[Provision], at: int | None) -> Provision | None:
    if at is None:
        return None
    return next((it for it in page.items if it.pk == at), page.items[0] if page.items else None)


def number_in(text: str) -> int | None:
    """A key or an edition, as a page of ours sends it; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
