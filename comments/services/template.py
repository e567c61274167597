"""Marking consultations as templates. It lives with the comments: what people have said something in is no pattern."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.queries.consultation import has_comments
from comments.services.publishing import SomethingWasSaid
from common.enums import Verb
from common.errors import NotAllowed
from consultations.enums import ConsultationState
from consultations.models import Consultation
from consultations.permissions import can_mark_as_template
from consultations.services.consultation import locked_in, move


@transaction.atomic
def mark_as_template(*, by: User | None, consultation: Consultation) -> Consultation:
    """From now on others begin from it; it cannot be published and takes nothing. Only what is unpublished and in which
    nothing was said becomes one. Raises NotAllowed, WrongState, SomethingWasSaid."""
    _check_may(by)
    locked = locked_in(consultation, ConsultationState.UNPUBLISHED, by)
    if has_comments(locked):
        raise SomethingWasSaid(
            _("There are comments in this consultation, so it cannot be a template. Make a copy, and mark that.")
        )
    return move(locked, ConsultationState.TEMPLATE, Verb.CHANGED, by)


@transaction.atomic
def unmark_as_template(*, by: User, consultation: Consultation) -> Consultation:
    """An unpublished consultation like others. Raises NotAllowed, WrongState."""
    _check_may(by)
    return move(
        locked_in(consultation, ConsultationState.TEMPLATE, by), ConsultationState.UNPUBLISHED, Verb.CHANGED, by
    )


def _check_may(by: User | None) -> None:
    if by is not None and not can_mark_as_template(by):
        raise NotAllowed(_("decide what is a template"))
