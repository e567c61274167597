"""A round for one region in a browser: who is not of it learns so before writing, loses nothing and is told what can be
done; who is of it notices nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from comments.models import Comment, UnsentComment
from consultations.enums import Audience
from consultations.models import Round
from tests.factories import MembershipFactory, UserFactory
from tests.scenes import comment, open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROVISION = "/c/trust/drafts/1/p/art_1/"
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def scene():
    """Africa is asked; a Kenyan has spoken."""
    scene = open_consultation(slug="trust", contact_email="secretariat@example.org")
    Round.objects.update(audience=Audience.REGIONS, audience_codes=["002"])
    scene.round.refresh_from_db()
    comment(scene, provision=scene.provisions[0], by=UserFactory(country="KE"), body="A Kenyan's word.")
    return scene


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_who_is_not_asked_may_read_and_is_told_what_can_be_done(scene, person, scripts):
    lotta = person(java_script_enabled=scripts, **PHONE)
    lotta.signs_in(UserFactory(country="SE").email)
    lotta.opens(PROVISION)

    lotta.sees("Open to comments from these countries and regions: Africa.")
    lotta.sees("By your profile you are not among them, so you cannot comment in this round. What you can do:")
    lotta.sees("A Kenyan's word.")
    lotta.sees("secretariat@example.org")
    for offered in ("Comment on this provision", "Reply"):
        expect(lotta.page.get_by_role("link", name=offered)).to_have_count(0)

    lotta.follows("Correct your profile, if it is not right.")
    lotta.page.locator("main select[name=country]").select_option("KE")
    lotta.presses("Save")
    lotta.opens(PROVISION)
    lotta.follows("Comment on this provision")
    lotta.fills(body="I have moved to Nairobi.")
    lotta.presses("Post the comment")
    lotta.sees("Posted.")


def test_who_wrote_before_signing_in_keeps_the_text(scene, person):
    """Of a visitor nobody knows the country: the refusal comes late, so it must cost nothing."""
    UserFactory(email="lotta@example.org", country="SE")
    lotta = person(**PHONE)
    lotta.opens(PROVISION)
    lotta.sees("Open to comments from these countries and regions: Africa.")
    lotta.follows("Comment on this provision")
    lotta.fills(body="Sweden has a word to say.")
    lotta.presses("Post the comment")
    lotta.fills(login="lotta@example.org", password="correct horse")
    lotta.presses("Sign in")
    lotta.sees("Your text was kept.")
    lotta.sees("By your profile you are not among them")
    lotta.presses("Post the comment")

    lotta.sees("Not posted, and kept")
    lotta.sees("Sweden has a word to say.")
    lotta.sees("Ask to speak for an organisation that may take part, or ask one to speak for you.")
    lotta.sees("write to the secretariat")
    assert Comment.objects.count() == 1
    assert UnsentComment.objects.get().fields["body"] == "Sweden has a word to say."


def test_a_representative_of_an_organisation_there_speaks_for_it(scene, person):
    membership = MembershipFactory(user__country="SE", organisation__country="KE", organisation__name="Open Net Kenya")
    lotta = person()
    lotta.signs_in(membership.user.email)
    lotta.opens(PROVISION)
    lotta.follows("Comment on this provision")
    lotta.fills(body="For Kenya.")
    lotta.page.get_by_label("For Open Net Kenya").check()
    lotta.presses("Post the comment")

    lotta.sees("Posted.")
    expect(lotta.page).to_have_url(re.compile("/comments/"))
    assert Comment.objects.latest("pk").organisation_name == "Open Net Kenya"
