"""Every attack of the suite: what it tries does not happen, and the machine is as it was."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks.attack import check, load, names
from attacks.box import everything_in
from attacks.stock_run import stock_outcome

from grader.marking.shared_tests import mark_test_cells
from grader.sandbox import Template


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A server on this machine that an attack may try to reach."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture
def places(tmp_path: Path, listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A tutor's home and course, each with something to steal."""
    home, course = tmp_path / "home", tmp_path / "course"
    for path in ("source/ps1/ps1.ipynb", "submitted/ann/ps1/ps1.ipynb", "gradebook.db"):
        (course / path).parent.mkdir(parents=True, exist_ok=True)
        (course / path).write_text("canary of the course")
    (course / "book").mkdir()
    with contextlib.closing(sqlite3.connect(course / "book" / "gradebook.db")) as book:
        book.execute("create table grade (mark)")
        book.commit()
    home.mkdir()
    (home / ".netrc").write_text("canary of the home folder")
    monkeypatch.setenv("COURSE_SECRET", "canary of the environment")
    return {"HOME": str(home), "COURSE": str(course), "PORT": str(listener.getsockname()[1]), "PID": str(os.getpid())}


@pytest.mark.parametrize("name", names())
def test_attack_fails(name: str, places: dict[str, str], template: Template, listener: socket.socket, tmp_path: Path) -> None:
    attack = load(name, places)
    before = everything_in(tmp_path)

    for run in ("must", "again"):
        if run in attack.heads:
            files = {**attack.student_files, **attack.tutor_files}
            outcome = mark_test_cells(attack.pair.master, attack.pair.submitted, files, limits=attack.limits, template=template)
            check(attack.heads[run], outcome.verdicts)

    assert all(verdict.shared for verdict in outcome.verdicts)
    shown = json.dumps(outcome.cell_outputs)
    assert not [word for word in attack.heads.get("never-shown", "").split() if word in shown]
    assert not [
        word for word in attack.heads.get("never-shown-text", "").split() if word.encode().decode("unicode_escape") in shown
    ]
    assert len(shown) < int(attack.heads.get("most-output", 1_000_000))
    assert everything_in(tmp_path) == before
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert template.running() == 0
    assert template.alive


def test_stock_is_fooled(places: dict[str, str], listener: socket.socket, tmp_path: Path) -> None:
    assert stock_outcome("forged_by_the_student", places, listener, tmp_path) == "q1 1"


TRIED = [name for name in names() if not load(name, {}).heads["stock"].startswith("not tried: ")]


@pytest.mark.soak
@pytest.mark.parametrize("name", TRIED)
def test_stock_does_what_the_page_says(name: str, places: dict[str, str], listener: socket.socket, tmp_path: Path) -> None:
    assert stock_outcome(name, places, listener, tmp_path) == load(name, {}).heads["stock"]
