"""The files of one state: they agree, they add up, and the same state gives the same bytes."""

import hashlib
import json
import threading
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import InternalError

from comments.models import Comment
from digests.enums import Audience, Format
from digests.services.documents import DoesNotAddUp, Tables, Writing, write_documents
from digests.tables.counts import Counts, counts_in_database
from digests.tables.records import json_line
from digests.tables.selection import Selection
from digests.tables.snapshot import one_snapshot
from digests.writers.json_lines import JsonLines
from tests.digests.corpus import corpus as make_corpus
from tests.digests.corpus import entry, insert

ALL_FILES = ["anchors.csv", "comments.csv", "comments.jsonl", "comments.xlsx", "contents.jsonl", "manifest.json"]


def manifest_in(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def test_each_format_brings_its_files_the_contents_and_the_manifest(corpus, write):
    assert sorted(it.name for it in write(corpus.selection()).iterdir()) == ALL_FILES
    only_csv = write(corpus.selection(), Format.CSV, name="csv")
    assert sorted(it.name for it in only_csv.iterdir()) == [
        "anchors.csv", "comments.csv", "contents.jsonl", "manifest.json",
    ]  # fmt: skip


def test_the_manifest_tells_what_the_digest_is_of_and_how_to_check_it(corpus, write):
    folder = write(corpus.selection(region=("002", "not-stated")), Format.CSV)
    manifest = manifest_in(folder)

    files = manifest.pop("files")
    assert manifest.pop("notes")
    assert manifest.pop("snapshot_at").endswith("Z")
    assert manifest == {
        "consultation": "cybercrime",
        "title": {"en": "Initiative cybercrime"},
        "round": [1],
        "draft": ["Draft 1"],
        "filters": {"region": ["002", "not-stated"]},
        "audience": "public",
        "language": "en",
        "version": settings.VERSION,
        "counts": {
            "comments": 5,
            "status": {"hidden": 1, "published": 3, "withdrawn": 1},
            "channel": {"letter": 1, "web": 4},
            "stakeholder_group": {"government": 1, "not-stated": 4},
            "region": {"Africa": 2, "not-stated": 3},
        },
    }
    assert [(it["name"], it["rows"], it["media_type"]) for it in files] == [
        ("comments.csv", 5, "text/csv; charset=utf-8"),
        ("anchors.csv", 5, "text/csv; charset=utf-8"),
        ("contents.jsonl", 5, "application/jsonl"),
    ]
    for it in files:
        written = (folder / it["name"]).read_bytes()
        assert (it["size"], it["sha256"]) == (len(written), hashlib.sha256(written).hexdigest())


def test_the_same_state_gives_the_same_bytes(corpus, write):
    first, second = write(corpus.selection(), name="first"), write(corpus.selection(), name="second")

    for name in ALL_FILES:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_what_happens_in_another_consultation_changes_nothing(corpus, write):
    first = write(corpus.selection(), name="first")

    insert(entry(make_corpus("other").scene, 1))

    second = write(corpus.selection(), name="second")
    assert (first / "manifest.json").read_bytes() == (second / "manifest.json").read_bytes()


def test_another_comment_moves_the_time_of_the_snapshot(corpus, write):
    first = manifest_in(write(corpus.selection(), name="first"))

    insert(entry(corpus.scene, 300))

    assert manifest_in(write(corpus.selection(), name="second"))["snapshot_at"] > first["snapshot_at"]


def test_a_comment_posted_while_the_files_are_written_is_in_none_of_them(corpus, tmp_path):
    def post():
        insert(entry(corpus.scene, 300))
        connection.close()

    def progress(phase, done, total):
        if not posted:
            posted.append(phase)
            other = threading.Thread(target=post)
            other.start()
            other.join()

    posted = []
    written = write_documents(corpus.selection(), formats=list(Format), folder=tmp_path, progress=progress)

    assert posted
    assert {it.rows for it in written.documents if it.name != "manifest.json"} == {6}
    assert Comment.objects.filter(consultation=corpus.scene.consultation).count() == 8


def test_a_snapshot_can_only_be_read(transactional_db):
    with pytest.raises(InternalError, match="read-only"), one_snapshot():
        Comment.objects.update(late=True)


def test_a_snapshot_inside_another_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(), one_snapshot():
        pass


def writing(corpus, folder, counts, anchors=6):
    """As `write_documents` begins, with other expectations."""
    return Writing(corpus.selection(), folder, lambda *_: None, counts, anchors, corpus.scene.consultation.created_at)


def test_rows_that_do_not_add_up_are_not_kept_quiet_about(corpus, tmp_path):
    expected = Counts(Counter({("published", "web", "", ""): 99}))

    with pytest.raises(DoesNotAddUp, match="99"), one_snapshot():
        list(writing(corpus, tmp_path, expected).documents(list(Format)))


def test_the_right_number_of_rows_with_wrong_tags_does_not_add_up(corpus, tmp_path):
    expected = Counts(Counter({("published", "web", "", ""): 6}))

    with pytest.raises(DoesNotAddUp, match="the rows"), one_snapshot():
        list(writing(corpus, tmp_path, expected).documents([Format.XLSX]))


def test_anchors_that_do_not_add_up_are_not_kept_quiet_about(corpus, tmp_path):
    with pytest.raises(DoesNotAddUp, match="6 anchors instead of 5"), one_snapshot():
        list(writing(corpus, tmp_path, counts_in_database(corpus.selection()), anchors=5).documents([Format.CSV]))


@pytest.mark.parametrize("form", [Format.CSV, Format.JSONL])
def test_text_that_lost_a_row_after_it_was_written_is_found(corpus, write, form):
    path = write(corpus.selection()) / f"comments.{form}"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    expected = counts_in_database(corpus.selection())
    other = JsonLines(path.parent / "other.jsonl", json_line)
    reading = writing(corpus, path.parent, expected)

    with pytest.raises(DoesNotAddUp, match=path.name):
        reading.check(path.name, reading.counted(Tables(form, path, other), expected))


def test_a_digest_of_nothing_has_heads_and_zeros(corpus, write, rows_of):
    folder = write(corpus.selection(country=("FR",)))

    assert rows_of(folder) == []
    assert manifest_in(folder)["counts"]["comments"] == 0


def test_files_hold_what_the_database_counts_for_every_audience_and_round(corpus, write, rows_of):
    for audience, expected in ((Audience.PUBLIC, 6), (Audience.STAFF, 7)):
        selection = Selection(corpus.scene.consultation.pk, (corpus.scene.round.pk,), audience=audience)
        assert len(rows_of(write(selection, Format.CSV, name=audience.value))) == expected
