"""Organisations of the demonstration, who speaks for them, and what waits for an administrator. All are invented."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from accounts.facts import Facts
from accounts.models import Invitation, Membership, Organisation, StakeholderGroup, User
from accounts.services.invitation import invite
from accounts.services.membership import accept_request, ask_for_organisation, ask_to_speak, decline_request
from accounts.services.organisation import make_organisation, verify_organisation
from comments.services.organisation_merge import merge_organisations
from portal.demo.script import CONTENT

LONG_AGO = timedelta(days=200)
"""Before the first round of any stage: whoever speaks for an organisation could do so from the beginning."""

BETWEEN_REQUESTS = timedelta(hours=31)


class Standing(StrEnum):
    """What became of an organisation; of `JOINING` one row more for each person who asks to speak for it too."""

    VERIFIED = "verified"
    KNOWN = "known"
    DOUBLE = "double"
    ASKED = "asked"
    JOINING = "joining"
    DECLINED = "declined"


@dataclass(frozen=True)
class Row:
    """`words` are the note of the verification, the note of the request, the reason of the refusal, or the name of the
    organisation whose double it is."""

    name: str
    short_name: str
    group: str
    country: str
    website: str
    register_number: str
    standing: str
    representatives: str
    words: str

    @property
    def facts(self) -> Facts:
        return Facts(
            name=self.name,
            short_name=self.short_name,
            stakeholder_group=StakeholderGroup.objects.get(slug=self.group),
            country=self.country,
            website=self.website,
            register_number=self.register_number,
        )


def take_up_organisations(people: Mapping[str, User], *, now: datetime) -> None:
    """The organisations and requests that are not there yet; those of the latest day come last in the file."""
    rows = [Row(**row) for row in _read("organisations.csv")]
    there = set(Organisation.objects.values_list("name", flat=True))
    for place, row in enumerate(rows):
        if row.standing == Standing.JOINING or row.name not in there:
            with transaction.atomic():
                _TAKE[Standing(row.standing)](row, people, _moment(rows, place, now))
    _invite(people)


def spoken_for(people: Mapping[str, User]) -> dict[str, Organisation]:
    """For which organisation each person speaks, by the person's key. Nobody here has several to choose from."""
    active = Membership.objects.active().select_related("organisation").order_by("-pk")
    by_user = {membership.user_id: membership.organisation for membership in active}
    return {key: by_user[user.pk] for key, user in people.items() if user.pk in by_user}


def _moment(rows: Sequence[Row], place: int, now: datetime) -> datetime:
    """Requests came lately, one after the other; all else was settled long ago."""
    if rows[place].standing in {Standing.ASKED, Standing.JOINING}:
        return now - BETWEEN_REQUESTS * (len(rows) - place)
    return now - LONG_AGO + timedelta(days=place)


def _take_known(row: Row, people: Mapping[str, User], at: datetime) -> None:
    administrator = people["administrator"]
    organisation = make_organisation(by=administrator, facts=row.facts)
    if row.standing == Standing.VERIFIED:
        verify_organisation(by=administrator, organisation=organisation, note=row.words)
        Organisation.objects.filter(pk=organisation.pk).update(verified_at=at)
    Organisation.objects.filter(pk=organisation.pk).update(created_at=at)
    for key in row.representatives.split():
        membership = ask_to_speak(by=people[key], organisation=organisation)
        accept_request(by=administrator, membership=membership)
        Membership.objects.filter(pk=membership.pk).update(created_at=at, started_at=at)


def _take_double(row: Row, people: Mapping[str, User], at: datetime) -> None:
    double = make_organisation(by=people["administrator"], facts=row.facts)
    Organisation.objects.filter(pk=double.pk).update(created_at=at)
    into = Organisation.objects.known().get(name=row.words)
    merge_organisations(by=people["administrator"], double=double, into=into)


def _take_asked(row: Row, people: Mapping[str, User], at: datetime) -> None:
    membership = ask_for_organisation(by=people[row.representatives], facts=row.facts, note=row.words)
    _backdate(membership, at)


def _take_joining(row: Row, people: Mapping[str, User], at: datetime) -> None:
    person = people[row.representatives]
    organisation = Organisation.objects.known().filter(name=row.name).first()
    if organisation is None or Membership.objects.filter(user=person, organisation=organisation).exists():
        return
    membership = ask_to_speak(by=person, organisation=organisation, note=row.words)
    Membership.objects.filter(pk=membership.pk).update(created_at=at)


def _take_declined(row: Row, people: Mapping[str, User], at: datetime) -> None:
    membership = ask_for_organisation(by=people[row.representatives], facts=row.facts)
    decline_request(by=people["administrator"], membership=membership, reason=row.words)
    _backdate(membership, at)


_TAKE: dict[Standing, Callable[[Row, Mapping[str, User], datetime], None]] = {
    Standing.VERIFIED: _take_known,
    Standing.KNOWN: _take_known,
    Standing.DOUBLE: _take_double,
    Standing.ASKED: _take_asked,
    Standing.JOINING: _take_joining,
    Standing.DECLINED: _take_declined,
}


def _backdate(membership: Membership, at: datetime) -> None:
    """The services stamp the clock, as they should; the audit rows tell when it was loaded."""
    Membership.objects.filter(pk=membership.pk).update(created_at=at)
    Organisation.objects.filter(pk=membership.organisation_id).update(created_at=at)


def _invite(people: Mapping[str, User]) -> None:
    """Letters with links for whoever tries the demonstration: one to a colleague of the stakeholder, one to them."""
    for row in _read("invitations.csv"):
        by = people[row["by"]]
        membership = Membership.objects.active().filter(user=by, organisation__name=row["organisation"]).first()
        if membership is not None and not Invitation.objects.filter(email=row["email"]).exists():
            invite(by=by, membership=membership, email=row["email"])


def _read(name: str) -> list[dict[str, str]]:
    with (CONTENT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
