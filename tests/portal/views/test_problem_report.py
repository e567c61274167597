import pytest
from django.core.cache import cache
from django.urls import reverse

from portal.models import ProblemReport
from portal.views.problem_report import REPORTS_AN_HOUR
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.django_db

FORM = reverse("problem_report_new")
SAID = {"what": "The button does nothing.", "page": "/c/x/", "email": ""}


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.CountingMemory"}}
    cache.clear()


def test_a_visitor_reports_a_problem(client):
    answer = client.post(FORM, SAID, follow=True)

    assert "Thank you. Your report is stored" in answer.content.decode()
    assert ProblemReport.objects.get().what == "The button does nothing."


def test_the_page_one_came_from_is_filled_in(client):
    page = client.get(FORM, headers={"referer": "http://testserver/c/x/?secret=1"})
    elsewhere = client.get(FORM, headers={"referer": "http://elsewhere.example/c/x/"})

    assert page.context["form"]["page"].value() == "/c/x/"
    assert elsewhere.context["form"]["page"].value() == ""


def test_what_is_refused_comes_back_as_typed(client):
    answer = client.post(FORM, SAID | {"email": "no address"})

    assert answer.status_code == 422
    assert "The button does nothing." in answer.content.decode()
    assert not ProblemReport.objects.exists()


def test_too_many_reports_from_one_network_are_refused_and_the_text_comes_back(client):
    for _ in range(REPORTS_AN_HOUR):
        assert client.post(FORM, SAID).status_code == 302

    answer = client.post(FORM, SAID)

    assert answer.status_code == 429
    assert "The button does nothing." in answer.content.decode()
    assert ProblemReport.objects.count() == REPORTS_AN_HOUR
    assert client.post(FORM, SAID, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_reports_at_the_desk_cost_the_same_with_one_and_with_three(client, django_assert_num_queries):
    client.force_login(AdministratorFactory(), backend="django.contrib.auth.backends.ModelBackend")
    for more in (1, 2):
        for _ in range(more):
            ProblemReport.objects.create(what="The button does nothing.")
        with django_assert_num_queries(3):
            client.get(reverse("desk_problems"))


def test_open_reports_stand_above_done_ones_the_newest_first(client):
    client.force_login(AdministratorFactory(), backend="django.contrib.auth.backends.ModelBackend")
    reports = [ProblemReport.objects.create(what=f"Problem {number}.") for number in range(3)]

    answer = client.post(reverse("desk_problem_state", args=[reports[2].pk]), {"state": "done"}, follow=True)

    assert "The report is done." in answer.content.decode()
    assert [report.what for report in answer.context["reports"].items] == ["Problem 1.", "Problem 0.", "Problem 2."]
    client.post(reverse("desk_problem_state", args=[reports[2].pk]), {"state": "open"})
    assert not ProblemReport.objects.filter(state="done").exists()
