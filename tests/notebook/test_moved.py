"""A notebook that was moved, copied or renamed loses nothing: its own record comes back, and its hand-in file has it."""

import json
import os
import shutil
import zipfile
from pathlib import Path

import nbformat
from classroom import ROOT, UNIT
from nbclient import NotebookClient

from carelab.answers import MIME, AnswerBook, find_own, load, make_handin, recover


def recorded(path: Path) -> dict[str, object]:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return {name: answer.value for name, answer in recover(cells, UNIT).answers.items()}


def released(folder: Path, name: str = f"{UNIT}.ipynb") -> Path:
    folder.mkdir()
    return Path(shutil.copy(ROOT / "release" / UNIT / f"{UNIT}.ipynb", folder / name))


def test_a_notebook_moved_alone_gets_its_answers_back_and_says_so(tmp_path: Path) -> None:
    path = released(tmp_path / "alone")
    notebook = nbformat.read(path, as_version=4)
    cell = next(cell for cell in notebook.cells if 'ex.number("q2a"' in cell.source)
    record = {"assignment": UNIT, "question": "q2a", "kind": "number", "value": 4800, "at": "2026-11-23T10:42:07Z", "variant": 1}
    cell.outputs = [nbformat.v4.new_output("display_data", {MIME: record, "text/plain": "4800"})]
    nbformat.write(notebook, path)
    NotebookClient(notebook, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    nbformat.write(notebook, path)
    assert recorded(path) == {"q2a": 4800}
    assert load(path.with_name("answers.json"), UNIT).value("q2a") == 4800
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    assert any("1 answer was put back" in str(one["state"].get("notice")) for one in states)


def test_a_renamed_notebook_is_handed_in_under_its_own_name(tmp_path: Path) -> None:
    path = released(tmp_path / "renamed", "Amina unit 8.ipynb")
    shutil.copy(path, path.with_name("Amina unit 8 old.ipynb"))
    os.utime(path.with_name("Amina unit 8 old.ipynb"), (1, 1))
    (path.parent / "notes.ipynb").write_text("{}", encoding="utf-8")
    own = find_own(path.parent, UNIT)
    assert own == path
    (path.parent / "answers.json").write_text(AnswerBook(UNIT).as_json(), encoding="utf-8")
    with zipfile.ZipFile(make_handin(path.parent, UNIT, coded=True, notebook=own)) as packed:
        assert packed.namelist() == [f"{UNIT}/answers.json", f"{UNIT}/{UNIT}.ipynb"]
        assert packed.read(f"{UNIT}/{UNIT}.ipynb") == path.read_bytes()
    assert find_own(tmp_path, UNIT) is None
