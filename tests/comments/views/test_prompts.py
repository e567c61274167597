from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.services.membership import end_membership
from comments.limits import ANSWERED_WORDS
from comments.models import AnswerSet, UnsentAnswers
from comments.queries.answers import given_in
from consultations.enums import ConsultationState, PromptKind
from consultations.models import Consultation, Prompt, Round
from consultations.services.prompt import change_prompt, retire_option, retire_prompt
from tests.factories import MembershipFactory, RoundFactory, TeamMemberFactory, UserFactory
from tests.prompting import answer, chosen, facts, prompt, written
from tests.scenes import comment

KINDS = (PromptKind.CHOICE, PromptKind.CHOICES, PromptKind.SCALE, PromptKind.RANKING, PromptKind.TEXT)
ANSWERS = {
    "prompt_1": "2",
    "prompt_2": ["1", "3"],
    "prompt_3": "3",
    "prompt_4_1": "2",
    "prompt_4_2": "",
    "prompt_4_3": "1",
    "prompt_5": "Because of costs.",
}
GIVEN = {1: chosen(2), 2: chosen(1, 3), 3: chosen(3), 4: chosen(3, 1), 5: written("Because of costs.")}


@pytest.fixture
def asked(scene):
    return [prompt(scene.round, kind, eid="art_1" if kind is PromptKind.SCALE else "") for kind in KINDS]


@pytest.fixture
def address(scene, asked):
    return reverse("prompts", args=[scene.consultation.slug, 1])


@pytest.fixture
def person(client, scene):
    person = UserFactory()
    client.force_login(person)
    return person


def sent(**more):
    now = ",".join(f"{it.number}.{it.version}" for it in Prompt.objects.asked().order_by("order"))
    return {**ANSWERS, "asked": now, "seen": "", **more}


def close(scene):
    Round.objects.filter(pk=scene.round.pk).update(closes_at=timezone.now() - timedelta(minutes=1))


def test_everybody_reads_what_is_asked_and_who_will_read_the_answers(client, address):
    page = client.get(address).content.decode()

    assert page.count("What do you think?") == 5
    assert "Beside Article 1 Heading 1" in page
    assert "Everybody else sees figures only" in page
    assert "You will be asked to sign in or sign up next." in page


def test_answers_are_stored_and_shown_again_to_be_changed(client, address, person):
    stored = client.post(address, sent(), follow=True)

    assert given_in(AnswerSet.objects.get()) == GIVEN
    assert "Your answers are stored." in stored.content.decode()
    form = client.get(address).context["form"]
    assert {name: form[name].value() for name in ("prompt_1", "prompt_2", "prompt_3", "prompt_4", "prompt_5")} == {
        "prompt_1": "2",
        "prompt_2": ["1", "3"],
        "prompt_3": "3",
        "prompt_4": ["2", "", "1"],
        "prompt_5": "Because of costs.",
    }
    client.post(address, sent(prompt_1="", seen=form["seen"].value()))
    assert given_in(AnswerSet.objects.get()) == {number: it for number, it in GIVEN.items() if number != 1}


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"prompt_4_1": "1", "prompt_4_3": "1"}, "Two options have place 1. Give each place once."),
        ({"prompt_4_1": "3", "prompt_4_3": "1"}, "No option has place 2."),
        ({"prompt_4_1": "7"}, "A place is a number from 1 to 3."),
        ({"prompt_4_1": "first"}, "A place is a number from 1 to 3."),
        ({"prompt_1": "9"}, "One of the options is not offered any more."),
        ({"prompt_1": "\u0661"}, "One of the options is not offered any more."),
        ({"prompt_2": ["1", "x"]}, "One of the options is not offered any more."),
        ({"prompt_5": "x" * (ANSWERED_WORDS + 2)}, "Shorten it by 2 characters."),
        ({"prompt_5": "a\x00b"}, "cannot be stored"),
        ({"website": "https://example.com"}, "A field that nobody sees was filled in"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_prompt_and_nothing_is_lost(client, address, person, wrong, words):
    refused = client.post(address, sent(**wrong))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page
    assert "Your answers are not stored yet." in page
    assert AnswerSet.objects.count() == 0
    assert "prompt_5" in wrong or "Because of costs." in page


@pytest.mark.parametrize("kind", KINDS)
def test_what_must_be_answered_is_asked_for(client, scene, person, kind):
    prompt(scene.round, kind, is_required=True)

    refused = client.post(reverse("prompts", args=[scene.consultation.slug, 1]), {"asked": "1.1", "prompt_1_1": ""})

    assert refused.status_code == 422
    assert "this prompt must be answered." in refused.content.decode()
    assert 'href="#prompt-1"' in refused.content.decode()


def test_what_a_visitor_answered_waits_for_signing_in(client, address):
    led = client.post(address, sent())
    person = UserFactory()
    client.force_login(person)
    page = client.get(address)

    assert led.status_code == 302
    assert led["Location"].startswith(reverse("account_login"))
    assert AnswerSet.objects.count() == 0
    assert "is kept and not stored yet" in page.content.decode()
    assert page.context["form"]["prompt_4"].value() == ["2", "", "1"]
    client.post(address, sent())
    assert given_in(AnswerSet.objects.get()) == GIVEN
    assert UnsentAnswers.objects.count() == 0


def test_what_a_visitor_answered_is_nobody_elses(client, address):
    client.post(address, sent())
    client.logout()

    assert "Because of costs." not in client.get(address).content.decode()
    client.force_login(UserFactory())
    assert "Because of costs." not in client.get(address).content.decode()


def test_who_has_no_profile_yet_comes_back_to_the_answers(client, scene, address):
    client.force_login(UserFactory(profile_completed_at=None))

    led = client.post(address, sent())

    assert led["Location"].startswith(reverse("profile"))
    assert "Because of costs." in client.get(address).content.decode()


def test_a_round_that_closed_meanwhile_stores_nothing_and_keeps_everything(client, scene, address, person):
    close(scene)

    refused = client.post(address, sent())
    later = client.get(address).content.decode()

    page = refused.content.decode()
    assert refused.status_code == 409
    assert "This round is closed, so your answers were not stored." in page
    assert "Because of costs." in page
    assert "1. Third; 2. First" in page
    assert "secretariat@example.org" in page
    assert "Because of costs." in later
    assert AnswerSet.objects.count() == 0


def test_an_archived_consultation_keeps_what_was_typed(client, scene, address, person):
    Consultation.objects.update(state=ConsultationState.ARCHIVED)

    refused = client.post(address, sent())

    assert refused.status_code == 409
    assert "Because of costs." in refused.content.decode()
    assert AnswerSet.objects.count() == 0


def test_after_closing_one_reads_what_one_has_answered(client, scene, address, person):
    client.post(address, sent())
    close(scene)

    page = client.get(address).content.decode()

    assert "Your answers" in page
    assert "1. Third; 2. First" in page
    assert "Store the changes" not in page


def test_the_older_of_two_windows_is_told_and_decides(client, address, person):
    client.post(address, sent())
    newer = client.get(address).context["form"]["seen"].value()
    client.post(address, sent(prompt_5="The newer words.", seen=newer))

    told = client.post(address, sent(prompt_5="The older window’s words.", seen=newer))
    page = told.content.decode()
    decided = client.post(
        address, sent(prompt_5="The older window’s words.", seen=told.context["form"]["seen"].value())
    )

    assert told.status_code == 409
    assert "What stands now" in page
    assert "The newer words." in page
    assert "The older window’s words." in page
    assert decided.status_code == 302
    assert given_in(AnswerSet.objects.get())[5] == written("The older window’s words.")


def test_prompts_that_changed_meanwhile_are_looked_over_first(client, scene, asked, address, person):
    before, editor = sent(), TeamMemberFactory(consultation=scene.consultation).user
    change_prompt(by=editor, prompt=asked[0], facts=facts(options=["No", "Yes"]), version=1)
    retire_prompt(by=editor, prompt=asked[4])

    told = client.post(address, before)
    page = told.content.decode()
    again = client.post(address, sent())

    assert told.status_code == 409
    assert "The secretariat has changed the prompts" in page
    assert "Because of costs." in page
    assert again.status_code == 302
    assert given_in(AnswerSet.objects.get())[1] == chosen(2)


def test_a_retired_option_is_offered_to_whom_has_chosen_it_only(client, scene, asked, address, person):
    client.post(address, sent())
    retire_option(by=TeamMemberFactory(consultation=scene.consultation).user, prompt=asked[0], number=2)

    own = client.get(address).content.decode()
    client.logout()

    assert "Second (no longer offered)" in own
    assert "Second (no longer offered)" not in client.get(address).content.decode()


def test_a_representative_says_for_whom_and_finds_each_set_again(client, scene, address):
    membership = MembershipFactory(organisation__name="Open Net", organisation__verified_at=timezone.now())
    client.force_login(membership.user)
    answer(scene.round, {5: written("For myself.")}, by=membership.user)

    refused = client.post(address, sent())
    client.post(address, sent(speaking_for=membership.organisation_id))
    page = client.get(address).content.decode()

    assert refused.status_code == 422
    assert "Say whether you speak for yourself or for an organisation." in refused.content.decode()
    assert AnswerSet.objects.count() == 2
    assert "Answers for <bdi>Open Net</bdi>" in page
    assert "Answers for yourself" in page
    assert "For myself." in client.get(f"{address}?for=myself").content.decode()
    assert "Because of costs." in client.get(f"{address}?for={membership.organisation_id}").content.decode()


def test_who_has_left_an_organisation_is_told_and_stores_nothing_for_it(client, scene, address):
    membership = MembershipFactory(organisation__verified_at=timezone.now())
    client.force_login(membership.user)
    end_membership(by=membership.user, membership=membership)

    refused = client.post(address, sent(speaking_for=membership.organisation_id))

    assert refused.status_code == 422
    assert "You no longer speak for the organisation that was chosen here." in refused.content.decode()
    assert "Because of costs." in refused.content.decode()
    assert AnswerSet.objects.count() == 0


def test_too_many_from_one_network_keep_their_answers(client, address, settings):
    settings.COMMENTS_PER_ADDRESS_TEN_MINUTES = 1
    client.post(address, sent())

    refused = client.post(address, sent())

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Because of costs." in refused.content.decode()


def test_a_scheduled_round_shows_its_prompts_to_the_team_only(client, scene, address):
    Round.objects.update(opens_at=timezone.now() + timedelta(hours=1))

    assert "What this round asks is shown when it opens." in client.get(address).content.decode()
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)
    assert "What do you think?" in client.get(address).content.decode()


def test_a_preview_shows_the_page_and_offers_no_button(client, scene, asked):
    client.force_login(TeamMemberFactory(consultation=scene.consultation).user)

    page = client.get(reverse("desk_prompt_preview", args=[scene.consultation.slug, 1])).content.decode()

    assert "This is a preview" in page
    assert "Store the answers" not in page


def test_the_way_to_the_prompts_is_offered_where_people_are(client, scene, address, person):
    said = comment(scene, by=person)
    links = {
        place: f'href="{address}' in client.get(url).content.decode()
        for place, url in {
            "consultation": scene.consultation.get_absolute_url(),
            "reader": scene.draft.get_absolute_url(),
            "provision": scene.provisions[0].get_absolute_url(),
            "after posting": said.get_absolute_url(),
        }.items()
    }

    assert all(links.values()), links
    assert "The round asks here" in client.get(scene.provisions[0].get_absolute_url()).content.decode()
    assert "The round asks here" not in client.get(scene.provisions[1].get_absolute_url()).content.decode()
    assert "The round asks here" in client.get(f"{scene.draft.get_absolute_url()}?p=art_1").content.decode()
    assert "The round asks here" not in client.get(f"{scene.draft.get_absolute_url()}?p=art_2").content.decode()
    assert "The round also asks 5 prompts" in client.get(said.get_absolute_url()).content.decode()


def test_a_round_without_prompts_mentions_none(client, scene):
    Round.objects.update(prompt_count=0)

    page = client.get(scene.consultation.get_absolute_url()).content.decode()

    assert reverse("prompts", args=[scene.consultation.slug, 1]) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_with_one_and_three_prompts(client, scene, person, django_assert_num_queries, count):
    for _ in range(count):
        prompt(scene.round, PromptKind.RANKING, eid="art_1")
    answer(scene.round, {number: chosen(2, 1) for number in range(1, count + 1)}, by=person)
    client.get(reverse("prompts", args=[scene.consultation.slug, 1]))

    with django_assert_num_queries(15):
        client.get(reverse("prompts", args=[scene.consultation.slug, 1]))


def test_a_round_that_one_may_not_see_has_no_page(client, scene, address):
    Consultation.objects.update(state=ConsultationState.UNPUBLISHED)

    assert client.get(address).status_code == 404
    assert client.post(address, sent()).status_code == 404
    assert client.get(reverse("prompts", args=[scene.consultation.slug, RoundFactory().number + 7])).status_code == 404
