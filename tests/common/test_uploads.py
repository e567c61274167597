import hashlib
import io
import struct
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.enums import FileType
from common.file_types import LARGEST_DIRECTORY
from common.models import StoredFile
from common.uploads import MEGABYTE, UploadRefused, clean_name, store
from tests.picture import PLACE, exif, jpeg, png

pytestmark = pytest.mark.django_db

EVERYTHING = frozenset(FileType)
OFFICE = "application/vnd.openxmlformats-officedocument"
PNG = png()
ODT = b"application/vnd.oasis.opendocument.text"
MANIFEST = b"<manifest:manifest/>"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def package(*members, data=b"<x/>"):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for member in members:
            packed.writestr(member, data)
    return file.getvalue()


def give(content, name, allowed=EVERYTHING, limit=MEGABYTE):
    return store(io.BytesIO(content), name=name, allowed=allowed, limit=limit)


def refusal(content, name, **options):
    with pytest.raises(UploadRefused) as refused:
        give(content, name, **options)
    assert StoredFile.objects.count() == 0
    return refused.value.message


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("draft.md", "# Título".encode(), "text/markdown"),
        ("draft.MARKDOWN", b"# One", "text/markdown"),
        ("page.htm", b"\xef\xbb\xbf<!doctype html>\n<!-- law --><p>Law", "text/html"),
        ("page.xhtml", b"<?xml version='1.0'?><html/>", "text/html"),
        ("utf16.html", "Law <b>1</b>".encode("utf-16"), "text/html"),
        ("law.xml", b"<?xml version='1.0'?>\n<!-- <svg> --><an:akomaNtoso xmlns:an='x'/>", "application/xml"),
        ("dtd.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", "application/xml"),
        ("cp1252.csv", "name;Müller\r\n".encode("cp1252"), "text/csv"),
        ("utf16.csv", "name\tMüller".encode("utf-16"), "text/csv"),
        ("utf16le.csv", "name\tMüller".encode("utf-16-le"), "text/csv"),
        ("utf16be.csv", "name\tMüller".encode("utf-16-be"), "text/csv"),
        ("bom.csv", "a,b".encode("utf-8-sig"), "text/csv"),
        ("mz.csv", b"MZ,1\n", "text/csv"),
        ("one_nul.csv", b"id,text\n" + b"1,words\n" * 20 + b"2,a\x00b\n", "text/csv"),
        ("rows.jsonl", b'{"a": 1}\n', "application/jsonl"),
        ("a.docx", package("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
        ("web.docx", package("word/document2.xml"), f"{OFFICE}.wordprocessingml.document"),
        ("a.xlsx", package("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
        ("a.pdf", b"%PDF-1.7\n\0", "application/pdf"),
        ("a.png", PNG, "image/png"),
        ("a.jpeg", jpeg(), "image/jpeg"),
    ],
)  # fmt: skip
def test_a_file_is_kept_as_it_came_with_its_hash(name, content, media_type, media):
    stored = give(content, name)

    assert (stored.name, stored.media_type, stored.size) == (name, media_type, len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.file.read() == content
    assert name not in stored.file.name


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.md", package("x"), "begins like a ZIP file"),
        ("a.csv", b"%PDF-1.7", "begins like a PDF file"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1", "begins like a Word 97 / Excel 97 file"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0" + bytes(70_000) + "EncryptedPackage".encode("utf-16-le"),
            "protected by a password",
        ),
        ("a.docx", b"plain words", "does not begin like"),
        ("a.docx", package("xl/workbook.xml"), "begins like a ZIP file"),
        ("a.xlsx", package("word/document.xml"), "begins like a ZIP file"),
        ("a.pdf", PNG, "begins like a PNG file"),
        ("a.png", b"GIF89a", "begins like a GIF file"),
        ("a.txt", b"ab\x00c", "NUL bytes"),
        ("a.csv", b"\x00\x01\x02" * 50, "NUL bytes"),
        ("a.txt", "a\x00b".encode("utf-16"), "NUL bytes"),
        ("a.txt", b"\xff\xfea\x00\x00\xd8b\x00", "damaged"),
        ("a.txt", b"", "is empty"),
        ("a.docx", package("word/document.xml")[:-10], "damaged"),
        ("a.docx", b"PK\x03\x04" + b"x" * 100, "damaged"),
        ("a.exe", b"MZ", "not of a kind"),
        ("a", b"text", "not of a kind"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_with_the_reason(name, content, words):
    message = refusal(content, name)

    assert words in message
    assert name in message


def odt(media_type=ODT, manifest=MANIFEST):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("mimetype", media_type)
        packed.writestr("content.xml", "<x/>")
        packed.writestr("META-INF/manifest.xml", manifest)
    return file.getvalue()


def test_an_open_document_is_taken_by_what_it_says_it_is():
    assert give(odt(), "a.odt").media_type == ODT.decode()
    StoredFile.objects.all().delete()

    assert "begins like a ZIP" in refusal(odt(b"application/vnd.oasis.opendocument.spreadsheet"), "a.odt")
    assert "protected by a password" in refusal(odt(manifest=b"<manifest:encryption-data/>"), "a.odt")
    assert "damaged" in refusal(package("content.xml"), "a.odt")


def test_a_picture_is_kept_without_where_it_was_taken():
    stored = give(jpeg(exif(3), after=b"<?php"), "photo.jpg")

    content = stored.file.read()
    assert PLACE not in content
    assert content.endswith(b"\xff\xd9")
    assert (stored.size, stored.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize(
    ("name", "content", "like"),
    [
        ("a.pdf", b"%PDF-1.7\n%%EOF\n" + package("META-INF/MANIFEST.MF"), "ZIP"),
        ("a.pdf", b"%PDF-1.7\n%%EOF\n" + package("x") + b"\n", "ZIP"),
        ("a.docx", package("%PDF-1.4", "word/document.xml"), "PDF"),
    ],
)
def test_two_files_in_one_are_refused(name, content, like):
    assert f"other programs would open it as a {like} file" in refusal(content, name)


def test_a_pdf_that_carries_an_archive_inside_is_taken():
    content = b"%PDF-1.7\nstream\n" + package("word/document.xml") + b"\nendstream\n" + b"0 0 obj\n" * 9 + b"%%EOF\n"

    assert give(content, "a.pdf").size == len(content)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.xml", b"<?xml version='1.0'?><!DOCTYPE svg><svg:svg xmlns:svg='http://www.w3.org/2000/svg'/>"),
        ("a.html", b"<svg onload='alert(1)'>"),
    ],
)
def test_a_drawing_under_the_name_of_a_text_is_refused(name, content):
    assert "SVG" in refusal(content, name)


@pytest.mark.parametrize("name", ["law.xml", "law.html"])
def test_a_text_without_an_element_is_no_xml_and_no_html(name):
    assert "is not what its name says" in refusal(b"Article 1: plain text", name)


@pytest.mark.parametrize("name", ["a.svg", "a.png"])
def test_a_drawing_that_may_hold_a_script_is_refused(name):
    assert name in refusal(b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", name)


def test_a_kind_that_is_not_taken_here_is_refused_with_those_that_are():
    message = refusal(b"text", "a.csv", allowed=frozenset({FileType.DOCX, FileType.MARKDOWN}))

    assert message.endswith("Give a file that ends in .docx, .md.")


def test_a_file_of_exactly_the_limit_is_taken_and_one_byte_more_refused():
    assert give(b"x" * 1000, "a.txt", limit=1000).size == 1000
    StoredFile.objects.all().delete()
    assert "larger than the 1000\xa0bytes" in refusal(b"x" * 1001, "a.txt", limit=1000)


def test_a_zip_that_unpacks_to_far_more_is_refused():
    assert "unpack" in refusal(package("word/document.xml", data=b"\0" * 5_000_000), "a.docx")


def test_a_zip_whose_list_of_members_is_huge_is_refused_before_it_is_read():
    content = bytearray(package("word/document.xml"))
    struct.pack_into("<L", content, len(content) - 22 + 12, LARGEST_DIRECTORY + 1)

    assert "unpack" in refusal(bytes(content), "a.docx")


def test_a_protected_zip_is_refused():
    content = bytearray(package("word/document.xml"))
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "password" in refusal(bytes(content), "a.docx")


class Endless(io.RawIOBase):
    """A body without an end, to see that reading stops."""

    read_bytes = 0

    def readable(self):
        return True

    def seek(self, offset, whence=0):
        return 0

    def read(self, size=-1):
        assert size > 0
        self.read_bytes += size
        return b"x" * size


def test_an_endless_upload_is_broken_off_at_the_limit_in_bounded_memory():
    upload = Endless()
    tracemalloc.start()

    with pytest.raises(UploadRefused):
        store(upload, name="a.txt", allowed=EVERYTHING, limit=20 * MEGABYTE)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert upload.read_bytes < 21 * MEGABYTE
    assert peak < 4 * MEGABYTE


def test_what_django_makes_of_an_upload_is_taken():
    stored = store(SimpleUploadedFile("a.txt", b"text"), name="a.txt", allowed=EVERYTHING, limit=100)

    assert stored.size == 4


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("C:\\Users\\ann\\draft.md", "draft.md"),
        ("../../etc/passwd", "passwd"),
        ("a\x00b\n.md", "ab.md"),
        ("exe.\u202ecod.md", "exe.cod.md"),
        ("\ud800.md", ".md"),
        ("", "file"),
        ("x" * 300 + ".md", "x" * 252 + ".md"),
    ],
)
def test_names_lose_their_folders_and_their_invisible_characters(given_name, expected):
    assert clean_name(given_name) == expected


@given(content=st.binary(max_size=200), name=st.sampled_from([f"a.{ending}" for ending in FileType.values]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_content_under_any_name_is_kept_or_refused(content, name):
    try:
        assert give(content, name).size == len(content)
    except UploadRefused as refused:
        assert refused.message  # noqa: PT017  # either outcome is right
