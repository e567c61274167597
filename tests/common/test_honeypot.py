"""The field for programs, on every form that anybody may send."""

import re
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.urls import reverse

from accounts.models import User
from comments.models import Comment, UnsentComment
from portal.models import ProblemReport
from tests.factories import UserFactory
from tests.scenes import open_consultation

pytestmark = pytest.mark.django_db

SIGN_UP = reverse("account_signup")
PROBLEM = reverse("problem_report_new")
FILLED_IN = "A field that nobody sees was filled in"


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.CACHES = {"default": {"BACKEND": "common.cache.CountingMemory"}}
    cache.clear()


@pytest.fixture
def compose() -> str:
    return reverse("comment_new", args=[open_consultation().consultation.slug, 1, "art_1"])


def field_of(page: str) -> str:
    [found] = re.findall(r'<div class="honeypot" aria-hidden="true">.*?</div>', page)
    return found


def test_it_is_out_of_everybodys_way(client, compose):
    for address in (compose, SIGN_UP, PROBLEM):
        field = field_of(client.get(address).content.decode())

        assert 'tabindex="-1"' in field
        assert 'autocomplete="off"' in field
        assert " style=" not in field
        assert "required" not in field


def test_a_comment_with_it_filled_in_comes_back_whole_and_goes_through_the_second_time(client, compose):
    client.force_login(UserFactory())
    form = {"kind": "general", "position": "none", "body": "I am *a person*.", "submission_id": str(uuid4())}

    refused = client.post(compose, {**form, "website": "https://example.org"})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert FILLED_IN in page
    assert "I am *a person*.</textarea>" in page
    assert "https://example.org" not in field_of(page)
    assert not Comment.objects.exists()
    assert client.post(compose, {**form, "website": ""}).status_code == 302
    assert Comment.objects.count() == 1


def test_it_is_not_kept_with_what_was_typed(client, compose):
    client.post(compose, {"kind": "general", "position": "none", "body": "Later.", "submission_id": str(uuid4())})

    assert "website" not in UnsentComment.objects.get().fields


def test_nobody_is_signed_up_with_it_filled_in(client):
    refused = client.post(SIGN_UP, {"email": "neema@example.org", "website": "https://example.org"})

    page = refused.content.decode()
    assert FILLED_IN in page
    assert 'value="neema@example.org"' in page
    assert not User.objects.exists()
    assert client.post(SIGN_UP, {"email": "neema@example.org", "website": ""}).status_code == 302
    assert User.objects.get().email == "neema@example.org"


def test_no_problem_is_reported_with_it_filled_in(client):
    refused = client.post(PROBLEM, {"what": "The button does nothing.", "website": "https://example.org"})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert FILLED_IN in page
    assert "The button does nothing." in page
    assert not ProblemReport.objects.exists()
    assert client.post(PROBLEM, {"what": "The button does nothing."}).status_code == 302
