from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from comments.services.publishing import publish_draft
from common.models import AuditEntry
from consultations.enums import DraftState, TeamRole
from consultations.services.draft import DraftPublished
from tests.factories import DraftFactory, TeamMemberFactory, provision

STAFF = 4


@pytest.mark.django_db(transaction=True)
def test_of_staff_who_publish_at_once_one_does_and_the_others_are_told():
    draft = DraftFactory()
    provision(draft, 1)
    editors = [
        TeamMemberFactory(consultation=draft.consultation, role=TeamRole.EDITOR).user for _editor in range(STAFF)
    ]
    start = Barrier(STAFF)

    def publish(editor) -> str:
        try:
            start.wait(timeout=60)
            publish_draft(by=editor, draft=draft)
        except DraftPublished:
            return "told"
        finally:
            connection.close()
        return "published"

    with ThreadPoolExecutor(STAFF) as pool:
        outcomes = sorted(pool.map(publish, editors))

    assert outcomes == ["published", "told", "told", "told"]
    draft.refresh_from_db()
    assert draft.state == DraftState.PUBLISHED
    assert AuditEntry.objects.filter(verb="published").count() == 1
