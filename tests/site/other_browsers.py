"""Firefox over WebDriver BiDi and WebKitGTK over WebDriver, as a student uses them: look, press, type, download.

Both come from the system's packages (``make browser`` installs Debian's); both take the same lists of actions. Run as a program,
the module names those that are missing.
"""

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import websocket

MINIBROWSERS = ("usr/lib/*/webkit2gtk-4.*/MiniBrowser", "usr/libexec/webkit2gtk-4.*/MiniBrowser")
SIZE = 1366, 900
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "PageDown": "\ue00f"}
FIREFOX_PREFS = {
    "browser.download.folderList": 2,
    "browser.download.manager.showWhenStarting": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}
CENTRE = """
    const found = document.querySelector(%s);
    found.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = found.getBoundingClientRect();
    return [Math.round(x + width / 2), Math.round(y + height / 2)];
"""


class Window(Protocol):
    """A browser's window."""

    downloads: Path

    def open(self, address: str) -> None:
        """Go to an address."""

    def run(self, body: str) -> Any:
        """Run the body of an asynchronous function in the page, and return its JSON value."""

    def act(self, actions: list[dict[str, Any]]) -> None:
        """Perform WebDriver's input actions."""

    def picture(self) -> bytes:
        """Return what the window shows, as PNG."""


def until(window: Window, body: str, seconds: float = 180.0) -> Any:
    """Run the body until it returns something true, and return that; it may fail while a page loads."""
    end = time.monotonic() + seconds
    said: object = None
    while time.monotonic() < end:
        try:
            said = window.run(body)
        except BrowserSaid as error:
            said = error
        else:
            if said:
                return said
        time.sleep(0.1)
    raise AssertionError(f"it never came true: {body}: {said}")


def press(window: Window, css: str) -> None:
    """Click the middle of an element."""
    x, y = until(window, f"if (!document.querySelector({json.dumps(css)})) return null; {CENTRE % json.dumps(css)}")
    steps = [{"type": "pointerMove", "x": x, "y": y}, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
    window.act([{"type": "pointer", "id": "mouse", "actions": steps}])


def keys(window: Window, *typed: str) -> None:
    """Press keys where the focus is, each a name in ``KEYS`` or a text."""
    each = [letter for text in typed for letter in ([KEYS[text]] if text in KEYS else text)]
    steps = [{"type": kind, "value": letter} for letter in each for kind in ("keyDown", "keyUp")]
    window.act([{"type": "key", "id": "keys", "actions": steps}])


def downloaded(window: Window, name: str, seconds: float = 30.0) -> Path:
    """Wait for a whole file among the downloads."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = [path for path in window.downloads.glob(name) if path.stat().st_size]
        if found and not list(window.downloads.glob("*.part")):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"{name} was not downloaded, but {[path.name for path in window.downloads.iterdir()]}")


class BrowserSaid(AssertionError):
    """What a browser answered in place of a result."""


class _Firefox:
    def __init__(self, address: str, downloads: Path) -> None:
        self.downloads = downloads
        self._numbers = count(1)
        self._socket = websocket.create_connection(f"{address}/session", timeout=60, suppress_origin=True)
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        width, height = SIZE
        self._ask("browsingContext.setViewport", context=self._tab, viewport={"width": width, "height": height})

    def open(self, address: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")

    def run(self, body: str) -> Any:
        code = f"(async () => {{ {body} }})().then((found) => JSON.stringify(found ?? null))"
        done = self._ask(
            "script.evaluate", expression=code, target={"context": self._tab}, awaitPromise=True, userActivation=True
        )
        if done["type"] != "success":
            raise BrowserSaid(done["exceptionDetails"]["text"])
        return json.loads(done["result"]["value"])

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._ask("input.performActions", context=self._tab, actions=actions)

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("browsingContext.captureScreenshot", context=self._tab)["data"])

    def close(self) -> None:
        self._socket.close()

    def _ask(self, method: str, **params: Any) -> Any:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while (said := json.loads(self._socket.recv())).get("id") != number:
            pass  # an event
        if said["type"] == "error":
            raise BrowserSaid(f"{method}: {said['error']}: {said['message']}")
        return said["result"]


class _WebKit:
    def __init__(self, address: str, binary: str, downloads: Path) -> None:
        self.downloads = downloads
        self._address = address
        options = {"binary": binary, "args": ["--automation"]}
        made = self._ask("POST", "", capabilities={"alwaysMatch": {"webkitgtk:browserOptions": options}})
        self._address = f"{address}/{made['sessionId']}"
        width, height = SIZE
        self._ask("POST", "/window/rect", x=0, y=0, width=width, height=height)
        self._ask("POST", "/timeouts", script=60_000, pageLoad=60_000)

    def open(self, address: str) -> None:
        self._ask("POST", "/url", url=address)

    def run(self, body: str) -> Any:
        done = "arguments[arguments.length - 1]"
        code = (
            f"const done = {done}; (async () => {{ {body} }})()"
            ".then((found) => done({ found: found ?? null }), (error) => done({ error: String(error) }));"
        )
        said = self._ask("POST", "/execute/async", script=code, args=[])
        if "error" in said:
            raise BrowserSaid(said["error"])
        return said["found"]

    def act(self, actions: list[dict[str, Any]]) -> None:
        self._ask("POST", "/actions", actions=actions)

    def picture(self) -> bytes:
        return base64.b64decode(self._ask("GET", "/screenshot"))

    def close(self) -> None:
        self._ask("DELETE", "")

    def _ask(self, method: str, path: str, **given: Any) -> Any:
        data = json.dumps(given).encode() if method == "POST" else None
        request = urllib.request.Request(self._address + path, data, method=method)
        try:
            with urllib.request.urlopen(request, timeout=90) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise BrowserSaid(f"{path}: {error.read().decode()}") from error


def _line(stream: Any, start: str) -> str:
    """Return the rest of the first line of a program that begins so."""
    for line in stream:
        if line.startswith(start):
            return str(line.removeprefix(start).strip())
    raise AssertionError(f"the program ended without saying {start!r}")


@contextlib.contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _found(*names: str) -> str:
    return next((found for name in names if (found := shutil.which(name))), "")


def _minibrowser() -> str:
    return next((str(path) for pattern in MINIBROWSERS for path in sorted(Path("/").glob(pattern))), "")


def missing() -> list[str]:
    """Return what is missing on this computer for the walks in Firefox and in WebKitGTK."""
    needed = {
        "Firefox": _found("firefox-esr", "firefox"),
        "WebKitWebDriver": _found("WebKitWebDriver"),
        "WebKitGTK's MiniBrowser": _minibrowser(),
        "Xvfb": _found("Xvfb"),
    }
    return [name for name, found in needed.items() if not found]


@contextlib.contextmanager
def firefox(folder: Path, *, private: bool = False) -> Iterator[Window]:
    """Run Firefox with a new profile in a folder; all its windows are private ones when asked for."""
    profile, downloads = folder / "profile", folder / "downloads"
    profile.mkdir()
    downloads.mkdir()
    prefs = {**FIREFOX_PREFS, "browser.download.dir": str(downloads), "browser.privatebrowsing.autostart": private}
    text = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in prefs.items())
    (profile / "user.js").write_text(text, encoding="utf-8")
    command = [
        _found("firefox-esr", "firefox"),
        "--headless",
        "--no-remote",
        "--profile",
        str(profile),
        "--remote-debugging-port",
        "0",
    ]
    env = {**os.environ, "HOME": str(folder)}
    with _ended(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)) as running:
        window = _Firefox(_line(running.stderr, "WebDriver BiDi listening on "), downloads)
        try:
            yield window
        finally:
            window.close()


@contextlib.contextmanager
def webkit(folder: Path) -> Iterator[Window]:
    """Run WebKitGTK's own small browser on a screen of its own."""
    downloads = folder / "Downloads"
    downloads.mkdir()
    (folder / ".config").mkdir()
    (folder / ".config/user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/Downloads"\n', encoding="utf-8")
    width, height = SIZE
    show = [_found("Xvfb"), "-displayfd", "1", "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp"]
    with _ended(subprocess.Popen(show, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)) as shown:
        env = {**os.environ, "HOME": str(folder), "DISPLAY": f":{_line(shown.stdout, '')}", "GDK_BACKEND": "x11"}
        env |= {"XDG_CONFIG_HOME": str(folder / ".config"), "NO_AT_BRIDGE": "1"}
        port = _free_port()
        command = [_found("WebKitWebDriver"), f"--port={port}"]
        with _ended(subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)):
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/status")
            window = _WebKit(f"{address}/session", _minibrowser(), downloads)
            try:
                yield window
            finally:
                window.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            assert time.monotonic() < end, f"{address} does not answer"
            time.sleep(0.1)
        else:
            return


if __name__ == "__main__":
    found = missing()
    sys.stdout.write("".join(f"{name}\n" for name in found))
    sys.exit(1 if found else 0)
