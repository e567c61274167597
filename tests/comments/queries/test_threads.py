from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone

from comments.attribution import ShownAuthor
from comments.enums import Attribution, Disposition, Kind, Opinion, Position, Sort, Status
from comments.models import Anchor, Comment, Response, ResponseTarget
from comments.queries.filters import Filters
from comments.queries.shown import ShownGroup, ShownResponse
from comments.queries.threads import THREADS_IN, _anchors, _first_anchors, comments_of, thread_page, threads_on
from comments.services.insertion import Entry, insert_comments
from comments.services.reaction import react
from common.enums import Verb
from common.errors import BadCursor
from consultations.enums import CommentsShown, ConsultationState
from consultations.models import Consultation, Round
from tests.factories import DraftFactory, RoundFactory, UserFactory, group
from tests.scenes import People, comment, open_consultation, people_by_role, reply

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def references(comments) -> list[str]:
    return [it.reference for it in comments]


def answer(scene, to: Comment) -> Response:
    response = Response.objects.create(
        consultation=scene.consultation, disposition_id=Disposition.NOTED, body="Noted.", body_html="<p>Noted.</p>"
    )
    ResponseTarget.objects.create(response=response, comment=to)
    return response


def set_status(of: Comment, status: Status) -> None:
    Comment.objects.filter(pk=of.pk).update(status=status, moderation_reason="abuse" if status == "hidden" else "")


# Threads of a place


def test_threads_of_a_provision_are_its_own_newest_first():
    scene = open_consultation()
    here, there = scene.provisions[:2]
    first, second = comment(scene, provision=here), comment(scene, provision=here)
    elsewhere, whole = comment(scene, provision=there), comment(scene)

    def on(provision) -> list[str]:
        threads = threads_on(user=VISITOR, draft=scene.draft, provision=provision).items
        return references(thread.comment for thread in threads)

    assert on(here) == references([second, first])
    assert on(there) == references([elsewhere])
    assert on(None) == references([whole])


def test_a_thread_shows_its_first_three_replies_and_counts_the_rest():
    scene = open_consultation()
    first = comment(scene)
    early = reply(first)
    late = reply(first)
    below = reply(early)
    reply(late)
    reply(late)

    (thread,) = threads_on(user=VISITOR, draft=scene.draft).items

    assert references(thread.replies) == references([early, below, late])
    assert [it.depth for it in thread.replies] == [1, 2, 1]
    assert thread.more == 2


def test_threads_of_a_place_are_filtered_by_their_first_comment():
    scene = open_consultation()
    kenya = comment(scene, by=UserFactory(country="KE", stakeholder_group=group("academia")))
    reply(kenya, by=UserFactory(country="FR"))
    comment(scene, by=UserFactory(country="FR"))

    page = threads_on(user=VISITOR, draft=scene.draft, filters=Filters.read(QueryDict("group=academia&region=002")))

    assert [(thread.comment.reference, len(thread.replies)) for thread in page.items] == [(kenya.reference, 1)]


def test_threads_come_in_pages():
    scene = open_consultation()
    made = [comment(scene) for _ in range(5)]

    first = threads_on(user=VISITOR, draft=scene.draft, size=3)
    second = threads_on(user=VISITOR, draft=scene.draft, size=3, cursor=first.next_cursor)

    seen = [thread.comment.reference for page in (first, second) for thread in page.items]
    assert seen == references(reversed(made))
    assert (first.previous_cursor, second.next_cursor) == ("", "")


@pytest.mark.parametrize("cursor", ["x", "WzFd:abc", "\ud800", "a" * 5000])
def test_a_forged_cursor_is_refused(cursor):
    scene = open_consultation()

    with pytest.raises(BadCursor):
        threads_on(user=VISITOR, draft=scene.draft, cursor=cursor)


def test_threads_of_a_place_cost_the_same_with_one_and_with_three(django_assert_num_queries):
    scene = open_consultation()

    for count in (1, 3):
        while Comment.objects.threads().count() < count:
            first = comment(scene)
            answer(scene, first)
            for _ in range(4):
                answer(scene, reply(first))
        with django_assert_num_queries(2):
            page = threads_on(user=VISITOR, draft=scene.draft)
        assert len(page.items) == count


# What is shown


def test_a_comment_is_shown_with_its_words_tags_and_responses():
    scene = open_consultation()
    author = UserFactory(
        name="Amina", organisation_name="Article 19", country="KE", stakeholder_group=group("academia")
    )
    posted = comment(
        scene,
        by=author,
        kind=Kind.WORDING,
        position=Position.CHANGES,
        body="*Yes*",
        proposed_wording="Each Party may",
    )
    response = answer(scene, posted)

    (it,) = comments_of(scene.consultation, VISITOR).items

    assert it.author == ShownAuthor("Amina", "Article 19", organisation_verified=False)
    assert (it.stakeholder_group, it.country, it.region) == (
        ShownGroup("academia", group("academia").name),
        "KE",
        "002",
    )
    assert (it.kind, it.position) == (Kind.WORDING, Position.CHANGES)
    assert "<em>Yes</em>" in it.body_html
    assert it.proposed_wording == "Each Party may"
    assert it.responses == (ShownResponse("Noted", response.body_html, response.created_at),)


@pytest.mark.parametrize("status", [Status.HIDDEN, Status.WITHDRAWN])
def test_a_comment_without_words_keeps_its_place_and_holds_no_word_and_no_name(status):
    scene = open_consultation()
    author = UserFactory(name="Amina Otieno", organisation_name="Article Nineteen")
    said = {"by": author, "body": "unspeakable"}
    first = comment(scene, **said, kind=Kind.WORDING, proposed_wording="unspeakable")
    second = reply(first, **said)
    reply(second)
    for it in (first, second):
        set_status(it, status)

    (thread,) = threads_on(user=VISITOR, draft=scene.draft).items
    page = thread_page(first, user=VISITOR)
    listed = comments_of(scene.consultation, VISITOR)

    assert (thread.comment.reference, thread.comment.status) == (first.reference, status)
    assert thread.replies[1].parent.reference == second.reference
    for it in (thread, page, listed):
        assert not any(word in repr(it) for word in ("unspeakable", "Amina", "Otieno", "Nineteen"))


def test_an_anonymous_author_is_nowhere_in_what_is_shown():
    scene = open_consultation()
    author = UserFactory(name="Amina Otieno", email="amina@example.org", organisation_name="Article Nineteen")
    Round.objects.update(attributions=list(Attribution))
    first = comment(scene, by=author, attribution=Attribution.ANONYMOUS)
    reply(first)

    shown = repr(thread_page(first, user=VISITOR)) + repr(comments_of(scene.consultation, VISITOR))

    assert not any(word in shown for word in ("Amina", "amina", "Nineteen"))
    assert thread_page(first, user=VISITOR).replies.items[0].parent.author == ShownAuthor(withheld=True)


def test_pending_comments_are_for_their_authors_and_the_team():
    scene = open_consultation()
    people = people_by_role(scene.consultation)
    pending = comment(scene, by=people.stakeholder)
    set_status(pending, Status.PENDING)

    def sees(user) -> bool:
        return bool(comments_of(scene.consultation, user).items)

    assert [sees(user) for user in (VISITOR, UserFactory(), people.moderator_elsewhere)] == [False] * 3
    assert [sees(user) for user in (people.stakeholder, people.moderator, people.editor, people.administrator)] == [
        True
    ] * 4


def test_comments_on_an_unpublished_draft_are_for_the_team():
    round = RoundFactory(draft=DraftFactory())
    people = people_by_role(round.consultation)
    now = timezone.now()
    early = Entry(round=round, body="Early.", posted_at=now, received_at=now, contributor_key="person:0")
    insert_comments([early], by=people.moderator, verb=Verb.ENTERED)

    assert comments_of(round.consultation, VISITOR).items == []
    assert threads_on(user=VISITOR, draft=round.draft).items == []
    assert len(comments_of(round.consultation, people.moderator).items) == 1


# A whole thread


def test_a_thread_is_read_in_order_page_by_page():
    scene = open_consultation()
    first = comment(scene, provision=scene.provisions[1])
    one = reply(first)
    two = reply(first)
    below = reply(one)

    page = thread_page(first, user=VISITOR, size=2)
    rest = thread_page(first, user=VISITOR, size=2, cursor=page.replies.next_cursor)

    assert page.comment.reference == rest.comment.reference == first.reference
    assert references(page.replies.items + rest.replies.items) == references([one, below, two])
    assert page.replies.items[1].parent.reference == one.reference
    assert [(place.eid, place.number, place.draft_number) for place in page.places] == [("art_2", "Article 2", 1)]


def test_the_address_of_a_reply_opens_its_page_with_some_context():
    scene = open_consultation()
    first = comment(scene)
    replies = [reply(first) for _ in range(9)]

    page = thread_page(first, user=VISITOR, at=replies[7], size=5)
    top = thread_page(first, user=VISITOR, at=replies[2], size=5)

    assert references(page.replies.items) == references(replies[4:])
    assert page.replies.previous_cursor != ""
    assert references(top.replies.items) == references(replies[:5])


def test_a_thread_page_costs_the_same_with_one_and_with_three(django_assert_num_queries):
    scene = open_consultation()
    first = comment(scene, provision=scene.provisions[0])
    answer(scene, first)

    for count in (1, 3):
        while Comment.objects.filter(parent__isnull=False).count() < count:
            answer(scene, reply(first))
        with django_assert_num_queries(4):
            page = thread_page(first, user=VISITOR)
        assert len(page.replies.items) == count


# All comments


def test_all_comments_come_newest_first_with_their_places():
    scene = open_consultation()
    first = comment(scene, provision=scene.provisions[0])
    other = comment(scene)
    below = reply(first)
    comment(open_consultation())

    items = comments_of(scene.consultation, VISITOR).items

    assert references(items) == references([below, other, first])
    assert [[place.eid for place in it.places] for it in items] == [["art_1"], [""], ["art_1"]]


def test_all_comments_are_filtered_each_by_its_own_tags():
    scene = open_consultation()
    first = comment(scene, by=UserFactory(country="KE"))
    below = reply(first, by=UserFactory(country="FR"))

    page = comments_of(scene.consultation, VISITOR, Filters.read(QueryDict("region=150")))

    assert references(page.items) == references([below])


def test_all_comments_of_one_round():
    scene = open_consultation()
    comment(scene)

    assert len(comments_of(scene.consultation, VISITOR, round=scene.round).items) == 1


def test_all_comments_cost_the_same_with_one_and_with_three(django_assert_num_queries):
    scene = open_consultation()

    for count in (1, 3):
        while Comment.objects.count() < count:
            answer(scene, comment(scene, provision=scene.provisions[0]))
        with django_assert_num_queries(3):
            page = comments_of(scene.consultation, VISITOR)
        assert len(page.items) == count


# The first page is a prepared query: it must find what the same query finds unprepared


@pytest.mark.parametrize("state", ["open", "kept until closing", "unpublished"])
def test_the_first_page_is_the_same_prepared(state):
    scene = open_consultation()
    people = people_by_role(scene.consultation)
    here, parent = scene.provisions[0], comment(scene, provision=scene.provisions[0])
    for status in Status:
        set_status(comment(scene, by=people.stakeholder, provision=here), status)
        set_status(reply(parent, by=people.stakeholder), status)
    if state == "kept until closing":
        Round.objects.update(comments_shown=CommentsShown.AFTER_CLOSING)
    if state == "unpublished":
        Consultation.objects.update(state=ConsultationState.UNPUBLISHED, published_at=None)

    for user in [VISITOR, *vars(people).values()]:
        rows = _anchors(user, draft=scene.draft.pk, provision=here.pk, now=timezone.now()).order_by(
            *THREADS_IN[Sort.NEWEST]
        )
        page = _first_anchors(user, draft=scene.draft, provision=here, size=20)

        assert [(it.comment_id, it.replies) for it in page.items] == [(it.comment_id, it.replies) for it in rows]


@pytest.mark.parametrize("role", ["visitor", *People.__dataclass_fields__])
def test_a_prepared_thread_shows_a_reader_the_replies_that_the_door_lets_through(role):
    scene = open_consultation()
    people = people_by_role(scene.consultation)
    user = VISITOR if role == "visitor" else getattr(people, role)
    root = comment(scene)
    for status in Status:
        set_status(reply(root, by=people.stakeholder), status)

    page = thread_page(root, user=user)

    seen = Comment.objects.visible_to(user).filter(root=root, parent__isnull=False).order_by("path")
    assert references(page.replies.items) == references(seen)


@pytest.mark.parametrize(
    ("sort", "column"), [("agreed", "agree_count"), ("discussed", "reply_count")], ids=["agreed", "discussed"]
)
def test_lists_are_sorted_by_agreement_and_by_replies(sort, column):
    scene = open_consultation()
    few, many, none = (comment(scene, provision=scene.provisions[0]) for _ in range(3))
    for said, count in ((few, 1), (many, 2)):
        for _ in range(count):
            react(by=UserFactory(), comment=said, opinion=Opinion.AGREE)
            reply(said)
    filters = Filters.read(QueryDict(f"sort={sort}"))

    def page(cursor: str = ""):
        return threads_on(
            user=VISITOR, draft=scene.draft, provision=scene.provisions[0], filters=filters, cursor=cursor, size=2
        )

    first = page()
    assert references(it.comment for it in first.items) == references([many, few])
    assert references(it.comment for it in page(first.next_cursor).items) == references([none])
    listed = comments_of(scene.consultation, VISITOR, filters, size=2).items
    assert references(listed) == references([many, few])
    assert list(Anchor.objects.order_by("comment").values_list(column, flat=True)) == [1, 2, 0]
