import json

import pytest

from comments.enums import LetterKind, LetterTime
from comments.models import CommentNotice, LetterChoice
from comments.services.comment_notice import find_notices
from comments.services.letters_erasure import erase_letters, letters_about
from common.enums import Verb
from common.models import AuditEntry
from tests.comments.letters.people import wants, written
from tests.factories import UserFactory
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(settings):
    settings.EMAIL_BACKEND = "common.mail.OutboxBackend"
    amina = UserFactory()
    wants(amina, LetterTime.DAILY, LetterKind.REPLY)
    reply(comment(open_consultation(), by=amina))
    find_notices()
    return amina


def test_a_person_is_given_what_is_kept(amina):
    told = json.loads(json.dumps(letters_about(amina)))

    assert told["choices"] == {"reply": "daily"}
    assert [(it["kind"], it["state"]) for it in told["told"]] == [("receipt", "waiting"), ("reply", "waiting")]


def test_nothing_is_left_and_nothing_is_told(amina):
    assert erase_letters(by=None, person=amina) == 3

    assert not LetterChoice.objects.filter(user=amina).exists()
    assert not CommentNotice.objects.filter(reader=amina).exists()
    assert CommentNotice.objects.exists()
    assert not [it for it in written() if it.to == [amina.email]]
    assert AuditEntry.objects.get(verb=Verb.DELETED).after == {"letters": 3}
    assert erase_letters(by=None, person=amina) == 0
