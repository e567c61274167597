"""The desk's list of where comments stand in a later draft."""

import pytest
from django.urls import reverse

from comments.models import AnchorPlacement, CarriedTally, Carrying
from comments.services.placing import place_missing
from common.models import AuditEntry
from consultations.enums import TeamRole
from tests.comments.carried import NEW, OLD, commented_draft, follower, on, say, states
from tests.factories import TeamMemberFactory

pytestmark = pytest.mark.django_db
TWICE = {1: "It answers at any hour of any day, and answers at any hour of the night.", 2: OLD[1], 3: OLD[2]}
"""The first article's passage stands there at two places, so nobody knows which is meant."""


@pytest.fixture
def first():
    return commented_draft()


@pytest.fixture
def desk(client, first):
    client.force_login(TeamMemberFactory(consultation=first.consultation, role=TeamRole.EDITOR).user)
    return client


def in_doubt(first, count=1):
    for _ in range(count):
        say(first, on("answers at any hour"))
    new = follower(first.draft, TWICE)
    place_missing(new)
    return new


def address(draft, **asked):
    return reverse("desk_placements", args=[draft.consultation.slug, draft.number], query=asked)


def lines(answer):
    return [(it.then, it.count) for it in answer.context["page"].items]


def test_what_is_in_doubt_is_listed_once_for_all_on_the_same_words(desk, first):
    new = in_doubt(first, count=3)

    assert lines(desk.get(address(new))) == [("answers at any hour", 3)]


def test_a_decision_counts_for_all_beside_it_and_is_recorded(desk, first):
    new = in_doubt(first, count=2)
    pk = AnchorPlacement.objects.first().pk

    desk.post(address(new), {"placement": pk, "decision": "lost"})

    assert lines(desk.get(address(new))) == []
    assert AnchorPlacement.objects.filter(decided_at=None).count() == 0
    assert states(new) == {"lost": 2}
    entry = AuditEntry.objects.get(verb="placed")
    assert (entry.subject_id, entry.after["placements"], entry.after["state"]) == (new.pk, 2, "lost")


def test_another_place_is_found_by_its_number_and_chosen_by_its_sentences(desk, first):
    new = in_doubt(first)
    pk = AnchorPlacement.objects.get().pk

    found = desk.get(address(new, at=pk, number="1")).context["elsewhere"]
    assert found.chosen == "art_1"
    ((name, words),) = found.sentences
    desk.post(address(new), {"placement": pk, "decision": "place", "to": "art_1", "sentence": [name]})

    stands = AnchorPlacement.objects.get()
    assert (stands.provision.eid, stands.text.text[stands.start : stands.end]) == ("art_1", words)
    assert (stands.state, stands.decided_at is not None) == ("changed", True)
    assert CarriedTally.objects.get().state == "changed"


def test_a_whole_provision_may_be_the_place(desk, first):
    new = in_doubt(first)
    pk = AnchorPlacement.objects.get().pk

    desk.post(address(new), {"placement": pk, "decision": "place", "to": "art_2"})

    stands = AnchorPlacement.objects.get()
    assert (stands.provision.eid, stands.text, stands.start) == ("art_2", None, None)


def test_a_place_that_is_not_in_the_draft_is_refused(desk, first):
    new = in_doubt(first)
    pk = AnchorPlacement.objects.get().pk

    answer = desk.post(address(new), {"placement": pk, "decision": "place", "to": "art_99"})

    assert answer.status_code >= 400
    assert AnchorPlacement.objects.get().decided_at is None


def test_an_approximate_place_is_shown_with_its_changes_and_confirmed(desk, first):
    say(first, "art_1")
    new = follower(first.draft, NEW)
    place_missing(new)
    AnchorPlacement.objects.update(is_certain=False)

    (line,) = desk.get(address(new)).context["page"].items
    assert (line.stands.eid, line.redline is not None) == ("art_1", True)
    desk.post(address(new), {"placement": line.pk, "decision": "confirm"})

    stands = AnchorPlacement.objects.get()
    assert (stands.state, stands.provision.eid, stands.decided_at is not None) == ("changed", "art_1", True)


def test_publishing_what_was_not_placed_begins_to_place_it(desk, first):
    say(first, "art_1")
    new = follower(first.draft, NEW)

    answer = desk.post(reverse("desk_draft_publish", args=[new.consultation.slug, new.number]))

    assert answer.url == address(new)
    new.refresh_from_db()
    assert not new.is_published
    assert Carrying.objects.get().job.task == "comments.place_anchors"


@pytest.mark.parametrize("role", [TeamRole.OBSERVER, TeamRole.ANALYST, TeamRole.MODERATOR])
def test_only_editors_decide(client, first, role):
    new = in_doubt(first)
    client.force_login(TeamMemberFactory(consultation=first.consultation, role=role).user)

    answer = client.post(address(new), {"placement": AnchorPlacement.objects.get().pk, "decision": "lost"})

    assert answer.status_code == 403
    assert AnchorPlacement.objects.get().decided_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_long_the_list_is(desk, first, count, django_assert_num_queries):
    places = [on("answers at any hour"), on("at any hour"), on("any hour")]
    for place in places[:count]:
        say(first, place)
    new = follower(first.draft, TWICE)
    place_missing(new)

    assert len(lines(desk.get(address(new)))) == count
    with django_assert_num_queries(12):
        desk.get(address(new))
