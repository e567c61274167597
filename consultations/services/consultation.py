from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from common.enums import Verb
from common.errors import NotAllowed, StateError
from common.services.audit import record
from consultations.enums import ConsultationState as State
from consultations.models import Consultation
from consultations.permissions import can_change_state, can_edit_consultation, can_make_consultation
from consultations.services.team import copy_member


class WrongState(StateError):
    """The consultation is not in the state from which this can be done."""


@transaction.atomic
def make_consultation(
    *,
    by: User | None,
    slug: str,
    titles: Mapping[str, str],
    summaries: Mapping[str, str],
    languages: Sequence[str],
    time_zone: str = "UTC",
    contact_email: str = "",
    copied_from: Consultation | None = None,
    with_team: bool = False,
) -> Consultation:
    """Make an unpublished consultation, with the team of the one that it is copied from if that is wanted.

    Drafts and comments stay where they are; new rounds are offered the rules of those of the earlier one. Raises
    NotAllowed for anybody but administrators.

    Here and in the other services, `by` is None for a command of the operator, who may do everything.
    """
    if by is not None and not can_make_consultation(by):
        raise NotAllowed(_("make a consultation"))
    consultation = Consultation.objects.create(
        slug=slug,
        titles=dict(titles),
        summaries=dict(summaries),
        languages=list(languages),
        time_zone=time_zone,
        contact_email=contact_email,
        copied_from=copied_from,
    )
    record(by=by, verb=Verb.CREATED, subject=consultation, after=on_record(consultation))
    if copied_from is not None and with_team:
        for member in copied_from.team.filter(user__is_active=True).order_by("pk"):
            copy_member(member, to=consultation, by=by)
    return consultation


@transaction.atomic
def edit_consultation(
    *,
    by: User,
    consultation: Consultation,
    titles: Mapping[str, str],
    summaries: Mapping[str, str],
    languages: Sequence[str],
    time_zone: str,
    contact_email: str,
) -> Consultation:
    """Change what it says of itself; its address stays. Raises NotAllowed."""
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if not can_edit_consultation(by, locked):
        raise NotAllowed(_("edit this consultation"))
    before = on_record(locked)
    locked.titles, locked.summaries, locked.languages = dict(titles), dict(summaries), list(languages)
    locked.time_zone, locked.contact_email = time_zone, contact_email
    locked.save(update_fields=["titles", "summaries", "languages", "time_zone", "contact_email"])
    record(by=by, verb=Verb.CHANGED, subject=locked, before=before, after=on_record(locked))
    return locked


@transaction.atomic
def publish_consultation(*, by: User | None, consultation: Consultation) -> Consultation:
    """Show it to everyone, with its published drafts. Raises NotAllowed, WrongState."""
    locked = locked_in(consultation, State.UNPUBLISHED, by)
    locked.published_at = locked.published_at or timezone.now()
    return move(locked, State.PUBLISHED, Verb.PUBLISHED, by)


@transaction.atomic
def unarchive_consultation(*, by: User, consultation: Consultation) -> Consultation:
    """Work goes on: rounds that are still open take comments again. Raises NotAllowed, WrongState."""
    return move(locked_in(consultation, State.ARCHIVED, by), State.PUBLISHED, Verb.PUBLISHED, by)


@transaction.atomic
def archive_consultation(*, by: User, consultation: Consultation) -> Consultation:
    """Everybody may go on reading it and nothing more is taken. Raises NotAllowed, WrongState."""
    return move(locked_in(consultation, State.PUBLISHED, by), State.ARCHIVED, Verb.ARCHIVED, by)


def locked_in(consultation: Consultation, state: State, by: User | None) -> Consultation:
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    if by is not None and not can_change_state(by, locked):
        raise NotAllowed(_("change the state of this consultation"))
    if locked.state != state:
        raise WrongState(_("Somebody has changed the state of this consultation meanwhile. Look at it again."))
    return locked


def move(consultation: Consultation, state: State, verb: Verb, by: User | None) -> Consultation:
    before = consultation.state
    consultation.state = state
    consultation.save(update_fields=["state", "published_at"])
    record(by=by, verb=verb, subject=consultation, before=before, after=state)
    return consultation


def on_record(consultation: Consultation) -> dict[str, Any]:
    """What an audit row keeps; the contact's address may be a person's."""
    return {
        "slug": consultation.slug,
        "titles": consultation.titles,
        "summaries": consultation.summaries,
        "languages": consultation.languages,
        "time_zone": consultation.time_zone,
        "copied_from": consultation.copied_from_id,
    }
