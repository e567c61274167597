"""A consultation in which everything that a page can show has happened, at the addresses of the access matrix."""

from __future__ import annotations

import io
from dataclasses import dataclass

from django.urls import reverse

from accounts.models import User
from comments.enums import Disposition, Kind, ModerationReason, Position
from comments.models import Comment
from comments.services.comment_import import import_now
from comments.services.moderation import hide_comment
from comments.services.report import report_comment
from comments.services.response import respond
from common.enums import FileType
from common.services.job import run_job
from common.uploads import store
from consultations.enums import ConsultationState, LineageKind, ModerationMode
from digests.enums import Audience, Format
from digests.services.digest import build_digest, order_digest
from portal.enums import SitePage
from portal.services.problem_report import report_problem
from tests.factories import published_draft
from tests.redlining import draft_of
from tests.repository.access import TABLE
from tests.repository.matter import OWN, SLUG, Matter, matter
from tests.scenes import Scene, comment, reply

ARABIC = "لكل فرد الحق في الحياة والحرية وفي الأمان على شخصه."
MAPPING = 'source = "hearing"\n[columns]\nsource_id = "id"\nbody = "text"\nstakeholder_group = "group"'
SHEET = b"id,text,group\n1,Said in writing,individual\n2,,individual\n"

FILES = {"health", "ready", "robots", "security_txt", "attachment", "draft_source", "desk_import_report"} | {
    "desk_digest_file",
    "desk_invitation_list_csv",
    "desk_participants_csv",
    "whole_draft_news",
    "provision_news",
    "thread_news",
    "redline_choice",
    "my_contributions_csv",
    "my_data_file",
}
"""Addresses that answer with something else than a page."""
MERGES = {"desk_organisation_merge", "desk_term_merge"}
"""Pages that have a form only once the other one is chosen."""
DEVELOPMENT = {"styleguide", "dev_mail", "dev_letter", "dev_codes"}
"""Pages that an installation shows only while it is developed."""


@dataclass(frozen=True)
class World:
    scene: Scene
    matter: Matter
    latest: Comment
    digest_key: object
    import_key: object
    silent: str
    """The slug of a consultation in which nobody has spoken."""
    redline: str
    """The address of what changed between two drafts: everything that may become of a provision."""


def world() -> World:
    made = matter(ConsultationState.PUBLISHED)
    draft = made.consultation.drafts.get(number=1)
    round = draft.rounds.get()
    scene = Scene(made.consultation, draft, round, tuple(draft.provisions.order_by("order")))
    latest = say_much(scene, made.people.editor)
    return World(
        scene,
        made,
        latest,
        a_digest(scene, made.people.editor),
        an_import(scene),
        published_draft().consultation.slug,
        a_redline(),
    )


def say_much(scene: Scene, editor: User) -> Comment:
    """A deep thread in two languages, a question with marked-up text, an answer, one hidden and one that waits; the
    deepest reply."""
    place = scene.provisions[0]
    first = comment(
        scene,
        provision=place,
        kind=Kind.WORDING,
        position=Position.OPPOSE,
        proposed_wording=ARABIC,
        body=ARABIC,
        language="ar",
    )
    said = first
    for depth in range(6):
        said = reply(said, body=ARABIC, language="ar") if depth % 2 else reply(said)
    question = comment(
        scene,
        kind=Kind.QUESTION,
        position=Position.CHANGES,
        body="# Heading\n\n> quoted\n\n- one\n- two\n\n`code`",
    )
    respond(by=editor, comments=[first, question], disposition=Disposition.NOTED, body="We *thank* you.")
    shouted = comment(scene, provision=place, body="Buy!")
    hide_comment(by=editor, comment=shouted, reason=ModerationReason.SPAM, note="It sells something.")
    report_problem(by=None, what="The button does nothing.")
    report_comment(by=None, reporter_key="visitor:1", comment=question, reason=ModerationReason.ABUSE, words="Unkind.")
    scene.round.moderation = ModerationMode.ALL
    scene.round.save(update_fields=["moderation"])
    comment(scene, provision=place, body=ARABIC, language="ar")
    return said


def a_redline() -> str:
    first = draft_of(
        {
            1: "Parties keep records.",
            2: "They publish them.",
            3: "One. Two.",
            4: "a",
            5: "b",
            6: "Gone.",
            7: "Same.",
            8: "To and fro.",
        }
    )
    became = [
        *((1, 1, LineageKind.CHANGED), (2, 2, LineageKind.CHANGED), (3, 3, LineageKind.SPLIT)),
        *((3, 4, LineageKind.SPLIT), (4, 5, LineageKind.MERGED), (5, 5, LineageKind.MERGED)),
        *((6, None, LineageKind.DELETED), (None, 6, LineageKind.NEW), (7, 7, LineageKind.UNCHANGED)),
        (8, 8, LineageKind.MOVED),
    ]
    articles = {
        1: "Parties keep all records.",
        2: "They publish some.",
        3: "One.",
        4: "Two.",
        5: "a b",
        6: "New.",
        7: "Same.",
        8: "Fro and to.",
    }
    second = draft_of(articles, after=first, became=became)
    return reverse("redline", args=[first.consultation.slug, first.number, second.number])


def an_import(scene: Scene) -> object:
    file = store(io.BytesIO(SHEET), name="hearing.csv", allowed=frozenset({FileType.CSV}), limit=1000)
    return import_now(round=scene.round, file=file, mapping=MAPPING).key


def a_digest(scene: Scene, by: User) -> object:
    digest = order_digest(
        by=by, consultation=scene.consultation, rounds=[], filters={}, formats=[Format.CSV], audience=Audience.PUBLIC
    )
    run_job(digest.job_id, build_digest)
    return digest.key


def by_matrix(role: str, *, but_not: str = "") -> list[str]:
    """The pages that the access matrix opens to the role, and not to the other one: a new route is among them."""
    return [
        reverse(name, kwargs=row.given)
        for name, row in TABLE.items()
        if name not in FILES and getattr(row.get, role) == 200 and not (but_not and getattr(row.get, but_not) == 200)
    ]


def in_other_states(world: World) -> list[str]:
    """Public pages that look otherwise than at the matrix's address."""
    place = [SLUG, 1, world.scene.provisions[0].eid]
    return [
        reverse("consultation", args=[world.silent]),
        reverse("comments", args=[SLUG]) + "?group=academia",
        reverse("consultation_search", args=[SLUG]) + "?q=thing+or+draft",
        reverse("search") + "?q=nothing-has-this-word",
        reverse("search") + "?q=-left-out",
        reverse("reader", args=place[:2]) + f"?p={place[2]}",
        world.redline,
        f"{world.redline}?view=side",
        *(reverse("provision_history", args=[*world.redline.split("/")[2:3], 2, f"art_{number}"]) for number in (4, 5)),
        reverse("provision", args=[*world.redline.split("/")[2:3], 1, "art_6"]),
        f"{world.redline}?only=changes",
        reverse("provision", args=[*place[:2], world.scene.provisions[2].eid]),
        reverse("comment", args=[world.latest.reference]),
        *(reverse("site_page", args=[page]) + "?language=ar" for page in SitePage),
        *(reverse("site_page", args=[page]) for page in SitePage if page != SitePage.CONTACT),
        "/c/there-is-no-such-consultation/",
    ]


def at_the_desk_in_other_states(world: World) -> list[str]:
    return [
        reverse("home"),
        reverse("comment", args=[world.latest.reference]),
        reverse("comment_new", args=[SLUG, 1, world.scene.provisions[0].eid]),
        reverse("reader", args=[SLUG, 2]),
        reverse("desk_draft", args=[SLUG, 1]),
        reverse("desk_page_version", args=["terms", "ar", 0]),
        reverse("desk_import", args=[SLUG, world.import_key]),
        reverse("desk_digest", args=[SLUG, world.digest_key]),
        reverse("response_new", args=[world.latest.root.reference]),
        reverse("desk_decision", args=[OWN]),
        reverse("comment_revisions", args=[OWN]),
    ]


def forms_to_refuse() -> list[str]:
    """Pages whose form, sent empty, comes back with what is wrong."""
    return [
        reverse(name, kwargs=row.given)
        for name, row in TABLE.items()
        if row.get.administrator == 200 and row.post.administrator == 422 and name not in MERGES
    ]
