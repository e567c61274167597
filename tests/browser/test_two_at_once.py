"""Two administrators change one round at the same time: the slower one is told, keeps what was typed and decides."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from consultations.models import Round
from tests.browser.clock import typed
from tests.factories import AdministratorFactory
from tests.scenes import open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without"])
def test_neither_loses_work_unaware(person, scripts):
    scene = open_consultation(slug="trust")
    Round.objects.update(length_limit=2000)
    ada, bo = (at_the_desk(person, name, scripts) for name in ("ada", "bo"))
    for who in (ada, bo):
        who.opens("/desk/c/trust/rounds/1/")
    ada.page.get_by_label("anonymous", exact=False).check()
    ada.presses("Save the round")
    ada.sees("The round is saved.")

    bo.fills(length_limit="3000")
    bo.presses("Save the round")
    bo.sees("Somebody else has changed this round meanwhile. Nothing of yours was saved")
    expect(bo.page.locator("main table")).to_contain_text("How may authors be shown?")
    expect(bo.page.locator("main [name=length_limit]")).to_have_value("3000")
    assert Round.objects.get(pk=scene.round.pk).attributions == ["name", "anonymous"]
    bo.page.get_by_label("anonymous", exact=False).check()
    bo.presses("Save the round")
    bo.sees("The round is saved.")

    stored = Round.objects.get(pk=scene.round.pk)
    assert (stored.attributions, stored.length_limit) == (["name", "anonymous"], 3000)


def test_one_extends_while_the_other_closes(person):
    scene = open_consultation(slug="trust")
    ada, bo = (at_the_desk(person, name, True) for name in ("ada", "bo"))
    ada.opens("/desk/c/trust/rounds/1/extend/")
    bo.opens("/desk/c/trust/rounds/1/close/")
    bo.fills(reason="The conference moved forward.")
    bo.presses("Close the round now")
    bo.sees("The conference moved forward.")

    later = typed(scene.round.closes_at.replace(year=scene.round.closes_at.year + 1), scene.consultation.time_zone)
    ada.fills(closes_at=later, reason="Holidays in many countries.")
    ada.presses("Extend the round")
    ada.sees("This round has closed")
    ada.sees("Holidays in many countries.")
    expect(ada.page.get_by_label("version")).to_have_count(0)
    assert Round.objects.get(pk=scene.round.pk).end_reason == "The conference moved forward."


def at_the_desk(person, name, scripts):
    arrived = person(java_script_enabled=scripts)
    arrived.signs_in(AdministratorFactory(email=f"{name}@example.org").email)
    return arrived
