"""A pytest plugin: the whole suite runs on a PostgreSQL and a Valkey of its own, gone when it ends.

They start before Django reads its settings. Under xdist the controller starts them; each worker has its own database
(by pytest-django) and its own numbered database of Valkey.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal import local_services

MARK = "COMITY_TEST_FOLDER"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker:
        number = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("?db=0", f"?db={number}")
        os.environ["MEDIA_ROOT"] = str(Path(os.environ[MARK]) / f"media-{worker}")
        return (yield)
    folder = Path(tempfile.mkdtemp(prefix="comity-tests-"))
    folder.chmod(0o755)
    local_services.start(folder, durable=False)
    os.environ |= {
        MARK: str(folder),
        "VAR_DIR": str(folder),
        "MEDIA_ROOT": str(folder / "media"),
        "DATABASE_URL": local_services.database_url(folder),
        "REDIS_URL": local_services.redis_url(folder),
        "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
    }
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    if MARK not in os.environ or "PYTEST_XDIST_WORKER" in os.environ:
        return
    folder = Path(os.environ.pop(MARK))
    local_services.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(local_services.Folders(folder).sockets, ignore_errors=True)
