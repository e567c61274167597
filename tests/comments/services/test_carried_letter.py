"""Authors are told, once, when a new draft has changed or left out the words that they commented on."""

import pytest
from django.urls import reverse

from comments.enums import LetterKind, LetterTime
from comments.services.carried_letter import tell_authors
from comments.services.letter_choices import choose_letters
from comments.services.publishing import publish_draft
from common.models import Job, OutboxMail
from common.services.job import run_job
from consultations.enums import TeamRole
from tests.comments.carried import NEW, commented_draft, follower, on, placed, say
from tests.factories import TeamMemberFactory, UserFactory

pytestmark = [pytest.mark.usefixtures("outbox"), pytest.mark.django_db(transaction=True)]


def publish(scene):
    editor = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.EDITOR).user
    new = publish_draft(by=editor, draft=placed(follower(scene.draft, NEW), editor))
    for job in Job.objects.filter(task="comments.tell_authors"):
        run_job(job.pk, tell_authors)
        run_job(job.pk, tell_authors)
    return new


def letters():
    return [it for it in OutboxMail.objects.order_by("pk") if "is published" in it.subject]


def test_one_letter_tells_an_author_all_that_has_changed_or_gone():
    scene, author = commented_draft(), UserFactory()
    changed, lost = say(scene, on("answers at any hour"), by=author), say(scene, "art_3", by=author)
    say(scene, "art_2", by=author)
    say(scene, "art_2", by=UserFactory())

    publish(scene)

    (letter,) = letters()
    assert letter.to == [author.email]
    assert "2 places" in letter.subject
    assert "answers at every hour" in letter.text
    assert f"/drafts/2/p/art_1/comment/?restate={changed.reference}" in letter.text
    assert f"/drafts/2/whole/comment/?restate={lost.reference}" in letter.text
    assert reverse("comment_withdraw", args=[lost.reference]) in letter.text
    assert "List-Unsubscribe" in letter.headers


def test_who_wants_no_such_letters_gets_none_and_nobody_is_asked_when_all_stayed():
    scene, author = commented_draft(), UserFactory()
    choose_letters(author, {LetterKind.CARRIED: LetterTime.NEVER})
    say(scene, "art_1", by=author)

    publish(scene)

    assert letters() == []


def test_one_finds_ones_own_words_in_the_form_and_nobody_elses(client):
    scene, author = commented_draft(), UserFactory()
    said = say(scene, "art_1", by=author, body="Say it *once*.")
    page = reverse("comment_new", args=[scene.consultation.slug, 1, "art_2"], query={"restate": said.reference})

    client.force_login(author)
    assert "Say it *once*." in client.get(page).content.decode()
    client.force_login(UserFactory())
    assert "Say it *once*." not in client.get(page).content.decode()
