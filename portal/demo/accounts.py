"""People of the demonstration: one account a role to sign in with, and those who have commented."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.enums import SiteRole
from accounts.models import StakeholderGroup, User
from accounts.services.profile import complete_profile
from accounts.services.role import set_site_role

PASSWORD = "comity-demonstration"  # noqa: S105  printed for everybody; the demo refuses to run in production


@dataclass(frozen=True)
class Account:
    """`group` "" and `country` "" mean "not stated"."""

    role: str
    email: str
    name: str
    group: str
    country: str
    organisation: str = ""


ACCOUNTS = (
    Account("stakeholder", "stakeholder@example.org", "Amina Odhiambo", "civil-society", "KE", "Open Net Kenya"),
    Account("moderator", "moderator@example.org", "Miguel Torres", "", ""),
    Account("editor", "editor@example.org", "Elena Petrova", "", ""),
    Account("administrator", "administrator@example.org", "Adele Martin", "", ""),
)

COMMENTERS = (
    Account("stakeholder", "lindiwe@example.org", "Lindiwe Khumalo", "government", "ZA", "Department of Justice"),
    Account("stakeholder", "henrik@example.org", "Henrik Sørensen", "government", "DK", "Ministry of the Interior"),
    Account("stakeholder", "yuki@example.org", "Yuki Tanaka", "private-sector", "JP", "Harbour Cloud"),
    Account("stakeholder", "carlos@example.org", "Carlos Mendes", "technical-community", "BR", "Registro Aberto"),
    Account("stakeholder", "fatima@example.org", "Fatima al-Sayed", "academia", "JO", "University of Petra"),
    Account(
        "stakeholder", "claire@example.org", "Claire Dubois", "intergovernmental-organisation", "", "Justice Forum"
    ),
    Account("stakeholder", "arun@example.org", "Arun Nair", "individual", "IN"),
    Account("stakeholder", "malia@example.org", "Malia Tuilagi", "civil-society", "WS", "Pacific Digital Rights"),
    Account("stakeholder", "sofia@example.org", "Sofía Ramírez", "private-sector", "MX", "Pagos Claros"),
    Account("stakeholder", "tomasz@example.org", "Tomasz Zieliński", "technical-community", "PL", "CERT Wisła"),
)


@transaction.atomic
def open_account(account: Account, *, password: str | None = None) -> User:
    """The person with a verified address and a complete profile; made where there is none."""
    if found := User.objects.filter(email=account.email).first():
        return found
    user = User.objects.create_user(account.email, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user = complete_profile(
        by=user,
        user=user,
        name=account.name,
        stakeholder_group=StakeholderGroup.objects.filter(slug=account.group).first(),
        country=account.country,
        organisation_name=account.organisation,
        language="en",
    )
    if account.role == "administrator":
        user = set_site_role(by=None, user=user, role=SiteRole.ADMINISTRATOR)
    return user
