"""Files in an object store: the settings of an installation, against a store on this machine."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage

from common.downloads import file_response
from common.enums import FileType
from common.models import StoredFile
from common.services.stored_file import remove_orphans
from common.uploads import store
from portal.object_store import storage
from tests.object_store import BUCKET, KEYS, object_store
from tests.portal.test_production import GOOD, start

CHANGED_AT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
WORDS = b"# Law\n\n## Article 1\n\nWords.\n" * 100_000


@pytest.fixture
def bucket(settings):
    with object_store() as there:
        key, secret = KEYS.values()
        default = storage(BUCKET, endpoint=there.url, region="us-east-1", key=key, secret=secret)
        settings.STORAGES = settings.STORAGES | {"default": default}
        yield there


@pytest.fixture
def kept(bucket, db) -> StoredFile:
    return store(BytesIO(WORDS), name="law.md", allowed=frozenset({FileType.MARKDOWN}), limit=len(WORDS))


def test_a_file_is_kept_there_under_a_name_of_ours_and_streamed_from_there(bucket, kept):
    assert bucket.objects == {kept.file.name: WORDS}
    assert kept.file.name.startswith("files/")

    response = file_response(kept)

    assert b"".join(response.streaming_content) == WORDS
    assert response["Content-Disposition"] == 'attachment; filename="law.md"'


def test_a_file_is_read_from_its_start_again(kept):
    with kept.file.open("rb") as file:
        first = file.read(5)
        file.seek(0)

        assert (first, file.read()) == (b"# Law", WORDS)


def test_a_second_file_of_a_name_does_not_take_the_place_of_the_first(bucket):
    names = [default_storage.save("digests/one/comments.csv", BytesIO(words)) for words in (b"first", b"second")]

    assert [bucket.objects[name] for name in names] == [b"first", b"second"]


def test_what_no_row_speaks_of_goes_after_a_day_and_the_rest_stays(bucket, kept):
    left = default_storage.save("files/zz/left", BytesIO(b"left"))

    assert remove_orphans(at=CHANGED_AT + timedelta(hours=23)) == 0
    assert remove_orphans(at=CHANGED_AT + timedelta(hours=25)) == 1
    assert bucket.objects == {kept.file.name: WORDS}
    assert left not in bucket.objects


def test_the_environment_of_an_installation_is_all_that_it_takes():
    code = (
        "import django; django.setup(); from io import BytesIO; from django.core.files.storage import default_storage; "
        "print(default_storage.save('files/aa/one', BytesIO(b'Words.')))"
    )
    with object_store() as there:
        done = start(code, **GOOD, **KEYS, S3_BUCKET=BUCKET, S3_ENDPOINT_URL=there.url, S3_REGION="us-east-1")

        assert (done.stdout, there.objects) == ("files/aa/one\n", {"files/aa/one": b"Words."}), done.stderr


def test_a_missing_package_is_said_with_what_to_do():
    code = "import sys; sys.modules['storages'] = None; import django; django.setup()"

    assert "requirements/s3.txt" in start(code, **GOOD, S3_BUCKET=BUCKET).stderr


def test_nothing_of_it_is_loaded_where_no_bucket_is_set():
    done = start("import django; django.setup(); import sys; print('boto3' in sys.modules)", **GOOD)

    assert done.stdout == "False\n"
