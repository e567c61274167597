import pytest
from django.core.management import CommandError, call_command

from comments.models import Tally
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db


def test_right_counts_are_said_to_be_right(capsys):
    comment(open_consultation())

    call_command("recount")

    assert capsys.readouterr().out == "Every count is right.\n"


def test_differences_are_printed_and_left(capsys):
    comment(open_consultation())
    Tally.objects.filter(place="round", dimension="all").update(count=9)

    with pytest.raises(CommandError, match="Counts that differ: 1"):
        call_command("recount")

    assert "kept 9, counted 1" in capsys.readouterr().out
    assert Tally.objects.get(place="round", dimension="all").count == 9


def test_differences_are_mended_on_request(capsys):
    comment(open_consultation())
    Tally.objects.filter(place="round", dimension="all").update(count=9)

    call_command("recount", repair=True)

    assert "kept 9, counted 1" in capsys.readouterr().out
    assert Tally.objects.get(place="round", dimension="all").count == 1
