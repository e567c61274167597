"""An installation for real: one role migrates, another runs; what was backed up is restored."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import errors

from tests.installation import Installation

pytestmark = pytest.mark.thorough

PLACE = os.environ.get("PYTEST_XDIST_WORKER", "alone")

POST = """
import io
from uuid import uuid4
from comments.enums import Kind, Position
from comments.services.comment import post_comment
from common.enums import FileType
from common.uploads import MEGABYTE, store
from tests.factories import UserFactory
from tests.scenes import open_consultation
scene = open_consultation()
post_comment(by=UserFactory(), round=scene.round, provision=scene.provisions[0], kind=Kind.GENERAL,
             position=Position.SUPPORT, body="We welcome this draft.", submission_id=uuid4())
store(io.BytesIO(b"Article 1"), name="draft.md", allowed=frozenset(FileType), limit=MEGABYTE)
"""

SHOW = """
from django.test import Client
from django.urls import reverse
from common.models import StoredFile
from comments.models import Comment
comment = Comment.objects.get()
print(StoredFile.objects.get().file.open("rb").read())
slug = comment.round.consultation.slug
for address in ["/", reverse("comment", args=[comment.reference]), reverse("consultation", args=[slug])]:
    answer = Client(SERVER_NAME="localhost").get(address, follow=True)
    print(answer.status_code, answer.text)
"""

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"


@pytest.fixture(scope="module")
def media(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("media")


@pytest.fixture(scope="module")
def installation(django_db_setup: None, django_db_blocker, media) -> Iterator[Installation]:
    """Migrated by its owner; one comment was posted and one file stored by the role that runs."""
    made = Installation(f"installed_{PLACE}")
    made.make()
    made.manage("migrate", "--verbosity", "0", role="comity_owner", media=media)
    made.manage("shell", "--verbosity", "0", "-c", POST, role="comity", media=media)
    yield made
    made.drop()


@pytest.fixture
def fresh(installation) -> Iterator[Installation]:
    """An empty database with the roles, as on a new machine."""
    made = Installation(f"restored_{PLACE}")
    made.make()
    yield made
    made.drop()


def test_the_role_that_runs_has_posted_and_recorded_it(installation):
    with installation.connected("comity") as cursor:
        cursor.execute("SELECT count(*) FROM comments_comment")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM common_auditentry WHERE verb = 'posted'")
        assert cursor.fetchone() == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (id int)",
        "ALTER TABLE comments_comment ADD COLUMN mine int",
        "DROP TABLE comments_comment",
        "TRUNCATE common_auditentry",
        "ALTER TABLE common_auditentry DISABLE TRIGGER ALL",
        "ALTER TABLE consultations_draft DISABLE TRIGGER published_draft_stays",
        "DROP TRIGGER append_only_rows ON common_auditentry",
        "CREATE OR REPLACE FUNCTION common_auditentry_is_append_only() RETURNS trigger LANGUAGE sql AS ''",
        "SET session_replication_role = replica",
        "SET ROLE comity_owner",
        "CREATE ROLE mine",
        "CREATE SCHEMA mine",
    ],
)
def test_the_role_that_runs_changes_no_table_and_no_trigger(installation, statement):
    with installation.connected("comity") as cursor, pytest.raises(psycopg2.Error) as refused:
        cursor.execute(statement)

    assert isinstance(refused.value, errors.InsufficientPrivilege | errors.InvalidFunctionDefinition), refused.value


@pytest.mark.parametrize("role", ["comity", "comity_owner"])
@pytest.mark.parametrize(
    "statement", ["UPDATE common_auditentry SET verb = 'changed'", "DELETE FROM common_auditentry"]
)
def test_nobody_changes_what_is_recorded(installation, role, statement):
    with installation.connected(role) as cursor, pytest.raises(errors.RestrictViolation):
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consultations_draft SET number = 9",
        "UPDATE consultations_provisiontext SET text = 'another'",
        "DELETE FROM consultations_provision",
    ],
)
def test_the_role_that_runs_changes_no_published_draft(installation, statement):
    with installation.connected("comity") as cursor, pytest.raises(errors.IntegrityConstraintViolation):
        cursor.execute(statement)


def test_the_script_may_be_run_again(installation):
    installation.make_roles()

    with installation.connected("comity") as cursor:
        cursor.execute("SELECT count(*) FROM comments_comment")
        assert cursor.fetchone() == (1,)


def counts(installation):
    """How many rows each table has."""
    with installation.connected("postgres") as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute("SELECT " + ", ".join(f"(SELECT count(*) FROM {name})" for name in tables))
        return dict(zip(tables, cursor.fetchone(), strict=True))


def shown(installation, media):
    """Pages and files as visitors get them, without what differs each time."""
    said = installation.manage("shell", "--verbosity", "0", "-c", SHOW, role="comity", media=media)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|in \d+ \w+', "", said)


def test_what_was_backed_up_is_restored_on_another_machine(installation, media, fresh, tmp_path):
    """The commands of docs/operate.md."""
    dump, files, new_media = tmp_path / "comity.dump", tmp_path / "media.tar", tmp_path / "restored"
    new_media.mkdir()

    installation.run("pg_dump", "--format=custom", f"--file={dump}", installation.name)
    subprocess.run(["tar", "--create", f"--file={files}", f"--directory={media}", "."], check=True)
    fresh.run("pg_restore", "--exit-on-error", f"--dbname={fresh.name}", dump)
    subprocess.run(["tar", "--extract", f"--file={files}", f"--directory={new_media}"], check=True)

    assert counts(fresh) == counts(installation)
    assert counts(fresh)["comments_comment"] == 1
    assert "We welcome this draft." in (pages := shown(installation, media))
    assert "b'Article 1'" in pages
    assert shown(fresh, new_media) == pages
    with fresh.connected("comity") as cursor, pytest.raises(errors.RestrictViolation):
        cursor.execute("DELETE FROM common_auditentry")
