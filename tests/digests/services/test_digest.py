"""From the order to exactly one result, or none."""

import json
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection, transaction

from common.enums import JobState, Verb
from common.errors import NotAllowed, StateError
from common.models import AuditEntry, Job, StoredFile
from common.services.job import cancel, run_job, sweep
from consultations.enums import TeamRole
from digests.enums import Audience, Format, Phase
from digests.models import Digest, DigestFile
from digests.services import digest as service
from digests.services.digest import BUILD, build_again, build_digest, order_digest
from digests.services.documents import DoesNotAddUp
from digests.tables.selection import UnknownFilter
from tests.digests.corpus import entry, insert
from tests.digests.many_comments import insert_many
from tests.factories import RoundFactory, TeamMemberFactory, UserFactory
from tests.scenes import open_consultation
from tests.waiting import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def places(settings, tmp_path):
    """Files of a test stay in its own folder."""
    settings.VAR_DIR = tmp_path / "var"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """The messages that would have gone to the broker."""
    messages = []
    monkeypatch.setattr(current_app, "send_task", lambda name, args, **options: messages.append((name, *args)))
    return messages


@pytest.fixture
def moderator(corpus):
    return TeamMemberFactory(consultation=corpus.scene.consultation, role=TeamRole.MODERATOR).user


@pytest.fixture
def order(corpus, moderator):
    def put_in_line(**fields):
        return order_digest(
            **{
                "by": moderator,
                "consultation": corpus.scene.consultation,
                "rounds": [],
                "filters": {},
                "formats": list(Format),
                "audience": Audience.PUBLIC,
                **fields,
            }
        )

    return put_in_line


def run(digest):
    run_job(digest.job_id, build_digest)
    return Digest.objects.select_related("job").get(pk=digest.pk)


def stored_paths():
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(it.relative_to(root)) for it in root.rglob("*") if it.is_file())


def leftovers():
    return list((Path(settings.VAR_DIR) / "digests").glob("*"))


def test_an_order_waits_in_line_and_is_on_record(order, moderator, sent):
    digest = order(filters={"region": ["019", "002"], "stakeholder_group": []}, formats=[Format.XLSX, Format.CSV])

    digest = Digest.objects.get(pk=digest.pk)
    assert (digest.job.state, digest.job.task, digest.job.subject_id) == (JobState.QUEUED, BUILD, digest.pk)
    assert (digest.filters, digest.formats) == ({"region": ["002", "019"]}, ["csv", "xlsx"])
    assert sent == [(BUILD, digest.job_id)]
    audit = AuditEntry.objects.get(subject_type="digests.digest", subject_id=digest.pk)
    assert (audit.verb, audit.actor_id) == (Verb.STARTED, moderator.pk)


def test_an_order_that_is_rolled_back_is_not_sent(order, sent):
    with transaction.atomic():
        order()
        transaction.set_rollback(True)

    assert (sent, Digest.objects.count(), Job.objects.count()) == ([], 0, 0)


@pytest.mark.parametrize("who", ["stakeholder", "moderator elsewhere"])
def test_only_the_team_orders(order, who):
    by = UserFactory() if who == "stakeholder" else TeamMemberFactory().user

    with pytest.raises(NotAllowed):
        order(by=by)

    assert (Digest.objects.count(), Job.objects.count()) == (0, 0)


def test_orders_that_make_no_sense_are_refused_and_leave_nothing(order):
    for error, fields in (
        (ValueError, {"formats": []}),
        (ValueError, {"rounds": [RoundFactory()]}),
        (UnknownFilter, {"filters": {"password": ["x"]}}),
    ):
        with pytest.raises(error):
            order(**fields)

    assert (Digest.objects.count(), Job.objects.count()) == (0, 0)


def test_the_build_keeps_the_files_their_rows_and_the_manifest_and_ends_the_job(order):
    digest = run(order())

    assert digest.job.state == JobState.DONE
    files = {file.name: file for file in digest.files.select_related("stored_file")}
    assert sorted(files) == [
        "anchors.csv", "comments.csv", "comments.jsonl", "comments.xlsx", "contents.jsonl", "manifest.json",
    ]  # fmt: skip
    assert files["comments.csv"].rows == files["comments.jsonl"].rows == files["comments.xlsx"].rows == 6
    for listed in digest.manifest["files"]:
        stored = files[listed["name"]].stored_file
        assert (stored.sha256, stored.size, stored.media_type) == (
            listed["sha256"], listed["size"], listed["media_type"],
        )  # fmt: skip
    with files["manifest.json"].stored_file.file.open() as kept:
        assert json.load(kept) == digest.manifest
    assert AuditEntry.objects.filter(subject_type="digests.digest", verb=Verb.FINISHED).count() == 1
    assert leftovers() == []


def test_two_digests_of_one_state_are_the_same_bytes(order):
    first, second = run(order()), run(order())

    hashes = [sorted((it.name, it.stored_file.sha256) for it in digest.files.all()) for digest in (first, second)]
    assert hashes[0] == hashes[1]


def test_a_finished_digest_is_not_built_twice(order):
    digest = run(order())

    run_job(digest.job_id, build_digest)

    assert digest.files.count() == DigestFile.objects.count() == 6
    with pytest.raises(StateError):
        build_again(digest=digest, by=digest.by)


def test_files_that_do_not_add_up_fail_the_job_and_nothing_is_kept(order, monkeypatch):
    def lie(*_, **__):
        raise DoesNotAddUp("comments.csv: 5 rows instead of 6")

    monkeypatch.setattr(service, "write_documents", lie)

    digest = run(order())

    assert digest.job.state == JobState.FAILED
    assert "5 rows instead of 6" in digest.job.problem
    assert (digest.manifest, DigestFile.objects.count(), stored_paths(), leftovers()) == (None, 0, [], [])


def test_a_digest_that_failed_or_was_cancelled_can_be_made_again(order, moderator):
    digest = order()
    cancel(by=moderator, job=digest.job)

    again = build_again(digest=digest, by=moderator)

    assert again.job_id != digest.job_id
    assert run(again).job.state == JobState.DONE


def test_one_who_is_not_of_the_team_cannot_have_it_made_again(order, moderator):
    digest = order()
    cancel(by=moderator, job=digest.job)

    with pytest.raises(NotAllowed):
        build_again(digest=digest, by=UserFactory())

    assert Job.objects.count() == 1


def test_a_build_that_is_cancelled_while_it_writes_stops_and_keeps_nothing(order, moderator):
    digest = order()

    def cancel_then_build(run):
        cancel(by=moderator, job=digest.job)
        build_digest(run)

    run_job(digest.job_id, cancel_then_build)

    digest.refresh_from_db()
    assert digest.job.state == JobState.CANCELLED
    assert (digest.manifest, DigestFile.objects.count(), StoredFile.objects.count()) == (None, 0, 0)
    assert (stored_paths(), leftovers()) == ([], [])


def test_a_build_that_lost_its_job_at_the_last_moment_keeps_nothing(order, monkeypatch):
    digest = order()
    real = service.stored_documents

    def taken_meanwhile(*args, **kwargs):
        Job.objects.filter(pk=digest.job_id).update(attempts=9)
        return real(*args, **kwargs)

    monkeypatch.setattr(service, "stored_documents", taken_meanwhile)

    run_job(digest.job_id, build_digest)

    digest.refresh_from_db()
    assert (digest.job.state, digest.manifest, DigestFile.objects.count()) == (JobState.RUNNING, None, 0)
    assert (stored_paths(), leftovers()) == ([], [])


def test_the_next_attempt_removes_what_a_killed_one_left(order):
    digest = order()
    folder = Path(settings.VAR_DIR) / "digests" / f"{digest.key}-killed"
    folder.mkdir(parents=True)
    (folder / "comments.csv").write_text("half a tab")
    stored = Path(settings.MEDIA_ROOT) / "digests" / str(digest.key) / "1-0"
    stored.mkdir(parents=True)
    (stored / "comments.csv").write_text("half a tab")

    digest = run(digest)

    assert leftovers() == []
    assert len(stored_paths()) == digest.files.count() == 6
    assert all(default_storage.exists(file.stored_file.file.name) for file in digest.files.all())


def test_a_digest_that_looks_at_the_record_leaves_it_as_it_was(order):
    first = run(order())
    insert()

    assert run(order()).manifest["snapshot_at"] == first.manifest["snapshot_at"]


def test_another_comment_is_in_the_next_digest(order, corpus):
    first = run(order())

    insert(entry(corpus.scene, 300))

    assert run(order()).manifest["counts"]["comments"] == first.manifest["counts"]["comments"] + 1


BUILD_IN_A_PROCESS = textwrap.dedent(
    """
    import sys
    import django
    django.setup()
    from django.conf import settings
    from django.db import connections
    from common.services.job import run_job
    from digests.services.digest import build_digest
    connections["default"].settings_dict["NAME"] = sys.argv[2]
    settings.VAR_DIR, settings.MEDIA_ROOT = sys.argv[3], sys.argv[4]
    run_job(int(sys.argv[1]), build_digest)
    """
)


def start_build(job_id):
    database = connection.settings_dict["NAME"]
    arguments = [str(job_id), database, str(settings.VAR_DIR), str(settings.MEDIA_ROOT)]
    return subprocess.Popen([sys.executable, "-W", "ignore", "-c", BUILD_IN_A_PROCESS, *arguments])


def wait_for_phase(job_id, phase, process):
    """Of this attempt: the phase that a killed one had come to stands in a queued job."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        if Job.objects.filter(pk=job_id, state=JobState.RUNNING, phase=phase).exists():
            return
        time.sleep(0.02)
    pytest.fail(f"The build did not come to {phase!r}.")


PHASES = [Phase.COMMENTS, Phase.ANCHORS, Phase.CLOSING, Phase.CHECKING_CSV]


@pytest.mark.thorough
def test_builds_killed_in_every_phase_end_in_exactly_one_result(sent):
    """Each attempt is a process that is killed with -9; the sweeper finds the job again, the last attempt lives."""
    scene = open_consultation()
    insert_many(scene.round, 3000)
    team = TeamMemberFactory(consultation=scene.consultation).user
    digest = order_digest(
        by=team, consultation=scene.consultation, rounds=[], filters={}, formats=list(Format), audience=Audience.STAFF
    )

    for phase in PHASES:
        process = start_build(digest.job_id)
        wait_for_phase(digest.job_id, phase, process)
        process.kill()
        process.wait()
        assert sweep_until_found(digest.job_id, sent)
    assert start_build(digest.job_id).wait() == 0

    digest = Digest.objects.select_related("job").get(pk=digest.pk)
    assert (digest.job.state, digest.job.attempts) == (JobState.DONE, len(PHASES) + 1)
    assert {it.name: it.rows for it in digest.files.all()} == {
        "anchors.csv": 3000, "comments.csv": 3000, "comments.jsonl": 3000, "comments.xlsx": 3000,
        "contents.jsonl": 3000, "manifest.json": 5,
    }  # fmt: skip
    assert (StoredFile.objects.count(), len(stored_paths()), leftovers()) == (6, 6, [])


def sweep_until_found(job_id, sent):
    """The database notices within a moment that the killed process's connection is gone."""
    deadline = time.monotonic() + PATIENCE
    sent.clear()
    while time.monotonic() < deadline:
        sweep()
        if (BUILD, job_id) in sent:
            return True
        time.sleep(0.1)
    return False
