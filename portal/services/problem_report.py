from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import SiteRole
from accounts.models import User
from common.enums import Verb
from common.services.audit import record
from portal.models import ProblemReport


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
