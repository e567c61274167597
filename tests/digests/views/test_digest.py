"""The desk's pages of digests."""

import json

import pytest
from celery import current_app
from django.contrib.messages import get_messages
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from common.enums import JobState
from common.models import Job
from common.services.job import run_job
from digests.enums import Audience, Format
from digests.models import Digest
from digests.services.digest import build_digest, order_digest
from tests.digests.corpus import corpus as make_corpus
from tests.scenes import people_by_role

pytestmark = pytest.mark.django_db

LIST_QUERIES = 7
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def places(settings, tmp_path, monkeypatch):
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"
    monkeypatch.setattr(current_app, "send_task", lambda *_, **__: None)


@pytest.fixture
def record(db):
    return make_corpus()


@pytest.fixture
def people(record):
    return people_by_role(record.scene.consultation)


@pytest.fixture
def desk(client, people):
    client.force_login(people.moderator)
    return client


@pytest.fixture
def order(record, people):
    def put_in_line(**fields):
        known = {"rounds": [], "filters": {}, "formats": [Format.CSV], "audience": Audience.PUBLIC}
        return order_digest(by=people.moderator, consultation=record.scene.consultation, **{**known, **fields})

    return put_in_line


def address(name, digest, *more):
    return reverse(name, args=[digest.consultation.slug, digest.key, *more])


def end(digest, state, problem=""):
    Job.objects.filter(pk=digest.job_id).update(state=state, finished_at=timezone.now(), problem=problem)


@pytest.mark.parametrize("digests", [1, 3])
def test_the_list_costs_the_same_with_one_and_with_three_digests(desk, order, django_assert_num_queries, digests):
    for _ in range(digests):
        order()
    url = reverse("desk_digests", args=["cybercrime"])
    desk.get(url)

    with django_assert_num_queries(LIST_QUERIES):
        response = desk.get(url)

    assert [it.pk for it in response.context["page"].items] == list(Digest.objects.values_list("pk", flat=True))


def test_the_list_without_digests_says_what_one_is(desk, record):
    assert b"No digest has been made yet" in desk.get(reverse("desk_digests", args=["cybercrime"])).content


def test_pages_of_digests_are_for_the_team_alone(client, people, order):
    digest = order()
    gets = [
        reverse("desk_digests", args=["cybercrime"]),
        reverse("desk_digest_new", args=["cybercrime"]),
        address("desk_digest", digest),
        address("desk_digest_file", digest, "comments.csv"),
    ]
    posts = [address("desk_digest_cancel", digest), address("desk_digest_again", digest), gets[1]]

    assert {client.get(url).status_code for url in gets} == {302}
    for outsider in (people.stakeholder, people.moderator_elsewhere):
        client.force_login(outsider)
        assert [client.get(url).status_code for url in gets] == [403, 403, 404, 404]
        assert [client.post(url).status_code for url in posts] == [404, 404, 403]
    for member in (people.moderator, people.editor, people.administrator):
        client.force_login(member)
        assert [client.get(url).status_code for url in gets] == [200, 200, 200, 404]
    assert (Digest.objects.count(), Job.objects.get().state) == (1, JobState.QUEUED)


def test_a_digest_of_another_consultation_is_not_found_under_this_ones_address(client, people, order):
    digest = order()
    make_corpus("other")
    client.force_login(people.administrator)

    assert client.get(reverse("desk_digest", args=["other", digest.key])).status_code == 404


def test_the_form_tells_how_many_comments_the_digest_would_hold(desk, record):
    url = reverse("desk_digest_new", args=["cybercrime"])

    assert desk.get(url).context["count"] == 6
    counted = desk.post(url, {"count": "1", "region": ["002"], "audience": "staff"}, headers=HTMX)

    assert b"<form" not in counted.content
    assert b"2 comments" in counted.content
    assert Digest.objects.count() == 0


def test_without_javascript_counting_keeps_what_was_chosen(desk, record):
    url = reverse("desk_digest_new", args=["cybercrime"])

    response = desk.post(url, {"count": "1", "region": ["002"], "audience": "public", "formats": ["xlsx"]})

    assert response.status_code == 200
    assert response.context["form"]["region"].value() == ["002"]
    assert (response.context["count"], Digest.objects.count()) == (2, 0)


def test_ordering_goes_to_the_digests_page(desk, record):
    url = reverse("desk_digest_new", args=["cybercrime"])
    chosen = {"rounds": [record.scene.round.pk], "region": ["002", "not-stated"], "stakeholder_group": ["government"]}

    response = desk.post(url, {**chosen, "formats": ["csv", "jsonl"], "audience": "staff"})

    digest = Digest.objects.get()
    assert (response.status_code, response["Location"]) == (302, address("desk_digest", digest))
    assert digest.filters == {"region": ["002", "not-stated"], "stakeholder_group": ["government"]}
    assert (digest.formats, digest.audience) == (["csv", "jsonl"], "staff")
    assert list(digest.rounds.all()) == [record.scene.round]


def test_a_form_without_a_format_or_with_unknown_values_says_so_and_orders_nothing(desk, record):
    other = make_corpus("other").scene.round
    url = reverse("desk_digest_new", args=["cybercrime"])

    response = desk.post(url, {"rounds": [other.pk], "region": ["999"], "audience": "nobody"})

    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"rounds", "region", "formats", "audience"}
    assert Digest.objects.count() == 0


def test_a_digest_in_the_making_shows_its_progress_and_asks_again_by_itself(desk, order):
    digest = order()
    Job.objects.filter(pk=digest.job_id).update(state=JobState.RUNNING, phase="comments", done=12000, total=100000)

    page = desk.get(address("desk_digest", digest)).content.decode()

    assert 'hx-trigger="every 1s"' in page
    assert "Show how far it is now" in page
    assert "Writing rows of comments" in page
    assert 'value="12"' in page


def test_htmx_gets_the_part_that_changes(desk, order):
    part = desk.get(address("desk_digest", order()), headers=HTMX).content.decode()

    assert 'id="state"' in part
    assert "<h1" not in part


def test_a_failed_digest_says_why_and_can_be_made_again(desk, order):
    digest = order()
    end(digest, JobState.FAILED, "The disk is full.")

    assert b"The disk is full." in desk.get(address("desk_digest", digest)).content
    response = desk.post(address("desk_digest_again", digest))

    digest.refresh_from_db()
    assert (response.status_code, digest.job.state) == (302, JobState.QUEUED)


def test_a_waiting_digest_can_be_cancelled_once(desk, order):
    digest = order()

    desk.post(address("desk_digest_cancel", digest))
    again = desk.post(address("desk_digest_cancel", digest))

    digest.refresh_from_db()
    assert digest.job.state == JobState.CANCELLED
    assert [it.level_tag for it in get_messages(again.wsgi_request)][-1] == "warning"


@pytest.mark.django_db(transaction=True)
def test_a_finished_digest_gives_its_files_and_its_figures(desk, order):
    digest = order(formats=list(Format), filters={"region": ["002", "not-stated"]})
    run_job(digest.job_id, build_digest)

    page = desk.get(address("desk_digest", digest)).content.decode()

    digest.refresh_from_db()
    for listed in digest.manifest["files"]:
        assert listed["sha256"] in page
        response = desk.get(address("desk_digest_file", digest, listed["name"]))
        assert (response.status_code, response["Content-Type"]) == (200, listed["media_type"])
        assert f'filename="{listed["name"]}"' in response["Content-Disposition"]
        assert len(b"".join(response.streaming_content)) == listed["size"]
    assert "every 1s" not in page
    assert "Africa, Not stated" in page
    manifest = desk.get(address("desk_digest_file", digest, "manifest.json"))
    assert json.loads(b"".join(manifest.streaming_content)) == digest.manifest


def test_a_file_that_the_digest_does_not_have_is_not_found(desk, order):
    assert desk.get(address("desk_digest_file", order(), "passwd")).status_code == 404
    assert desk.get(address("desk_digest_file", order(), "comments.xlsx")).status_code == 404


@pytest.mark.parametrize("table", ["comments", "prompts", "answers"])
@pytest.mark.parametrize("ending", ["csv", "jsonl"])
def test_each_table_says_what_it_holds(table, ending):
    assert render_to_string("digests/_file_holds.html", {"name": f"{table}.{ending}"}).strip()
