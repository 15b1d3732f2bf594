"""What every page of a server shares: scripts, the style sheet and drawings, by name."""

from __future__ import annotations

from carelab.page.browser import ASSETS
from carelab.ui import widget_scripts, widget_style

TYPES = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml", "json": "application/json"}
AS = {"store_server.js": "store.js", "python_server.js": "python.js"}
"""The server's own adapters, and the names under which other scripts import them."""
WEBSITE = {"store.js", "python.js", "worker.js", "clear.js", "spare.js", "service_worker.js", "lab_offline.js", "lab_start.js"}
FOLDER = "assets"


class Files:
    """The scripts, drawings and style sheet that all pages share, kept in memory.

    Attributes
    ----------
    names:
        Name of a file → its path from the root of the pages.
    widgets:
        Class name of a widget → path of its script.
    """

    def __init__(self) -> None:
        self._data: dict[str, bytes] = {}
        self.names: dict[str, str] = {}
        for path in sorted(ASSETS.glob("*.js")):
            if path.name not in WEBSITE:
                self.add(AS.get(path.name, path.name), path.read_bytes())
        self.add("mark.svg", (ASSETS / "mark.svg").read_bytes())
        self.add("site.css", (ASSETS / "site.css").read_bytes() + widget_style().encode())
        self.widgets = {kind: self.add(f"{kind}.js", text.encode()) for kind, text in widget_scripts().items()}

    def add(self, name: str, data: bytes) -> str:
        """Add a file and return its path."""
        self._data[name] = data
        self.names[name] = f"{FOLDER}/{name}"
        return self.names[name]

    def find(self, name: str) -> tuple[bytes, str] | None:
        """Return (content, MIME type) of a file; None for an unknown name."""
        data = self._data.get(name)
        return None if data is None else (data, TYPES[name.rpartition(".")[2]])
