from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from portal.enums import SitePage
from portal.models import SitePageRevision
from portal.permissions import can_edit_site_pages
from portal.queries.site_page import FALLBACK


class ChangedMeanwhile(StateError):
    """Somebody else has saved the page after it was opened for editing."""


@transaction.atomic
def edit_site_page(
    *, by: User, page: SitePage, language: str, title: str, body: str, is_offered: bool, based_on: int
) -> SitePageRevision:
    """Let the page say this from now on; what it said before is kept.

    `based_on` is the number of the revision that was changed, 0 for the text that comes with Comity. English is
    always offered: it is what readers of other languages get. Raises NotAllowed, ChangedMeanwhile.
    """
    if not can_edit_site_pages(by):
        raise NotAllowed(_("change the pages of the site"))
    newest = SitePageRevision.objects.filter(page=page, language=language).order_by("-number").first()
    if (newest.number if newest else 0) != based_on:
        raise _changed_meanwhile()
    try:
        with transaction.atomic():
            revision = SitePageRevision.objects.create(
                page=page,
                language=language,
                number=based_on + 1,
                title=title,
                body=body,
                is_offered=is_offered or language == FALLBACK,
                by=by,
            )
    except IntegrityError as error:
        raise _changed_meanwhile() from error
    record(
        by=by,
        verb=Verb.CHANGED,
        subject=revision,
        before={"number": based_on},
        after={"page": page, "language": language, "number": revision.number, "is_offered": revision.is_offered},
    )
    return revision


def _changed_meanwhile() -> ChangedMeanwhile:
    return ChangedMeanwhile(
        _("Somebody else has changed this page meanwhile. Your text stands below and was not saved; compare it first.")
    )
