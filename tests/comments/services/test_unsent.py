from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from comments.models import UnsentComment
from comments.queries.unsent import unsent_of
from comments.services.unsent import claim, forget, keep, purge_unsent
from tests.factories import UserFactory, submission
from tests.scenes import comment

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def typed(scene, session, *, user=VISITOR, body="My words", form=None, **place) -> UnsentComment:
    return keep(
        user=user,
        session=session,
        round=scene.round,
        submission_id=form or submission(),
        fields={"body": body},
        **place,
    )


def found(session, user=VISITOR) -> list[UnsentComment]:
    return list(unsent_of(user=user, session=session))


def test_a_visitors_text_is_found_in_the_same_session_only(scene):
    session = SessionStore()

    kept = typed(scene, session, provision=scene.provisions[0])

    assert found(session) == [kept]
    assert (kept.user, kept.provision, kept.fields) == (None, scene.provisions[0], {"body": "My words"})
    assert found(SessionStore()) == []
    assert found(SessionStore(), UserFactory()) == []


def test_a_persons_text_is_found_in_every_session_of_theirs(scene):
    user = UserFactory()

    kept = typed(scene, SessionStore(), user=user)

    assert found(SessionStore(), user) == [kept]
    assert found(SessionStore(), UserFactory()) == []
    assert found(SessionStore()) == []


def test_signing_in_makes_the_sessions_texts_ones_own(scene):
    session, user = SessionStore(), UserFactory()
    kept = typed(scene, session)

    assert claim(user=user, session=session) == 1

    assert found(SessionStore(), user) == [kept]
    assert found(session) == []


def test_claiming_takes_nothing_from_others(scene):
    session, user, other = SessionStore(), UserFactory(), UserFactory()
    typed(scene, SessionStore())
    theirs = typed(scene, session)
    claim(user=other, session=session)
    session["unsent_comments"] = [str(theirs.key)]

    assert claim(user=user, session=session) == 0

    assert found(SessionStore(), user) == []
    assert found(SessionStore(), other) == [theirs]


def test_typing_on_overwrites_what_was_kept(scene):
    session, form = SessionStore(), submission()

    first = typed(scene, session, form=form)
    second = typed(scene, session, form=form, body="Better words")

    assert first == second
    assert [kept.fields["body"] for kept in found(session)] == ["Better words"]


def test_text_kept_after_signing_in_is_the_persons(scene):
    session, form, user = SessionStore(), submission(), UserFactory()
    typed(scene, session, form=form)

    typed(scene, session, form=form, user=user)

    assert len(found(SessionStore(), user)) == 1
    assert found(session) == []


def test_somebody_elses_text_is_neither_changed_nor_shown_and_ones_own_is_kept(scene):
    theirs, mine, form = SessionStore(), SessionStore(), submission()
    typed(scene, theirs, form=form, body="Theirs")

    typed(scene, mine, form=form, body="Mine")

    assert [kept.fields["body"] for kept in found(theirs)] == ["Theirs"]
    assert [kept.fields["body"] for kept in found(mine)] == ["Mine"]


def test_the_same_form_after_the_session_ran_out_is_kept(scene):
    user, form, later = UserFactory(), submission(), SessionStore()
    typed(scene, SessionStore(), user=user, form=form, body="Before")

    typed(scene, later, form=form, body="After")
    claim(user=user, session=later)

    assert [kept.fields["body"] for kept in found(later, user)] == ["After", "Before"]


def test_a_reply_is_kept_with_its_parent(scene):
    first, session = comment(scene), SessionStore()

    typed(scene, session, parent=first)

    assert found(session)[0].parent == first


def test_what_no_column_holds_is_replaced(scene):
    kept = typed(scene, SessionStore(), body="a\x00b\ud800")

    assert UnsentComment.objects.get(pk=kept.pk).fields == {"body": "a\ufffdb\ufffd"}


def test_what_was_posted_is_forgotten(scene):
    session, form = SessionStore(), submission()
    typed(scene, session, form=form)
    other = typed(scene, session)

    forget(user=VISITOR, session=session, submission_id=form)

    assert found(session) == [other]


def test_nobody_forgets_for_somebody_else(scene):
    session, form = SessionStore(), submission()
    kept = typed(scene, session, form=form)

    forget(user=UserFactory(), session=SessionStore(), submission_id=form)

    assert found(session) == [kept]


def test_visitors_texts_are_purged_after_thirty_days_and_accounts_are_not(scene):
    now, user = timezone.now(), UserFactory()
    stale, fresh, owned = (
        typed(scene, SessionStore()),
        typed(scene, SessionStore()),
        typed(scene, SessionStore(), user=user),
    )
    UnsentComment.objects.filter(pk__in=[stale.pk, owned.pk]).update(changed_at=now - timedelta(days=30, seconds=1))
    UnsentComment.objects.filter(pk=fresh.pk).update(changed_at=now - timedelta(days=30))

    assert purge_unsent(at=now) == 1

    assert set(UnsentComment.objects.all()) == {fresh, owned}
