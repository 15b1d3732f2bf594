"""Every attack of the suite: what it tries does not happen, and the machine is as it was."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from attacks.attack import check, load, names
from attacks.boxed_stock import NOT_TRIED, boxed_stock

from grader.judge.code import judge_code
from grader.judge.sandbox import Template


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
    home.mkdir()
    (home / ".netrc").write_text("canary of the home folder")
    monkeypatch.setenv("COURSE_SECRET", "canary of the environment")
    return {"HOME": str(home), "COURSE": str(course), "PORT": str(listener.getsockname()[1]), "PID": str(os.getpid())}


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("name", names())
def test_attack_fails(name: str, places: dict[str, str], template: Template, listener: socket.socket, tmp_path: Path) -> None:
    attack = load(name, places)
    before = everything_in(tmp_path)

    for run in ("must", "again"):
        if run in attack.heads:
            outcome = judge_code(
                attack.pair.master,
                attack.pair.submitted,
                {},
                limits=attack.limits,
                template=template,
                tutor_files=attack.tutor_files,
            )
            check(attack.heads[run], outcome.verdicts)

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


TRIED = [name for name in names() if not load(name, {}).heads.get("stock", NOT_TRIED).startswith(NOT_TRIED)]


@pytest.mark.soak
@pytest.mark.parametrize("name", TRIED)
def test_stock_does_what_the_list_says(name: str) -> None:
    assert set(load(name, {}).heads["stock"].split("; ")) <= set(boxed_stock(name).split("; "))


@pytest.mark.parametrize("name", ["type_equal_to_everything", "type_false_class"])
def test_stock_is_fooled(name: str) -> None:
    assert boxed_stock(name) == load(name, {}).heads["stock"] == "q1 1"
