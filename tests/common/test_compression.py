"""Pages are small on the wire, and a download keeps its bytes and its length."""

import gzip
import io

import pytest
from django.http import HttpResponse
from django.urls import path

from common.downloads import file_response
from common.enums import FileType
from common.uploads import MEGABYTE, store

TEXT = "Each Party shall adopt such measures as may be necessary. " * 40


def page(request):
    return HttpResponse(TEXT)


def short(request):
    return HttpResponse("ok")


def workbook(request):
    return HttpResponse(TEXT, content_type="application/zip")


def download(request):
    return file_response(store(io.BytesIO(TEXT.encode()), name="draft.md", allowed=frozenset(FileType), limit=MEGABYTE))


urlpatterns = [
    path("page/", page),
    path("short/", short),
    path("workbook/", workbook),
    path("download/", download),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def get(client):
    return lambda address, accepts="gzip, deflate, br": client.get(address, headers={"accept-encoding": accepts})


def test_a_page_is_compressed_and_says_on_what_that_depends(get):
    response = get("/page/")

    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert int(response["Content-Length"]) == len(response.content) < len(TEXT) / 4
    assert gzip.decompress(response.content).decode() == TEXT


def test_the_length_of_a_compressed_page_does_not_tell_what_is_in_it(get):
    """BREACH: an attacker compares lengths; random bytes in front of the page make equal pages differ."""
    assert len({len(get("/page/").content) for _ in range(30)}) > 1


def test_who_does_not_ask_for_it_gets_the_page_as_it_is(get):
    response = get("/page/", accepts="identity")

    assert not response.has_header("Content-Encoding")
    assert response.content.decode() == TEXT


@pytest.mark.parametrize("address", ["/short/", "/workbook/"])
def test_what_would_not_gain_is_left_alone(get, address):
    assert not get(address).has_header("Content-Encoding")


def test_a_download_keeps_its_bytes_and_its_length(get, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    response = get("/download/")

    assert not response.has_header("Content-Encoding")
    assert response["Content-Length"] == str(len(TEXT))
    assert b"".join(response).decode() == TEXT
