"""Every attack of the suite: what it tries does not happen, and the machine is as it was."""

import json
import os
from pathlib import Path

import pytest
from attacks.attack import TEXTS, check, load
from soak import WHOLE, long_proof
from stock import stock_marks

from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template


@pytest.fixture
def places(tmp_path: Path) -> dict[str, str]:
    """A tutor's home and course, each with something to steal."""
    home, course = tmp_path / "home", tmp_path / "course"
    for path in ("source/ps1/ps1.ipynb", "submitted/ann/ps1/ps1.ipynb", "gradebook.db"):
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text("canary of the course")
    home.mkdir()
    (home / ".netrc").write_text("canary of the home folder")
    return {"HOME": str(home), "COURSE": str(course), "PID": str(os.getpid())}


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", TEXTS)
def test_attack_fails(name: str, places: dict[str, str], template: Template, tmp_path: Path) -> None:
    attack = load(name, places)
    before = everything_in(tmp_path)

    for run in ("must", "again"):
        if run in attack.heads:
            outcome = mark_test_cells(attack.master, attack.submitted, {}, limits=attack.limits, template=template)
            check(attack.heads[run], outcome.verdicts)

    assert all(verdict.shared for verdict in outcome.verdicts)
    shown = json.dumps(outcome.cell_outputs)
    assert not [word for word in attack.heads.get("never-shown", "").split() if word in shown]
    assert len(shown) < int(attack.heads.get("most-output", 1_000_000))
    assert everything_in(tmp_path) == before
    assert template.running() == 0
    assert template.alive


ON_STOCK = [name for name in TEXTS if "stock" in load(name, {}).heads]


@long_proof
@pytest.mark.parametrize("name", ON_STOCK if WHOLE else ["forged_by_the_student"])
def test_stock_gives_the_marks_that_marking_code_says(name: str, tmp_path: Path) -> None:
    attack = load(name, {})
    found = stock_marks(attack.submitted, tmp_path).items()
    told = "; ".join(f"{cell} {mark}" if isinstance(mark, str) else f"{cell} {mark:g}" for cell, mark in found)
    assert told == attack.heads["stock"]
