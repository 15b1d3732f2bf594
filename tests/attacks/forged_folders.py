"""Tricks with what lies beside the answer file. Each is done to an honest hand-in of 00-start-here."""

import contextlib
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from attacks.trick import Make, Trick


def _beside(name: str, data: bytes) -> Make:
    return lambda folder: (folder / name).write_bytes(data)


def _linked(name: str, target: str) -> Make:
    return lambda folder: (folder / name).symlink_to(target)


@contextlib.contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _nested(times: int, name: str) -> Make:
    """Make folders in each other; with long names, no path can name the last one."""

    def make(folder: Path) -> None:
        with _within(folder):
            for _ in range(times):
                Path(name).mkdir()
                os.chdir(name)

    return make


def _film(folder: Path) -> None:
    (folder / "film.mp4").touch()
    os.truncate(folder / "film.mp4", 1 << 40)


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


def _socket(folder: Path) -> None:
    with _within(folder), socket.socket(socket.AF_UNIX) as made:
        made.bind("s")


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
            made = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": {"text/plain": "100"}}
            cell["outputs"] = [made]


def _same_id(notebook: dict[str, Any]) -> None:
    first, *others = [c["metadata"]["nbgrader"] for c in _each_grade_cell(notebook)]
    for about in others:
        about["grade_id"] = first["grade_id"]


def _verdict(folder: Path) -> None:
    forged = {"student": "../../../evil", "unit": folder.name, "variant": 1, "repaired": [], "verdicts": []}
    (folder / "verdicts.json").write_text(json.dumps(forged), encoding="utf-8")


FORGED_FOLDERS = (
    Trick("film-1-tb", "full", _film),
    Trick("files-5000", "full", _many),
    Trick("folders-1500", "full", _nested(1_500, "d")),
    Trick("folders-without-a-path", "full", _nested(30, "d" * 250)),
    Trick("folder-loop", "full", _linked("again", ".")),
    Trick("link-out", "full", _linked("mine.txt", "../../../gradebook.db")),
    Trick("socket", "full", _socket),
    Trick("time-pipe", "full", lambda f: os.mkfifo(f / "timestamp.txt")),
    Trick("time-link", "full", _linked("timestamp.txt", "/dev/zero")),
    Trick("time-year-9999", "full", _beside("timestamp.txt", b"9999-12-31 23:59:59-23:00")),
    Trick("time-year-1", "full", _beside("timestamp.txt", b"0001-01-01 00:00:00+23:00")),
    Trick("time-bytes", "full", _beside("timestamp.txt", b"\xff\xfe2026")),
    Trick("verdicts-forged", "full", _verdict),
    Trick("record-forged", "full", _beside(".00-start-here.marked.json", b'{"marks": {"q1": 100}}')),
    Trick(
        "files-of-the-course",
        "full",
        lambda f: [_beside(n, b"c = 1")(f) for n in ("gradebook.db", "nbgrader_config.py", "audit.jsonl")],
    ),
    Trick(
        "modules-of-the-course",
        "full",
        lambda f: [_beside(n, b"raise SystemExit(0)")(f) for n in ("json.py", "carelab.py", "grader.py", "sitecustomize.py")],
    ),
    Trick("notebook-no-text", "full; said it was read as", _odd_name),
    Trick("notebook-script", "full; said it was read as", _renamed("<img src=x onerror=f()>\x1b[2J\n[b].ipynb")),
    Trick("notebook-claims", "full", _notebook(_claims)),
    Trick("notebook-same-id", "full", _notebook(_same_id)),
    Trick(
        "notebook-widgets",
        "full; said too large",
        _notebook(lambda n: n["metadata"].update(widgets={"x": {"state": "s" * 50_000_000}})),
    ),
    Trick(
        "notebook-attachments",
        "full",
        _notebook(lambda n: n["cells"][0].update(attachments={"a.html": {"text/html": "<script>1</script>"}})),
    ),
    Trick("notebook-minor", "full", _notebook(lambda n: n.update(nbformat_minor=10**9))),
)
