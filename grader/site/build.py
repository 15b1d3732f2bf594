"""The website's build: each notebook becomes a static page; what changes gets a name with its hash; nothing asks another host.

The pages need a web server, as browsers run no modules from ``file://``; opened so, a page says what to do.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab import __version__
from carelab.answers import MOST_SEED
from carelab.page.browser import ASSETS, own_cells
from carelab.page.pages import PLACES, Door, Listing, front_pages, notebook_of, notebook_page
from carelab.questions import CareLabError
from carelab.ui import widget_scripts, widget_style
from grader.authoring import read_master, source_path
from grader.classlist import due_dates
from grader.course import Course
from grader.site.compiled import compiled
from grader.site.lab import build_lab, lab_address, lab_installed
from grader.site.offline import write_service_worker
from grader.site.runtime import pyodide_files, python_zip
from grader.vle import in_uk_words

SCRIPTS = (
    "database.js", "merge.js", "spare.js", "store.js", "clear.js", "python.js", "parts.js", "words.js", "feedback.js",
    "feedback_page.js", "frame.js", "handin.js", "interpreter.js", "worker.js", "page.js", "work.js", "home.js", "record.js",
)  # fmt: skip
"""Each imports only from those before it."""


class SiteNotBuilt(CareLabError):
    """The website cannot be built."""


@dataclass(frozen=True)
class Site:
    """A website that was built: its folder, the number of pages, and the size in bytes of all files.

    ``first_visit``: how many bytes a browser fetches to show its first page. ``lab``: whether JupyterLab is in it.
    """

    folder: Path
    pages: int
    size: int
    first_visit: int
    lab: bool


class _Files:
    """The files of a site; those that may change have their hash in their name, so that no browser keeps an old one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.names: dict[str, str] = {}

    def add(self, name: str, data: bytes, *, hashed: bool = True) -> str:
        """Write a file under assets/ and return its path from the site's root."""
        stem, dot, ending = name.rpartition(".")
        digest = hashlib.sha256(data).hexdigest()[:12]
        path = f"assets/{stem}-{digest}{dot}{ending}" if hashed else f"assets/{name}"
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        self.names[name] = path
        return path


def build_site(course: Course, out: Path, *, lab: bool = True, progress: Callable[[int, int], object] = lambda *_: None) -> Site:
    """Build the website of a course in the folder ``out``, replacing an earlier build.

    ``progress`` is called after each lesson's or exercises' page with (number done, number of these pages).

    Parameters
    ----------
    lab:
        Whether JupyterLab is to be in it. Where JupyterLite is not installed, it is left out all the same.

    Raises
    ------
    SiteNotBuilt
        When the folder holds anything but an earlier build, or a notebook cannot be run.
    LabNotBuilt
        When JupyterLite is installed and does not build JupyterLab.
    NoRuntime
        When Pyodide (Python for the browser) cannot be downloaded, or there is no Node to compile with.
    """
    if out.exists() and any(out.iterdir()) and not (out / "site.json").is_file():
        raise SiteNotBuilt(f"{out} holds something that is not a site of Care Lab.", "Name another folder with --out.")
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    files = _Files(part)
    units = [unit for unit in course.own_units() if notebook_of(course.root, unit, "exercises").is_file()]
    listed = _listing(course.root, units)
    door = Door("website", files.names, _common(files))
    todo = [(unit, place) for unit in units for place in listed[unit]]
    lab = lab and lab_installed()
    if lab:
        notebooks = {f"{place}/{unit}": _in_lab(course, unit, place) for unit, place in todo}
        build_lab(course.root, part, door.data["pyodide"], {"store": files.names["store.js"], "notebooks": notebooks})
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, _ in enumerate(pool.map(lambda one: _page(course, files, door, listed, *one, lab=lab), todo), 1):
            progress(done, len(todo))
    fronts = front_pages(door, listed, files.add, _due(course))
    for name, text in fronts.items():
        (part / name).write_text(text, encoding="utf-8")
    version = write_service_worker(part)
    (part / "site.json").write_text(json.dumps({"carelab": __version__, "version": version, "units": units}), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Site(out, len(todo) + len(fronts), size, _first_visit(out, door), lab)


def _due(course: Course) -> dict[str, tuple[str, str]]:
    """Return when each unit is due, as an ISO time and in words, in UK time."""
    return {unit: (due.isoformat(), in_uk_words(due)) for unit, due in due_dates(course).items()}


def _common(files: _Files) -> dict[str, Any]:
    """Write what every page shares, and return the paths."""
    stand_in = (ASSETS / "stand_in.py").read_bytes()
    pyodide, python = compiled(pyodide_files(), python_zip(), stand_in)
    runtime = f"pyodide-{hashlib.sha256(b''.join(pyodide.values())).hexdigest()[:12]}/"  # its files name each other
    for name, data in pyodide.items():
        files.add(runtime + name, data, hashed=False)
    for name in SCRIPTS:
        text = (ASSETS / name).read_text(encoding="utf-8")
        for other in SCRIPTS:
            if f'"./{other}"' in text:
                text = text.replace(f'"./{other}"', f'"./{Path(files.names[other]).name}"')
        files.add(name, text.encode())
    files.add("mark.svg", (ASSETS / "mark.svg").read_bytes())
    files.add("site.css", ((ASSETS / "site.css").read_text(encoding="utf-8") + widget_style()).encode())
    return {
        "pyodide": f"assets/{runtime}pyodide.js",
        "runtime": f"assets/{runtime}",
        "python": files.add("python.zip", python),
        "standIn": files.add("stand_in.py", stand_in),
        "worker": files.names["worker.js"],
        "widgets": {kind: files.add(f"{kind}.js", text.encode()) for kind, text in widget_scripts().items()},
        "serviceWorker": "service-worker.js",
    }


def _seeds(course: Course, unit: str) -> list[int]:
    """Return the order of options of each of the exercises' variants."""
    variants = read_master(source_path(course.root, unit)).variants
    return [1 + zlib.crc32(f"{unit} {n}".encode()) % MOST_SEED for n in range(1, variants + 1)]


def _in_lab(course: Course, unit: str, place: str) -> dict[str, Any]:
    """Return what JupyterLab's kernel must know of a notebook."""
    return {"page": f"{unit}/{PLACES[place]}/index.html", "seeds": _seeds(course, unit) if place == "exercises" else []}


def _page(course: Course, files: _Files, door: Door, listed: Listing, unit: str, place: str, *, lab: bool) -> None:
    path = notebook_of(course.root, unit, place)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    practice = place == "notebooks"
    seeds = [0] if practice else _seeds(course, unit)
    states = [json.dumps(_first_state(path, n + 1, seed)) for n, seed in enumerate(seeds)]
    data = {
        "cells": own_cells(notebook),
        "seeds": seeds,
        "states": [files.add(f"state/{unit}-{PLACES[place]}-{n}.json", state.encode()) for n, state in enumerate(states, 1)],
    }
    target = files.folder / unit / PLACES[place]
    target.mkdir(parents=True, exist_ok=True)
    if not practice:
        shutil.copyfile(path, target / path.name)  # goes into the hand-in file
    address = f"../../{lab_address(unit, place)}" if lab else ""
    made = notebook_page(door, notebook, unit, place, listed, data, address)
    (target / "index.html").write_text(made, encoding="utf-8")


def _listing(root: Path, units: list[str]) -> Listing:
    found: Listing = _run("carelab.page.pages", str(root), *units)
    return found


def _first_state(path: Path, variant: int, seed: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _run("carelab.page.browser.first_state", str(path), str(variant), str(seed))
    return found


def _run(module: str, *given: str) -> Any:
    """Return the JSON that a module prints: it runs notebooks, in a process of its own."""
    command = [sys.executable, "-m", module, *given]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise SiteNotBuilt(f"{given[0]} cannot be run: {last[0]}", "Run carelab check.")
    return json.loads(done.stdout)


def _first_visit(out: Path, door: Door) -> int:
    """Return the bytes of what a first visit to one page fetches, before any compression by the host."""
    names = [
        *(path.relative_to(out).as_posix() for path in (out / door.data["runtime"]).iterdir()),
        door.data["python"],
        door.names["page.js"],
        door.names["site.css"],
    ]
    return sum((out / name).stat().st_size for name in names)
