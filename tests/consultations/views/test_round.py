from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from consultations.enums import RoundState, TeamRole
from consultations.models import Round
from tests.factories import OrganisationFactory, RoundFactory, TeamMemberFactory, group

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
RULES = {
    "audience": "everyone",
    "comments_shown": "at-once",
    "positions": "any",
    "moderation": "at-once",
    "attributions": ["name"],
    "version": 1,
}


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture
def client(round):
    client = Client()
    client.force_login(TeamMemberFactory(consultation=round.consultation).user)
    return client


def address(round, page=""):
    return f"/desk/c/{round.consultation.slug}/rounds/{round.number}/{page}"


def typed(at, round):
    return at.astimezone(round.consultation.zone).strftime("%Y-%m-%dT%H:%M")


def test_an_open_round_offers_its_rules_and_leads_to_its_end(client, round):
    page = client.get(address(round))

    assert list(page.context["form"].fields) == [
        "version",
        "audience",
        "audience_groups",
        "audience_regions",
        "audience_organisations",
        "attributions",
        "length_limit",
        "positions",
        "comments_shown",
        "moderation",
    ]
    assert f'href="{address(round, "extend/")}"' in page.content.decode()
    assert f'href="{address(round, "close/")}"' in page.content.decode()


def test_a_coming_round_offers_its_times(client, round):
    Round.objects.update(opens_at=timezone.now() + DAY)

    page = client.get(address(round))

    assert {"opens_at", "closes_at", "late_until"} <= page.context["form"].fields.keys()
    assert address(round, "extend/") not in page.content.decode()


def test_extending_says_why_to_everybody(client, round):
    later = typed(round.closes_at + DAY, round)

    answer = client.post(address(round, "extend/"), {"closes_at": later, "reason": "Holidays.", "version": 1})

    assert answer.status_code == 302
    public = client.get(f"/c/{round.consultation.slug}/").content.decode()
    assert "Holidays." in public
    assert "Announced first" in public


def test_an_earlier_end_is_mended_in_the_form(client, round):
    earlier = typed(round.closes_at - DAY, round)

    answer = client.post(address(round, "extend/"), {"closes_at": earlier, "reason": "Holidays.", "version": 1})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["closes_at"]
    assert "Holidays." in answer.content.decode()
    assert Round.objects.get().version == 1


def test_who_was_slower_keeps_what_was_typed_and_may_save_it_knowingly(client, round):
    later = typed(round.closes_at + DAY, round)
    said = {"closes_at": later, "reason": "Holidays.", "version": 1}
    Round.objects.update(version=2)

    clash = client.post(address(round, "extend/"), said)

    assert clash.status_code == 422
    assert "Somebody else has changed this round" in clash.content.decode()
    assert (clash.context["form"]["version"].value(), clash.context["form"]["closes_at"].value()) == ("2", later)
    assert client.post(address(round, "extend/"), {**said, "version": 2}).status_code == 302


def test_two_administrators_at_once_both_see_what_differs_and_neither_is_overwritten_unaware(client, round):
    Round.objects.update(opens_at=timezone.now() + DAY)
    coming = Round.objects.get()
    times = {"opens_at": typed(coming.opens_at, round), "closes_at": typed(coming.closes_at, round)}
    first = RULES | times | {"attributions": ["name", "anonymous"], "length_limit": "3000"}
    second = RULES | times | {"moderation": "all", "audience": "regions", "audience_regions": ["002", "DE"]}

    assert client.post(address(round), first).status_code == 302
    clash = client.post(address(round), second)

    assert clash.status_code == 422
    assert Round.objects.get().length_limit == 3000
    seen = {it.label: (it.stored, it.typed) for it in clash.context["form"].differences}
    assert seen == {
        "Who may comment?": ("Everyone with an account", "Chosen countries and regions"),
        "Countries and regions": ("", "Africa, Germany"),
        "How may authors be shown?": ("Name, Anonymous", "Name"),
        "Longest comment, in characters": ("3000", ""),
        "Moderation": ("Publish at once", "Hold every comment until somebody decides"),
    }
    page = clash.content.decode()
    assert "What is stored now, and what you typed" in page
    assert "Africa, Germany" in page
    assert client.post(address(round), second | {"version": 2}).status_code == 302
    assert (Round.objects.get().moderation, Round.objects.get().version) == ("all", 3)


def test_closing_needs_a_reason(client, round):
    refused = client.post(address(round, "close/"), {"reason": " ", "version": 1})
    assert (refused.status_code, Round.objects.get().state(timezone.now())) == (422, RoundState.OPEN)

    assert client.post(address(round, "close/"), {"reason": "A conference moved.", "version": 1}).status_code == 302
    assert Round.objects.get().state(timezone.now()) is RoundState.CLOSED


@pytest.mark.parametrize("page", ["extend/", "close/"])
def test_a_closed_round_says_so_on_both_pages_and_refuses(client, round, page):
    Round.objects.update(closes_at=timezone.now())

    assert "its times are on record" in client.get(address(round, page)).content.decode()
    said = {"closes_at": typed(timezone.now() + DAY, round), "reason": "Holidays.", "version": 1}
    assert client.post(address(round, page), said).status_code == 409


def test_late_contributions_are_announced_on_public_pages(client, round):
    now = timezone.now()
    Round.objects.update(closes_at=now - DAY, late_until=now + DAY)

    home = client.get("/").content.decode()
    draft = client.get(round.draft.get_absolute_url() + "p/art_1/").content.decode()

    assert "takes late contributions until" in home
    assert "marked as late" in draft
    assert "Comment on this provision" in draft


@pytest.mark.parametrize("sent", [{}, {"moderation": "never"}, RULES])
def test_a_closed_round_is_shown_and_whatever_is_sent_to_it_refused(client, round, sent):
    Round.objects.update(closes_at=timezone.now())
    closes_at = Round.objects.get().closes_at

    assert client.get(address(round)).status_code == 200
    answer = client.post(address(round), sent)

    assert answer.status_code == 409
    assert "This round has closed" in answer.content.decode()
    assert Round.objects.get().closes_at == closes_at


@pytest.mark.parametrize("page", ["", "extend/", "close/"])
@pytest.mark.parametrize("sent", [{}, RULES])
def test_a_moderator_is_refused_before_the_form_or_the_clock_is_looked_at(round, page, sent):
    Round.objects.update(closes_at=timezone.now())
    client = Client()
    client.force_login(TeamMemberFactory(consultation=round.consultation, role=TeamRole.MODERATOR).user)

    assert client.post(address(round, page), sent).status_code == 403


def test_an_editor_sees_what_is_wrong_with_an_open_round(client, round):
    assert client.post(address(round), RULES | {"moderation": "never"}).status_code == 422


def test_an_open_round_may_allow_more(client, round):
    more = RULES | {"attributions": ["name", "anonymous"], "length_limit": ""}

    assert client.post(address(round), more).status_code == 302
    assert Round.objects.get().attributions == ["name", "anonymous"]


@pytest.mark.parametrize(
    ("field", "less"),
    [
        ("attributions", {"attributions": ["anonymous"]}),
        ("length_limit", {"length_limit": "500"}),
        ("comments_shown", {"comments_shown": "after-closing"}),
        ("positions", {"positions": "one-a-person"}),
        ("audience", {"audience": "regions", "audience_regions": ["002"]}),
    ],
)
def test_an_open_round_does_not_allow_less_and_the_field_says_why(client, round, field, less):
    refused = client.post(address(round), RULES | less)

    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == [field]
    assert "it may allow more, but not less" in refused.content.decode()
    assert (Round.objects.get().attributions, Round.objects.get().length_limit) == (["name"], None)


@pytest.mark.parametrize(
    "wrong",
    [{"attributions": []}, {"attributions": ["nickname"]}, {"length_limit": "99"}, {"length_limit": "20001"}],
)
def test_rules_that_make_no_sense_are_refused_in_the_form(client, round, wrong):
    Round.objects.update(opens_at=timezone.now() + DAY)
    times = {"opens_at": typed(timezone.now() + DAY, round), "closes_at": typed(round.closes_at, round)}

    refused = client.post(address(round), RULES | times | wrong)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, list(wrong))


def test_the_rules_stand_on_the_public_page(client, round):
    Round.objects.update(attributions=["name", "anonymous"], length_limit=2000)

    page = Client().get(f"/c/{round.consultation.slug}/").content.decode()

    assert "You may comment under your name or anonymously." in page
    assert "A comment may have 2000 characters." in page


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ({"audience": "groups", "audience_groups": ["academia"]}, ["academia"]),
        ({"audience": "regions", "audience_regions": ["002", "commonwealth", "DE"]}, ["002", "commonwealth", "DE"]),
        ({"audience": "organisations", "audience_organisations": "open net\r\nOPEN NET\r\n"}, None),
    ],
)
def test_a_coming_round_is_given_an_audience_and_says_so_to_everybody(client, round, said, codes):
    group("academia")
    invited = OrganisationFactory(name="Open Net")
    Round.objects.update(opens_at=timezone.now() + DAY)
    times = {"opens_at": typed(timezone.now() + DAY, round), "closes_at": typed(round.closes_at, round)}

    answer = client.post(address(round), RULES | times | said)

    assert answer.status_code == 302, answer.context["form"].errors
    assert (Round.objects.get().audience, Round.objects.get().audience_codes) == (
        said["audience"],
        codes or [str(invited.pk)],
    )
    assert "Open to comments" in Client().get(f"/c/{round.consultation.slug}/").content.decode()
    assert client.get(address(round)).context["form"]["audience"].value() == said["audience"]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"audience": "groups"}, "audience_groups"),
        ({"audience": "regions", "audience_regions": ["XX"]}, "audience_regions"),
        ({"audience": "organisations", "audience_organisations": "No Such Body"}, "audience_organisations"),
        ({"audience": "organisations", "audience_organisations": "Twice"}, "audience_organisations"),
    ],
)
def test_an_audience_that_means_nobody_known_is_refused_at_its_field(client, round, said, field):
    OrganisationFactory.create_batch(2, name="Twice")
    Round.objects.update(opens_at=timezone.now() + DAY)
    times = {"opens_at": typed(timezone.now() + DAY, round), "closes_at": typed(round.closes_at, round)}

    refused = client.post(address(round), RULES | times | said)

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    assert Round.objects.get().audience == "everyone"
