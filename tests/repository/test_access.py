"""Who gets which answer at which address: every route of ours × every role.

A new route fails `test_every_route_is_in_the_table` until its row is here.
"""

from dataclasses import dataclass

import pytest
from django.urls import reverse

from tests.repository.matter import KEY, REFERENCE, SLUG, published_matter, unpublished_matter
from tests.repository.routes import routes
from tests.scenes import people_by_role

pytestmark = pytest.mark.django_db

ROLES = ("visitor", "stakeholder", "moderator_elsewhere", "moderator", "editor", "administrator")
SIGN_IN = 302
DONE = 302
STATE = 409

EVERYBODY = (200, 200, 200, 200, 200, 200)
SIGNED_IN = (SIGN_IN, 200, 200, 200, 200, 200)
TEAM = (SIGN_IN, 403, 403, 200, 200, 200)
TEAM_MEMBERS = (SIGN_IN, 403, 200, 200, 200, 200)
NOBODY = (404, 404, 404, 404, 404, 404)
TEAM_OF_UNPUBLISHED = (404, 404, 404, 200, 200, 200)
EDITORS = (SIGN_IN, 403, 403, 403, 200, 200)
ADMINISTRATORS = (SIGN_IN, 403, 403, 403, 403, 200)
HIDDEN_DESK = (SIGN_IN, 404, 404, 200, 200, 200)
HIDDEN_EDITORS = (SIGN_IN, 404, 404, 403, 200, 200)


@dataclass(frozen=True)
class Row:
    """`given` are the route's arguments; `unpublished` the answers where the consultation is not published yet."""

    given: dict[str, object]
    published: tuple[int, ...]
    unpublished: tuple[int, ...] | None = None
    method: str = "get"


PLACE = {"slug": SLUG}
DRAFT = {"slug": SLUG, "number": 1}
PROVISION = {"slug": SLUG, "number": 1, "eid": "art_1"}
COMMENT = {"reference": REFERENCE}
KEYED = {"slug": SLUG, "key": KEY}

TABLE = {
    "home": Row({}, EVERYBODY),
    "health": Row({}, EVERYBODY),
    "styleguide": Row({}, NOBODY),
    "dev_mail": Row({}, NOBODY),
    "dev_letter": Row({"pk": 1}, NOBODY),
    "profile": Row({}, SIGNED_IN),
    "consultation": Row(PLACE, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "comments": Row(PLACE, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "reader": Row(DRAFT, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "whole_draft": Row(DRAFT, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "provision": Row(PROVISION, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "whole_draft_comment_new": Row(DRAFT, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "comment_new": Row(PROVISION, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "comment": Row(COMMENT, EVERYBODY),
    "reply_new": Row(COMMENT, EVERYBODY),
    "unsent_comment": Row({"key": KEY}, (SIGN_IN, 404, 404, 404, 404, 404)),
    "draft_source": Row(DRAFT, EVERYBODY, TEAM_OF_UNPUBLISHED),
    "desk_consultation_new": Row({}, ADMINISTRATORS),
    "desk_consultation": Row(PLACE, TEAM, HIDDEN_DESK),
    "desk_consultation_edit": Row(PLACE, EDITORS, HIDDEN_EDITORS),
    "desk_consultation_state": Row(PLACE, (SIGN_IN, 403, 403, DONE, DONE, DONE), method="post"),
    "desk_team": Row(PLACE, TEAM, HIDDEN_DESK),
    "desk_team_remove": Row(PLACE | {"member": 0}, (SIGN_IN, 403, 403, 404, 404, 404), method="post"),
    "desk_drafts": Row(PLACE, TEAM, HIDDEN_DESK),
    "desk_draft_new": Row(PLACE, EDITORS, HIDDEN_EDITORS),
    "desk_draft": Row(DRAFT, TEAM, HIDDEN_DESK),
    "desk_draft_publish": Row(DRAFT, (SIGN_IN, 403, 403, STATE, STATE, STATE), method="post"),
    "desk_rounds": Row(PLACE, TEAM, HIDDEN_DESK),
    "desk_round_new": Row(PLACE, EDITORS, HIDDEN_EDITORS),
    "desk_round": Row(DRAFT, TEAM, HIDDEN_DESK),
    "desk": Row({}, TEAM_MEMBERS),
    "desk_comments": Row(PLACE, TEAM, HIDDEN_DESK),
    "response_new": Row(COMMENT, TEAM),
    "attachment": Row(COMMENT | {"pk": 1}, EVERYBODY),
    "desk_imports": Row(PLACE, HIDDEN_DESK, HIDDEN_DESK),
    "desk_import_new": Row(PLACE, HIDDEN_EDITORS, HIDDEN_EDITORS),
    "desk_import": Row(KEYED, HIDDEN_DESK),
    "desk_import_report": Row(KEYED, HIDDEN_DESK),
    "desk_import_cancel": Row(KEYED, (SIGN_IN, 404, 404, 403, DONE, DONE), method="post"),
    "desk_entry_new": Row(PLACE, HIDDEN_DESK, HIDDEN_DESK),
    "desk_digests": Row(PLACE, HIDDEN_DESK, HIDDEN_DESK),
    "desk_digest_new": Row(PLACE, HIDDEN_DESK, HIDDEN_DESK),
    "desk_digest": Row(KEYED, HIDDEN_DESK),
    "desk_digest_cancel": Row(KEYED, (SIGN_IN, 404, 404, DONE, DONE, DONE), method="post"),
    "desk_digest_again": Row(KEYED, (SIGN_IN, 404, 404, STATE, STATE, STATE), method="post"),
    "desk_digest_file": Row(KEYED | {"name": "comments.csv"}, HIDDEN_DESK),
}


def answers(client, consultation, row, address):
    people = people_by_role(consultation)
    statuses = []
    for role in ROLES:
        client.logout()
        if role != "visitor":
            client.force_login(getattr(people, role), backend="django.contrib.auth.backends.ModelBackend")
        statuses.append(getattr(client, row.method)(address).status_code)
    return dict(zip(ROLES, statuses, strict=True))


def test_every_route_is_in_the_table():
    names = {route.name for route in routes()}

    assert names - TABLE.keys() == set()
    assert TABLE.keys() - names == set()


@pytest.mark.parametrize("name", TABLE)
def test_each_role_gets_its_answer(name, client):
    row = TABLE[name]

    assert answers(client, published_matter(), row, reverse(name, kwargs=row.given)) == dict(
        zip(ROLES, row.published, strict=True)
    )


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if row.unpublished])
def test_each_role_gets_its_answer_before_publication(name, client):
    row = TABLE[name]

    expected = dict(zip(ROLES, row.unpublished, strict=True))
    assert answers(client, unpublished_matter(), row, reverse(name, kwargs=row.given)) == expected
