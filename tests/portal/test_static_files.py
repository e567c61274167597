"""Where static files are not collected they are as light on the wire as where they are."""

import gzip
from pathlib import Path

from django.contrib.staticfiles import finders


def test_a_script_is_compressed_for_browsers_that_take_gzip(client):
    script = Path(finders.find("django_htmx/htmx-2.min.js")).read_bytes()

    response = client.get("/static/django_htmx/htmx-2.min.js", headers={"Accept-Encoding": "gzip, br"})

    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == script
    assert int(response["Content-Length"]) == len(response.content) < 20_000
    assert "Accept-Encoding" in response["Vary"]


def test_a_browser_that_takes_no_gzip_gets_the_file_as_it_is(client):
    response = client.get("/static/css/every-page.css")

    assert "Content-Encoding" not in response
    assert b":root" in response.getvalue()


def test_a_file_that_the_browser_has_is_not_sent_again(client):
    first = client.get("/static/css/every-page.css", headers={"Accept-Encoding": "gzip"})

    again = client.get(
        "/static/css/every-page.css",
        headers={"Accept-Encoding": "gzip", "If-Modified-Since": first["Last-Modified"]},
    )

    assert again.status_code == 304
    assert again.getvalue() == b""
