import pytest
from django.core.management import call_command
from django.db import connection

from comments.models import Comment, CommentWords
from consultations.models import ProvisionWords
from tests.scenes import comment, open_consultation

pytestmark = pytest.mark.django_db


def words() -> list[tuple]:
    return [
        *CommentWords.objects.order_by("pk").values_list("pk", "configuration", "vector"),
        *ProvisionWords.objects.order_by("pk").values_list("pk", "configuration", "vector"),
    ]


def test_what_was_lost_or_wrong_is_written_anew(capsys):
    scene = open_consultation()
    comment(scene, body="Safeguards")
    hidden = comment(scene, body="Unkind words")
    kept = words()
    assert len(kept) == 5
    Comment.objects.filter(pk=hidden.pk).update(status="hidden", moderation_reason="abuse")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comments_commentwords SET vector = ''")
        cursor.execute("DELETE FROM consultations_provisionwords")

    call_command("rebuild_search")

    assert words() == [row for row in kept if row[0] != hidden.pk or row in kept[2:]]
    assert capsys.readouterr().out == "provisions: 3\ncomments: 2\n"
