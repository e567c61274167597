"""Who may comment, by the round's audience: the table of permissions, the service, and the pages that say so kindly."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from comments.errors import NotAdmitted
from comments.models import Comment, UnsentComment
from comments.permissions import can_comment, can_reply
from comments.services.organisation_merge import merge_organisations
from consultations.enums import Audience
from consultations.models import Round
from tests.factories import AdministratorFactory, MembershipFactory, OrganisationFactory, UserFactory, group
from tests.scenes import comment, open_consultation, reply

pytestmark = pytest.mark.django_db
PEOPLE = ["visitor", "kenyan", "german", "unstated", "professor", "representative"]
"""The last speaks for a German government body and is, by her own profile, an unstated somebody from nowhere."""


@pytest.fixture
def scene():
    return open_consultation(contact_email="secretariat@example.org")


@pytest.fixture
def people():
    made = {
        "kenyan": UserFactory(country="KE"),
        "german": UserFactory(country="DE"),
        "unstated": UserFactory(country="", stakeholder_group=None),
        "professor": UserFactory(country="BR", stakeholder_group=group("academia")),
        "representative": UserFactory(country="", stakeholder_group=None),
    }
    body = OrganisationFactory(name="Amt", country="DE", stakeholder_group=group("government"))
    MembershipFactory(user=made["representative"], organisation=body)
    return made


def audience(scene, kind, *codes):
    Round.objects.update(audience=kind, audience_codes=list(codes))
    scene.round.refresh_from_db()


def admitted(people, round) -> list[str]:
    now = timezone.now()
    fresh = {name: User.objects.get(pk=it.pk) for name, it in people.items()} | {"visitor": AnonymousUser()}
    return [name for name in PEOPLE if can_comment(fresh[name], round, at=now)]


@pytest.mark.parametrize(
    ("kind", "codes", "expected"),
    [
        (Audience.EVERYONE, [], PEOPLE[1:]),
        (Audience.GROUPS, ["academia"], ["professor"]),
        (Audience.GROUPS, ["civil-society", "government"], ["kenyan", "german", "representative"]),
        (Audience.REGIONS, ["002"], ["kenyan"]),
        (Audience.REGIONS, ["202"], ["kenyan"]),
        (Audience.REGIONS, ["commonwealth"], ["kenyan"]),
        (Audience.REGIONS, ["DE"], ["german", "representative"]),
        (Audience.REGIONS, ["019", "150"], ["german", "professor", "representative"]),
    ],
)
def test_who_may_comment_by_audience(scene, people, kind, codes, expected):
    audience(scene, kind, *codes)

    assert admitted(people, scene.round) == expected
    assert admitted(people, Round(**vars_of(scene.round, closes_at=scene.round.opens_at))) == []


def vars_of(round, **changed):
    names = ("draft", "consultation", "opens_at", "closes_at", "audience", "audience_codes")
    return {name: getattr(round, name) for name in names} | changed


def test_invited_organisations_speak_by_their_representatives(scene, people):
    body = people["representative"].memberships.get().organisation
    audience(scene, Audience.ORGANISATIONS, str(body.pk))
    assert admitted(people, scene.round) == ["representative"]

    into = OrganisationFactory(name="Bundesamt")
    merge_organisations(by=AdministratorFactory(), double=body, into=into)

    assert Round.objects.get().audience_codes == [str(into.pk)]
    assert admitted(people, Round.objects.get()) == ["representative"]


def test_a_group_that_was_merged_into_another_admits_that_one(scene, people):
    old = group("technical-community")
    old.retired_at, old.successor = timezone.now(), group("academia")
    old.save()
    audience(scene, Audience.GROUPS, "technical-community")

    assert admitted(people, scene.round) == ["professor"]


def test_a_group_that_was_merged_twice_admits_each_that_followed(scene, people):
    ngos, technical, academia = group("civil-society"), group("technical-community"), group("academia")
    ngos.retired_at, ngos.successor = timezone.now(), technical
    technical.retired_at, technical.successor = timezone.now(), academia
    technical.save()
    ngos.save()
    audience(scene, Audience.GROUPS, "civil-society")

    assert admitted(people, scene.round) == ["kenyan", "german", "professor"]


def test_one_speaks_for_whom_the_round_admits_and_not_for_oneself_beside_it(scene, people):
    audience(scene, Audience.GROUPS, "government")
    her = people["representative"]
    body = her.memberships.get().organisation

    with pytest.raises(NotAdmitted):
        comment(scene, by=her)
    said = comment(scene, by=her, speaking_for=body)
    with pytest.raises(NotAdmitted):
        reply(said, by=people["kenyan"])

    assert not can_reply(people["kenyan"], said, at=timezone.now())
    assert Comment.objects.count() == 1


def test_the_pages_say_who_may_take_part_why_not_and_what_one_can_do(client, scene, people):
    audience(scene, Audience.REGIONS, "002")
    client.force_login(people["german"])
    address = reverse("provision", args=[scene.consultation.slug, 1, "art_1"])

    for page in (client.get(address), client.get(address + "comment/")):
        words = page.content.decode()
        assert "Open to comments from these countries and regions: Africa." in words
        assert "you cannot comment in this round" in words
        assert "Ask to speak for an organisation that may take part" in words
        assert "secretariat@example.org" in words
        assert "Post the comment" not in words
        assert "Comment on this provision" not in words


def test_whom_the_round_admits_finds_the_way_open(client, scene, people):
    audience(scene, Audience.REGIONS, "002")
    client.force_login(people["kenyan"])

    words = client.get(reverse("provision", args=[scene.consultation.slug, 1, "art_1"])).content.decode()

    assert "Comment on this provision" in words
    assert "you cannot comment" not in words


def test_a_visitor_may_write_is_told_beforehand_and_loses_nothing(client, scene, people):
    audience(scene, Audience.REGIONS, "002")
    address = reverse("comment_new", args=[scene.consultation.slug, 1, "art_1"])
    said = {"kind": "general", "position": "none", "body": "From Berlin.", "submission_id": str(uuid4())}

    assert "Open to comments from these countries and regions: Africa." in client.get(address).content.decode()
    client.post(address, said)
    client.force_login(people["german"])
    kept = reverse("unsent_comment", args=[UnsentComment.objects.get().key])
    refused = client.post(kept, said)

    assert refused.status_code == 409
    words = refused.content.decode()
    assert "From Berlin." in words
    assert "Read everything: the draft, the comments and the answers." in words
    assert UnsentComment.objects.get().fields["body"] == "From Berlin."
    assert not Comment.objects.exists()
