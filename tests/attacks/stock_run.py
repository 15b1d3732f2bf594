"""Runs one attack as stock nbgrader would, in a place where it can do no harm to this machine, and says what came of it.

``python -m attacks.stock_run NAME FOLDER PLACES`` marks the attack in FOLDER and prints what happened as JSON. ``stock_outcome``
runs that in a box.
"""

from __future__ import annotations

import contextlib
import json
import socket
import sqlite3
import sys
from pathlib import Path

import nbformat
from attacks.box import boxed, everything_in

SECONDS = 120


def stock_outcome(name: str, places: dict[str, str], listener: socket.socket, root: Path) -> str:
    """Return in a few words what stock gives and does: marks, or that it stops; then what the attack read, changed or reached."""
    folder = root / "work"
    folder.mkdir()
    before = [everything_in(root / part) for part in ("course", "home")]
    ran = boxed(["-m", "attacks.stock_run", name, str(folder), json.dumps(places)], root, folder, SECONDS)
    said = ran.stdout.rpartition(b"OUTCOME ")[2] if ran else b""
    words = json.loads(said) if said.strip() else {"marks": "the run ends" if ran else "the run hangs", "shown": ""}
    found = [words["marks"]]
    if "canary" in words["shown"]:
        found.append("reads what is not its own")
    if [everything_in(root / part) for part in ("course", "home")] != before:
        found.append("changes the course")
    try:
        listener.accept()[0].close()
        found.append("connects")
    except BlockingIOError:
        pass
    return ", ".join(found)


def main(name: str, folder: str, places: str) -> None:
    """Mark one attack in this process as ``nbgrader autograde`` does, and print its marks and what the marked notebook shows."""
    from attacks.attack import load
    from nbgrader.converters import Autograde, GenerateAssignment
    from nbgrader.coursedir import CourseDirectory
    from traitlets.config import Config

    from grader.course import scripts_on_path

    scripts_on_path()
    attack, root = load(name, json.loads(places)), Path(folder)
    for place, notebook in (("source", attack.pair.master), ("submitted/ann", attack.pair.submitted)):
        (root / place / "ps1").mkdir(parents=True)
        nbformat.write(notebook, root / place / "ps1" / "ps1.ipynb")
    for file, content in attack.tutor_files.items():
        (root / "source" / "ps1" / file).write_bytes(content)
        (root / "submitted" / "ann" / "ps1" / file).write_bytes(content)
    for file, content in attack.student_files.items():
        path = root / "submitted" / "ann" / "ps1" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    config = Config()
    config.CourseDirectory.update(root=str(root), assignment_id="ps1")
    config.CourseDirectory.student_id = "."
    config.Execute.iopub_timeout = 60  # a machine with other work may need more than stock's 4 s for what a cell shows
    GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
    config.CourseDirectory.student_id = "ann"
    stopped = ""
    try:
        Autograde(coursedir=CourseDirectory(config=config), config=config).start()
    except (Exception, SystemExit):  # noqa: BLE001 (any error of stock's is what we want to know)
        stopped = "stops"
    shown = "".join(path.read_text(encoding="utf-8") for path in root.glob("autograded/ann/ps1/ps1.ipynb"))
    sys.__stdout__.write("OUTCOME " + json.dumps({"marks": stopped or _marks(root / "gradebook.db"), "shown": shown}))


def _marks(gradebook: Path) -> str:
    asked = "select b.name, g.auto_score from grade g join base_cell b on b.id = g.cell_id order by b.name"
    with contextlib.closing(sqlite3.connect(gradebook)) as db:
        marks = [f"{name} none" if mark is None else f"{name} {mark:g}" for name, mark in db.execute(asked)]
    return "; ".join(marks) or "no mark"


if __name__ == "__main__":
    main(*sys.argv[1:])
