"""The access matrix: which address is of which class. `answers.py` says what each class answers to whom and when."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.repository.answers import (
    ACCEPTING,
    ANSWERING,
    ARCHIVING,
    ASKING_ONCE,
    BEING_INVITED,
    FIGURES,
    INVITATION,
    LEAVING,
    NEWS,
    NOT_HERE,
    NOT_TAKEN,
    OWN_TEXT,
    OWN_WRITING,
    PUBLIC,
    WRITING,
    Answers,
    Case,
    Rule,
    State,
    administrators,
    analysts,
    changing_a_round,
    editing,
    editors,
    everybody,
    hidden,
    inviting,
    kept_for_analysts,
    kept_for_editors,
    kept_for_moderators,
    kept_for_who_invites,
    moderators,
    moving_the_end,
    of_its_writer,
    of_the_team,
    own,
    own_comment,
    signed_in,
    team,
)
from tests.repository.matter import KEY, OWN, PK, REFERENCE, SLUG, TOKEN


def nothing_of_the_form() -> Mapping[str, Any]:
    return {"unknown": "1"}


@dataclass(frozen=True)
class Row:
    """`given` are the route's arguments, `data` what is posted."""

    given: Mapping[str, object]
    reading: Rule
    writing: Rule = NOT_TAKEN
    data: Callable[[], Mapping[str, Any]] = nothing_of_the_form

    @property
    def is_of_a_consultation(self) -> bool:
        return bool({"slug", "reference"} & self.given.keys())

    @property
    def get(self) -> Answers:
        """While a round is open to everyone."""
        return self.reading.usual

    @property
    def post(self) -> Answers:
        return self.writing.usual

    def answers(self, case: Case) -> tuple[Answers, Answers]:
        """To reading and to writing."""
        at_desk = self.get.is_at_desk or (self.reading is NOT_TAKEN and self.post.is_at_desk)
        found = []
        for rule in (self.reading, self.writing):
            answers = rule.answers(case)
            if self.is_of_a_consultation and case.state is State.UNPUBLISHED and rule is not NOT_TAKEN:
                answers = hidden(answers, at_desk=at_desk)
            found.append(answers)
        return found[0], found[1]


def said() -> Mapping[str, Any]:
    return {
        "kind": "general",
        "position": "none",
        "body": "We agree.",
        "submission_id": uuid4(),
        "speaking_for": "myself",
    }


def changed() -> Mapping[str, Any]:
    """The edit that waits is edited."""
    form = uuid5(NAMESPACE_URL, f"edit:{OWN}:2")
    return {"kind": "general", "position": "none", "body": "I mean this.", "submission_id": form}


def answered() -> Mapping[str, Any]:
    """Whose answers stand already sends them again and changes nothing."""
    return {"prompt_1": "1", "asked": "1.1,2.1", "speaking_for": "myself"}


def reported() -> Mapping[str, Any]:
    return {"reason": "spam", "report_id": uuid4()}


def file() -> Mapping[str, Any]:
    return {"file": SimpleUploadedFile("draft.md", b"## Article 1\n\nWords.\n")}


def rules() -> Mapping[str, Any]:
    """Of a round; its times are asked for before it opens, and ignored afterwards."""
    return {
        "opens_at": "2100-01-01T00:00",
        "closes_at": "2100-02-01T00:00",
        "audience": "everyone",
        "moderation": "at-once",
        "attributions": ["name"],
        "comments_shown": "at-once",
        "positions": "any",
        "version": 1,
    }


PLACE = {"slug": SLUG}
DRAFT = {"slug": SLUG, "number": 1}
PROMPT = {"slug": SLUG, "number": 1, "prompt": 1}
NEXT_DRAFT = {"slug": SLUG, "number": 2}
PROVISION = {"slug": SLUG, "number": 1, "eid": "art_1"}
COMMENT = {"reference": REFERENCE}
OWN_COMMENT = {"reference": OWN}
TERM = {"key": "stakeholder-groups", "pk": PK}
KEYED = {"slug": SLUG, "key": KEY}
IN_LANGUAGE = {"page": "contact", "language": "en"}

OF_THE_SITE = {
    "home": Row({}, PUBLIC),
    "health": Row({}, PUBLIC),
    "ready": Row({}, PUBLIC),
    "robots": Row({}, PUBLIC),
    "security_txt": Row({}, PUBLIC),
    "metrics": Row({}, NOT_HERE),
    "styleguide": Row({}, NOT_HERE),
    "dev_codes": Row({}, NOT_HERE),
    "dev_mail": Row({}, NOT_HERE),
    "dev_letter": Row({"pk": 1}, NOT_HERE),
    "dev_letter_html": Row({"pk": 1}, NOT_HERE),
    "site_page": Row({"page": "contact"}, PUBLIC),
    "problem_report_new": Row({}, PUBLIC, everybody(422)),
    "round_letters_refuse": Row({"token": "forged"}, everybody(404), everybody(404)),
    "letters_refuse": Row({"token": "forged"}, everybody(404), everybody(404)),
}
OF_AN_ACCOUNT = {
    "second_factor": Row({}, signed_in(302)),
    "mfa_remove_webauthn": Row({"pk": PK}, signed_in(404), signed_in(404)),
    "profile": Row({}, signed_in(200), signed_in(422)),
    "my_letters": Row({}, signed_in(200), signed_in(422)),
    "my_contributions": Row({}, signed_in(200)),
    "my_contributions_csv": Row({}, signed_in(200)),
    "my_data": Row({}, signed_in(200)),
    "my_data_file": Row({}, signed_in(200)),
    "account_close": Row({}, signed_in(200), LEAVING),
    "account_closed": Row({}, PUBLIC),
    "my_organisations": Row({}, signed_in(200)),
    "organisation_ask": Row({"pk": PK}, signed_in(200), ASKING_ONCE, lambda: {"note": "I work there."}),
    "organisation_ask_new": Row({}, signed_in(200), signed_in(422)),
    "my_organisation": Row({"pk": PK}, own(200), own(422)),
    "organisation_leave": Row({"pk": PK}, own(200), own(302)),
    "invitation": Row({"token": TOKEN}, PUBLIC, BEING_INVITED),
    "invitation_refuse": Row({"token": TOKEN}, PUBLIC, everybody(200)),
    "invitation_withdraw": Row({"pk": PK, "invitation": PK}, NOT_TAKEN, own(302)),
}
FOR_ADMINISTRATORS = {
    "desk_pages": Row({}, administrators(200)),
    "desk_page": Row(IN_LANGUAGE, administrators(200), administrators(422)),
    "desk_page_version": Row(IN_LANGUAGE | {"number": 0}, administrators(200)),
    "desk_staff": Row({}, administrators(200)),
    "desk_second_factor_reset": Row(
        {"pk": PK}, administrators(200), administrators(302), lambda: {"reason": "Called."}
    ),
    "desk_problems": Row({}, administrators(200)),
    "desk_problem_state": Row({"pk": PK}, NOT_TAKEN, administrators(302), lambda: {"state": "done"}),
    "desk_organisations": Row({}, administrators(200)),
    "desk_organisation_new": Row({}, administrators(200), administrators(422)),
    "desk_organisation": Row({"pk": PK}, administrators(200)),
    "desk_organisation_edit": Row({"pk": PK}, administrators(200), administrators(422)),
    "desk_organisation_verification": Row({"pk": PK}, NOT_TAKEN, administrators(302), lambda: {"note": "By phone."}),
    "desk_membership_end": Row({"pk": PK, "membership": PK}, NOT_TAKEN, administrators(302)),
    "desk_organisation_merge": Row({"pk": PK}, administrators(200), administrators(422)),
    "desk_organisation_requests": Row({}, administrators(200)),
    "desk_organisation_request": Row({"pk": PK + 1}, administrators(200), administrators(422)),
    "desk_lists": Row({}, administrators(200)),
    "desk_list": Row({"key": "stakeholder-groups"}, administrators(200)),
    "desk_term_new": Row({"key": "stakeholder-groups"}, administrators(200), administrators(422)),
    "desk_term": Row(TERM, administrators(200)),
    "desk_term_edit": Row(TERM, administrators(200), administrators(422)),
    "desk_term_move": Row(TERM, NOT_TAKEN, administrators(302)),
    "desk_term_retire": Row(TERM, NOT_TAKEN, administrators(302)),
    "desk_term_merge": Row(TERM, administrators(200), administrators(422)),
    "desk_consultation_new": Row({}, administrators(200), administrators(422)),
    "desk_team": Row(PLACE, team(200), administrators(422)),
    "desk_team_remove": Row(PLACE | {"member": PK}, administrators(200), administrators(302)),
}
FOR_READING = {
    "consultation": Row(PLACE, PUBLIC),
    "comments": Row(PLACE, PUBLIC),
    "search": Row({}, PUBLIC),
    "consultation_search": Row(PLACE, PUBLIC),
    "reader": Row(DRAFT, PUBLIC),
    "whole_draft": Row(DRAFT, PUBLIC),
    "draft_source": Row(DRAFT, PUBLIC),
    "carried": Row(DRAFT, PUBLIC),
    "redline": Row(PLACE | {"earlier": 1, "later": 2}, of_the_team(200)),
    "redline_choice": Row(PLACE, of_the_team(302)),
    "provision": Row(PROVISION, PUBLIC),
    "provision_history": Row(PROVISION, PUBLIC),
    "comment": Row(COMMENT, PUBLIC),
    "comment_revisions": Row(COMMENT, PUBLIC),
    "attachment": Row(COMMENT | {"pk": PK}, PUBLIC),
    "prompt_figures": Row(DRAFT, FIGURES),
    "whole_draft_news": Row(DRAFT, NEWS),
    "provision_news": Row(PROVISION, NEWS),
    "thread_news": Row(COMMENT, NEWS),
}
FOR_TAKING_PART = {
    "whole_draft_comment_new": Row(DRAFT, PUBLIC, WRITING, said),
    "comment_new": Row(PROVISION, PUBLIC, WRITING, said),
    "reply_new": Row(COMMENT, PUBLIC, WRITING, said),
    "unsent_comment": Row({"key": KEY}, OWN_TEXT, OWN_WRITING, said),
    "unsent_comments": Row({}, PUBLIC),
    "unsent_comment_discard": Row({"key": KEY}, of_its_writer(200), of_its_writer(302)),
    "prompts": Row(DRAFT, PUBLIC, ANSWERING, answered),
    "comment_reactions": Row(COMMENT, PUBLIC, WRITING, lambda: {"opinion": "agree"}),
    "comment_edit": Row(OWN_COMMENT, own_comment(200, while_open=True), own_comment(302, while_open=True), changed),
    "comment_withdraw": Row(OWN_COMMENT, own_comment(200, while_open=False), own_comment(302, while_open=False)),
    "comment_report_new": Row(COMMENT, PUBLIC, everybody(302), reported),
    "invited": Row({"token": TOKEN}, INVITATION, ACCEPTING),
    "invited_refuse": Row({"token": TOKEN}, PUBLIC, everybody(200)),
}
DESK = {
    "desk": Row({}, Rule(signed_in(200).usual._replace(stakeholder=403))),
    "desk_consultation": Row(PLACE, team(200)),
    "desk_consultation_edit": Row(PLACE, editing(200), editing(422)),
    "desk_consultation_state": Row(PLACE, NOT_TAKEN, ARCHIVING, lambda: {"move": "archive", "sure": "1"}),
    "desk_drafts": Row(PLACE, team(200)),
    "desk_draft_new": Row(PLACE, editing(200), editing(422)),
    "desk_draft": Row(NEXT_DRAFT, team(200), editing(302), file),
    "desk_draft_edit": Row(NEXT_DRAFT, NOT_TAKEN, editing(302), lambda: {"do": "undo", "edition": 0}),
    "desk_provision": Row({**NEXT_DRAFT, "eid": "art_1"}, editing(200), editing(422), lambda: {"do": "split"}),
    "desk_placements": Row(NEXT_DRAFT, editing(200), editing(302)),
    "desk_draft_publish": Row(NEXT_DRAFT, editing(200), editing(302)),
    "desk_lineage": Row(NEXT_DRAFT, team(200), editing(302)),
    "desk_lineage_row": Row(NEXT_DRAFT | {"row": PK}, editing(200), editing(302)),
    "desk_rounds": Row(PLACE, team(200)),
    "desk_round_new": Row(PLACE, editing(200), editing(422)),
    "desk_round": Row(DRAFT, team(200), changing_a_round(302), rules),
    "desk_round_extend": Row(
        DRAFT,
        editing(200),
        moving_the_end(302),
        lambda: {"closes_at": "2100-01-01T00:00", "reason": "Holidays.", "version": 1},
    ),
    "desk_round_close": Row(
        DRAFT, editing(200), moving_the_end(302), lambda: {"reason": "A conference moved.", "version": 1}
    ),
    "desk_round_results": Row(DRAFT, editors(200), editors(422)),
    "desk_prompts": Row(DRAFT, team(200)),
    "desk_prompt_new": Row(DRAFT, editing(200), editing(422)),
    "desk_prompt": Row(PROMPT, editing(200), editing(422)),
    "desk_prompt_move": Row(PROMPT, NOT_TAKEN, changing_a_round(302), lambda: {"direction": "down"}),
    "desk_prompt_retire": Row(PROMPT, NOT_TAKEN, changing_a_round(302)),
    "desk_prompts_copy": Row(DRAFT, NOT_TAKEN, editing(404)),
    "desk_prompt_preview": Row(DRAFT, team(200)),
}
DESK_OF_COMMENTS = {
    "desk_answers": Row(DRAFT, analysts(200)),
    "desk_answers_to": Row(PROMPT | {"prompt": 2}, analysts(200)),
    "desk_comments": Row(PLACE, analysts(200)),
    "desk_queue": Row(PLACE, analysts(200)),
    "desk_decision": Row(
        COMMENT,
        analysts(200),
        moderators(302),
        lambda: {"move": "hide", "seen": "published", "words": "1", "reason": "spam", "note": ""},
    ),
    "desk_edit_decision": Row(
        OWN_COMMENT, NOT_TAKEN, moderators(302), lambda: {"decision": "refuse", "why": "No.", "revision": "2"}
    ),
    "desk_reported": Row(PLACE, analysts(200)),
    "desk_reports_dismiss": Row(COMMENT, NOT_TAKEN, moderators(302), lambda: {"outcome": "It is about the draft."}),
    "response_new": Row(COMMENT, moderators(200), moderators(302), lambda: {"disposition": "noted", "body": "Noted."}),
    "desk_entry_new": Row(PLACE, moderators(200), moderators(422)),
    "desk_imports": Row(PLACE, analysts(200)),
    "desk_import_new": Row(PLACE, editors(200), editors(422)),
    "desk_import": Row(KEYED, kept_for_analysts(200)),
    "desk_import_report": Row(KEYED, kept_for_analysts(200)),
    "desk_import_cancel": Row(KEYED, NOT_TAKEN, kept_for_editors(302)),
    "desk_digests": Row(PLACE, analysts(200)),
    "desk_digest_new": Row(PLACE, analysts(200), analysts(302), lambda: {"formats": ["csv"], "audience": "public"}),
    "desk_digest": Row(KEYED, kept_for_analysts(200)),
    "desk_digest_cancel": Row(KEYED, NOT_TAKEN, kept_for_moderators(302)),
    "desk_digest_again": Row(KEYED, NOT_TAKEN, kept_for_moderators(302)),
    "desk_digest_file": Row(KEYED | {"name": "comments.csv"}, kept_for_analysts(200)),
}
DESK_OF_PEOPLE = {
    "desk_participants": Row(PLACE, analysts(200)),
    "desk_participants_csv": Row(PLACE, analysts(200)),
    "desk_invitations": Row(PLACE, analysts(200)),
    "desk_invitation_list_new": Row(PLACE, inviting(200), inviting(422)),
    "desk_invitation_list": Row(KEYED, kept_for_analysts(200)),
    "desk_invitation_list_csv": Row(KEYED, kept_for_analysts(200)),
    "desk_invitation_list_send": Row(KEYED, NOT_TAKEN, kept_for_who_invites(302)),
    "desk_invitee": Row(PLACE | {"pk": PK}, NOT_TAKEN, inviting(302), lambda: {"move": "withdraw"}),
}

TABLE = {
    **OF_THE_SITE,
    **OF_AN_ACCOUNT,
    **FOR_ADMINISTRATORS,
    **FOR_READING,
    **FOR_TAKING_PART,
    **DESK,
    **DESK_OF_COMMENTS,
    **DESK_OF_PEOPLE,
}
