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
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carelab import __version__
from carelab.answers import MOST_SEED
from carelab.page.browser import ASSETS, own_cells
from carelab.page.pages import (
    as_data,
    found_by,
    front_pages,
    headings,
    minutes,
    number_of,
    question_label,
    rendered,
    short_title,
    words_of,
    words_to_know,
)
from carelab.questions import CareLabError
from carelab.ui import widget_scripts, widget_style
from grader.authoring import read_master, source_path
from grader.course import Course
from grader.site.offline import write_service_worker
from grader.site.runtime import pyodide_files, python_zip

PLACES = {"notebooks": "lesson", "exercises": "exercises"}
"""Where a notebook's answers are kept → its folder in the site."""
ORIGINS = {"notebooks": "notebooks", "exercises": "release"}
SCRIPTS = (
    "store.js", "merge.js", "parts.js", "frame.js", "handin.js", "worker.js", "page.js", "work.js", "home.js", "record.js",
)  # fmt: skip
"""Each imports only from those before it."""


class SiteNotBuilt(CareLabError):
    """The website cannot be built."""


@dataclass(frozen=True)
class Site:
    """A website that was built: its folder, how many pages, and the bytes of all files and of a first visit to one page."""

    folder: Path
    pages: int
    size: int
    first_visit: int


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


def build_site(course: Course, out: Path, *, progress: Callable[[int, int], object] = lambda *_: None) -> Site:
    """Build the website of a course into a folder, which is made anew.

    Raises
    ------
    SiteNotBuilt
        When the folder holds something else, or a notebook cannot be run.
    NoRuntime
        When Python for the browser cannot be had.
    """
    if out.exists() and any(out.iterdir()) and not (out / "site.json").is_file():
        raise SiteNotBuilt(f"{out} holds something that is not a site of Care Lab.", "Name another folder with --out.")
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    files = _Files(part)
    common = _common(files)
    units = [unit for unit in course.own_units() if (course.root / "release" / unit / f"{unit}.ipynb").is_file()]
    todo = [
        (unit, place) for unit in units for place in PLACES if (course.root / ORIGINS[place] / unit / f"{unit}.ipynb").is_file()
    ]
    listed: dict[str, dict[str, Any]] = {unit: {} for unit in units}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done, (unit, place, about) in enumerate(pool.map(lambda one: _page(course, files, common, units, *one), todo), 1):
            listed[unit][place] = about
            progress(done, len(todo))
    fronts = front_pages(units, listed, files.names, lambda name, data: files.add(name, data))
    for name, text in fronts.items():
        (part / name).write_text(text, encoding="utf-8")
    version = write_service_worker(part)
    (part / "site.json").write_text(json.dumps({"carelab": __version__, "version": version, "units": units}), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    part.rename(out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    return Site(out, len(todo) + len(fronts), size, _first_visit(out, common, size))


def _common(files: _Files) -> dict[str, Any]:
    """Write what every page shares, and return the paths."""
    pyodide = pyodide_files()
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
    return {
        "pyodide": f"assets/{runtime}pyodide.js",
        "runtime": f"assets/{runtime}",
        "python": files.add("python.zip", python_zip()),
        "standIn": files.add("stand_in.py", (ASSETS / "stand_in.py").read_bytes()),
        "worker": files.names["worker.js"],
        "page": files.names["page.js"],
        "widgets": {kind: files.add(f"{kind}.js", text.encode()) for kind, text in widget_scripts().items()},
        "style": files.add("site.css", ((ASSETS / "site.css").read_text(encoding="utf-8") + widget_style()).encode()),
        "serviceWorker": "service-worker.js",
    }


def _page(
    course: Course, files: _Files, common: Mapping[str, Any], units: list[str], unit: str, place: str
) -> tuple[str, str, dict[str, Any]]:
    path = course.root / ORIGINS[place] / unit / f"{unit}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    practice = place == "notebooks"
    variants = 1 if practice else read_master(source_path(course.root, unit)).variants
    seeds = [0] if practice else [1 + zlib.crc32(f"{unit} {n}".encode()) % MOST_SEED for n in range(1, variants + 1)]
    states = [_first_state(path, n + 1, seed) for n, seed in enumerate(seeds)]
    title, cells = words_of(notebook)
    forms = {one["state"]["question"]["id"] for one in states[0] if one["do"] == "open" and one["kind"] == "Form"}
    listed: list[dict[str, str]] = next(
        (one["state"]["unanswered"] for one in states[0] if one["do"] == "open" and one["kind"] == "Finish"), []
    )
    asked = [{**one, "label": question_label(one["id"], one["ask"])} for one in listed if one["id"] in forms]
    about = {key: value for key, value in common.items() if key not in ("page", "style")}
    about |= {
        "unit": unit,
        "root": "../../",
        "notebook": f"{place}/{unit}",
        "practice": practice,
        "cells": own_cells(notebook),
        "seeds": seeds,
        "states": [files.add(f"state/{unit}-{PLACES[place]}-{n}.json", json.dumps(s).encode()) for n, s in enumerate(states, 1)],
        "asked": asked,
        "widgets": common["widgets"] if practice else {**common["widgets"], "Finish": files.names["handin.js"]},
    }
    other = "exercises" if practice else "notebooks"
    there = (course.root / ORIGINS[other] / unit / f"{unit}.ipynb").is_file()
    at = units.index(unit)
    html = rendered(
        "page",
        title=title,
        unit=unit,
        number=number_of(unit),
        short=short_title(unit),
        place=PLACES[place],
        other=PLACES[other] if there else "",
        cells=cells,
        headings=headings(cells),
        root="../../",
        course=as_data(about),
        page=common["page"],
        style=common["style"],
        mark=files.names["mark.svg"],
        before=units[at - 1] if at else "",
        after=units[at + 1] if at + 1 < len(units) else "",
    )
    target = files.folder / unit / PLACES[place]
    target.mkdir(parents=True, exist_ok=True)
    if not practice:
        shutil.copyfile(path, target / path.name)  # goes into the hand-in file
    (target / "index.html").write_text(html, encoding="utf-8")
    return (
        unit,
        place,
        {
            "asked": asked,
            "sections": found_by(cells),
            "words": words_to_know(notebook) if practice else [],
            "minutes": minutes(notebook) if practice else None,
        },
    )


def _first_state(path: Path, variant: int, seed: int) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "carelab.page.browser.first_state", str(path), str(variant), str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise SiteNotBuilt(f"{path.parent.parent.name}/{path.name} cannot be run: {last[0]}", "Run carelab check.")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def _first_visit(out: Path, common: Mapping[str, Any], _size: int) -> int:
    """Return the bytes of what a first visit to one page fetches, before any compression by the host."""
    names = [
        *(path.relative_to(out).as_posix() for path in (out / common["runtime"]).iterdir()),
        common["python"],
        common["page"],
        common["style"],
    ]
    return sum((out / name).stat().st_size for name in names)
