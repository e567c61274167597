"""How gunicorn serves Comity. Workers: WEB_CONCURRENCY, which gunicorn reads itself."""

import os
import shutil
import tempfile
from typing import Any

os.environ.setdefault("COMITY_ENV", "production")
if os.environ.get("METRICS_TOKEN"):
    # The workers of one server count together, in files that start empty with it.
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="comity-metrics-")

from portal.settings import LOGGING  # settings read the environment named above

bind = "0.0.0.0:8000"
threads = 4
timeout = 120
graceful_timeout = 30
max_requests = 10_000
max_requests_jitter = 1_000
worker_tmp_dir = "/dev/shm"  # noqa: S108  # held open without a name; other folders may be on a slow disk
control_socket_disable = True
logconfig_dict = LOGGING


def on_exit(_server: Any) -> None:
    shutil.rmtree(os.environ.get("PROMETHEUS_MULTIPROC_DIR", ""), ignore_errors=True)
