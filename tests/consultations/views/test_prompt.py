from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.enums import PromptKind
from consultations.models import Consultation, Prompt, Round
from tests.factories import RoundFactory, TeamMemberFactory
from tests.prompting import prompt

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    return RoundFactory()


@pytest.fixture(autouse=True)
def editor(client, round):
    Consultation.objects.update(languages=["en", "fr"])
    editor = TeamMemberFactory(consultation=round.consultation).user
    client.force_login(editor)
    return editor


def address(round, name="desk_prompts", *more):
    return reverse(name, args=[round.consultation.slug, round.number, *more])


def typed(**more):
    return {
        "version": "0",
        "kind": "choice",
        "wording_en": "Do you agree?",
        "wording_fr": "Êtes-vous d’accord ?",
        "help_en": "",
        "help_fr": "",
        "options_en": "Yes\nNo\n\n",
        "options_fr": "Oui\nNon",
        "eid": "",
        **more,
    }


def answered(made):
    Prompt.objects.filter(pk=made.pk).update(answered_at=timezone.now())


def test_a_prompt_is_made_in_each_language(client, round):
    done = client.post(address(round, "desk_prompt_new"), typed(eid="art_2", is_required="on"))

    made = Prompt.objects.get()
    assert done["Location"] == address(round)
    assert made.wordings == {"en": "Do you agree?", "fr": "Êtes-vous d’accord ?"}
    assert [it.labels for it in made.options.order_by("number")] == [
        {"en": "Yes", "fr": "Oui"},
        {"en": "No", "fr": "Non"},
    ]
    assert (made.eid, made.is_required) == ("art_2", True)
    assert "Do you agree?" in client.get(address(round)).content.decode()


def test_a_language_may_be_left_out_and_falls_back(client, round):
    client.post(address(round, "desk_prompt_new"), typed(wording_fr="", options_fr=""))

    assert Prompt.objects.get().wordings == {"en": "Do you agree?"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"wording_en": ""}, "wording_en"),
        ({"options_en": "Yes"}, "options_en"),
        ({"options_en": "Yes\nyes"}, "options_en"),
        ({"options_fr": "Oui"}, "options_fr"),
        ({"kind": "essay"}, "kind"),
        ({"eid": "art_99"}, "eid"),
        ({"wording_en": "x" * 501}, "wording_en"),
    ],
)
def test_what_nobody_could_answer_is_said_at_its_field(client, round, wrong, field):
    refused = client.post(address(round, "desk_prompt_new"), typed(**wrong))

    assert refused.status_code == 422
    assert field in refused.context["form"].errors
    assert Prompt.objects.count() == 0


def test_free_text_leaves_options_aside(client, round):
    client.post(address(round, "desk_prompt_new"), typed(kind="text"))

    assert Prompt.objects.get().options.count() == 0


def test_an_answered_prompt_says_what_may_change_and_asks_for_a_word(client, round):
    made = prompt(round)
    answered(made)
    page = client.get(address(round, "desk_prompt", 1))
    mend = typed(wording_en="What do you think, then?", options_en="First\nSecond\nThird", options_fr="", version="1")

    refused = client.post(address(round, "desk_prompt", 1), mend)
    done = client.post(address(round, "desk_prompt", 1), {**mend, "same_meaning": "on"})

    assert "People have answered this prompt." in page.content.decode()
    assert "kind" not in page.context["form"].fields
    assert refused.status_code == 422
    assert "same_meaning" in refused.context["form"].errors
    assert done.status_code == 302
    assert Prompt.objects.get().wordings["en"] == "What do you think, then?"


def test_two_editors_of_one_prompt_lose_nothing_unaware(client, round):
    made = prompt(round)
    client.post(address(round, "desk_prompt", 1), typed(wording_en="The first one’s words", version="1"))

    told = client.post(address(round, "desk_prompt", 1), typed(wording_en="The slower one’s words", version="1"))
    version = told.context["form"]["version"].value()
    client.post(address(round, "desk_prompt", 1), typed(wording_en="The slower one’s words", version=version))

    assert told.status_code == 422
    assert "Somebody else has changed this prompt meanwhile." in told.content.decode()
    assert "The slower one’s words" in told.content.decode()
    assert "What is stored now, and what you typed" in told.content.decode()
    assert Prompt.objects.get(pk=made.pk).wordings["en"] == "The slower one’s words"


def test_prompts_are_moved_retired_and_asked_again(client, round):
    first, _second = prompt(round), prompt(round, wordings={"en": "The second one"})
    client.post(address(round, "desk_prompt_move", 2), {"direction": "up"})
    order = list(Prompt.objects.order_by("order").values_list("number", flat=True))
    answered(first)
    client.post(address(round, "desk_prompt_retire", 1))
    retired = Prompt.objects.get(number=1).is_retired
    page = client.get(address(round)).content.decode()
    client.post(address(round, "desk_prompt_retire", 1), {"again": "1"})
    client.post(address(round, "desk_prompt_retire", 2))

    assert order == [2, 1]
    assert retired
    assert "no longer asked" in page
    assert [(it.number, it.is_retired) for it in Prompt.objects.all()] == [(1, False)]


@pytest.mark.parametrize(("number", "status"), [("2", 302), ("9", 404), ("x", 404)])
def test_an_option_is_retired(client, round, number, status):
    made = prompt(round)
    answered(made)

    done = client.post(address(round, "desk_prompt_retire", 1), {"option": number})

    assert done.status_code == status
    assert made.options.exclude(retired_at=None).count() == (status == 302)


def test_a_closed_round_offers_no_change(client, round):
    prompt(round)
    Round.objects.update(closes_at=timezone.now() - timedelta(days=1))

    listed = client.get(address(round)).content.decode()
    refused = client.post(address(round, "desk_prompt_new"), typed())

    assert "The round has closed, so what it asked stays." in listed
    assert "New prompt" not in listed
    assert refused.status_code == 409
    assert Prompt.objects.count() == 1


def test_the_list_names_the_provision_that_a_prompt_stands_beside(client, round):
    prompt(round, PromptKind.RANKING, eid="art_1")

    assert "Article 1 Heading 1" in client.get(address(round)).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_one_and_three_prompts(client, round, django_assert_num_queries, count):
    for _ in range(count):
        prompt(round, PromptKind.RANKING, eid="art_1")
    client.get(address(round))

    with django_assert_num_queries(9):
        client.get(address(round))


def test_an_empty_round_offers_to_copy_what_another_one_asks(client, round):
    prompt(round, wordings={"en": "The same again?"})
    later = RoundFactory(draft=round.draft, consultation=round.consultation)

    offered = client.get(address(later)).content.decode()
    client.post(address(later, "desk_prompts_copy"), {"from": round.number})
    page = client.get(address(later)).content.decode()

    assert f"Copy the prompts of round {round.number}" in offered
    assert "The same again?" in page
    assert "Copy the prompts" not in page


@pytest.mark.parametrize("number", ["", "9", "x"])
def test_nothing_is_copied_from_a_round_that_is_not_there(client, round, number):
    assert client.post(address(round, "desk_prompts_copy"), {"from": number}).status_code == 404
