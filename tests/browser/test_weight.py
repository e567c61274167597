"""Weight: what the reader and the pages after it cost on a slow line, in a real browser against a real server."""

import random
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from comments.enums import Dimension, Place, Position
from comments.models import Tally
from consultations.enums import DraftState, ProvisionKind
from consultations.models import Draft, Provision, ProvisionText
from tests.browser.wire import Wire, seconds_until_readable, weight
from tests.factories import AdministratorFactory, DraftFactory, RoundFactory
from tests.scenes import Scene, comment, open_consultation, reply

pytestmark = pytest.mark.django_db(transaction=True)

FIRST_VIEW = 90_000
LATER_PAGE = 25_000
READABLE_WITHIN = 12

WORDS = (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").split()


def long_draft(provisions: int, *, discussed: bool = False) -> Draft:
    """A published draft with chapters of twenty articles of four paragraphs each, in words of a treaty at random.

    Where it is discussed, every provision has comments of every position.
    """
    chance = random.Random(provisions)
    draft = DraftFactory()
    rows = [Provision(draft=draft, order=order, **place) for order, place in enumerate(places(provisions), start=1)]
    Provision.objects.bulk_create(rows)
    ProvisionText.objects.bulk_create(text_of(row, chance) for row in rows)
    Draft.objects.filter(pk=draft.pk).update(state=DraftState.PUBLISHED, published_at=draft.created_at)
    draft.refresh_from_db()
    round = RoundFactory(draft=draft, consultation=draft.consultation)
    if discussed:
        Tally.objects.bulk_create(tally for row in rows for tally in tallies(round, row, chance))
    return draft


def places(number: int) -> list[dict]:
    found: list[dict] = []
    article = 0
    while len(found) < number:
        if article % 20 == 0:
            found.append({"eid": f"chp_{article // 20 + 1}", "depth": 0, "kind": ProvisionKind.CHAPTER})
        article += 1
        found.append({"eid": f"art_{article}", "depth": 1, "kind": ProvisionKind.ARTICLE})
        found += [
            {"eid": f"art_{article}__para_{paragraph}", "depth": 2, "kind": ProvisionKind.PARAGRAPH}
            for paragraph in range(1, 5)
        ]
    return found[:number]


def text_of(row: Provision, chance: random.Random) -> ProvisionText:
    number = row.eid.rpartition("_")[2]
    if row.kind == ProvisionKind.PARAGRAPH:
        words = " ".join(chance.choices(WORDS, k=40)).capitalize()
        return ProvisionText(
            provision=row, language="en", number=f"{number}.", text=f"{words}.", html=f'<p dir="auto">{words}.</p>'
        )
    heading = " ".join(chance.choices(WORDS, k=4)).capitalize()
    return ProvisionText(provision=row, language="en", number=f"{row.get_kind_display()} {number}", heading=heading)


def tallies(round, row: Provision, chance: random.Random) -> list[Tally]:
    counts = {position: chance.randint(1, 30) for position in Position}
    place = {"round": round, "place": Place.PROVISION, "provision": row}
    by_position = [
        Tally(**place, dimension=Dimension.POSITION, value=position, count=count) for position, count in counts.items()
    ]
    return [*by_position, Tally(**place, dimension=Dimension.ALL, count=sum(counts.values()))]


@pytest.fixture
def wire(person) -> Wire:
    """The network of a browser that has never been here."""
    return Wire(person().page)


@pytest.mark.parametrize("discussed", [False, True], ids=["undiscussed", "discussed"])
@pytest.mark.parametrize("provisions", [70, 500, 3000])
def test_the_first_view_of_a_draft_is_light_and_soon_readable(
    wire, live_server, provisions, discussed, record_property
):
    draft = long_draft(provisions, discussed=discussed)

    came = wire.opens(live_server.url + draft.get_absolute_url())

    assert weight(came) <= FIRST_VIEW
    assert seconds_until_readable(came) <= READABLE_WITHIN


def test_pages_after_the_reader_are_light(wire, live_server):
    scene = busy_scene()
    said = comment(scene, provision=scene.provisions[0])
    for _ in range(10):
        reply(said, body="We do not agree, and say why. " * 20)
    wire.opens(live_server.url + scene.draft.get_absolute_url())

    weights = {path: weight(wire.opens(live_server.url + path)) for path in pages_of(scene, said)}

    assert {path: size for path, size in weights.items() if size > LATER_PAGE} == {}
    assert min(weights.values()) > 500


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/login/"])
def test_who_comes_by_the_door_pays_no_more(wire, live_server, path):
    came = wire.opens(live_server.url + path)

    assert weight(came) <= LATER_PAGE
    assert seconds_until_readable(came) <= READABLE_WITHIN


@pytest.mark.parametrize(
    "path",
    [
        *("/accounts/signup/", "/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"),
        *("/report-a-problem/", "/privacy/", "/no/such/page/"),
    ],
)
def test_pages_for_visitors_are_light(wire, live_server, path):
    scene = open_consultation(provisions=40)
    wire.opens(live_server.url + scene.draft.get_absolute_url())

    assert 500 < weight(wire.opens(live_server.url + path)) <= LATER_PAGE


def test_pages_behind_the_door_are_light(person, live_server):
    scene = busy_scene()
    ada = person()
    ada.signs_in(AdministratorFactory().email)
    wire = Wire(ada.page)

    weights = {path: weight(wire.opens(live_server.url + path)) for path in pages_behind_the_door(scene)}

    assert {path: size for path, size in weights.items() if size > LATER_PAGE} == {}
    assert min(weights.values()) > 500


def pages_behind_the_door(scene: Scene) -> list[str]:
    desk = f"/desk/c/{scene.consultation.slug}/"
    return [
        *("/profile/", "/profile/organisations/", "/accounts/email/", "/accounts/password/change/", "/accounts/2fa/"),
        *("/desk/", desk, f"{desk}comments/", f"{desk}entries/new/", f"{desk}edit/", f"{desk}rounds/new/"),
    ]


def busy_scene() -> Scene:
    scene = open_consultation(provisions=40)
    for number in range(20):
        comment(scene, provision=scene.provisions[0], body=f"Paragraph {number} is unclear to us. " * 30)
    return scene


def pages_of(scene: Scene, said) -> list[str]:
    consultation = scene.consultation.get_absolute_url()
    place = scene.provisions[0].get_absolute_url()
    return [
        *("/", consultation, f"{consultation}comments/"),
        *(place, f"{place}comment/", said.get_absolute_url(), f"{said.get_absolute_url()}reply/"),
    ]


def test_choosing_a_provision_fetches_its_discussion_alone(person, live_server):
    scene = busy_scene()
    page = person(viewport={"width": 1440, "height": 900}).page
    wire = Wire(page)
    wire.opens(live_server.url + scene.draft.get_absolute_url())
    wire.answers.clear()

    page.locator("#art_1 .discussed").click()

    expect(page.locator("#discussion-title")).to_contain_text("Article 1")
    expect(page.locator("#art_1")).to_have_attribute("aria-current", "true")
    expect(page).to_have_url(f"{live_server.url}{scene.draft.get_absolute_url()}?p=art_1")
    assert weight(wire.answers) <= LATER_PAGE
    page.go_back()
    expect(page.locator("#discussion-title")).to_have_text("What is said")


def test_a_link_to_a_provision_of_another_page_leads_there(person, live_server):
    draft = long_draft(3000)
    page = person().page

    page.goto(f"{live_server.url}{draft.get_absolute_url()}#art_300")

    expect(page.locator("#art_300")).to_be_in_viewport()
    expect(page).to_have_url(f"{live_server.url}{draft.get_absolute_url()}?at=art_300#art_300")


def test_a_long_draft_is_read_to_its_end_without_a_script(person, live_server):
    draft = long_draft(3000)
    page = person(java_script_enabled=False).page
    page.goto(live_server.url + draft.get_absolute_url())

    seen = page.locator(".provision").count()
    while following := page.locator("a[rel=next]").all():
        page.goto(live_server.url + str(following[0].get_attribute("href")))
        seen += page.locator(".provision").count()

    assert seen == 3000
    page.get_by_role("link", name="Show the whole text").first.click()
    expect(page.locator(".provision")).to_have_count(3000, timeout=60_000)


@pytest.mark.parametrize(
    "file",
    [
        "14-texts-treaties-budapest/budapest_en.md",
        "14-texts-treaties-budapest/convention-on-cybercrime_BWBV0001839.md",
        "14-texts-treaties-budapest/unclos_1MB-large-document_BWBV0003172.md",
    ],
)
def test_real_treaties_are_light_and_soon_readable(wire, live_server, real_data, file):
    call_command("import_draft", str(real_data / file), consultation="law", label="Text", create=True, publish=True)

    came = wire.opens(f"{live_server.url}/c/law/drafts/1/")

    assert weight(came) <= FIRST_VIEW
    assert seconds_until_readable(came) <= READABLE_WITHIN
