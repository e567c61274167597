"""The access matrix: which role gets which answer at which address."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.repository.matter import KEY, PK, REFERENCE, SLUG, TOKEN

SIGN_IN = "is led to sign in"
Answer = int | str


class Answers(NamedTuple):
    """A status for each role. `moderator_elsewhere` is on another consultation's team; from `observer` on, each may
    what those before may."""

    visitor: Answer
    stakeholder: Answer
    moderator_elsewhere: Answer
    observer: Answer
    analyst: Answer
    moderator: Answer
    editor: Answer
    administrator: Answer


def everybody(status: int) -> Answers:
    return Answers(*[status] * len(Answers._fields))


def signed_in(status: int) -> Answers:
    return everybody(status)._replace(visitor=SIGN_IN)


def from_role(role: str, status: int, *, below: int = 403, outside: int = 403) -> Answers:
    """`status` for that role and all that may more, `below` for the rest of the team, `outside` for others."""
    roles = Answers._fields
    refused = [SIGN_IN, outside, outside, *[below] * (roles.index(role) - roles.index("observer"))]
    return Answers(*refused, *[status] * (len(roles) - len(refused)))


def observers(status: int) -> Answers:
    """The desk of what is published: outsiders know that it is there."""
    return from_role("observer", status)


def analysts(status: int) -> Answers:
    return from_role("analyst", status)


def moderators(status: int) -> Answers:
    return from_role("moderator", status)


def editors(status: int) -> Answers:
    return from_role("editor", status)


def administrators(status: int) -> Answers:
    return from_role("administrator", status)


def own(status: int) -> Answers:
    """A thing of the stakeholder's own account: nobody else knows that it is there."""
    return everybody(404)._replace(visitor=SIGN_IN, stakeholder=status)


def own_analysts(status: int) -> Answers:
    """A thing at the desk that is never public: who may not read it does not know that it is there."""
    return from_role("analyst", status, below=404, outside=404)


def own_moderators(status: int) -> Answers:
    return own_analysts(status)._replace(analyst=403)


def own_editors(status: int) -> Answers:
    return own_moderators(status)._replace(moderator=403)


NOT_TAKEN = everybody(405)
"""Read-only pages refuse to be written to, and actions to be read, before anything else is asked."""


def nothing_of_the_form() -> Mapping[str, Any]:
    return {"unknown": "1"}


@dataclass(frozen=True)
class Row:
    """`given` are the route's arguments, `data` what is posted.

    Before the consultation is published, outsiders get 404 where they got anything else; `before` and `before_posted`
    say so where the team, too, gets another answer then.
    """

    given: Mapping[str, object]
    get: Answers
    post: Answers = NOT_TAKEN
    data: Callable[[], Mapping[str, Any]] = nothing_of_the_form
    before: Answers | None = None
    before_posted: Answers | None = None

    @property
    def is_of_a_consultation(self) -> bool:
        return bool({"slug", "reference"} & self.given.keys())

    def unpublished(self) -> tuple[Answers, Answers]:
        at_desk = self.get.visitor == SIGN_IN or (self.post.visitor == SIGN_IN and self.get == NOT_TAKEN)
        return self.before or hidden(self.get, at_desk), self.before_posted or hidden(self.post, at_desk)


def hidden(answers: Answers, at_desk: bool) -> Answers:
    if answers == NOT_TAKEN:
        return answers
    return answers._replace(visitor=SIGN_IN if at_desk else 404, stakeholder=404, moderator_elsewhere=404)


def said() -> Mapping[str, Any]:
    return {
        "kind": "general",
        "position": "none",
        "body": "We agree.",
        "submission_id": uuid4(),
        "speaking_for": "myself",
    }


def answered() -> Mapping[str, Any]:
    """Whose answers stand already sends them again and changes nothing."""
    return {"prompt_1": "1", "asked": "1.1,2.1", "speaking_for": "myself"}


def reported() -> Mapping[str, Any]:
    return {"reason": "spam", "report_id": uuid4()}


def file() -> Mapping[str, Any]:
    return {"file": SimpleUploadedFile("draft.md", b"## Article 1\n\nWords.\n")}


PLACE = {"slug": SLUG}
DRAFT = {"slug": SLUG, "number": 1}
PROMPT = {"slug": SLUG, "number": 1, "prompt": 1}
NEXT_DRAFT = {"slug": SLUG, "number": 2}
PROVISION = {"slug": SLUG, "number": 1, "eid": "art_1"}
COMMENT = {"reference": REFERENCE}
TERM = {"key": "stakeholder-groups", "pk": PK}
KEYED = {"slug": SLUG, "key": KEY}
NOT_OPEN = everybody(403)._replace(visitor=404, stakeholder=404, moderator_elsewhere=404)

TABLE = {
    "home": Row({}, everybody(200)),
    "health": Row({}, everybody(200)),
    "ready": Row({}, everybody(200)),
    "robots": Row({}, everybody(200)),
    "security_txt": Row({}, everybody(200)),
    "metrics": Row({}, everybody(404)),
    "site_page": Row({"page": "contact"}, everybody(200)),
    "problem_report_new": Row({}, everybody(200), everybody(422)),
    "second_factor": Row({}, signed_in(302)),
    "mfa_remove_webauthn": Row({"pk": PK}, signed_in(404), signed_in(404)),
    "dev_codes": Row({}, everybody(404)),
    "desk_pages": Row({}, administrators(200)),
    "desk_page": Row({"page": "contact", "language": "en"}, administrators(200), administrators(422)),
    "desk_page_version": Row({"page": "contact", "language": "en", "number": 0}, administrators(200)),
    "desk_staff": Row({}, administrators(200)),
    "desk_second_factor_reset": Row(
        {"pk": PK}, administrators(200), administrators(302), lambda: {"reason": "Called."}
    ),
    "desk_problems": Row({}, administrators(200)),
    "desk_problem_state": Row({"pk": PK}, NOT_TAKEN, administrators(302), lambda: {"state": "done"}),
    "styleguide": Row({}, everybody(404)),
    "dev_mail": Row({}, everybody(404)),
    "dev_letter": Row({"pk": 1}, everybody(404)),
    "round_letters_refuse": Row({"token": "forged"}, everybody(404), everybody(404)),
    "profile": Row({}, signed_in(200), signed_in(422)),
    "my_organisations": Row({}, signed_in(200)),
    "organisation_ask": Row(
        {"pk": PK}, signed_in(200), signed_in(302)._replace(stakeholder=409), lambda: {"note": "I work there."}
    ),
    "organisation_ask_new": Row({}, signed_in(200), signed_in(422)),
    "my_organisation": Row({"pk": PK}, own(200), own(422)),
    "organisation_leave": Row({"pk": PK}, own(200), own(302)),
    "invitation": Row({"token": TOKEN}, everybody(200), signed_in(409)._replace(moderator=302)),
    "invitation_refuse": Row({"token": TOKEN}, everybody(200), everybody(200)),
    "invitation_withdraw": Row({"pk": PK, "invitation": PK}, NOT_TAKEN, own(302)),
    "desk_organisations": Row({}, administrators(200)),
    "desk_organisation_new": Row({}, administrators(200), administrators(422)),
    "desk_organisation": Row({"pk": PK}, administrators(200)),
    "desk_organisation_edit": Row({"pk": PK}, administrators(200), administrators(422)),
    "desk_organisation_verification": Row({"pk": PK}, NOT_TAKEN, administrators(302), lambda: {"note": "By phone."}),
    "desk_membership_end": Row({"pk": PK, "membership": PK}, NOT_TAKEN, administrators(302)),
    "desk_organisation_merge": Row({"pk": PK}, administrators(200), administrators(422)),
    "desk_lists": Row({}, administrators(200)),
    "desk_list": Row({"key": "stakeholder-groups"}, administrators(200)),
    "desk_term_new": Row({"key": "stakeholder-groups"}, administrators(200), administrators(422)),
    "desk_term": Row(TERM, administrators(200)),
    "desk_term_edit": Row(TERM, administrators(200), administrators(422)),
    "desk_term_move": Row(TERM, NOT_TAKEN, administrators(302)),
    "desk_term_retire": Row(TERM, NOT_TAKEN, administrators(302)),
    "desk_term_merge": Row(TERM, administrators(200), administrators(422)),
    "desk_organisation_requests": Row({}, administrators(200)),
    "desk_organisation_request": Row({"pk": PK + 1}, administrators(200), administrators(422)),
    "consultation": Row(PLACE, everybody(200)),
    "comments": Row(PLACE, everybody(200)),
    "prompts": Row(DRAFT, everybody(200), signed_in(302), answered, before_posted=NOT_OPEN),
    "reader": Row(DRAFT, everybody(200)),
    "whole_draft": Row(DRAFT, everybody(200)),
    "provision": Row(PROVISION, everybody(200)),
    "comment": Row(COMMENT, everybody(200)),
    "attachment": Row(COMMENT | {"pk": PK}, everybody(200)),
    "draft_source": Row(DRAFT, everybody(200)),
    "whole_draft_comment_new": Row(DRAFT, everybody(200), signed_in(302), said, before_posted=NOT_OPEN),
    "comment_new": Row(PROVISION, everybody(200), signed_in(302), said, before_posted=NOT_OPEN),
    "reply_new": Row(COMMENT, everybody(200), signed_in(302), said, before_posted=NOT_OPEN),
    "comment_report_new": Row(COMMENT, everybody(200), everybody(302), reported),
    "unsent_comment": Row({"key": KEY}, own(200), own(302), said),
    "desk": Row({}, signed_in(200)._replace(stakeholder=403)),
    "desk_consultation_new": Row({}, administrators(200), administrators(422)),
    "desk_consultation": Row(PLACE, observers(200)),
    "desk_consultation_edit": Row(PLACE, editors(200), editors(422)),
    "desk_consultation_state": Row(
        PLACE,
        NOT_TAKEN,
        editors(302),
        lambda: {"move": "archive", "sure": "1"},
        before_posted=from_role("editor", 409, outside=404),
    ),
    "desk_team": Row(PLACE, observers(200), administrators(422)),
    "desk_team_remove": Row(PLACE | {"member": PK}, administrators(200), administrators(302)),
    "desk_drafts": Row(PLACE, observers(200)),
    "desk_draft_new": Row(PLACE, editors(200), editors(422)),
    "desk_draft": Row(NEXT_DRAFT, observers(200), editors(302), file),
    "desk_draft_publish": Row(NEXT_DRAFT, editors(200), editors(302)),
    "desk_rounds": Row(PLACE, observers(200)),
    "desk_round_new": Row(PLACE, editors(200), editors(422)),
    "desk_round": Row(
        DRAFT,
        observers(200),
        editors(302),
        lambda: {
            "audience": "everyone",
            "moderation": "at-once",
            "attributions": ["name"],
            "comments_shown": "at-once",
            "positions": "any",
            "version": 1,
        },
    ),
    "desk_round_extend": Row(
        DRAFT,
        editors(200),
        editors(302),
        lambda: {"closes_at": "2100-01-01T00:00", "reason": "Holidays.", "version": 1},
    ),
    "desk_round_close": Row(DRAFT, editors(200), editors(302), lambda: {"reason": "A conference moved.", "version": 1}),
    "desk_round_results": Row(DRAFT, editors(200), editors(422)),
    "prompt_figures": Row(DRAFT, everybody(200)),
    "desk_answers": Row(DRAFT, analysts(200)),
    "desk_answers_to": Row(PROMPT | {"prompt": 2}, analysts(200)),
    "desk_prompts": Row(DRAFT, observers(200)),
    "desk_prompts_copy": Row(DRAFT, NOT_TAKEN, editors(404)),
    "desk_prompt_new": Row(DRAFT, editors(200), editors(422)),
    "desk_prompt": Row(PROMPT, editors(200), editors(422)),
    "desk_prompt_move": Row(PROMPT, NOT_TAKEN, editors(302), lambda: {"direction": "down"}),
    "desk_prompt_retire": Row(PROMPT, NOT_TAKEN, editors(302)),
    "desk_prompt_preview": Row(DRAFT, observers(200)),
    "desk_comments": Row(PLACE, analysts(200)),
    "desk_participants": Row(PLACE, analysts(200)),
    "desk_participants_csv": Row(PLACE, analysts(200)),
    "desk_invitations": Row(PLACE, analysts(200)),
    "desk_invitation_list_new": Row(
        PLACE,
        editors(200),
        editors(422),
        before=from_role("observer", 403, outside=404),
        before_posted=from_role("observer", 403, outside=404),
    ),
    "desk_invitation_list": Row(KEYED, own_analysts(200)),
    "desk_invitation_list_csv": Row(KEYED, own_analysts(200)),
    "desk_invitation_list_send": Row(KEYED, NOT_TAKEN, own_editors(302), before_posted=own_analysts(403)),
    "desk_invitee": Row(
        PLACE | {"pk": PK},
        NOT_TAKEN,
        editors(302),
        lambda: {"move": "withdraw"},
        before_posted=from_role("observer", 403, outside=404),
    ),
    "invited": Row({"token": TOKEN}, everybody(200), signed_in(302)),
    "invited_refuse": Row({"token": TOKEN}, everybody(200), everybody(200)),
    "desk_queue": Row(PLACE, analysts(200)),
    "desk_decision": Row(
        COMMENT,
        analysts(200),
        moderators(302),
        lambda: {"move": "hide", "seen": "published", "reason": "spam", "note": ""},
    ),
    "desk_reported": Row(PLACE, analysts(200)),
    "desk_reports_dismiss": Row(COMMENT, NOT_TAKEN, moderators(302), lambda: {"outcome": "It is about the draft."}),
    "response_new": Row(COMMENT, moderators(200), moderators(302), lambda: {"disposition": "noted", "body": "Noted."}),
    "desk_imports": Row(PLACE, analysts(200)),
    "desk_import_new": Row(PLACE, editors(200), editors(422)),
    "desk_import": Row(KEYED, own_analysts(200)),
    "desk_import_report": Row(KEYED, own_analysts(200)),
    "desk_import_cancel": Row(KEYED, NOT_TAKEN, own_editors(302)),
    "desk_entry_new": Row(PLACE, moderators(200), moderators(422)),
    "desk_digests": Row(PLACE, analysts(200)),
    "desk_digest_new": Row(PLACE, analysts(200), analysts(302), lambda: {"formats": ["csv"], "audience": "public"}),
    "desk_digest": Row(KEYED, own_analysts(200)),
    "desk_digest_cancel": Row(KEYED, NOT_TAKEN, own_moderators(302)),
    "desk_digest_again": Row(KEYED, NOT_TAKEN, own_moderators(302)),
    "desk_digest_file": Row(KEYED | {"name": "comments.csv"}, own_analysts(200)),
}
