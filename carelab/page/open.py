"""``carelab open``: a working copy of a unit, and one local Jupyter server with JupyterLab and the page in it. Marks nothing."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from rich.console import Console

from carelab.answers import NAME as ANSWERS
from carelab.answers import AnswerFileError, load
from carelab.page.jupyter_settings import environment
from carelab.page.renewal import renew
from carelab.questions import CareLabError

WORK = "my-work"
"""The student's own folder, beside notebooks/ and release/. Nothing else is ever written to."""
PLACES = {"notebooks": "notebooks", "exercises": "release"}
"""Folder in my-work → the course's folder that it is copied from."""
START_SECONDS = 90.0


class CannotOpen(CareLabError):
    """The course, or one of its units, cannot be opened."""


@dataclass(frozen=True)
class Working:
    """A student's working copy of a unit. ``root`` is the folder my-work; ``lesson`` and ``exercises`` are notebook paths in it.

    A path is None when there is no such notebook. ``renewed`` tells the student what was done when the tutor had corrected the
    exercises; else empty.
    """

    root: Path
    unit: str
    lesson: str | None
    exercises: str | None
    renewed: str = ""

    @property
    def first(self) -> str:
        """The notebook to open first: the exercises if the student has answered one of them, else the lesson."""
        begun = self.exercises is not None and _has_answers((self.root / self.exercises).with_name(ANSWERS))
        found = self.exercises if begun or self.lesson is None else self.lesson
        if found is None:
            raise CannotOpen(f"Unit {self.unit} has no notebook.")
        return found


@dataclass(frozen=True)
class Server:
    """A running Jupyter server. ``process`` ends when the student chooses *File*, *Shut Down*."""

    port: int
    token: str
    process: subprocess.Popen[bytes]

    def address(self, notebook: str, *, page: bool) -> str:
        """Return the web address of a notebook, as a page or in JupyterLab, with the token that lets the student in."""
        view = "voila/render" if page else "doc/tree"
        return f"http://127.0.0.1:{self.port}/{view}/{quote(notebook)}?token={self.token}"


def open_course(unit: str | None, *, page: bool, folder: Path, browser: bool = True) -> int:
    """Open a unit (the first one when None) for a student, and wait until they have finished.

    Parameters
    ----------
    page:
        Whether to open it as a plain page instead of in JupyterLab. Each has a link to the other.
    folder:
        The folder of the course, with notebooks/ and release/.
    browser:
        Whether to open the student's browser; otherwise the address is only printed.

    Returns
    -------
    int
        Exit code: 0 when the student closed it, 2 when it cannot be opened and the reason was printed.
    """
    out = Console(soft_wrap=True, highlight=False)
    try:
        working = make_working_copy(folder, unit)
        with serving(working.root) as server:
            address = server.address(working.first, page=page)
            out.print(f"Unit {working.unit} is open. Your work is kept in {working.root}")
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


def make_working_copy(folder: Path, unit: str | None) -> Working:
    """Copy the files of a unit that my-work does not have yet, and bring exercises up to date that the tutor has corrected.

    A file that the student already has is never changed, except corrected exercises (see ``renew``). ``folder`` is the course's.

    Raises
    ------
    CannotOpen
        When the folder holds no course, the unit is not in it, or my-work cannot be written.
    """
    folder = folder.resolve()
    name = find_unit(folder, unit)
    root = folder / WORK
    renewed = ""
    found: dict[str, str | None] = {}
    for place, origin in PLACES.items():
        notebook = f"{place}/{name}/{name}.ipynb"
        try:
            _copy_new(folder / origin / name, root / place / name)
            if place == "exercises":
                renewed = renew(root / notebook, folder / origin / name / f"{name}.ipynb")
        except OSError as error:
            problem = f"{error.filename or root} cannot be written ({error.strerror})."
            raise CannotOpen(problem, f"Copy the folder {folder.name} to your Documents and open it there.") from error
        found[place] = notebook if (root / notebook).is_file() else None
    return Working(root, name, found["notebooks"], found["exercises"], renewed)


def find_unit(folder: Path, unit: str | None) -> str:
    """Return the full name of a unit: ``08-budgeting`` for ``08-budgeting``, ``08``, ``8`` or ``budgeting``; the first for None.

    Raises CannotOpen when the course has no such unit.
    """
    release, source = folder / "release", folder / "source"
    ready = _units(folder / "notebooks") | _units(release)
    if not ready or not release.is_dir():
        mend = "Run: carelab build" if source.is_dir() else "Go to the folder of the course pack, and run carelab open there."
        what = "release/ is missing" if ready else "notebooks/ and release/ are missing or empty"
        raise CannotOpen(f"There is no course to open in {folder}: {what}.", mend)
    units = sorted(ready | _units(source))
    named = units[:1] if unit is None else [u for u in units if unit in _names(u)]
    if not named:
        raise CannotOpen(
            f"There is no unit {unit} in {folder}.", f"The units are {', '.join(units)}. Run: carelab open {units[0]}"
        )
    if named[0] in _units(source) - _units(release):
        raise CannotOpen(f"{release / named[0]} is missing.", f"Run: carelab build {named[0]}")
    return named[0]


def _units(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*/*.ipynb") if path.stem == path.parent.name}


def _names(unit: str) -> set[str]:
    number, _, short = unit.partition("-")
    return {unit, number, number.lstrip("0") or "0", short}


def _has_answers(path: Path) -> bool:
    """Say whether a student has begun: the file is made when the exercises are first opened, and holds no answer then."""
    try:
        return bool(load(path, path.parent.name).answers)
    except (AnswerFileError, OSError):
        return path.exists()


def _copy_new(origin: Path, target: Path) -> None:
    if not origin.is_dir():
        return
    for path in sorted(origin.rglob("*")):
        inside = path.relative_to(origin)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts) or path.name == ANSWERS:
            continue
        copy = target / inside
        if copy.exists():
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        part = copy.with_name(f".{copy.name}.part")
        shutil.copyfile(path, part)
        part.replace(copy)


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
    with running(root, settings, environment(os.environ), state / "server.log") as server:
        yield server


@contextlib.contextmanager
def running(root: Path, settings: Sequence[str], env: Mapping[str, str], log: Path) -> Iterator[Server]:
    """Run JupyterLab's server during a ``with`` block. Only this computer can reach it, and it shows only the folder ``root``.

    Raises
    ------
    CannotOpen
        When the server does not start. The message has the end of its log.
    """
    token, port = secrets.token_urlsafe(24), _free_port()
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", "--ServerApp.port_retries=0"]
    command += [f"--ServerApp.root_dir={root}", *settings]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        command.append("--allow-root")
    with log.open("wb") as said:
        process = subprocess.Popen(
            command, cwd=root, env={**env, "JUPYTER_TOKEN": token}, stdin=subprocess.DEVNULL, stdout=said, stderr=said
        )
    server = Server(port, token, process)
    try:
        _wait_until_up(server, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


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
