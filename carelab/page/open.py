"""``carelab open``: one local Jupyter server with the course's pages, and JupyterLab where it is installed. Marks nothing."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from threading import current_thread, main_thread
from urllib.parse import quote

from rich.console import Console

from carelab.page.jupyter_settings import environment
from carelab.page.pages import PLACES
from carelab.page.working_copy import CannotOpen, make_working_copy

START_SECONDS = 90.0


@dataclass(frozen=True)
class Server:
    """A running Jupyter server. ``process`` ends when the student chooses *File*, *Shut Down*."""

    port: int
    token: str
    process: subprocess.Popen[bytes]

    def home(self) -> str:
        """Return the address of the course's home page, with the token that signs this student in."""
        return self._address("carelab/")

    def page(self, notebook: str) -> str:
        """Return the address of a notebook of my-work as a page, with the token that signs this student in."""
        place, unit, _ = notebook.split("/")
        return self._address(f"carelab/{unit}/{PLACES[place]}/index.html")

    def lab(self, notebook: str) -> str:
        """Return the address of a notebook of my-work in JupyterLab, with the token that signs this student in."""
        return self._address(f"doc/tree/{quote(notebook)}")

    def _address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}?token={self.token}"


def open_course(unit: str | None, *, lab: bool, folder: Path, browser: bool = True) -> int:
    """Open the course's home page, or one unit, for a student, and wait until they have finished.

    Parameters
    ----------
    unit:
        A unit to open. None opens the home page; in JupyterLab, the first unit.
    lab:
        Whether to open the course in JupyterLab instead of as pages.
    folder:
        The folder of the course, with notebooks/ and release/.
    browser:
        Whether to open the student's browser; otherwise the address is only printed.

    Returns
    -------
    int
        Exit code: 0 when the student has finished, 2 when the course cannot be opened; the reason was printed.
    """
    out = Console(soft_wrap=True, highlight=False)
    if lab and find_spec("jupyterlab") is None:
        Console(stderr=True).print("JupyterLab is not installed. Leave out --lab to open the course as pages.")
        return 2
    try:
        working = make_working_copy(folder, unit)
        with serving(working.root) as server:
            home = unit is None and not lab
            address = server.home() if home else server.lab(working.first) if lab else server.page(working.first)
            what = "Your course" if home else f"Unit {working.unit}"
            out.print(f"{what} is open. Your work is kept in {working.root}")
            if working.renewed:
                out.print(working.renewed, markup=False)
            out.print(f"If your browser does not open by itself, go to {address}", markup=False)
            out.print("When you've finished, close the browser and press Ctrl+C here.")
            if browser:
                webbrowser.open(address)
            with contextlib.suppress(KeyboardInterrupt):
                server.process.wait()
    except CannotOpen as error:
        Console(stderr=True, soft_wrap=True, highlight=False).print(str(error), markup=False)
        return 2
    return 0


@contextlib.contextmanager
def serving(root: Path) -> Iterator[Server]:
    """Run a Jupyter server for a student's folder ``root`` during a ``with`` block, which receives the server.

    Raises
    ------
    CannotOpen
        When the server does not start. The message has the end of its log.
    """
    state = root / ".carelab"
    state.mkdir(parents=True, exist_ok=True)
    settings = [f"--LabApp.user_settings_dir={state / 'settings'}", f"--LabApp.workspaces_dir={state / 'workspaces'}"]
    port = _port_of(state / "port")
    with running(root, settings, environment(os.environ), state / "server.log", port) as server:
        yield server


def _port_of(kept: Path) -> int:
    """Return the port of the last time where it is free: pages that were left open find their server again."""
    with contextlib.suppress(OSError, ValueError, OverflowError), socket.socket() as probe:
        port = int(kept.read_text(encoding="utf-8"))
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, os.name == "posix")
        probe.bind(("127.0.0.1", port))
        return port
    port = _free_port()
    kept.write_text(str(port), encoding="utf-8")
    return port


@contextlib.contextmanager
def running(root: Path, settings: Sequence[str], env: Mapping[str, str], log: Path, port: int = 0) -> Iterator[Server]:
    """Run a Jupyter server during a ``with`` block, which receives the server. Only this computer can reach it.

    Parameters
    ----------
    root:
        The one folder that the server shows.
    settings:
        More command-line options of the server, such as ``--ServerApp.…``.
    env:
        The environment variables of the server.
    log:
        The file that the server's output is written to.
    port:
        A port that is free; 0 for any free port.

    Raises
    ------
    CannotOpen
        When the server does not start. The message has the end of its log.
    """
    token, port = secrets.token_urlsafe(24), port or _free_port()
    command = [sys.executable, "-m", "jupyter_server", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    command += [f"--ServerApp.root_dir={root}", *settings]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=root, env={**env, "JUPYTER_TOKEN": token}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    server = Server(port, token, process)
    try:
        with _ending_on_sigterm():
            _wait_until_up(server, log)
            yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _ending_on_sigterm() -> Iterator[None]:
    """Let SIGTERM raise SystemExit during a ``with`` block, unless the program handles it, so that ``finally`` blocks run."""
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_up(server: Server, log: Path) -> None:
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}/api/status", headers={"Authorization": f"token {server.token}"}
    )
    until = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310 (as above)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:] or ["It said nothing."]
    raise CannotOpen(f"Jupyter did not start: {last[0]}", f"The whole story is in {log}. Run: carelab doctor")
