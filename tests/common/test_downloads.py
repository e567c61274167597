import io

import pytest

from common.downloads import file_response
from common.enums import FileType
from common.uploads import MEGABYTE, store

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def stored(name, content=b"text"):
    return store(io.BytesIO(content), name=name, allowed=frozenset(FileType), limit=MEGABYTE)


def test_a_file_comes_back_whole_as_an_attachment_that_is_not_sniffed():
    response = file_response(stored("draft.md"))

    assert b"".join(response) == b"text"
    assert response["Content-Type"] == "text/markdown"
    assert response["Content-Length"] == "4"
    assert response["Content-Disposition"] == 'attachment; filename="draft.md"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_name_beyond_ascii_is_sent_as_rfc_6266_says():
    response = file_response(stored("проект.md"))

    assert response["Content-Disposition"] == ("attachment; filename*=utf-8''%D0%BF%D1%80%D0%BE%D0%B5%D0%BA%D1%82.md")


@pytest.mark.parametrize(
    ("name", "content", "disposition"),
    [
        ("a.txt", b"text", 'inline; filename="a.txt"'),
        ("a.pdf", b"%PDF-1.7", 'attachment; filename="a.pdf"'),
        ("a.md", b"<script>", 'attachment; filename="a.md"'),
        ("a.html", b"<script>alert(1)</script>", 'attachment; filename="a.html"'),
        ("a.xml", b"<html xmlns='http://www.w3.org/1999/xhtml'/>", 'attachment; filename="a.xml"'),
    ],
)
def test_only_what_is_safe_to_show_is_shown(name, content, disposition):
    assert file_response(stored(name, content), inline=True)["Content-Disposition"] == disposition
