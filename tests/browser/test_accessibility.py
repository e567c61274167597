"""Every kind of page, for everybody: axe finds nothing in light, dark and right to left, and nothing is wider than a
narrow phone. The comment journey without JavaScript and with the keyboard alone is in test_ways_to_comment.py."""

from __future__ import annotations

import io
from importlib.resources import files

import pytest
from celery import current_app
from django.urls import reverse

from comments.enums import Disposition, Kind, ModerationReason, Position
from comments.models import Comment
from comments.services.comment_import import import_now
from comments.services.report import report_comment
from comments.services.response import respond
from common.enums import FileType
from common.services.job import run_job
from common.uploads import store
from consultations.enums import ModerationMode
from consultations.models import Round
from digests.enums import Audience, Format
from digests.services.digest import build_digest, order_digest
from portal.enums import SitePage
from portal.services.problem_report import report_problem
from tests.factories import DraftFactory, published_draft
from tests.factories import provision as provision_of
from tests.scenes import Scene, comment, open_consultation, people_by_role, reply

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations.map(
    (it) => `${it.id}: ${it.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`)"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DESKTOP, NARROW_PHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
ARABIC = "لكل فرد الحق في الحياة والحرية (ABC 2026) وفي الأمان على شخصه."
MAPPING = 'source = "hearing"\n[columns]\nsource_id = "id"\nbody = "text"\nstakeholder_group = "group"'
TABLE = b"id,text,group\n1,Said in writing,individual\n2,,individual\n"


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: None)


@pytest.fixture
def scene() -> Scene:
    """A consultation in which everything that a page can show has happened."""
    scene = open_consultation()
    first = comment(
        scene, provision=scene.provisions[0], kind=Kind.WORDING, position=Position.OPPOSE, proposed_wording=ARABIC
    )
    said = first
    for _depth in range(6):
        said = reply(said, body=ARABIC, language="ar") if _depth % 2 else reply(said)
    comment(
        scene, kind=Kind.QUESTION, position=Position.CHANGES, body="# Heading\n\n> quoted\n\n- one\n- two\n\n`code`"
    )
    return scene


@pytest.fixture
def people(scene):
    return people_by_role(scene.consultation)


def problems_of(person, addresses: list[str]) -> dict[str, list[str]]:
    """What is wrong, by page and way of looking at it; {} for nothing."""
    return {f"{address} {way}": wrong for address in addresses for way, wrong in looked_at(person, address) if wrong}


def looked_at(person, address: str):
    """Loaded anew for each scheme: a colour that is on its way to another has no contrast of its own."""
    page = person.page
    page.set_viewport_size(DESKTOP)
    for scheme, direction in (("light", "ltr"), ("dark", "rtl")):
        page.emulate_media(color_scheme=scheme)
        person.opens(address)
        page.evaluate(AXE)
        page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
        yield f"{scheme} {direction}", page.evaluate(RUN_AXE)
    yield "headings", [] if page.locator("h1").count() == 1 else ["not one h1"]
    page.set_viewport_size(NARROW_PHONE)
    yield "narrow rtl", too_wide(page)
    page.evaluate("document.documentElement.dir = 'ltr'")
    yield "narrow ltr", too_wide(page)


def too_wide(page) -> list[str]:
    over = page.evaluate(TOO_WIDE)
    return [f"{over} px too wide"] if over > 0 else []


def public_pages(scene: Scene) -> list[str]:
    at = [scene.consultation.slug, scene.draft.number]
    place = [*at, scene.provisions[0].eid]
    latest = Comment.objects.order_by("-path").first()
    silent = published_draft().consultation
    return [
        reverse("home"),
        reverse("consultation", args=at[:1]),
        reverse("consultation", args=[silent.slug]),
        reverse("comments", args=at[:1]),
        reverse("comments", args=at[:1]) + "?group=academia",
        reverse("reader", args=at),
        reverse("reader", args=at) + f"?p={scene.provisions[0].eid}",
        reverse("provision", args=place),
        reverse("provision", args=[*at, scene.provisions[2].eid]),
        reverse("whole_draft", args=at),
        reverse("comment_new", args=place),
        reverse("whole_draft_comment_new", args=at),
        reverse("comment", args=[latest.reference]),
        reverse("reply_new", args=[latest.reference]),
        reverse("comment_report_new", args=[latest.reference]),
        *(reverse(name) for name in ("account_login", "account_signup", "account_request_login_code")),
        reverse("account_reset_password"),
        *(reverse("site_page", args=[page]) + f"?language={tag}" for page in SitePage for tag in ("en", "ar")),
        reverse("problem_report_new"),
        "/c/there-is-no-such-consultation/",
    ]


def desk_pages(scene: Scene, people) -> list[str]:
    at = [scene.consultation.slug]
    unpublished = DraftFactory(consultation=scene.consultation)
    provision_of(unpublished, 1)
    said = Comment.objects.order_by("path").first()
    return [
        *(reverse(name) for name in ("desk", "profile", "account_email", "mfa_index")),
        *(reverse(name) for name in ("desk_consultation_new", "desk_pages", "desk_problems")),
        reverse("desk_page", args=["terms", "en"]),
        reverse("desk_page_version", args=["terms", "ar", 0]),
        *(reverse(f"desk_{name}", args=at) for name in ("consultation", "consultation_edit", "comments", "team")),
        *(reverse(f"desk_{name}", args=at) for name in ("drafts", "draft_new", "rounds", "round_new", "entry_new")),
        *(reverse(f"desk_{name}", args=at) for name in ("imports", "import_new", "digests", "digest_new")),
        *(reverse("desk_draft", args=[*at, draft.number]) for draft in (scene.draft, unpublished)),
        reverse("desk_draft_publish", args=[*at, unpublished.number]),
        reverse("desk_round", args=[*at, scene.round.number]),
        reverse("desk_round_extend", args=[*at, scene.round.number]),
        reverse("desk_round_close", args=[*at, scene.round.number]),
        reverse("desk_import", args=[*at, an_import(scene)]),
        reverse("desk_digest", args=[*at, a_digest(scene, people.editor)]),
        *what_waits(scene, said),
        reverse("response_new", args=[said.reference]),
        reverse("comment", args=[said.reference]),
        reverse("reader", args=[*at, unpublished.number]),
    ]


def what_waits(scene: Scene, reported: Comment) -> list[str]:
    """The queue and the reported comments with one each, and the decisions on them."""
    report_problem(by=None, what="The button does nothing.")
    report_comment(
        by=None, reporter_key="visitor:1", comment=reported, reason=ModerationReason.ABUSE, words=f"Unkind. {ARABIC}"
    )
    Round.objects.update(moderation=ModerationMode.ALL)
    scene.round.refresh_from_db()
    waiting = comment(scene, provision=scene.provisions[1])
    return [
        *(reverse(f"desk_{name}", args=[scene.consultation.slug]) for name in ("queue", "reported")),
        *(reverse("desk_decision", args=[it.reference]) for it in (waiting, reported)),
        reverse("comment", args=[waiting.reference]),
    ]


def an_import(scene: Scene):
    file = store(io.BytesIO(TABLE), name="hearing.csv", allowed=frozenset({FileType.CSV}), limit=1000)
    return import_now(round=scene.round, file=file, mapping=MAPPING).key


def a_digest(scene: Scene, by):
    digest = order_digest(
        by=by, consultation=scene.consultation, rounds=[], filters={}, formats=[Format.CSV], audience=Audience.PUBLIC
    )
    run_job(digest.job_id, build_digest)
    return digest.key


def test_pages_for_everyone_are_accessible(scene, people, person):
    respond(
        by=people.editor,
        comments=list(Comment.objects.all()[:3]),
        disposition=Disposition.NOTED,
        body="We *thank* you.",
    )

    assert problems_of(person(), public_pages(scene)) == {}


def test_pages_of_the_desk_are_accessible(scene, people, person):
    editor = person()
    editor.signs_in(people.administrator.email)

    assert problems_of(editor, desk_pages(scene, people)) == {}
