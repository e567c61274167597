"""The secretariat's whole journey by people who have no pointer, or no JavaScript: a consultation, a draft, a round, a
decision on what waits, a response, a digest."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from comments.enums import Disposition, Status
from comments.models import Comment
from consultations.enums import ModerationMode
from consultations.models import Consultation
from tests.browser.keys import Typist
from tests.browser.people import Person
from tests.factories import AdministratorFactory
from tests.scenes import Scene, comment

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

DRAFT = b"# Initiative on Trust\n\nArticle 1. Purpose\n\n1. Each Party shall answer every request.\n"
PATIENCE = 60


@pytest.fixture
def typist(person):
    return Typist(**vars(person()))


@pytest.fixture
def without_scripts(person):
    return person(java_script_enabled=False)


@pytest.mark.parametrize("way", ["typist", "without_scripts"])
def test_from_a_consultation_to_a_digest(way, request, celery_worker_process):
    celery_worker_process.start(beat=True)
    AdministratorFactory(email="ada@example.org")
    ada: Person = request.getfixturevalue(way)

    ada.signs_in("ada@example.org")
    makes_a_consultation(ada)
    brings_a_draft(ada)
    makes_a_round_that_holds_everything(ada)
    said = somebody_comments()
    decides(ada)
    assert Comment.objects.get().status == Status.PUBLISHED
    responds(ada)
    assert said.response_targets.get().response.disposition_id == Disposition.NOTED
    rows = list(csv.DictReader(io.StringIO(orders_a_digest(ada).decode("utf-8-sig"))))
    assert [(row["comment_id"], row["disposition"]) for row in rows] == [(said.reference, "noted")]


def makes_a_consultation(ada: Person) -> None:
    ada.follows("Desk")
    ada.follows("New consultation")
    ada.fills(slug="trust", title_en="Initiative on Trust", summary_en="Whom shall Parties answer?")
    ada.presses("Make the consultation")
    ada.sees("Only its team sees it until you publish it.")


def brings_a_draft(ada: Person) -> None:
    ada.follows("New draft")
    ada.fills(label="Zero draft")
    ada.gives_file("file", {"name": "draft.md", "mimeType": "text/markdown", "buffer": DRAFT})
    ada.presses("Upload and read")
    waits_until(ada, "Everything in the file has found its place.", by="Look again")
    ada.follows("Publish this draft")
    ada.presses("Publish the draft")
    ada.sees("Published")


def makes_a_round_that_holds_everything(ada: Person) -> None:
    now = timezone.now()
    ada.opens("/desk/c/trust/")
    ada.follows("New round")
    ada.fills(
        opens_at=(now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        closes_at=(now + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M"),
    )
    ada.chooses("moderation", ModerationMode.ALL)
    ada.presses("Make the round")
    ada.opens("/desk/c/trust/")
    ada.presses("Publish the consultation")
    ada.sees("The consultation is now: Published")


def somebody_comments() -> Comment:
    consultation = Consultation.objects.get()
    draft = consultation.drafts.get()
    provisions = tuple(draft.provisions.order_by("order"))
    return comment(Scene(consultation, draft, draft.rounds.get(), provisions), provision=provisions[-1])


def decides(ada: Person) -> None:
    ada.follows("Queue")
    ada.presses(f"Publish {Comment.objects.get().reference}")
    ada.sees("Nothing waits for a decision.")


def responds(ada: Person) -> None:
    ada.opens("/desk/c/trust/comments/")
    ada.follows("Respond")
    ada.chooses("disposition", Disposition.NOTED)
    ada.fills(body="The next draft sets thirty days.")
    ada.presses("Publish the response")


def orders_a_digest(ada: Person) -> bytes:
    ada.opens("/desk/c/trust/digests/")
    ada.follows("Make a digest")
    ada.chooses("formats", "csv")
    ada.presses("Make the digest")
    waits_until(ada, "Every file was counted again", by="Show how far it is now")
    with ada.page.expect_download() as download:
        ada.follows("comments.csv")
    return download.value.path().read_bytes()


def waits_until(ada: Person, words: str, *, by: str) -> None:
    """Pages look again by themselves where scripts run; else one follows a link."""
    for _look in range(PATIENCE):
        if words in ada.page.locator("main").inner_text():
            return
        if isinstance(ada, Typist):
            ada.page.wait_for_timeout(1000)
        else:
            ada.page.wait_for_timeout(500)
            ada.follows(by)
    raise AssertionError(ada.page.locator("main").inner_text())
