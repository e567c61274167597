from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.enums import MembershipState
from accounts.models import Membership
from accounts.services.membership import end_membership
from comments.forms.speaking_for import MYSELF
from comments.models import Comment, UnsentComment
from comments.views import compose_page
from tests.factories import MembershipFactory, OrganisationFactory, UserFactory


@pytest.fixture
def membership(client, scene) -> Membership:
    membership = MembershipFactory(organisation__name="Open Net", organisation__verified_at="2026-05-03T10:00:00Z")
    client.force_login(membership.user)
    return membership


def typed(**fields):
    said = {"kind": "general", "position": "none", "body": "We need a date.", "submission_id": str(uuid4())}
    return said | fields


def test_only_representatives_are_asked_for_whom_they_speak(client, scene, address):
    MembershipFactory(state=MembershipState.ASKED)
    client.force_login(UserFactory())
    client.post(address, typed())

    assert "For whom do you speak?" not in client.get(address).content.decode()
    assert Comment.objects.get().organisation is None


def test_a_representative_says_for_whom_and_readers_see_it_at_a_glance(client, address, membership):
    refused = client.post(address, typed())
    page = client.post(address, typed(speaking_for=membership.organisation_id), follow=True).content.decode()

    assert refused.status_code == 422
    assert "Say whether you speak for yourself or for an organisation." in refused.content.decode()
    assert "for <bdi>Open Net</bdi>" in page
    assert "verified by the secretariat on" in page
    assert "3 May 2026" in page


def test_myself_is_a_choice(client, address, membership):
    client.post(address, typed(speaking_for=MYSELF))

    assert Comment.objects.get().organisation is None


def test_an_unverified_organisation_is_said_to_be_so(client, address):
    membership = MembershipFactory(organisation__name="Open Net")
    client.force_login(membership.user)

    form = client.get(address).content.decode()
    page = client.post(address, typed(speaking_for=membership.organisation_id), follow=True).content.decode()

    assert "For Open Net (not verified)" in form
    assert "not verified" in page
    assert "verified by the secretariat" not in page


def test_who_left_meanwhile_is_told_in_the_open_form_and_the_text_is_kept(client, address, membership):
    form = typed(speaking_for=membership.organisation_id)
    end_membership(by=membership.user, membership=membership)

    refused = client.post(address, form)
    page = refused.content.decode()
    posted = client.post(address, {**form, "speaking_for": MYSELF})

    assert refused.status_code == 422
    assert "You no longer speak for the organisation that was chosen here." in page
    assert "We need a date." in page
    assert posted.status_code == 302
    assert Comment.objects.get().organisation is None


@pytest.mark.parametrize("forged", ["999999999", "open net", "-1", str(2**80)])
def test_nobody_speaks_for_what_is_not_theirs(client, address, membership, forged):
    others = OrganisationFactory().pk

    for wrong in (forged, others):
        assert client.post(address, typed(speaking_for=wrong)).status_code == 422

    assert Comment.objects.count() == 0


def test_who_left_between_the_form_and_the_posting_finds_the_text_kept(client, address, membership, monkeypatch):
    """The service has the last word: the form still saw the right."""
    organisation = membership.organisation
    end_membership(by=membership.user, membership=membership)
    monkeypatch.setattr(compose_page, "organisations_of", lambda _user: [organisation])

    refused = client.post(address, typed(speaking_for=organisation.pk))

    assert refused.status_code == 409
    assert "You no longer speak for Open Net" in refused.content.decode()
    kept = UnsentComment.objects.get()
    assert (kept.fields["body"], kept.fields["speaking_for"]) == ("We need a date.", str(organisation.pk))
    assert Comment.objects.count() == 0


def test_a_kept_text_asks_again_when_its_organisation_is_gone(client, scene, membership):
    kept = UnsentComment.objects.create(
        user=membership.user,
        round=scene.round,
        submission_id=uuid4(),
        fields={"body": "Kept.", "speaking_for": str(membership.organisation_id)},
    )
    end_membership(by=membership.user, membership=membership)

    page = client.get(reverse("unsent_comment", args=[kept.key])).content.decode()

    assert "For whom do you speak?" in page
    assert "checked" not in page.split("For whom do you speak?")[1].split("</fieldset>")[0]
