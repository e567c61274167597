"""Hostile text in every field that a stakeholder fills in, on every page that shows it: it stays text."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from comments.contributors import named_key
from comments.limits import ANSWERED_WORDS, POSTED_WORDS
from comments.models import Comment
from comments.services.insertion import Entry, insert_comments
from comments.services.letters import write_due_letters
from comments.services.report import WORDS_LIMIT
from common.enums import Verb
from common.models import OutboxMail
from common.text import is_blank
from consultations.enums import ModerationMode, PromptKind, TeamRole
from tests.browser.hostile import FILES, OWN, RLO, Watch, joined, strings_of
from tests.browser.people import Person
from tests.factories import TeamMemberFactory, UserFactory
from tests.prompting import prompt
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READER = "/c/attacked/drafts/1/"
PLACE = f"{READER}p/art_1/"
COMPOSE = f"{PLACE}comment/"
DESK = "/desk/c/attacked/"
SEARCHED = 6
"""So many strings of a list are searched for, spread over it."""
PDF = b"%PDF-1.7\n%%EOF\n"
NAMES = 150
"""Characters of a hostile name, of a person and of an organisation."""


@pytest.fixture
def scene() -> Scene:
    scene = open_consultation(slug="attacked")
    prompt(scene.round, PromptKind.TEXT, wordings={"en": "Why?"})
    UserFactory(email="mallory@example.org")
    for email, role in (("editor@example.org", TeamRole.EDITOR), ("moderator@example.org", TeamRole.MODERATOR)):
        TeamMemberFactory(consultation=scene.consultation, role=role, user=UserFactory(email=email))
    return scene


@pytest.fixture(params=["own", *FILES])
def strings(request) -> list[str]:
    return OWN if request.param == "own" else strings_of(request.getfixturevalue("real_data"), request.param)


def names(strings: list[str]) -> str:
    """One name out of many, which turns the direction: the first strings that are markup, on one line."""
    worth = [it for it in strings if "<" in it] or strings
    return f"{RLO}A{' '.join(' '.join(worth).replace(chr(0), '').split())}"[:NAMES]


def test_nothing_executes(scene, watched, strings, settings):
    mallory, watch = watched("mallory@example.org")
    texts = [*joined(strings, POSTED_WORDS)]
    calls_himself(mallory, watch, names(strings))
    posted = [says(mallory, watch, text, names(strings)) for text in texts]
    answers_the_prompt(mallory, watch, texts[0])
    changes_his_mind(mallory, watch, posted[0], texts[0])
    said_by_many(scene, strings, posted[0])
    reply(Comment.objects.get(reference=posted[0]), by=UserFactory(name=names(strings)), body=texts[-1])
    looks_everywhere(watch, posted)
    searches(watch, strings)

    reader, reading = watched()
    reports(reader, reading, posted[0], texts[0])
    looks_as_everybody(reading, posted)

    _editor, working = watched("editor@example.org")
    scene.round.moderation = ModerationMode.ALL
    scene.round.save()
    waiting = comment(scene, by=UserFactory(name=names(strings)), provision=scene.provisions[0], body=texts[0])
    looks_at_the_desk(working, [*posted, waiting.reference])
    reads_letters(working, settings)
    assert [*watch.problems, *reading.problems, *working.problems] == []


def calls_himself(mallory: Person, watch: Watch, name: str) -> None:
    mallory.opens("/profile/")
    mallory.fills(name=name, organisation_name=name)
    mallory.page.locator("main form [type=submit]").last.click()
    watch.looks()
    watch.opens("/profile/")


def pastes(person: Person, **fields: str) -> None:
    """At once: Chromium takes half a minute to type thousands of lines."""
    for name, words in fields.items():
        person.page.locator(f"main [name={name}]").first.evaluate(
            "(it, words) => { it.value = words; it.dispatchEvent(new Event('input', { bubbles: true })); }", words
        )


def says(mallory: Person, watch: Watch, text: str, name: str) -> str:
    """With a preview, and after a crash of which the browser remembers what was typed; the reference."""
    watch.opens(f"{COMPOSE}?new=1")
    mallory.chooses("kind", "wording")
    mallory.page.locator("#preview").evaluate("it => { it.hidden = false; it.open = true; }")
    pastes(mallory, body=text, proposed_wording=text)
    expect(mallory.page.locator("#preview .prose")).to_be_visible(timeout=20_000)
    expect(mallory.page.locator("#preview .wording")).to_be_visible(timeout=20_000)
    watch.looks()
    expect(mallory.page.locator("#keeping")).to_contain_text("Kept at", timeout=20_000)
    watch.opens("/unsent/", COMPOSE)
    expect(mallory.page.locator("main [name=proposed_wording]")).to_have_value(typed(text))
    mallory.gives_file("files", {"name": f"{name[:80]}.pdf", "mimeType": "text/html", "buffer": PDF})
    mallory.presses("Post the comment")
    mallory.sees("Posted.")
    watch.looks()
    return Comment.objects.latest("pk").reference


def typed(text: str) -> str:
    """As the field of a form holds it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "�")


def answers_the_prompt(mallory: Person, watch: Watch, text: str) -> None:
    watch.opens("/c/attacked/rounds/1/prompts/")
    pastes(mallory, prompt_1=text[:ANSWERED_WORDS])
    mallory.presses("Store the answers")
    mallory.sees("Your answers are stored.")
    watch.looks()


def changes_his_mind(mallory: Person, watch: Watch, reference: str, text: str) -> None:
    """After a reply: the earlier words stay to be seen."""
    reply(Comment.objects.get(reference=reference))
    watch.opens(f"/comments/{reference}/edit/")
    pastes(mallory, body=f"Changed.\n\n{text[:-20]}", proposed_wording=f"{text[20:]} Changed.")
    mallory.page.locator("main form [type=submit]").first.click()
    mallory.sees("see what changed")
    watch.looks()


def said_by_many(scene: Scene, strings: list[str], first: str) -> None:
    """Each string alone, as a name and as words; so they arrive from a list that is imported."""
    parent = Comment.objects.get(reference=first)
    insert_comments(
        [
            Entry(
                round=scene.round,
                parent=parent,
                body=it,
                posted_at=timezone.now() + timedelta(milliseconds=at),
                contributor_key=named_key(name=""),
                author_name=it.replace("\0", "")[:NAMES],
                organisation_name=it.replace("\0", "")[-NAMES:],
            )
            for at, it in enumerate(strings)
            if not is_blank(it)
        ],
        by=None,
        verb=Verb.IMPORTED,
    )


def looks_everywhere(watch: Watch, posted: list[str]) -> None:
    watch.opens("/contributions/", "/unsent/", COMPOSE)
    for it in posted:
        watch.opens(f"/comments/{it}/reply/?quote=1", f"/comments/{it}/withdraw/", f"/comments/{it}/edit/")


def looks_as_everybody(watch: Watch, posted: list[str]) -> None:
    watch.opens("/", "/c/attacked/", READER, f"{READER}?p=art_1", PLACE, f"{READER}whole/", "/c/attacked/comments/")
    for it in posted:
        watch.opens(f"/comments/{it}/revisions/", f"/comments/{it}/")
    while watch.page.locator("a[rel=next]").count():
        watch.opens(watch.page.locator("a[rel=next]").first.evaluate("it => it.pathname + it.search"))


def looks_at_the_desk(watch: Watch, references: list[str]) -> None:
    watch.opens(DESK, f"{DESK}queue/", f"{DESK}reported/", f"{DESK}comments/", f"{DESK}participants/")
    watch.opens(f"{DESK}rounds/1/answers/", f"{DESK}rounds/1/answers/1/")
    for it in references:
        watch.opens(f"/desk/comments/{it}/decide/")
    watch.opens(f"/desk/comments/{references[0]}/respond/")


def searches(watch: Watch, strings: list[str]) -> None:
    """For words that are there, for strings as they are, and with filters that nobody chose."""
    some = [it for it in strings if it.strip()][:: max(1, len(strings) // SEARCHED)]
    for it in ["alert", "script", " ".join(some)[:300], *some]:
        watch.page.goto(f"{watch.base}/search/?q={quote(it[:1_000])}")
        watch.looks()
    bad = quote(" ".join(some)[:500])
    for query in (f"q={bad}&group={bad}&position={bad}&sort={bad}&language={bad}", f"q=alert&cursor={bad}&page={bad}"):
        for path in ("/c/attacked/search/", "/c/attacked/comments/", READER, PLACE):
            watch.page.goto(f"{watch.base}{path}?{query}")
            watch.looks()


def reports(reader: Person, watch: Watch, reference: str, text: str) -> None:
    watch.opens(f"/comments/{reference}/report/")
    reader.chooses("reason", "other")
    pastes(reader, words=text[:WORDS_LIMIT].strip())
    reader.presses("Send the report")
    expect(reader.page.get_by_role("button", name="Send the report")).to_have_count(0)
    watch.looks()


def reads_letters(watch: Watch, settings) -> None:
    write_due_letters(at=timezone.now() + timedelta(days=2))
    settings.DEBUG = True
    watch.opens("/dev/mail/")
    letters = OutboxMail.objects.exclude(html="")
    assert letters.exists()
    for it in letters:
        watch.opens(f"/dev/mail/{it.pk}/", f"/dev/mail/{it.pk}/html/")
    settings.DEBUG = False
