"""Where the local services keep their data and their sockets."""

import hashlib
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from portal.local_services.unprivileged import can_enter, is_nobody

SOCKET_PATH_BYTES = 107
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432.lock"


class ServiceFailed(Exception):
    """A local service could not be started or stopped; the message says which, why and where its log is."""


@dataclass(frozen=True)
class Folders:
    var: Path

    @property
    def name(self) -> str:
        return "comity-" + hashlib.sha256(os.fsencode(self.var)).hexdigest()[:12]

    @property
    def reachable(self) -> Path:
        """`var`, or a folder of its own where PostgreSQL has to be `nobody`, who cannot enter `var`."""
        if can_enter(self.var) or not is_nobody():
            return self.var
        return Path("/var/lib") / self.name

    @property
    def postgres(self) -> Path:
        return self.reachable / "postgres"

    @property
    def valkey(self) -> Path:
        return self.var / "valkey"

    @property
    def sockets(self) -> Path:
        """`run`, or a short folder of this user's own where that is too long for a socket or would need quoting."""
        near = self.reachable / "run"
        fits = len(os.fsencode(near)) + len(LONGEST_SOCKET_NAME) <= SOCKET_PATH_BYTES
        if fits and re.fullmatch(r"[\w./-]+", str(near), re.ASCII):
            return near
        return Path(tempfile.gettempdir()) / f"{self.name}-{os.getuid()}"

    def log(self, service: str) -> Path:
        return self.reachable / f"{service}.log"

    def make(self) -> None:
        """Make the folders. Nobody else's folder is taken for the sockets."""
        self.var.mkdir(parents=True, exist_ok=True)
        self.reachable.mkdir(mode=0o755, exist_ok=True)
        self.sockets.mkdir(mode=0o755, exist_ok=True)
        if self.sockets.stat().st_uid != os.getuid():
            raise ServiceFailed(f"{self.sockets} belongs to somebody else; remove it or set VAR_DIR to another folder.")

    def end_of_log(self, service: str) -> str:
        log = self.log(service)
        return "\n".join(log.read_text(errors="replace").splitlines()[-12:]) if log.exists() else ""
