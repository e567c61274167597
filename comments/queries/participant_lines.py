"""The list of participants as CSV. Names of columns are a contract: add at the end, never rename."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from accounts.countries import region_name
from comments.queries.participants import Participant
from common.csv_lines import csv_lines, instant

HEAD = (
    "name", "organisation", "organisation_verified", "stakeholder_group", "country", "region", "comments", "first_at",
    "last_at",
)  # fmt: skip


def participant_lines(participants: Iterable[Participant]) -> Iterator[str]:
    """As in the comment table: slugs of groups, ISO codes of countries, M49 names in English, times in UTC; what may
    not be shown is empty."""
    return csv_lines(HEAD, map(_row, participants))


def _row(participant: Participant) -> tuple[str | int, ...]:
    author, group = participant.author, participant.stakeholder_group
    return (
        author.name,
        author.organisation,
        "true" if author.organisation_verified else "false",
        group.slug if group else "",
        participant.country,
        region_name(participant.region, "en"),
        participant.comments,
        instant(participant.first_at),
        instant(participant.last_at),
    )
