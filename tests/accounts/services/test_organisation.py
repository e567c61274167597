from dataclasses import replace

import pytest

from accounts.enums import OrganisationState
from accounts.errors import ChangedMeanwhile, NotKnown
from accounts.facts import Facts, facts_of
from accounts.models import Organisation
from accounts.services.organisation import (
    change_organisation,
    make_organisation,
    verify_organisation,
    withdraw_verification,
)
from common.errors import NotAllowed
from common.models import AuditEntry
from tests.factories import AdministratorFactory, OrganisationFactory, UserFactory, group

pytestmark = pytest.mark.django_db


def facts(**changed) -> Facts:
    return Facts(**{"name": "Open Net Kenya", "stakeholder_group": group(), "country": "KE", **changed})


def verbs() -> list[str]:
    return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def test_one_that_staff_make_is_known_and_not_verified():
    made = make_organisation(by=AdministratorFactory(), facts=facts(short_name="ONK", register_number="12/3"))

    made.refresh_from_db()
    assert (made.state, made.verified_at, made.folded) == (OrganisationState.KNOWN, None, "open net kenya onk")
    assert (made.short_name, made.register_number) == ("ONK", "12/3")
    assert verbs() == ["created"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " \u200b"},
        {"name": "x" * 501},
        {"name": "Аrticle 19"},
        {"country": "XX"},
        {"country": ""},
        {"short_name": "x" * 41},
    ],
)
def test_what_no_form_lets_through_is_refused(wrong):
    with pytest.raises(ValueError):  # noqa: PT011  # which of them is said in the docstring of check_facts
        make_organisation(by=AdministratorFactory(), facts=facts(**wrong))

    assert Organisation.objects.count() == 0


def test_an_intergovernmental_one_needs_no_country():
    made = make_organisation(
        by=AdministratorFactory(),
        facts=facts(country="", stakeholder_group=group("intergovernmental-organisation")),
    )

    assert made.country == ""


def test_only_administrators_make_change_and_verify():
    kept, member = OrganisationFactory(), UserFactory()

    for refused in (
        lambda: make_organisation(by=member, facts=facts()),
        lambda: change_organisation(by=member, organisation=kept, facts=facts(), seen=facts_of(kept).fingerprint),
        lambda: verify_organisation(by=member, organisation=kept, note="By phone."),
        lambda: withdraw_verification(by=member, organisation=kept, note="A mistake."),
    ):
        with pytest.raises(NotAllowed):
            refused()

    assert list(Organisation.objects.values_list("name", "verified_at")) == [(kept.name, None)]
    assert verbs() == []


def test_a_change_made_from_what_somebody_else_has_changed_is_refused():
    by, kept = AdministratorFactory(), OrganisationFactory(name="Open Net")
    seen = facts_of(kept)
    change_organisation(by=by, organisation=kept, facts=replace(seen, name="Open Net Kenya"), seen=seen.fingerprint)

    with pytest.raises(ChangedMeanwhile):
        change_organisation(by=by, organisation=kept, facts=replace(seen, short_name="ON"), seen=seen.fingerprint)

    kept.refresh_from_db()
    assert (kept.name, kept.short_name, kept.folded) == ("Open Net Kenya", "", "open net kenya")
    assert AuditEntry.objects.get().before["name"] == "Open Net"


def test_verifying_says_when_by_whom_and_how_and_twice_is_once():
    by, kept = AdministratorFactory(), OrganisationFactory()

    first = verify_organisation(by=by, organisation=kept, note=" Letter of the ministry ")
    verify_organisation(by=by, organisation=kept, note="Letter of the ministry")
    again = verify_organisation(by=AdministratorFactory(), organisation=kept, note="And by phone")

    assert first.verified_at == again.verified_at
    assert (first.verified_by, first.verification_note) == (by, "Letter of the ministry")
    assert again.verification_note == "And by phone"
    assert verbs() == ["verified", "changed"]
    assert "ministry" not in str(list(AuditEntry.objects.values()))


def test_a_withdrawn_verification_is_gone_with_a_reason_and_on_record():
    by, kept = AdministratorFactory(), OrganisationFactory()
    verify_organisation(by=by, organisation=kept, note="By phone")

    for _twice in range(2):
        withdraw_verification(by=by, organisation=kept, note="It was somebody else")

    kept.refresh_from_db()
    assert (kept.verified_at, kept.verified_by, kept.verification_note) == (None, None, "It was somebody else")
    assert verbs() == ["verified", "unverified"]


@pytest.mark.parametrize("state", [OrganisationState.ASKED, OrganisationState.DECLINED])
def test_only_known_ones_are_verified(state):
    kept = OrganisationFactory(state=state)

    with pytest.raises(NotKnown):
        verify_organisation(by=AdministratorFactory(), organisation=kept, note="By phone")


@pytest.mark.parametrize("verb", [verify_organisation, withdraw_verification])
def test_a_verification_has_a_note(verb):
    with pytest.raises(ValueError, match="says"):
        verb(by=AdministratorFactory(), organisation=OrganisationFactory(), note=" ")
