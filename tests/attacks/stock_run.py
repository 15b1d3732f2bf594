"""Runs one attack as stock nbgrader would, in a place where it can do no harm to this machine, and says what came of it.

``python -m attacks.stock_run NAME FOLDER PLACES`` marks the attack in FOLDER and prints what happened as JSON. ``stock_outcome``
runs that in bubblewrap: the whole disk read-only but for the test's own folder, and processes that end with it.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat

SECONDS = 120
ALONE = ("--unshare-pid", "--unshare-ipc", "--die-with-parent", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/dev/shm")


def stock_outcome(name: str, places: dict[str, str], listener: socket.socket, root: Path) -> str:
    """Return in a few words what stock gives and does: marks, or that it stops; then what the attack read, changed or reached."""
    folder = root / "work"
    folder.mkdir()
    before = [everything_in(root / part) for part in ("course", "home")]
    python = [sys.executable, "-m", "attacks.stock_run", name, str(folder), json.dumps(places)]
    command = ["bwrap", "--ro-bind", "/", "/", *ALONE, "--bind", str(root), str(root), *python]
    own = {key: str(root / "own") for key in ("JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "TMPDIR")}
    (root / "own").mkdir()
    env = {**os.environ, **own, "PYTHONPATH": str(Path(__file__).parents[1])}
    try:
        ran = subprocess.run(command, cwd=folder, env=env, capture_output=True, timeout=SECONDS, check=False)
        said = ran.stdout.rpartition(b"OUTCOME ")[2]
        words = json.loads(said) if said.strip() else {"marks": "the run ends", "shown": ""}
    except subprocess.TimeoutExpired:
        words = {"marks": "the run hangs", "shown": ""}
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


def everything_in(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, by its path there, with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


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
    config = Config()
    config.CourseDirectory.update(root=str(root), assignment_id="ps1")
    config.CourseDirectory.student_id = "."
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
