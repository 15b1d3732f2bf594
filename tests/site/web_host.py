"""A web host as a college has one: any path, types that it does not know sent as octet-stream, no gzip; it can go away."""

import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

KNOWN = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}


class WebHost:
    """Serves a folder on this computer.

    Attributes
    ----------
    folder:
        What is served; another one may be put in its place.
    away:
        While true, no request is answered.
    slow:
        While true, Python for the browser does not come.
    before:
        JavaScript that runs before anything of ``store.js``, on the page and in the worker: how a browser fails.
    asked:
        The paths that were asked for.
    """

    def __init__(self, folder: Path, port: int, prefix: str) -> None:
        self.folder, self.prefix = folder, prefix
        self.away, self.before = False, ""
        self.python = threading.Event()
        self.python.set()
        self.asked: list[str] = []
        self.address = f"http://localhost:{port}{prefix}"

    def find(self, path: str) -> tuple[bytes, str] | None:
        """Return what is at a path, and its type."""
        found = self.folder / path.removeprefix(self.prefix)
        if found.is_dir():
            found /= "index.html"
        if not path.startswith(self.prefix) or not found.is_file():
            return None
        if found.suffix == ".wasm":
            self.python.wait(60)
        data = found.read_bytes()
        if found.name.startswith("store-"):
            data = self.before.encode() + data
        return data, KNOWN.get(found.suffix, "application/octet-stream")


@contextlib.contextmanager
def web_host(folder: Path, prefix: str = "/vle/files/123/") -> Iterator[WebHost]:
    """Serve a folder while the context lasts."""

    class Answers(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            host.asked.append(path)
            found = None if host.away else host.find(path)
            if host.away:
                self.close_connection = True
                return
            data, kind = found or (b"", "text/plain")
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            with contextlib.suppress(ConnectionError):
                self.wfile.write(data)

        def log_message(self, *_: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    host = WebHost(folder, server.server_port, prefix)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        host.python.set()
        server.shutdown()
        server.server_close()
