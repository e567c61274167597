"""Publishing a draft, and taking a consultation back. Both live with the comments: a later draft carries their anchors
forward, and a consultation is taken back only while there are none."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from comments.queries.consultation import has_comments
from comments.services.carried_letter import tell_authors_later
from comments.services.placing import place_the_rest
from common.enums import Verb
from common.errors import StateError
from common.services.audit import record
from consultations.enums import ConsultationState, DraftState
from consultations.models import Consultation, Draft
from consultations.queries.lineage import needs_confirmation
from consultations.services.consultation import locked_in, move
from consultations.services.draft import is_ready, locked_changeable


class SomethingWasSaid(StateError):
    """A consultation that people have commented on stays public."""


class DraftNotReady(StateError):
    """The draft has no provisions, or its file is still being read."""


class LineageNotConfirmed(StateError):
    """Nobody has agreed to what the draft's provisions come from, which is where comments will follow the text."""


@transaction.atomic
def publish_draft(*, by: User | None, draft: Draft) -> Draft:
    """Make the draft public and unchangeable, with a place for everything that was said on the draft before: who posts
    meanwhile waits, and then finds it published.

    Raises NotAllowed, DraftPublished, DraftNotReady, LineageNotConfirmed where it follows another draft, and
    PlacementsStale.
    """
    Consultation.objects.select_for_update().get(pk=draft.consultation_id)
    draft = locked_changeable(by, draft)
    if not is_ready(draft):
        raise DraftNotReady(
            _("This draft has no provisions yet, or its file is still being read. Wait, or upload another file.")
        )
    if needs_confirmation(draft):
        raise LineageNotConfirmed(
            _(
                "This draft follows another one. First look over which provision comes from which, and confirm it, on"
                " the draft's page “Lineage”; then publish."
            )
        )
    place_the_rest(draft)
    draft.state = DraftState.PUBLISHED
    draft.published_at = timezone.now()
    draft.save(update_fields=["state", "published_at"])
    record(by=by, verb=Verb.PUBLISHED, subject=draft, after={"label": draft.label})
    tell_authors_later(draft)
    return draft


@transaction.atomic
def unpublish_consultation(*, by: User, consultation: Consultation) -> Consultation:
    """Take it back, as long as nobody has said anything. Raises NotAllowed, WrongState, SomethingWasSaid."""
    locked = locked_in(consultation, ConsultationState.PUBLISHED, by)
    if has_comments(locked):
        raise SomethingWasSaid(_("People have commented on this consultation, so it stays public. You can archive it."))
    return move(locked, ConsultationState.UNPUBLISHED, Verb.UNPUBLISHED, by)
