"""Which pages there are, from the URL routes: a new route is photographed, or said to be no page, or a test fails."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.shortcuts import render
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from accounts.models import Membership, Organisation, StakeholderGroup, User
from comments.enums import InviteeState, Status
from comments.models import Comment, CommentImport, InvitationList, Invitee
from comments.services.comment_import import import_now
from comments.services.unsent import keep
from common.enums import FileType
from common.middleware import bad_request, page, too_large
from common.models import OutboxMail
from common.services.job import run_job
from common.uploads import store
from consultations.enums import DraftState, PromptKind
from consultations.models import Consultation, Draft, Lineage, Prompt
from consultations.services.draft import start_draft
from consultations.services.draft_reading import read_now
from digests.enums import Audience, Format
from digests.models import Digest
from digests.services.digest import build_digest, order_digest
from portal.demo.stage import SLUG, Stage
from tests.repository.routes import routes

VISITOR, STAKEHOLDER, ADMINISTRATOR = "visitor", "stakeholder", "administrator"
OF_STAKEHOLDERS = {
    "my_contributions",
    "my_data",
    "account_close",
    "comment_edit",
    "comment_withdraw",
    "my_organisations",
    "my_organisation",
    "organisation_ask",
    "organisation_ask_new",
    "organisation_leave",
}
NO_PAGES = {
    "health", "ready", "robots", "security_txt", "metrics", "attachment", "draft_source", "unsent_comment",
    "unsent_comment_discard",
    "desk_consultation_state", "desk_team_remove", "desk_import_report", "desk_import_cancel", "desk_digest_cancel",
    "desk_digest_again", "desk_digest_file", "desk_membership_end", "desk_organisation_verification", "invitation",
    "invitation_refuse", "invitation_withdraw", "desk_prompt_move", "desk_prompt_retire",
    "desk_term_move", "desk_term_retire", "desk_participants_csv", "my_contributions_csv", "my_data_file",
    "desk_edit_decision",
    "desk_invitation_list_csv", "desk_invitation_list_send", "desk_invitee", "round_letters_refuse",
    "letters_refuse", "dev_letter_html",
    "whole_draft_news", "provision_news", "thread_news", "redline_choice",
}  # fmt: skip
"""Routes that answer with a file or a line, take forms only, or need what the demonstration does not have."""

OF_LIBRARIES = {
    VISITOR: ["account_login", "account_signup", "account_request_login_code", "account_reset_password"],
    ADMINISTRATOR: [
        "account_email",
        "account_logout",
        "account_change_password",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    ],
}
OF_LISTS = {
    "key": [f"key of {it}" for it in ("desk_list", "desk_term", "desk_term_new", "desk_term_edit", "desk_term_merge")],
    "pk": [f"pk of {it}" for it in ("desk_term", "desk_term_edit", "desk_term_merge")],
}
"""Arguments of the pages that keep lists."""
OF_PROMPTS = ["desk_prompt", "desk_answers_to"]
SUBMIT = "main form[method=post] button[type=submit]"
TABLE = b"id,text,group\n1,Said at the hearing of 3 March,individual\n2,,individual\n"
DRAFT = b"# Initiative\n\n## Article 1. Purpose\n\n1. The Parties cooperate.\n\n2. They do so in good time.\n"
MAPPING = 'source = "hearing"\n[columns]\nsource_id = "id"\nbody = "text"\nstakeholder_group = "group"'


@dataclass(frozen=True)
class Shot:
    """One picture: `path` as `role` sees it.

    With `presses`, what comes after that button; with `html`, what it makes for a language, shown at that address.
    Not `whole` is what fills the window: a page that scrolls to a place has columns that go with it.
    """

    name: str
    path: str
    role: str = VISITOR
    presses: str = ""
    html: Callable[[str], str] | None = None
    whole: bool = True


def pages() -> list[Shot]:
    given = Given()
    return [
        *(given.shot(route.name) for route in routes() if route.name and route.name not in NO_PAGES),
        *(Shot(name, reverse(name), role) for role, names in OF_LIBRARIES.items() for name in names),
        *variants(given),
    ]


def variants(given: Given) -> list[Shot]:
    """The same pages in other states: empty, refused, filtered."""
    held, coming = Stage.MODERATION.slug, Stage.SCHEDULED.slug
    return [
        Shot("reader_with_thread", f"{given.path('reader')}?p={given.eid}", whole=False),
        Shot("reader_signed_in", given.path("reader"), ADMINISTRATOR),
        Shot("comment_new_signed_in", given.path("comment_new"), ADMINISTRATOR),
        Shot("comments_none_found", given.path("comments") + "?group=academia&position=oppose&kind=question"),
        Shot("comments_filtered", given.path("comments") + "?group=civil-society&position=oppose"),
        Shot("consultation_search_found", given.path("consultation_search") + "?q=research"),
        Shot("unsent_comments_waiting", given.unsent_comments(), STAKEHOLDER),
        *(Shot(f"{name}_before_round_1", reverse(name, args=[coming])) for name in ("consultation", "comments")),
        *(
            Shot(f"{name}_held", reverse(name, args=[held]), ADMINISTRATOR)
            for name in ("desk_queue", "desk_consultation")
        ),
        Shot("site_page_arabic", "/how-to-take-part/?language=ar"),
        Shot("site_page_chinese", "/how-to-take-part/?language=zh-Hans"),
        Shot("login_refused", reverse("account_login"), presses=SUBMIT),
        Shot("comment_new_refused", given.path("comment_new"), ADMINISTRATOR, SUBMIT),
        Shot("desk_round_new_refused", given.path("desk_round_new"), ADMINISTRATOR, SUBMIT),
        Shot("desk_consultation_new_refused", given.path("desk_consultation_new"), ADMINISTRATOR, SUBMIT),
    ]


def documented() -> list[Shot]:
    """The few that README.md and docs/ show, as they fill a window."""
    wanted = {"reader_with_thread", "comment_new_signed_in", "desk_consultation", "desk_queue_held"}
    return [replace(shot, whole=False) for shot in pages() if shot.name in wanted]


def errors() -> list[Shot]:
    kept = [("body", "Article 5 asks more of a small registry than two people can give.")]
    return [
        error(
            "400",
            lambda request: bad_request(request, "This is not an address of a page of this list. Open the list again."),
        ),
        error("403", lambda request: page(request, "errors/not_allowed.html", 403, what="close this round")),
        error("403_csrf", lambda request: page(request, "errors/csrf.html", 403, kept=kept, address="/")),
        error("404", lambda request: render(request, "404.html")),
        error(
            "409", lambda request: page(request, "errors/state.html", 409, message="This round is closed.", kept=kept)
        ),
        error("413", too_large),
        error("429", lambda request: render(request, "429.html")),
        error("500", lambda request: render(request, "500.html")),
    ]


def error(name: str, answer: Callable[[Any], HttpResponse]) -> Shot:
    def html(language: str) -> str:
        request = RequestFactory().get("/")
        request.user = AnonymousUser()
        with translation.override(language):
            return answer(request).content.decode()

    return Shot(f"error_{name}", f"/errors/{name}/", html=html)


class Given:
    """What the demonstration gives for each argument of a route; makes a digest and an import where there are none."""

    def __init__(self) -> None:
        self.consultation = Consultation.objects.get(slug=SLUG)
        self.administrator = User.objects.get(email="administrator@example.org")
        self.draft = self.consultation.drafts.filter(state=DraftState.PUBLISHED).latest("number")
        self.comment = Comment.objects.filter(draft=self.draft).exclude(depth=0).latest("depth", "pk").root
        self.eid = self.comment.anchors.values_list("provision__eid", flat=True).get()

    def shot(self, name: str) -> Shot:
        at_desk = name.startswith(("desk", "response", "profile"))
        role = STAKEHOLDER if name in OF_STAKEHOLDERS else ADMINISTRATOR if at_desk else VISITOR
        return Shot(name, self.path(name), role)

    def path(self, name: str) -> str:
        route = next(it for it in routes() if it.name == name)
        return reverse(name, kwargs={key: argument(key, name)(self) for key in route.pattern.converters})

    def unpublished_draft(self) -> int:
        found = self.consultation.drafts.filter(state=DraftState.UNPUBLISHED).first()
        return (found or self.new_draft()).number

    def new_draft(self) -> Draft:
        return read_now(
            start_draft(
                by=self.administrator,
                consultation=self.consultation,
                label="Third draft",
                language="en",
                file=io.BytesIO(DRAFT),
                name="third-draft.md",
            )
        )

    def an_import(self) -> Any:
        found = CommentImport.objects.filter(consultation=self.consultation).first()
        if found is None:
            file = store(io.BytesIO(TABLE), name="hearing.csv", allowed=frozenset({FileType.CSV}), limit=1000)
            found = import_now(round=self.consultation.rounds.latest("number"), file=file, mapping=MAPPING)
        return found.key

    def an_own_comment(self) -> str:
        own = Comment.objects.filter(author__email=f"{STAKEHOLDER}@example.org", status=Status.PUBLISHED)
        return own.latest("pk").reference

    def unsent_comments(self) -> str:
        """The list, in which a text waits."""
        keep(
            user=User.objects.get(email=f"{STAKEHOLDER}@example.org"),
            session=SessionStore(),
            round=self.consultation.rounds.latest("number"),
            provision=self.draft.provisions.get(eid=self.eid),
            submission_id=UUID(int=1),
            fields={"body": "Article 5 asks more of a small registry than two people can give.", "position": "oppose"},
        )
        return reverse("unsent_comments")

    def an_organisation(self) -> int:
        return Organisation.objects.known().get(name="Bug Lantern").pk

    def a_membership(self) -> int:
        return Membership.objects.active().get(user__email=f"{STAKEHOLDER}@example.org").pk

    def a_request(self) -> int:
        return Membership.objects.requests().earliest("created_at").pk

    def round_that_asks(self) -> int:
        return self.consultation.rounds.filter(prompt_count__gt=0).latest("number").number

    def a_prompt(self) -> int:
        """Answered in words of one's own."""
        prompts = Prompt.objects.filter(round__consultation=self.consultation, round__number=self.round_that_asks())
        return prompts.filter(kind=PromptKind.TEXT).earliest("number").number

    def an_invitation_list(self) -> Any:
        return InvitationList.objects.filter(consultation=self.consultation).latest("pk").key

    def an_invitation(self) -> str:
        """What stands in the link of a letter to somebody who has not answered yet."""
        waiting = Invitee.objects.filter(consultation=self.consultation, state=InviteeState.WAITING).earliest("pk")
        letter = OutboxMail.objects.filter(to__contains=[waiting.email]).latest("pk")
        return str(re.findall(r"/invited/([^/\s]+)/", letter.text)[0])

    def a_digest(self) -> Any:
        found = Digest.objects.filter(consultation=self.consultation).first()
        if found is None:
            found = order_digest(
                by=self.administrator,
                consultation=self.consultation,
                rounds=[],
                filters={},
                formats=list(Format),
                audience=Audience.PUBLIC,
            )
            run_job(int(found.job_id or 0), build_digest)
        return found.key


ARGUMENTS: dict[str, Callable[[Given], Any]] = {
    "slug": lambda given: given.consultation.slug,
    "number": lambda given: given.draft.number,
    "number of desk_draft_publish": Given.unpublished_draft,
    "number of desk_page_version": lambda _given: 0,
    "number of desk_round": lambda given: given.consultation.rounds.latest("number").number,
    "earlier": lambda given: given.draft.number - 1,
    "later": lambda given: given.draft.number,
    "eid": lambda given: given.eid,
    "reference": lambda given: given.comment.reference,
    "row": lambda given: Lineage.objects.filter(draft=given.draft, provision__isnull=False).earliest("pk").pk,
    **dict.fromkeys([f"reference of {it}" for it in ("comment_edit", "comment_withdraw")], Given.an_own_comment),
    "page": lambda _given: "contact",
    "language": lambda _given: "en",
    "pk of dev_letter": lambda _given: OutboxMail.objects.latest("pk").pk,
    "pk": Given.an_organisation,
    **dict.fromkeys([f"pk of {name}" for name in ("my_organisation", "organisation_leave")], Given.a_membership),
    "pk of desk_organisation_request": Given.a_request,
    "pk of desk_second_factor_reset": lambda _given: User.objects.get(email="moderator@example.org").pk,
    **dict.fromkeys(
        [f"number of {it}" for it in ("prompts", "prompt_figures", "desk_answers", "desk_prompts", *OF_PROMPTS)],
        Given.round_that_asks,
    ),
    **dict.fromkeys([f"prompt of {it}" for it in OF_PROMPTS], Given.a_prompt),
    "key of desk_invitation_list": Given.an_invitation_list,
    "token": Given.an_invitation,
    "key of desk_digest": Given.a_digest,
    "key of desk_import": Given.an_import,
    **dict.fromkeys(OF_LISTS["key"], lambda _given: "stakeholder-groups"),
    **dict.fromkeys(OF_LISTS["pk"], lambda _given: StakeholderGroup.objects.get(slug="academia").pk),
}
"""What stands for each argument of a route, or of one route alone."""


def argument(key: str, name: str) -> Callable[[Given], Any]:
    """Raises KeyError for an argument that nobody has thought of."""
    return ARGUMENTS.get(f"{key} of {name}") or ARGUMENTS[key]
