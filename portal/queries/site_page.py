"""What the pages of the site say now, in each language."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from portal.default_pages import default_pages
from portal.enums import SitePage
from portal.models import SitePageRevision

FALLBACK = "en"


@dataclass(frozen=True)
class PageWords:
    """A page in one language. `number` 0 is the text that comes with Comity, which nobody changed."""

    page: SitePage
    language: str
    title: str
    body: str
    number: int = 0
    is_offered: bool = True
    changed_at: datetime | None = None


def words_of(page: SitePage) -> dict[str, PageWords]:
    """By language, English first, those that readers do not find too. One query."""
    return all_words([page])[page]


def all_words(pages: Collection[SitePage] = tuple(SitePage)) -> dict[SitePage, dict[str, PageWords]]:
    """The same for several pages. One query."""
    words: dict[SitePage, dict[str, PageWords]] = {page: {} for page in pages}
    for it in default_pages():
        if it.page in words:
            page = SitePage(it.page)
            words[page][it.language] = PageWords(page, it.language, it.title, it.body)
    for row in SitePageRevision.objects.current().filter(page__in=words):
        words[SitePage(row.page)][row.language] = words_in(row)
    return words


def words_in(row: SitePageRevision) -> PageWords:
    return PageWords(
        page=SitePage(row.page),
        language=row.language,
        title=row.title,
        body=row.body,
        number=row.number,
        is_offered=row.is_offered,
        changed_at=row.created_at,
    )


def default_words(page: SitePage, language: str) -> PageWords | None:
    """The text that comes with Comity; None where none does in that language."""
    return next(
        (
            PageWords(page, language, it.title, it.body)
            for it in default_pages()
            if it.page == page and it.language == language
        ),
        None,
    )


def revision_words(page: SitePage, language: str, number: int) -> PageWords | None:
    """What the page said from that change on; None where there was none."""
    if number == 0:
        return default_words(page, language)
    row = SitePageRevision.objects.filter(page=page, language=language, number=number).first()
    return words_in(row) if row else None
