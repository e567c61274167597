"""A store on this machine that speaks as much of S3 as Comity uses: put, get, head, delete, and list by prefix."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

BUCKET = "comity"
KEYS = {"S3_ACCESS_KEY_ID": "key-of-tests", "S3_SECRET_ACCESS_KEY": "secret-of-tests"}
CHANGED_AT = "2026-01-02T03:04:05"


class ObjectStore(ThreadingHTTPServer):
    """`objects` by key. Requests that are not signed with the tests' key are refused."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Asked)
        self.objects: dict[str, bytes] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Asked(BaseHTTPRequestHandler):
    server: ObjectStore

    @property
    def key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{BUCKET}").lstrip("/")

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.is_signed():
            self.server.objects[self.key] = body
            self.answer(200)

    def do_GET(self) -> None:
        if not self.is_signed():
            return
        if not self.key:
            self.answer(200, self.listed().encode())
        elif self.key in self.server.objects:
            self.answer(200, self.server.objects[self.key])
        else:
            self.answer(404, b"<Error><Code>NoSuchKey</Code></Error>")

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_DELETE(self) -> None:
        if self.is_signed():
            self.server.objects.pop(self.key, None)
            self.answer(204)

    def is_signed(self) -> bool:
        signed = f"Credential={KEYS['S3_ACCESS_KEY_ID']}/" in self.headers.get("Authorization", "")
        if not signed:
            self.answer(403, b"<Error><Code>AccessDenied</Code></Error>")
        return signed

    def listed(self) -> str:
        """Keys below the prefix; those that go on after a slash are shown as folders, each once."""
        prefix = parse_qs(urlsplit(self.path).query, keep_blank_values=True).get("prefix", [""])[0]
        below = [key.removeprefix(prefix) for key in sorted(self.server.objects) if key.startswith(prefix)]
        folders = dict.fromkeys(key.split("/")[0] for key in below if "/" in key)
        shown = [f"<Contents><Key>{escape(prefix + key)}</Key></Contents>" for key in below if "/" not in key]
        shown += [f"<CommonPrefixes><Prefix>{escape(prefix + it)}/</Prefix></CommonPrefixes>" for it in folders]
        return f"<ListBucketResult><IsTruncated>false</IsTruncated>{''.join(shown)}</ListBucketResult>"

    def answer(self, status: int, body: bytes = b"") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Not said: pytest shows what matters."""


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    store = ObjectStore()
    Thread(target=store.serve_forever, daemon=True).start()
    try:
        yield store
    finally:
        store.shutdown()
        store.server_close()
