"""What a notebook shows before anybody has answered, kept in the student's folder, so that it is drawn at once the next time."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from threading import Lock
from typing import Any

from carelab import __version__
from carelab.answers import write_whole
from carelab.page.pages import PLACES, Listing, notebook_of

FOLDER = "drawn"


class NotRun(Exception):
    """A notebook of the course cannot be run."""


def run_module(module: str, *given: str) -> Any:
    """Run a Python module in a process of its own, with ``given`` as arguments, and return the JSON that it prints.

    Raises NotRun when the module fails.
    """
    command = [sys.executable, "-P", "-m", module, *given]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise NotRun(done.stderr)
    return json.loads(done.stdout)


class FirstStates:
    """Stored results of running notebooks: the messages that each sends when nothing is answered, and the course's listing."""

    def __init__(self, course: Path, folder: Path) -> None:
        self._course = course
        self._folder = folder / FOLDER
        self._working_out = Lock()

    def find(self, unit: str, place: str, variant: int, seed: int) -> Any | None:
        """Return the stored messages of a notebook for a variant and a seed (order of options); None for none."""
        return self._read(self._name(unit, place, variant, seed))

    def work_out(self, unit: str, place: str, variant: int, seed: int) -> None:
        """Run the notebook and store what ``find`` returns, unless it is stored already. Raises NotRun, OSError."""
        name = self._name(unit, place, variant, seed)
        if self._read(name) is None:
            notebook = notebook_of(self._course, unit, place)
            self._write(name, run_module("carelab.page.browser.first_state", str(notebook), str(variant), str(seed)))

    def listing(self, units: list[str]) -> Listing:
        """Return the listing of these units, worked out anew when the course has changed. Raises NotRun."""
        both = [notebook_of(self._course, unit, place) for unit in units for place in PLACES]
        name = f"course-{_digest(*(path.read_bytes() for path in both if path.is_file()))}"
        with self._working_out:
            found: Listing | None = self._read(name)
            if found is None:
                found = run_module("carelab.page.pages", str(self._course), *units)
                self._write(name, found)
        return {unit: found[unit] for unit in units}

    def _name(self, unit: str, place: str, variant: int, seed: int) -> str:
        return f"{unit}-{place}-{_digest(notebook_of(self._course, unit, place).read_bytes(), f'{variant} {seed}'.encode())}"

    def _read(self, name: str) -> Any | None:
        try:
            return json.loads((self._folder / f"{name}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def _write(self, name: str, what: Any) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._folder / f"{name}.json", json.dumps(what).encode())


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256(__version__.encode())
    for part in parts:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:20]
