"""What goes wrong ends on a page of ours that says what happened, what was kept and what to do."""

import io
import json
import logging

import pytest
from django.http import Http404, HttpResponse
from django.test import override_settings
from django.urls import path

from common import request_id
from common.errors import BadCursor, NotAllowed, StateError
from common.middleware import LARGEST_REQUEST
from common.request_id import RequestIdFilter
from common.uploads import UploadRefused
from portal.urls import urlpatterns as portal_urlpatterns

ERRORS = {
    "not-allowed": NotAllowed("close this <round>"),
    "state": StateError("The round closed on 3 March. Nothing was posted."),
    "cursor": BadCursor(),
    "upload": UploadRefused("“a.md” is empty."),
    "missing": Http404(),
}


def raises(request, error):
    raise ERRORS[error]


def echo(request):
    return HttpResponse(json.dumps(dict(request.POST.lists())))


def log_id(request):
    return HttpResponse(request_id.current.get())


urlpatterns = [
    path("raises/<slug:error>/", raises),
    path("echo/", echo),
    path("id/", log_id),
    *portal_urlpatterns,
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        ("not-allowed", 403, "You may see this and not close this &lt;round&gt;."),
        ("state", 409, "The round closed on 3 March."),
        ("cursor", 400, "Open the list again."),
        ("upload", 400, "“a.md” is empty."),
    ],
)
def test_each_error_has_its_page_and_status(client, error, status, words):
    response = client.get(f"/raises/{error}/")

    assert response.status_code == status
    assert words in response.content.decode()
    assert response["X-Request-ID"] in response.content.decode()


def test_a_state_error_keeps_what_was_typed_and_shows_no_secret(client):
    typed = {
        "body": "No.",
        "proposed_wording": "<b>Each</b> Party",
        "submission_id": "0e4a3a55-6f30-4c0f-9b8d-8a2c7d3f5a11",
        "key": "0e4a3a55-6f30-4c0f-9b8d-8a2c7d3f5a12",
        "dates_of_travel": "May",
        "position": "support",
        "password": "correct horse",
        "code": "123456",
    }

    page = client.post("/raises/state/", typed).content.decode()

    assert ">Your text</label>" in page
    assert ">dates of travel</label>" in page
    assert "support" not in page
    assert "\nNo.</textarea>" in page
    assert "\n&lt;b&gt;Each&lt;/b&gt; Party</textarea>" in page
    assert "0e4a3a55" not in page
    assert "correct horse" not in page
    assert "123456" not in page


def test_an_announced_200_mb_are_refused_before_they_are_taken_in(client):
    read = []

    class Body(io.BytesIO):
        def read(self, size=-1):
            read.append(size)
            return super().read(size)

    response = client.generic(
        "POST", "/echo/", b"", CONTENT_TYPE="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024), **{"wsgi.input": Body(b"x" * 1_000_000)},
    )  # fmt: skip

    assert response.status_code == 413
    assert "Nothing was stored" in response.content.decode()
    assert max(read) <= 64 * 1024
    assert sum(read) >= 1_000_000


def test_the_largest_upload_fits_into_the_largest_request():
    assert LARGEST_REQUEST > 100 * 1024 * 1024


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_too_much_text_in_a_form_is_refused_with_413(client, content_type):
    body = b'--x\r\nContent-Disposition: form-data; name="body"\r\n\r\n' + b"y" * 2000 + b"\r\n--x--\r\n"

    response = client.post("/echo/", body, content_type=content_type)

    assert response.status_code == 413
    assert "your browser still has what you typed" in response.content.decode()


def test_a_form_of_a_megabyte_reaches_its_view(client):
    assert client.post("/echo/", {"body": "x" * 1_000_000}).status_code == 200


def test_too_many_fields_are_refused_with_400(client, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 10

    response = client.post("/echo/", {f"field{n}": "x" for n in range(11)})

    assert response.status_code == 400
    assert "more fields" in response.content.decode()


def test_a_form_that_is_cut_off_is_refused_with_400(client):
    response = client.post("/echo/", b"--x\r\n", content_type="multipart/form-data")

    assert response.status_code == 400
    assert "arrived broken" in response.content.decode()


@pytest.mark.parametrize("address", ["/echo/?q=a%00b", "/echo/?%00=1", "/c/a%00b/", "/styleguide/?q=%00"])
def test_a_nul_in_an_address_never_reaches_a_query(client, address):
    assert client.get(address).status_code in {400, 404}


def test_each_request_has_an_id_of_its_own_known_while_it_is_served(client):
    first, second = client.get("/id/"), client.get("/id/", headers={"X-Request-ID": "forged"})

    assert first.content.decode() == first["X-Request-ID"]
    assert second.content.decode() == second["X-Request-ID"]
    assert len({first["X-Request-ID"], second["X-Request-ID"], "forged"}) == 3
    assert request_id.current.get() == "-"


def test_log_lines_carry_the_id():
    record = logging.LogRecord("x", logging.INFO, "", 0, "message", None, None)

    assert RequestIdFilter().filter(record)
    assert record.request_id == "-"


@pytest.mark.parametrize("name", ["sessionid", "messages", "csrftoken"])
def test_a_cookie_with_a_nul_is_as_good_as_none(client, name):
    client.cookies[name] = "0123456789abcdef\x00"

    assert client.get("/desk/").status_code == 302  # To sign-in, as for every visitor.
    assert client.get("/accounts/login/").status_code == 200


def test_a_request_without_a_length_is_told_to_have_one(client):
    response = client.post("/echo/", {"body": "x"}, headers={"Transfer-Encoding": "chunked"})

    assert response.status_code == 411
    assert "Send it with a Content-Length." in response.content.decode()


def test_a_form_in_another_encoding_is_refused(client):
    response = client.post("/echo/", b"body=x", content_type="application/x-www-form-urlencoded; charset=utf-16")

    assert response.status_code == 400
    assert "Send it in UTF-8." in response.content.decode()


@pytest.mark.parametrize("address", ["/no/such/page/", "/raises/missing/", "/c/nobody-knows/"])
@pytest.mark.parametrize("debug", [True, False])
def test_a_page_that_does_not_exist_has_our_page_in_development_too(client, settings, address, debug):
    settings.DEBUG = debug

    response = client.get(address)

    assert response.status_code == 404
    assert "There is no such page" in response.content.decode()


def test_an_address_without_its_last_slash_is_put_right_in_development_too(client, settings):
    settings.DEBUG = True

    assert client.get("/styleguide").url == "/styleguide/"
