import re

import pytest

from consultations.enums import ConsultationState
from consultations.models import Consultation, Round
from tests.factories import (
    AdministratorFactory,
    ConsultationFactory,
    DraftFactory,
    RoundFactory,
    TeamMemberFactory,
    published_draft,
)

pytestmark = pytest.mark.django_db
NEW = "/desk/consultations/new/"


def typed(**more):
    return {
        "slug": "model-law", "languages": "en", "title_en": "Model law", "summary_en": "What is asked.",
        "time_zone": "Africa/Nairobi", "contact_email": "", "another": "", **more,
    }  # fmt: skip


def test_a_language_is_added_and_what_was_typed_stays(client):
    client.force_login(AdministratorFactory())
    page = client.post(NEW, typed(add="1", another="fr")).content.decode()

    assert 'value="Model law"' in page
    assert "Title in French (français)" in page
    assert re.search(r'name="title_fr"[^>]*autofocus', page)
    assert page.index("Make the consultation") < page.index("Add the language"), "Enter would not save"
    assert not Consultation.objects.exists()

    client.post(NEW, typed(languages="en,fr", title_fr="Loi type", summary_fr=""))
    made = Consultation.objects.get()
    assert made.titles == {"en": "Model law", "fr": "Loi type"}
    assert (made.languages, made.summaries) == (["en", "fr"], {"en": "What is asked."})


def test_an_address_that_is_taken_is_refused_at_its_field(client):
    ConsultationFactory(slug="model-law")
    client.force_login(AdministratorFactory())
    response = client.post(NEW, typed(slug="Model-Law"))

    assert response.status_code == 422
    assert "Another consultation has this address" in str(response.context["form"].errors["slug"])
    assert Consultation.objects.count() == 1


def test_an_address_is_made_of_what_was_typed(client):
    client.force_login(AdministratorFactory())
    refused = client.post(NEW, typed(slug="模范法"))
    assert "Write some Latin letters or digits" in str(refused.context["form"].errors["slug"])

    client.post(NEW, typed(slug="Model Law 2027"))
    assert Consultation.objects.get().slug == "model-law-2027"


def test_archiving_asks_whether_one_is_sure(client):
    member = TeamMemberFactory(consultation=ConsultationFactory(state=ConsultationState.PUBLISHED))
    client.force_login(member.user)
    address = f"/desk/c/{member.consultation.slug}/state/"

    page = client.post(address, {"move": "archive"}, follow=True).content.decode()
    assert "Nothing was changed: tick the box" in page
    assert Consultation.objects.get().state == ConsultationState.PUBLISHED
    client.post(address, {"move": "archive", "sure": "on"})
    assert Consultation.objects.get().state == ConsultationState.ARCHIVED


def test_the_first_page_says_what_comes_next(client):
    member = TeamMemberFactory(consultation=ConsultationFactory(state=ConsultationState.UNPUBLISHED))
    client.force_login(member.user)
    address = f"/desk/c/{member.consultation.slug}/"

    assert "bring in the draft" in client.get(address).content.decode()
    draft = published_draft(member.consultation)
    assert "make a round" in client.get(address).content.decode()
    Round.objects.create(
        consultation=member.consultation,
        draft=draft,
        number=1,
        opens_at="2026-05-01T06:00Z",
        closes_at="2026-06-01T06:00Z",
    )
    assert "publish the consultation" in client.get(address).content.decode()


def test_the_state_changes_by_a_button(client):
    member = TeamMemberFactory(consultation=ConsultationFactory(state=ConsultationState.UNPUBLISHED))
    client.force_login(member.user)
    address = f"/desk/c/{member.consultation.slug}/state/"

    assert client.get(address).status_code == 405
    client.post(address, {"move": "anything"})
    assert Consultation.objects.get().state == ConsultationState.UNPUBLISHED
    client.post(address, {"move": "publish"})
    assert Consultation.objects.get().state == ConsultationState.PUBLISHED
    assert client.post(address, {"move": "publish"}).status_code == 409


RULES = {
    "draft": "1",
    "audience": "everyone",
    "comments_shown": "at-once",
    "positions": "any",
    "moderation": "at-once",
    "attributions": ["name"],
}


def test_the_times_of_a_round_are_those_of_the_official_zone(client):
    member = TeamMemberFactory()
    published_draft(member.consultation)
    client.force_login(member.user)
    address = f"/desk/c/{member.consultation.slug}/rounds/new/"

    refused = client.post(
        address,
        RULES | {"opens_at": "2026-05-02T09:00", "closes_at": "2026-05-01T09:00"},
    )
    assert "The round would close before it opens" in str(refused.context["form"].errors["closes_at"])
    assert not Round.objects.exists()

    client.post(
        address,
        RULES | {"opens_at": "2026-05-01T09:00", "closes_at": "2026-05-31T18:00", "moderation": "first"},
    )
    made = Round.objects.get()
    assert (made.opens_at.isoformat(), made.closes_at.isoformat()) == (
        "2026-05-01T06:00:00+00:00",
        "2026-05-31T15:00:00+00:00",
    )


def test_a_copy_begins_with_the_words_of_the_earlier_one_and_offers_its_rounds_rules(client):
    client.force_login(AdministratorFactory())
    earlier = TeamMemberFactory(consultation__summaries={"en": "Whom shall Parties answer?"}).consultation
    RoundFactory(draft=published_draft(earlier), attributions=["name", "anonymous"], length_limit=500)

    assert f'?from={earlier.slug}"' in client.get(f"/desk/c/{earlier.slug}/").content.decode()
    address = f"/desk/consultations/new/?from={earlier.slug}"
    form = client.get(address).context["form"]
    said = {name: form[name].value() or "" for name in form.fields if name != "another"}
    client.post(address, said | {"slug": "again", "with_team": "on"})

    made = Consultation.objects.get(slug="again")
    assert (made.titles, made.summaries, made.copied_from) == (earlier.titles, earlier.summaries, earlier)
    assert made.team.count() == 1
    DraftFactory(consultation=made)
    offered = client.get("/desk/c/again/rounds/new/").context["form"]
    assert (offered["attributions"].value(), offered["length_limit"].value()) == (["name", "anonymous"], 500)
    assert not offered["opens_at"].value()


def test_a_round_in_the_time_of_another_is_mended_in_the_form(client):
    client.force_login(AdministratorFactory())
    there = RoundFactory()
    times = {"opens_at": f"{there.opens_at:%Y-%m-%dT%H:%M}", "closes_at": f"{there.closes_at:%Y-%m-%dT%H:%M}"}

    refused = client.post(f"/desk/c/{there.consultation.slug}/rounds/new/", RULES | times)

    assert refused.status_code == 422
    assert "Two rounds on one draft follow each other" in refused.content.decode()
    assert Round.objects.count() == 1


def begun_from(client, template, **more):
    form = client.get(f"{NEW}?from={template.slug}").context["form"]
    said = {name: form[name].value() or "" for name in form.fields if name != "another"}
    return client.post(f"{NEW}?from={template.slug}", said | {"slug": "begun", **more})


def test_a_consultation_begins_from_a_template_with_its_rounds(client):
    client.force_login(AdministratorFactory())
    template = RoundFactory().consultation
    Consultation.objects.update(state=ConsultationState.TEMPLATE)

    page = client.get(NEW).content.decode()
    made = begun_from(client, template, opens_at="2099-03-02T09:00")

    assert page.index("Begin from a template") < page.index(f"?from={template.slug}")
    assert "Start from an earlier consultation" not in page
    assert made.status_code == 302
    begun = Consultation.objects.get(slug="begun")
    assert begun.state == ConsultationState.UNPUBLISHED
    assert begun.rounds.get().opens_at.isoformat() == "2099-03-02T06:00:00+00:00"
    assert "bring in the file of" in client.get("/desk/c/begun/").content.decode()
    assert client.get("/desk/c/begun/drafts/1/").status_code == 200


@pytest.mark.parametrize(
    ("opens_at", "said"),
    [("", "Say when the first round opens"), ("2020-03-02T09:00", "This time has passed"), ("soon", "Enter a valid")],
)
def test_without_a_day_to_come_no_round_is_copied_and_the_form_says_so(client, opens_at, said):
    client.force_login(AdministratorFactory())
    template = RoundFactory().consultation

    refused = begun_from(client, template, opens_at=opens_at, rounds="rules", title_en="My words")

    assert refused.status_code == 422
    assert said in str(refused.context["form"].errors["opens_at"])
    assert "My words" in refused.content.decode()
    assert Consultation.objects.count() == 1


def test_a_zone_that_does_not_exist_is_refused_and_the_form_keeps_what_was_typed(client):
    client.force_login(AdministratorFactory())

    refused = client.post(NEW, typed(time_zone="Africa/Atlantis"))

    assert refused.status_code == 422
    assert "There is no time zone “Africa/Atlantis”. Choose one" in str(refused.context["form"].errors["time_zone"])
    assert "What is asked." in refused.content.decode()
    assert not Consultation.objects.exists()


def test_an_administrator_marks_and_unmarks_a_template_on_its_first_page(client):
    consultation = ConsultationFactory(state=ConsultationState.UNPUBLISHED)
    client.force_login(AdministratorFactory())
    address = f"/desk/c/{consultation.slug}/"

    assert 'value="template"' in client.get(address).content.decode()
    marked = client.post(address + "state/", {"move": "template"}, follow=True).content.decode()
    assert "The consultation is now: Template." in marked
    assert "It is never public" in marked
    assert 'value="publish"' not in marked
    client.post(address + "state/", {"move": "no-template"})
    assert Consultation.objects.get().state == ConsultationState.UNPUBLISHED


def test_the_pages_of_a_template_speak_of_days_and_of_no_state(client):
    round = RoundFactory()
    Consultation.objects.update(state=ConsultationState.TEMPLATE)
    client.force_login(TeamMemberFactory(consultation=round.consultation).user)

    rounds = client.get(f"/desk/c/{round.consultation.slug}/rounds/").content.decode()
    one = client.get(f"/desk/c/{round.consultation.slug}/rounds/1/")

    assert "day 1, " in rounds
    assert "day 15, " in rounds
    assert "badge-open" not in rounds + one.content.decode()
    assert "opens_at" in one.context["form"].fields
    assert 'value="template"' not in client.get(f"/desk/c/{round.consultation.slug}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"closes_at": "2099-04-30T09:00"}, "closes_at", "Choose a later closing time"),
        ({"late_until": "2099-05-30T09:00"}, "late_until", "Choose a later time, or leave it empty"),
        ({"results_by": "2099-05-31T18:00"}, "results_by", "Choose a later time"),
        ({"opens_at": "2098-05-01T09:00"}, "closes_at", "choose other times, or another draft"),
        ({"opens_at": "1 May"}, "opens_at", "Enter a valid date/time"),
    ],
)
def test_times_that_make_no_round_are_told_at_their_field_and_the_form_keeps_everything(client, wrong, field, said):
    there = RoundFactory(opens_at="2098-06-01T06:00Z", closes_at="2099-01-01T06:00Z")
    client.force_login(AdministratorFactory())
    times = {"opens_at": "2099-05-01T09:00", "closes_at": "2099-05-31T18:00", "late_until": "", "results_by": ""}
    sent = RULES | times | {"length_limit": "1234", "moderation": "all", "attributions": ["anonymous"]} | wrong

    refused = client.post(f"/desk/c/{there.consultation.slug}/rounds/new/", sent)

    form = refused.context["form"]
    assert (refused.status_code, list(form.errors)) == (422, [field])
    assert said in str(form.errors[field])
    assert {name: form[name].value() for name in sent} == sent
    assert Round.objects.count() == 1
