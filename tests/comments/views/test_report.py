from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from comments.enums import ModerationReason, Status
from comments.models import Comment, CommentReport
from comments.services.moderation import hide_comment
from comments.services.report import report_comment
from comments.views.report import REPORTS
from consultations.enums import TeamRole
from tests.factories import TeamMemberFactory, UserFactory
from tests.scenes import comment, open_consultation

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.CountingMemory"}}
    cache.clear()


@pytest.fixture
def said(scene) -> Comment:
    return comment(scene, provision=scene.provisions[0])


@pytest.fixture
def moderator(client, scene):
    person = TeamMemberFactory(consultation=scene.consultation, role=TeamRole.MODERATOR).user
    client.force_login(person, backend=BACKEND)
    return person


def form_of(said) -> str:
    return reverse("comment_report_new", args=[said.reference])


def wrong(**fields):
    return {"reason": "spam", "words": "", "report_id": str(uuid4()), **fields}


def reported_by(count, said):
    for number in range(count):
        report_comment(by=None, reporter_key=f"visitor:{number}", comment=said, reason=ModerationReason.SPAM)


def test_every_published_comment_can_be_reported_from_where_it_stands(client, scene, said):
    at = [scene.consultation.slug, 1, "art_1"]

    for address in (said.get_absolute_url(), reverse("provision", args=at), reverse("comments", args=at[:1])):
        assert f'href="{form_of(said)}" rel="nofollow"' in client.get(address).content.decode()


def test_the_team_decides_instead(client, scene, said, moderator):
    assert form_of(said) not in client.get(said.get_absolute_url()).content.decode()


def test_a_visitor_reports_and_is_thanked(client, said):
    answer = client.post(form_of(said), wrong(words="Shoes."), follow=True)

    assert answer.redirect_chain == [(said.get_absolute_url(), 302)]
    assert "Thank you. The secretariat looks at the comment" in answer.content.decode()
    made = CommentReport.objects.get()
    assert (made.by, made.reason_id, made.words) == (None, "spam", "Shoes.")


def test_somebody_with_an_account_is_promised_a_letter(client, said):
    person = UserFactory()
    client.force_login(person)

    answer = client.post(form_of(said), wrong(), follow=True)

    assert "an e\u2011mail tells you what it decided" in answer.content.decode()
    assert CommentReport.objects.get().by == person


def test_nobody_reports_twice(client, said):
    client.post(form_of(said), wrong())

    again = client.post(form_of(said), wrong(), follow=True)
    page = client.get(form_of(said)).content.decode()

    assert "You had reported this comment already." in again.content.decode()
    assert "The secretariat has yet to decide on it." in page
    assert "<textarea" not in page
    assert CommentReport.objects.count() == 1


def test_two_clicks_of_a_visitor_whose_browser_has_no_session_yet_are_one_report(said):
    sent = wrong()

    for _ in range(2):
        Client().post(form_of(said), sent)

    assert CommentReport.objects.count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "boring"}, "reason"),
        ({"reason": "other"}, "words"),
        ({"words": "x" * 1001}, "words"),
        ({"report_id": "1"}, "report_id"),
        ({"website": "https://example.org"}, "__all__"),
    ],
)
def test_an_incomplete_report_comes_back_as_typed(client, said, sent, field):
    answer = client.post(form_of(said), wrong(**sent))

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert sent.get("words", "") in answer.content.decode()
    assert not CommentReport.objects.exists()


def test_one_network_reports_so_often_an_hour(client, scene):
    said = [comment(scene) for _ in range(REPORTS.times + 1)]
    answers = [client.post(form_of(it), wrong(words="Shoes again.")) for it in said]

    assert [answer.status_code for answer in answers] == [302] * REPORTS.times + [429]
    assert "Shoes again." in answers[-1].content.decode()
    assert client.post(form_of(said[-1]), wrong(), REMOTE_ADDR="192.0.2.7").status_code == 302


def test_what_was_hidden_meanwhile_cannot_be_reported(client, said, moderator):
    hide_comment(by=moderator, comment=said, reason=ModerationReason.SPAM)
    client.logout()

    answer = client.post(form_of(said), wrong(words="Shoes."))

    assert answer.status_code == 409
    assert "Shoes." in answer.content.decode()


def test_what_one_may_not_see_cannot_be_reported(client, said):
    Comment.objects.filter(pk=said.pk).update(status=Status.PENDING)

    assert client.post(form_of(said), wrong()).status_code == 404


def test_the_desk_lists_comments_and_counts_their_reports(client, scene, said, moderator):
    other, elsewhere = comment(scene), comment(open_consultation())
    reported_by(1, other)
    reported_by(2, said)
    report_comment(by=None, reporter_key="visitor:9", comment=said, reason=ModerationReason.ABUSE)
    reported_by(1, elsewhere)

    page = client.get(reverse("desk_reported", args=[scene.consultation.slug]))

    entries = page.context["reported"].items
    assert [(it.comment.reference, it.count) for it in entries] == [(other.reference, 1), (said.reference, 3)]
    assert entries[1].reasons == (
        ("it advertises or was sent by a machine", 2),
        ("it insults or threatens people", 1),
    )
    assert '2<span class="visually-hidden"> to decide on</span>' in page.content.decode()
    [entry] = client.get(reverse("desk")).context["entries"]
    assert (entry.reported, entry.in_queue) == (2, 0)


def test_the_list_comes_in_pages(client, scene, moderator):
    said = [comment(scene) for _ in range(21)]
    for it in said:
        reported_by(1, it)
    address = reverse("desk_reported", args=[scene.consultation.slug])

    first = client.get(address)
    second = client.get(address, {"cursor": first.context["reported"].next_cursor})

    listed = [it.comment.reference for page in (first, second) for it in page.context["reported"].items]
    assert listed == [it.reference for it in said]


def test_a_moderator_reads_the_reports_and_dismisses_them(client, scene, said, moderator):
    report_comment(
        by=UserFactory(name="Re Porter"),
        reporter_key="person:1",
        comment=said,
        reason=ModerationReason.OTHER,
        words="<b>I do not like it.</b>",
    )
    decision = reverse("desk_decision", args=[said.reference])
    dismiss = reverse("desk_reports_dismiss", args=[said.reference])

    page = client.get(decision).content.decode()
    assert "&lt;b&gt;I do not like it.&lt;/b&gt;" in page
    assert "Re Porter" in page
    refused = client.post(dismiss, {"outcome": " "})
    assert refused.status_code == 422
    assert "Say in a sentence why the comment stays" in refused.content.decode()

    answer = client.post(dismiss, {"outcome": "It is about the draft."}, follow=True)
    assert answer.redirect_chain == [(reverse("desk_reported", args=[scene.consultation.slug]), 302)]
    assert f"{said.reference} stays." in answer.content.decode()
    assert "It is about the draft." in client.get(decision).content.decode()


def test_hiding_what_was_reported_leads_back_to_the_reported(client, scene, said, moderator):
    reported_by(1, said)

    answer = client.post(
        reverse("desk_decision", args=[said.reference]),
        {"move": "hide", "seen": "published", "words": "1", "reason": "spam"},
    )

    assert answer["Location"] == reverse("desk_reported", args=[scene.consultation.slug])


def test_the_desks_list_costs_the_same_with_one_comment_and_with_three(
    client, scene, moderator, django_assert_num_queries
):
    for more in (1, 2):
        for _ in range(more):
            reported_by(2, comment(scene, provision=scene.provisions[0]))
        with django_assert_num_queries(10):
            client.get(reverse("desk_reported", args=[scene.consultation.slug]))


def test_a_decision_costs_the_same_with_one_report_and_with_three(client, said, moderator, django_assert_num_queries):
    for count in (1, 3):
        reported_by(count, said)
        with django_assert_num_queries(13):
            client.get(reverse("desk_decision", args=[said.reference]))
