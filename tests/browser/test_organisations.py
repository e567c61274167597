"""Organisations in a browser: the way of a representative from the letter to leaving, and every page for everybody."""

from __future__ import annotations

import re

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from accounts.enums import MembershipState, OrganisationState
from accounts.models import Membership
from comments.models import Comment
from common.models import OutboxMail
from tests.browser.looking import problems_of
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.scenes import open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: None)


@pytest.fixture
def membership() -> Membership:
    verified = OrganisationFactory(name="Open Net Kenya", verified_at=timezone.now())
    return MembershipFactory(organisation=verified, user__name="Amina Odhiambo")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_a_representative_is_invited_speaks_and_leaves(person, membership, scripts):
    scene, juma = open_consultation(), UserFactory(name="Juma", email="juma@example.org")
    amina = person(java_script_enabled=scripts)
    amina.signs_in(membership.user.email)
    amina.opens(reverse("my_organisation", args=[membership.pk]))
    amina.fills(email=juma.email)
    amina.presses("Send the invitation")
    amina.sees("is on its way")
    letter = OutboxMail.objects.get(to=[juma.email])
    link = re.search(r"(/invitations/[\w-]+/)$", letter.text, re.MULTILINE)[1]

    colleague = person(java_script_enabled=scripts)
    colleague.opens(link)
    colleague.sees("Amina Odhiambo speaks for Open Net Kenya")
    colleague.signs_in(juma.email)
    colleague.opens(link)
    colleague.presses("Accept")
    colleague.sees("You may speak for Open Net Kenya from now on.")

    place = reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])
    colleague.opens(place)
    colleague.fills(body="We need a date.")
    colleague.page.get_by_label("For Open Net Kenya").check()
    colleague.presses("Post the comment")
    colleague.sees("for Open Net Kenya")
    colleague.sees("verified by the secretariat on")

    colleague.opens(place)
    colleague.fills(body="And a budget.")
    colleague.page.get_by_label("For Open Net Kenya").check()
    elsewhere = person(java_script_enabled=scripts)
    elsewhere.signs_in(juma.email)
    elsewhere.opens(reverse("my_organisations"))
    elsewhere.follows("Leave")
    elsewhere.presses("Leave")
    elsewhere.sees("You no longer speak for Open Net Kenya.")
    colleague.presses("Post the comment")
    colleague.sees("You no longer speak for the organisation that was chosen here.")
    assert colleague.page.locator("[name=body]").input_value() == "And a budget."
    assert Comment.objects.count() == 1
    keeps_the_record_and_loses_the_right(colleague, Comment.objects.get(), place)


def keeps_the_record_and_loses_the_right(colleague, said, place):
    """What she said for it stays as it was; nothing offers to speak for it again."""
    colleague.opens(said.get_absolute_url())
    colleague.sees("for Open Net Kenya")
    colleague.sees("verified by the secretariat on")
    assert Comment.objects.get(pk=said.pk).organisation_name == "Open Net Kenya"
    colleague.opens(place)
    expect(colleague.page.get_by_label("For Open Net Kenya")).to_have_count(0)
    colleague.opens(reverse("my_organisations"))
    colleague.sees("You speak for yourself only.")


def test_the_pages_are_accessible(person, membership):
    other = OrganisationFactory(name="Open-Net Kenya", short_name="ONK", register_number="12/3")
    asked = MembershipFactory(
        user=membership.user, state=MembershipState.ASKED, organisation__state=OrganisationState.ASKED
    )
    representative, administrator = person(), person()
    representative.signs_in(membership.user.email)
    administrator.signs_in(AdministratorFactory().email)

    assert (
        problems_of(
            representative,
            [
                reverse("my_organisations") + "?q=open",
                reverse("my_organisation", args=[membership.pk]),
                reverse("organisation_leave", args=[membership.pk]),
                reverse("organisation_ask", args=[other.pk]),
                reverse("organisation_ask_new"),
                reverse("invitation", args=["x"]),
            ],
        )
        == {}
    )
    assert (
        problems_of(
            administrator,
            [
                reverse("desk_organisations"),
                reverse("desk_organisation", args=[membership.organisation_id]),
                reverse("desk_organisation_edit", args=[other.pk]),
                reverse("desk_organisation_new"),
                reverse("desk_organisation_merge", args=[other.pk]) + f"?into={membership.organisation_id}",
                reverse("desk_organisation_requests"),
                reverse("desk_organisation_request", args=[asked.pk]),
            ],
        )
        == {}
    )
