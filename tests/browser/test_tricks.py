"""Tricks with files, directions, marks, depth and passages: harmless, or refused in words with the text kept."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import Membership
from comments.models import Comment
from tests.browser.hostile import RLI, RLO
from tests.factories import MembershipFactory, UserFactory
from tests.passages import scene_with_passages
from tests.picture import png
from tests.scenes import Scene, comment, open_consultation

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READER = "/c/attacked/drafts/1/"
PLACE = f"{READER}p/art_1/"
COMPOSE = f"{PLACE}comment/"


@pytest.fixture
def scene() -> Scene:
    UserFactory(email="mallory@example.org")
    return open_consultation(slug="attacked")


MARKS = "\u0300\u0301\u0302\u0316\u0317\u0318" * 10

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"
PAGE = b"<!doctype html><script>alert(1)</script>"
NOT_TAKEN = "is not of a kind that can be taken here. Give a file that ends in .docx"
HOSTILE_FILES = {
    "picture.svg": (SVG, NOT_TAKEN),
    "picture.png": (SVG, "is not what its name says"),
    "page.html": (PAGE, NOT_TAKEN),
    "letter.pdf": (PAGE, "is not what its name says"),
    "letter.docx": (b"%PDF-1.7\n%%EOF\n<script>alert(1)</script>", "it begins like a PDF file"),
    "both.pdf": (b"%PDF-1.7\n%%EOF\nPK\x05\x06" + bytes(18), "is two files in one"),
    f"annex_{RLO}fdp.exe": (b"MZ\x90\0<script>alert(1)</script>", NOT_TAKEN),
}
"""By their names: what they hold, and what is said of them."""


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_a_file_that_is_something_else_is_refused_in_words_and_the_text_is_kept(scene, watched, name):
    mallory, watch = watched("mallory@example.org")
    watch.opens(COMPOSE)
    mallory.fills(body="With a file.")
    content, said = HOSTILE_FILES[name]
    mallory.gives_file("files", {"name": name, "mimeType": "image/png", "buffer": content})
    mallory.presses("Post the comment")

    mallory.sees("Your comment is not posted yet.")
    expect(mallory.page.locator("#files-errors li")).to_have_text(re.compile(re.escape(said)))
    expect(mallory.page.locator("main [name=body]")).to_have_value("With a file.")
    watch.looks()
    assert watch.problems == []
    assert not Comment.objects.exists()


def test_a_picture_that_is_also_a_page_is_only_a_picture_and_only_downloaded(scene, watched):
    page = b"<!doctype html><script>alert(1)</script>"
    polyglot = png(after=page)
    mallory, watch = watched("mallory@example.org")
    watch.opens(COMPOSE)
    mallory.fills(body="With a picture.")
    mallory.gives_file("files", {"name": "picture.html.png", "mimeType": "text/html", "buffer": polyglot})
    mallory.presses("Post the comment")
    mallory.sees("Posted.")
    link = mallory.page.get_by_role("link", name="picture.html.png")
    with mallory.page.expect_download() as download:
        link.click()
    answer = mallory.page.request.get(mallory.base + link.get_attribute("href"))

    assert page not in answer.body()
    assert download.value.suggested_filename == "picture.html.png"
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert watch.problems == []


GAPS = """it => {
    const left = it.getBoundingClientRect().left;
    const ours = [...it.querySelectorAll(".comment-tags li, .comment-actions a, .comment-actions button")];
    const boxes = ours.filter((at) => at.offsetParent).map((at) => at.getBoundingClientRect());
    const from = (box, at) => at && box.left > left + 1 ? boxes[at - 1].right : left;
    return boxes.map((box, at) => Math.round(box.left - from(box, at)));
}"""
"""Of what is ours around somebody's words: how far each thing stands from the one before it."""

SIDES = """it => {
    const [name, badge] = [it.querySelector("bdi"), it.querySelector(".verification")];
    return name.getBoundingClientRect().right <= badge.getBoundingClientRect().left + 1;
}"""


def speaks_for(name: str) -> Membership:
    """Somebody of that name for a verified organisation that is called so, too."""
    return MembershipFactory(user__name=name, organisation__name=name, organisation__verified_at=timezone.now())


@pytest.mark.parametrize("turn", [RLO, RLI, "\u202b", "عربي "], ids=["RLO", "RLI", "RLE", "Arabic"])
def test_what_turns_the_direction_turns_nothing_of_ours(scene, person, turn):
    rows = [
        comment(
            scene,
            by=member.user,
            speaking_for=member.organisation,
            provision=scene.provisions[0],
            body=f"{member.user.name} (b) ends",
        )
        for member in (speaks_for("Plain (a)"), speaks_for(f"{turn}Plain (a)"))
    ]
    reader = person()
    reader.opens(PLACE)

    plain, turned = (reader.page.locator(f"#{it.reference}").evaluate(GAPS) for it in rows)
    assert turned == plain
    assert reader.page.locator(f"#{rows[1].reference} .comment-head > p").first.evaluate(SIDES)


def test_marks_upon_marks_cover_nobody_else(scene, person):
    zalgo = "".join(it + MARKS for it in "zalgo")
    rows = [
        comment(scene, by=UserFactory(name=name), provision=scene.provisions[0], body=body)
        for name, body in (("Below", "Below."), (zalgo[:200], zalgo), ("Above", "Above."))
    ]
    reader = person()
    reader.opens(PLACE)
    neighbours = [reader.page.locator(f"#{rows[at].reference}") for at in (0, 2)]
    beside = [it.screenshot() for it in neighbours]
    reader.page.locator(f"#{rows[1].reference}").evaluate(
        "it => it.querySelectorAll('bdi, .prose p').forEach((words) => { words.textContent = 'zalgo'; })"
    )

    assert [it.screenshot() for it in neighbours] == beside


def test_marks_upon_marks_cover_nothing_beside_the_preview(scene, person):
    writer = person()
    writer.opens(COMPOSE)
    writer.presses("Preview")
    writer.fills(body=f"z{MARKS}")
    beside = writer.page.locator("#preview .hint")
    expect(beside).to_contain_text("a pile of marks", timeout=20_000)
    seen = beside.screenshot()
    writer.page.locator("#preview .prose p").evaluate("it => { it.textContent = 'zalgo'; }")

    assert beside.screenshot() == seen


def test_ten_thousand_quotes_in_quotes_are_shown_or_refused_in_words(scene, watched):
    mallory, watch = watched("mallory@example.org")
    watch.opens(COMPOSE)
    mallory.presses("Preview")
    mallory.fills(body=">" * 10_000 + " deep")
    expect(mallory.page.locator("#preview .prose")).to_contain_text("deep", timeout=20_000)
    expect(mallory.page.locator("#preview")).to_contain_text("shown exactly as you typed it")
    mallory.presses("Post the comment")
    mallory.sees("Posted.")
    posted = Comment.objects.get()

    watch.opens(READER, PLACE, "/contributions/", "/unsent/", f"/comments/{posted.reference}/reply/?quote=1")
    watch.opens(f"/comments/{posted.reference}/")
    assert mallory.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert watch.problems == []


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("nowhere to be found", "These words do not stand there."),
        ("Each Party", "These words stand there 2 times."),
        ("<script>alert(1)</script>", "These words do not stand there."),
    ],
)
def test_a_passage_that_is_nowhere_or_in_many_places_is_refused_and_the_text_kept(watched, words, why):
    scene_with_passages(slug="attacked")
    UserFactory(email="mallory@example.org")
    mallory, watch = watched("mallory@example.org")
    watch.opens(f"{COMPOSE}?choose")
    mallory.fills(body="About those words.", words=words)
    mallory.presses("Post the comment")

    mallory.sees(why)
    expect(mallory.page.locator("main [name=body]")).to_have_value("About those words.")
    watch.opens(f"{COMPOSE}?quote={quote(words)}&prefix={quote('<b>')}&start=9999&end=1")
    mallory.sees("The words that you selected")
    assert watch.problems == []
    assert not Comment.objects.exists()
