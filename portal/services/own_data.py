"""What the site keeps about one person: all of it in one file, and all of it gone with the account.

Each app says what it keeps (`…_about`) and takes it away (`erase_…`); here they are called in turn.
"""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.account_erasure import account_about, addresses_of, erase_account
from comments.services.answers_erasure import answers_about, erase_answers
from comments.services.comments_erasure import comments_about, erase_author
from comments.services.invitations_erasure import erase_invitations, invitations_about
from comments.services.letters_erasure import erase_letters, letters_about
from comments.services.reactions_erasure import erase_reactions, reactions_about
from comments.services.reports_erasure import erase_reporter, reports_about
from comments.services.unsent_erasure import erase_unsent, unsent_about
from comments.services.visit import erase_visits, visits_about
from common.enums import Verb
from common.errors import StateError
from common.services.audit import record
from common.services.outbox import forget_letters_to
from portal.models import ProblemReport
from portal.permissions import can_close_own_account


class HasARole(StateError):
    """Whoever works for the secretariat gives that up first."""


def data_about(person: User) -> dict[str, Any]:
    """Values that JSON holds."""
    return {
        "account": account_about(person),
        "comments": comments_about(person),
        "unsent_comments": unsent_about(person),
        "answers": answers_about(person),
        "reactions": reactions_about(person),
        "reports": reports_about(person),
        "visits": visits_about(person),
        "letters": letters_about(person),
        "invitations": invitations_about(person),
        "problem_reports": [
            {"what": it.what, "page": it.page, "email": it.email, "reported_at": it.reported_at.isoformat()}
            for it in ProblemReport.objects.filter(_reported_by(person)).order_by("pk")
        ],
    }


@transaction.atomic
def close_account(*, by: User) -> None:
    """Delete one's own account and everything that only it led to. What was published stays without its author
    (`erase_author`). A last letter says that it is done. Nothing of this can be undone.

    Raises HasARole.
    """
    person = User.objects.select_for_update(of=("self",)).get(pk=by.pk)
    check_closable(person)
    addresses = addresses_of(person)
    erase_author(by=person, person=person)
    erase_unsent(person=person)
    erase_answers(by=person, person=person)
    erase_reactions(person=person)
    erase_reporter(by=person, person=person)
    erase_visits(person=person)
    erase_letters(by=person, person=person)
    erase_invitations(by=person, person=person)
    _erase_problem_reports(person)
    email = person.email
    erase_account(by=person, person=person)
    forget_letters_to(addresses)
    _say_goodbye(email)


def check_closable(person: User) -> None:
    """Also before anybody is asked whether they are sure. Raises HasARole."""
    if not can_close_own_account(person):
        raise HasARole(
            _("You have a role in the secretariat. Ask an administrator to take it back first; nothing was changed.")
        )


def _reported_by(person: User) -> Q:
    return Q(by=person) | Q(email__in=addresses_of(person))


def _erase_problem_reports(person: User) -> None:
    """What does not work stays to be mended; nobody is left to write to."""
    for report in ProblemReport.objects.select_for_update(of=("self",)).filter(_reported_by(person)).order_by("pk"):
        report.by, report.email = None, ""
        report.save(update_fields=["by", "email"])
        record(by=person, verb=Verb.DELETED, subject=report, reason="erased")


def _say_goodbye(address: str) -> None:
    """In the language of the page on which the account was closed."""
    EmailMessage(
        subject=_("Your account is closed"),
        body="\n\n".join(
            [
                _("Your account and what belonged to it are deleted. This is the last letter to you."),
                _("What you had published stays on the public record, without your name."),
                _("If it was not you who closed it, answer this letter or write to the secretariat at once."),
            ]
        )
        + "\n",
        to=[address],
    ).send()
