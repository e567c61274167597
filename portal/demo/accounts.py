"""People of the demonstration: one account a role to sign in with, and those who have commented. All are invented."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.enums import SiteRole
from accounts.models import StakeholderGroup, User
from accounts.services.profile import complete_profile
from accounts.services.role import set_site_role
from comments.enums import Attribution
from portal.demo.script import CONTENT

PASSWORD = "comity-demonstration"  # noqa: S105  printed for everybody; the demo refuses to run in production


MAY = {
    "stakeholder": _("A stakeholder: comments, replies, receives answers."),
    "observer": _("An observer: sees drafts and rounds before they are published, and changes nothing."),
    "analyst": _("An analyst: reads everything, makes digests, and changes nothing."),
    "moderator": _("A moderator of the consultation: decides on the queue, answers comments, orders digests."),
    "editor": _("An editor of the consultation: drafts, rounds, imports, and all that a moderator does."),
    "administrator": _("An administrator: makes consultations and their teams, keeps the pages of the site."),
}
"""Of each role, what its account may do."""


@dataclass(frozen=True)
class Account:
    """`group` "" and `country` "" mean "not stated"; `attribution` is how the person mostly wants to be shown."""

    role: str
    email: str
    name: str
    group: str
    country: str
    organisation: str = ""
    language: str = "en"
    attribution: str = Attribution.NAME

    @property
    def may(self) -> str:
        """What the account is good for, in a line."""
        return str(MAY[self.role])

    @property
    def key(self) -> str:
        """By what the content names the person: the part of the address before the @."""
        return self.email.partition("@")[0]


ACCOUNTS = (
    Account("stakeholder", "stakeholder@example.org", "Amina Odhiambo", "civil-society", "KE", "Open Net Kenya"),
    Account("observer", "observer@example.org", "Olu Adeyemi", "", ""),
    Account("analyst", "analyst@example.org", "Anja Novak", "", ""),
    Account("moderator", "moderator@example.org", "Miguel Torres", "", ""),
    Account("editor", "editor@example.org", "Elena Petrova", "", ""),
    Account("administrator", "administrator@example.org", "Adele Martin", "", ""),
)


def commenters() -> list[Account]:
    """Those who have commented and do not sign in: they have no password."""
    with (CONTENT / "people.csv").open(encoding="utf-8", newline="") as file:
        return [
            Account(role="stakeholder", email=f"{row.pop('key')}@example.org", **row) for row in csv.DictReader(file)
        ]


def attributions() -> dict[str, Attribution]:
    """How each person is shown who says nothing else of a comment."""
    return {account.key: Attribution(account.attribution) for account in [*commenters(), *ACCOUNTS]}


def open_accounts() -> dict[str, User]:
    """Everybody of the demonstration by key; those who have an account already stay as they are."""
    people = open_missing(commenters())
    return people | open_missing(ACCOUNTS, password=PASSWORD)


@transaction.atomic
def open_missing(accounts: Sequence[Account], *, password: str | None = None) -> dict[str, User]:
    found = {user.email: user for user in User.objects.filter(email__in=[account.email for account in accounts])}
    groups = {group.slug: group for group in StakeholderGroup.objects.all()}
    return {
        account.key: found.get(account.email) or _open(account, groups.get(account.group), password)
        for account in accounts
    }


def _open(account: Account, group: StakeholderGroup | None, password: str | None) -> User:
    """The person with a verified address and a complete profile."""
    user = User.objects.create_user(account.email, password)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    user = complete_profile(
        by=user,
        user=user,
        name=account.name,
        stakeholder_group=group,
        country=account.country,
        organisation_name=account.organisation,
        language=account.language,
    )
    if account.role == "administrator":
        user = set_site_role(by=None, user=user, role=SiteRole.ADMINISTRATOR)
    return user
