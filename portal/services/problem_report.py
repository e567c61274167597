from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.enums import SiteRole
from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from portal.enums import ProblemState
from portal.models import ProblemReport
from portal.permissions import can_read_problem_reports


@transaction.atomic
def report_problem(*, by: User | None, what: str, page: str = "", email: str = "") -> ProblemReport:
    """Store it and write to the contact address and to every administrator, a letter each. Visitors may, too."""
    report = ProblemReport.objects.create(by=by, what=what, page=page, email=email)
    record(by=by, verb=Verb.CREATED, subject=report)
    for address in _addressees():
        EmailMessage(
            subject=_("Problem reported on Comity"),
            body=_letter(report),
            to=[address],
            headers={"Reply-To": email} if email else {},
        ).send()
    return report


@transaction.atomic
def settle_problem(*, by: User, report: ProblemReport, state: ProblemState) -> ProblemReport:
    """Mark a report as done, or open it again. What it is already changes nothing: who was first stays on record.

    Raises NotAllowed.
    """
    if not can_read_problem_reports(by):
        raise NotAllowed(_("decide on reports of problems"))
    locked = ProblemReport.objects.select_for_update().get(pk=report.pk)
    if locked.state == state:
        return locked
    before, locked.state = locked.state, state
    is_done = state is ProblemState.DONE
    locked.done_at, locked.done_by = (timezone.now(), by) if is_done else (None, None)
    locked.save(update_fields=["state", "done_at", "done_by"])
    verb = Verb.FINISHED if is_done else Verb.CHANGED
    record(by=by, verb=verb, subject=locked, before={"state": before}, after={"state": state})
    return locked


def _addressees() -> list[str]:
    administrators = User.objects.filter(is_active=True, site_role=SiteRole.ADMINISTRATOR).order_by("pk")
    addresses = [settings.CONTACT_EMAIL, *administrators.values_list("email", flat=True)]
    return list(dict.fromkeys(address for address in addresses if address))


def _letter(report: ProblemReport) -> str:
    page = report.page or _("not said")
    answer = report.email or _("not wanted")
    return "\n\n".join(
        [
            _("Page: %(page)s") % {"page": page},
            _("Answer to: %(address)s") % {"address": answer},
            report.what,
            _("All reports: %(address)s") % {"address": f"{settings.BASE_URL}/desk/problems/"},
        ]
    )
