from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from accounts.models import UnreachableAddress
from comments.enums import InviteeState
from comments.models import Invitee
from tests.comments.invitations import invitee_in, people_of
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def said(tmp_path):
    def run(content, *options):
        path = tmp_path / "bounces.csv"
        path.write_text(content, encoding="utf-8")
        out = StringIO()
        call_command("note_bounces", path, *options, stdout=out)
        return out.getvalue()

    return run


TABLE = "address,reason\ngone@example.org,5.1.1 unknown\nfull@example.org,4.2.2 full\nnonsense,\n"


def test_what_came_back_is_noted_counted_and_not_printed(said):
    invitee_in(people_of(ConsultationFactory()), 2, email="gone@example.org", token="drawn")

    words = said(TABLE)

    assert words.splitlines() == [
        "Addresses to which no invitations go: 1. Invitations ended: 1.",
        "Passed over, only delayed: 1 (line or message 3).",
        "Passed over, no address: 1 (line or message 4).",
    ]
    assert Invitee.objects.get().state == InviteeState.UNREACHABLE


def test_notes_are_taken_away_by_the_same_file(said):
    said(TABLE)

    assert said(TABLE, "--reachable").splitlines()[0] == "Can be written to again: 1."
    assert UnreachableAddress.objects.count() == 0


@pytest.mark.parametrize("content", ["name\nAmina\n", "", "%PDF-1.4"])
def test_a_file_that_is_no_such_table_changes_nothing(said, content):
    with pytest.raises(CommandError, match=r"Nothing was noted\."):
        said(content)

    assert UnreachableAddress.objects.count() == 0


def test_a_file_that_is_not_there_is_said_so():
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("note_bounces", "/nowhere/bounces.csv")
