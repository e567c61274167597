"""The whole line, as the people of Comity walk it: from a Markdown file to a digest that adds up."""

import csv
import hashlib
import io
import json
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.models import Comment
from tests.factories import AdministratorFactory

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

DRAFT = """# Initiative on Trust

Article 1. Purpose

1. Each Party shall answer every request.

2. Nothing here obliges a Party to answer twice.

<video src="x"></video>
"""
SAID = "Say by *when*: a request without a date waits for ever."


@pytest.fixture
def secretariat(person):
    AdministratorFactory(email="ada@example.org")
    ada = person()
    ada.signs_in("ada@example.org")
    return ada


def test_from_a_file_to_a_digest(secretariat, person, celery_worker_process):
    celery_worker_process.start(beat=True)
    publish_consultation(secretariat)

    stakeholder = person(viewport={"width": 390, "height": 844})
    write_and_sign_up_in_the_middle(stakeholder)
    comment = Comment.objects.get()
    assert comment.current_revision.body == SAID
    assert (comment.country, comment.region, comment.stakeholder_group.slug) == ("KE", "002", "civil-society")

    answer(secretariat, comment)
    stakeholder.page.reload()
    stakeholder.sees("Accepted with modifications")
    stakeholder.sees("The next draft sets thirty days.")

    table, manifest = download_digest(secretariat)
    rows = list(csv.DictReader(io.StringIO(table.decode("utf-8"), newline="")))
    assert [row["comment_id"] for row in rows] == [comment.reference]
    assert (rows[0]["body"], rows[0]["stakeholder_group"], rows[0]["region"]) == (SAID, "civil-society", "Africa")
    assert (rows[0]["disposition"], rows[0]["provision_eid"]) == ("accepted-with-modifications", "art_1__para_1")
    entry = next(file for file in json.loads(manifest)["files"] if file["name"] == "comments.csv")
    assert (entry["rows"], entry["sha256"]) == (1, hashlib.sha256(table).hexdigest())


def publish_consultation(ada):
    ada.opens("/desk/consultations/new/")
    ada.fills(slug="trust", title_en="Initiative on Trust", summary_en="Whom shall Parties answer?")
    ada.presses("Make the consultation")
    ada.follows("New draft")
    ada.fills(label="Zero draft")
    ada.page.locator("main input[type=file]").set_input_files(
        {"name": "draft.md", "mimeType": "text/markdown", "buffer": DRAFT.encode()}
    )
    ada.presses("Upload and read")
    ada.sees("Each Party shall answer every request.")
    ada.sees("1 piece of the file has no place")
    ada.follows("Publish this draft")
    ada.presses("Publish the draft")
    ada.opens("/desk/c/trust/rounds/new/")
    now = timezone.now()
    ada.fills(
        opens_at=(now - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        closes_at=(now + timedelta(days=7)).strftime("%Y-%m-%dT%H:%M"),
    )
    ada.presses("Make the round")
    ada.opens("/desk/c/trust/")
    ada.presses("Publish the consultation")
    expect(ada.page.locator("main")).to_contain_text("Published")


def write_and_sign_up_in_the_middle(stakeholder):
    stakeholder.opens("/c/trust/drafts/1/p/art_1__para_1/")
    stakeholder.follows("Comment on this provision")
    stakeholder.chooses("position", "changes")
    stakeholder.fills(body=SAID)
    stakeholder.presses("Post the comment")
    stakeholder.signs_up("neema@example.org", "Neema Wanjiru")
    stakeholder.sees("Your text was kept")
    expect(stakeholder.page.locator("main [name=body]")).to_have_value(SAID)
    assert Comment.objects.count() == 0
    stakeholder.presses("Post the comment")
    stakeholder.sees("a request without a date waits for ever")


def answer(ada, comment):
    ada.opens(f"/desk/comments/{comment.reference}/respond/")
    ada.chooses("disposition", "accepted-with-modifications")
    ada.fills(body="The next draft sets thirty days.")
    ada.presses("Publish the response")


def download_digest(ada):
    ada.opens("/desk/c/trust/digests/new/")
    ada.sees("This digest would hold 1 comment.")
    ada.chooses("formats", "csv")
    ada.presses("Make the digest")
    ada.sees("Every file was counted again")
    return downloaded(ada, "comments.csv"), downloaded(ada, "manifest.json")


def downloaded(ada, name):
    with ada.page.expect_download() as download:
        ada.page.get_by_role("link", name=name).click()
    return download.value.path().read_bytes()
