"""Two organisations that are one. It is here because what was said moves along."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.enums import InvitationState, MembershipState, OrganisationState
from accounts.models import Invitation, Membership, Organisation, User
from accounts.permissions import can_administer
from comments.contributors import organisation_key
from comments.errors import MergedMeanwhile, NotMergeable
from comments.models import AnswerSet, Comment
from comments.position_slots import moved
from common.enums import Verb
from common.errors import NotAllowed
from common.services.audit import record
from consultations.enums import Audience
from consultations.models import Round


@transaction.atomic
def merge_organisations(*, by: User, double: Organisation, into: Organisation) -> Organisation:
    """`double` turns out to be `into`, which stays as it is: name, group and verification are its own.

    Representatives, requests and invitations, those to rounds too, move to it, and every comment points to it; the
    name, group and mark that a comment was posted with stay as they were said, and the two count as one contributor.
    The row of the double stays for the record. Merging the same two again changes nothing.

    Both rows are held first, in the order of their keys, so that two merges at once come one after the other; then
    memberships, which whoever posts for the double holds. Raises NotAllowed, NotMergeable for an organisation into
    itself or into one that is not known, MergedMeanwhile where the double went into another.
    """
    if not can_administer(by):
        raise NotAllowed(_("merge organisations"))
    rows = Organisation.objects.select_for_update(no_key=True).order_by("pk").in_bulk([double.pk, into.pk])
    double, into = rows[double.pk], rows[into.pk]
    if double.pk != into.pk and double.merged_into_id == into.pk:
        return into
    if double.state == OrganisationState.MERGED:
        raise MergedMeanwhile
    if double.pk == into.pk or into.state != OrganisationState.KNOWN:
        raise NotMergeable
    moving = {
        "representatives": _move_memberships(double, into),
        "invitations": _move_invitations(double, into),
        "comments": _move_comments(double, into),
        "answers": _move_answers(double, into),
        "rounds": _move_audiences(double, into),
    }
    Organisation.objects.filter(merged_into=double).update(merged_into=into)
    double.state, double.merged_into = OrganisationState.MERGED, into
    double.save(update_fields=["state", "merged_into"])
    record(by=by, verb=Verb.MERGED, subject=double, after={"into": into.pk, **moving})
    record(by=by, verb=Verb.CHANGED, subject=into, after={"took_in": double.pk, **moving})
    return into


def _move_memberships(double: Organisation, into: Organisation) -> int:
    """Who stands in both stands once, with the better right of the two."""
    moving = list(Membership.objects.select_for_update().filter(organisation=double).order_by("pk"))
    there = {it.user_id: it for it in Membership.objects.select_for_update().standing().filter(organisation=into)}
    now = timezone.now()
    for membership in moving:
        other = there.get(membership.user_id)
        if other is not None and membership.state != MembershipState.ENDED:
            if membership.state == MembershipState.ACTIVE and other.state == MembershipState.ASKED:
                other.state, other.started_at = MembershipState.ACTIVE, membership.started_at
                other.save(update_fields=["state", "started_at"])
            membership.state, membership.ended_at = MembershipState.ENDED, now
        membership.organisation = into
        membership.save(update_fields=["organisation", "state", "ended_at"])
    return len(moving)


def _move_invitations(double: Organisation, into: Organisation) -> int:
    """One that an address has from both is withdrawn once."""
    waiting = Invitation.objects.filter(state=InvitationState.WAITING)
    taken = waiting.filter(organisation=into).values_list(Lower("email"), flat=True)
    twice = waiting.filter(organisation=double).alias(address=Lower("email")).filter(address__in=list(taken))
    twice.update(state=InvitationState.WITHDRAWN, ended_at=timezone.now())
    return Invitation.objects.filter(organisation=double).update(organisation=into)


def _move_answers(double: Organisation, into: Organisation) -> int:
    """Where both have answered the prompts of a round, the answers that were changed last stand for the two."""
    keys = (organisation_key(double.pk), organisation_key(into.pk))
    sets = AnswerSet.objects.counting().filter(contributor_key__in=keys)
    by_round: dict[int, list[AnswerSet]] = {}
    for answers in sets.select_for_update().order_by("changed_at", "pk"):
        by_round.setdefault(answers.round_id, []).append(answers)
    for *older, latest in by_round.values():
        AnswerSet.objects.filter(pk__in=[it.pk for it in older]).update(superseded_by=latest)
        AnswerSet.objects.filter(pk=latest.pk).update(contributor_key=organisation_key(into.pk))
    return AnswerSet.objects.filter(organisation=double).update(organisation=into)


def _move_comments(double: Organisation, into: Organisation) -> int:
    key = Case(
        When(contributor_key=organisation_key(double.pk), then=Value(organisation_key(into.pk))),
        default=F("contributor_key"),
    )
    _move_positions(double, into)
    return Comment.objects.filter(organisation=double).update(organisation=into, contributor_key=key)


def _move_positions(double: Organisation, into: Organisation) -> None:
    """Where both have taken a position in a round that takes one an organisation, both stand; the two take no further
    one there. Nobody posts for either meanwhile: their memberships are held."""
    held = f":{organisation_key(double.pk)}"
    positions = list(Comment.objects.filter(organisation=double, position_slot__endswith=held).order_by("pk"))
    slots = {it.pk: [moved(slot, into=into) for slot in it.position_slots] for it in positions}
    there = Comment.objects.holding_slots([slot for moving in slots.values() for slot in moving])
    there = there.filter(round__in={it.round_id for it in positions})
    taken = {(it.round_id, slot) for it in there for slot in it.position_slots}
    for it in positions:
        it.position_slots = [slot for slot in slots[it.pk] if (it.round_id, slot) not in taken]
    Comment.objects.bulk_update(positions, ["position_slot", "further_slots"], batch_size=500)


def _move_audiences(double: Organisation, into: Organisation) -> int:
    """Rounds that invited the double have invited the organisation that it is."""
    invited = Round.objects.select_for_update(no_key=True).order_by("pk")
    moving = list(invited.filter(audience=Audience.ORGANISATIONS, audience_codes__contains=[str(double.pk)]))
    for round in moving:
        codes = [str(into.pk) if code == str(double.pk) else code for code in round.audience_codes]
        round.audience_codes = list(dict.fromkeys(codes))
        round.save(update_fields=["audience_codes"])
    return len(moving)
