"""The report of a list of invitations as CSV. Names of columns are a contract: add at the end, never rename."""

from __future__ import annotations

from collections.abc import Iterator

from comments.models import InvitationList, Invitee
from comments.queries.invitation import invitees_in
from common.csv_lines import csv_lines, instant

HEAD = (
    "line", "name", "email", "language", "stakeholder_group", "organisation", "state", "messages", "sent_at",
    "expires_at", "ended_at", "accepted_by",
)  # fmt: skip
CHUNK = 2000
"""Lines that are read at a time."""


def invitation_lines(invitation_list: InvitationList, *, show: str) -> Iterator[str]:
    """Those that the page shows, in the order of the table. `state` is the code of `InviteeState`, `stakeholder_group`
    a slug; messages are joined with “; ”, and times are in UTC."""
    invitees = invitees_in(invitation_list, show=show).order_by("line")
    return csv_lines(HEAD, map(_row, invitees.iterator(chunk_size=CHUNK)))


def _row(invitee: Invitee) -> tuple[str | int, ...]:
    return (
        invitee.line,
        invitee.name,
        invitee.email,
        invitee.language,
        invitee.stakeholder_group.slug if invitee.stakeholder_group else "",
        invitee.organisation_name,
        invitee.state,
        "; ".join(message["text"] for message in invitee.messages),
        instant(invitee.sent_at),
        instant(invitee.expires_at),
        instant(invitee.ended_at),
        invitee.accepted_by.name if invitee.accepted_by else "",
    )
