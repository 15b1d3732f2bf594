"""Every damage that repair knows: what is done to a submission, what becomes of it, and the words that say so.

``docs/repair.md`` shows this list to tutors; a test holds the two to each other.
"""

import copy
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Do = Callable[[Path], None]


@dataclass(frozen=True)
class Damage:
    """One damage: its name in the docs, what does it to the one notebook of a folder, and words that must be said of it.

    ``code`` is what becomes of a notebook whose code is marked: ``same`` marks, ``part`` of them, or ``refused``. A notebook of
    Care Lab's keeps its marks in every case, because its answers are in answers.json.
    """

    name: str
    do: Do
    says: str
    code: str = "same"


def _edit(change: Callable[[dict[str, Any]], Any]) -> Do:
    def do(path: Path) -> None:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        change(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    return do


def _grade_cell(notebook: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in notebook["cells"] if _about(c).get("grade") and not _about(c).get("solution"))
    return found


def _about(cell: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = cell["metadata"].get("nbgrader", {})
    return found


def _copied(notebook: dict[str, Any]) -> None:
    notebook["cells"].append(copy.deepcopy(_grade_cell(notebook)))


def _split(notebook: dict[str, Any]) -> None:
    cell = next(c for c in notebook["cells"] if _about(c).get("solution"))
    lines = "".join(cell["source"]).split("\n")
    second = copy.deepcopy(cell)
    cell["source"], second["source"] = "\n".join(lines[:1]), "\n".join(lines[1:]) or "more"
    notebook["cells"].insert(notebook["cells"].index(cell) + 1, second)


def _merged(notebook: dict[str, Any]) -> None:
    cells = notebook["cells"]
    at = cells.index(_grade_cell(notebook))
    gone = cells.pop(at)
    text = "".join(cells[at - 1]["source"]) + "\n\n" + "".join(gone["source"])
    cells[at - 1]["source"] = text


def _retyped(kind: str) -> Do:
    def change(notebook: dict[str, Any]) -> None:
        cell = _grade_cell(notebook)
        cell["cell_type"] = kind
        cell.pop("outputs", None)
        cell.pop("execution_count", None)

    return _edit(change)


def _stripped(notebook: dict[str, Any]) -> None:
    for cell in notebook["cells"]:
        cell["metadata"].pop("nbgrader", None)


def _format_3(notebook: dict[str, Any]) -> None:
    cells = notebook.pop("cells")
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["input"] = cell.pop("source")
    notebook.update(nbformat=3, nbformat_minor=0, worksheets=[{"cells": cells, "metadata": {}}])


def _no_ids(notebook: dict[str, Any]) -> None:
    del notebook["nbformat_minor"]
    for cell in notebook["cells"]:
        cell.pop("id", None)


def _bytes(change: Callable[[bytes], bytes]) -> Do:
    return lambda path: path.write_bytes(change(path.read_bytes())) and None


def _named(pattern: str) -> Do:
    return lambda path: path.rename(path.with_name(pattern.format(path.stem))) and None


def _huge(path: Path) -> None:
    with path.open("r+b") as file:
        file.truncate(1 << 30)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def _link(path: Path) -> None:
    other = path.with_name("elsewhere.txt")
    path.rename(other)
    path.symlink_to(other)


def _cut(data: bytes) -> bytes:
    """Cut in the middle of the last cell."""
    return data[: data.rindex(b'"cell_type"') + 20]


DAMAGES = (
    Damage("The marked cell copied", _edit(_copied), "was there 2 times"),
    Damage("The marked cell deleted", _edit(lambda n: n["cells"].remove(_grade_cell(n))), ""),
    Damage("Cells in another order", _edit(lambda n: n["cells"].reverse()), "another order"),
    Damage("The marked cell made Markdown", _retyped("markdown"), "had become markdown"),
    Damage("The marked cell made raw text", _retyped("raw"), "had become raw"),
    Damage("The student's cell split in two", _edit(_split), "pieces"),
    Damage("Two cells merged", _edit(_merged), ""),
    Damage("The marked cell renamed", _edit(lambda n: _about(_grade_cell(n)).update(grade_id="mine")), "had lost the name"),
    Damage("Points edited", _edit(lambda n: _about(_grade_cell(n)).update(points=1000)), "other settings (points)"),
    Damage("The marked cell's settings stripped", _edit(lambda n: _grade_cell(n)["metadata"].clear()), "had lost the name"),
    Damage("All nbgrader settings stripped", _edit(_stripped), "had lost the name"),
    Damage("A tutor's cell edited", _edit(lambda n: _grade_cell(n).update(source="pass")), "the tutor's copy was used"),
    Damage(
        "Widget data without its state",
        _edit(lambda n: n["metadata"].update(widgets={"application/vnd.jupyter.widget-state+json": {}})),
        "",
    ),
    Damage(
        "A kernel that is not there",
        _edit(lambda n: n["metadata"].update(kernelspec={"name": "julia-9"})),
        "another kernel (julia-9)",
    ),
    Damage("Cell ids and format number missing", _edit(_no_ids), ""),
    Damage("Format 3", _edit(_format_3), "old format 3"),
    Damage("Format 5", _edit(lambda n: n.update(nbformat=5)), "did not say that it is in format 4"),
    Damage("Something after the end", _bytes(lambda d: d + b"\0\0 and more"), "after the end"),
    Damage("A byte mark at the start", _bytes(lambda d: b"\xef\xbb\xbf" + d), "byte mark"),
    Damage("UTF-16", _bytes(lambda d: d.decode().encode("utf-16")), "UTF-16"),
    Damage("Renamed by a browser", _named("{} (1).ipynb"), "(1).ipynb; it was read as"),
    Damage("Renamed by Jupyter", _named("{}-Copy1.ipynb"), "-Copy1.ipynb; it was read as"),
    Damage("Cut short", _bytes(_cut), "cut short", "part"),
    Damage("Cut short before the first cell", _bytes(lambda d: d[:12]), "cut short", "refused"),
    Damage("Empty", _bytes(lambda _: b""), "it is empty", "refused"),
    Damage("Another kind of file", _bytes(lambda _: b"PK\x03\x04 a zip"), "another kind of file", "refused"),
    Damage("No cells that can be read", _bytes(lambda _: b'{"nbformat":4,"cells":[5]}'), "none of its cells", "refused"),
    Damage("Nested too deeply", _bytes(lambda _: b'{"cells":' + b"[" * 200_000), "nested too deeply", "refused"),
    Damage("1 GB", _huge, "too large", "refused"),
    Damage("A folder of its name", _folder, "not an ordinary file", "refused"),
    Damage("A link of its name", _link, "not an ordinary file", "refused"),
    Damage("No notebook at all", lambda path: path.unlink(), "is missing", "refused"),
)
