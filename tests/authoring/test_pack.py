"""The zip for students: what is in it, that no key is, and that its start file opens the course with nothing but Python."""

import contextlib
import importlib.metadata
import json
import os
import re
import shutil
import signal
import subprocess
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from classroom import ROOT, UNIT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from grader.authoring import make_wheel, read_master, source_path
from grader.course import Course
from grader.pack import make_pack

NOT_FOR_STUDENTS = {"jupyterlab", "nbgrader", "pandas", "carelab"}
STARTS = ("start-windows.cmd", "start-mac.command", "start-linux.sh")
LATER = 24
"""Letters of a reason that no other text has by chance."""


@pytest.fixture
def small(tmp_path: Path) -> Course:
    for place in ("source", "release", "notebooks"):
        shutil.copytree(ROOT / place / UNIT, tmp_path / place / UNIT)
    return Course.at(tmp_path)


def everything(path: Path) -> Iterator[tuple[str, str]]:
    """Every file of a zip and of the zips in it, with its text; a notebook's without the escapes of JSON."""
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.endswith(".whl"):
                yield from everything(Path(packed.extract(name, path.parent / "inside")))
            else:
                text = packed.read(name).decode("utf-8", "replace")
                yield name, json.dumps(json.loads(text), ensure_ascii=False) if name.endswith(".ipynb") else text


def test_the_zip_holds_the_lesson_the_exercises_the_wheel_and_a_start_file_for_each_system_and_no_key(
    small: Course, tmp_path: Path
) -> None:
    (tmp_path / "release" / UNIT / "answers.json").write_text("{}")
    made = make_pack(small, tmp_path / "pack.zip")
    assert (made.units, made.leaks) == (1, ())
    with zipfile.ZipFile(made.path) as packed:
        rights = {info.filename: info.external_attr >> 16 & 0o777 for info in packed.infolist()}
        assert b"\r\n" in packed.read("care-lab/start-windows.cmd")
        wheel = next(name for name in rights if name.endswith(".whl"))
        for start in STARTS:
            assert wheel.removeprefix("care-lab/") in packed.read(f"care-lab/{start}").decode()
            assert rights[f"care-lab/{start}"] == 0o755
    assert set(rights) == {
        wheel,
        *(f"care-lab/{name}" for name in ("READ ME FIRST.txt", *STARTS)),
        *(f"care-lab/{place}/{UNIT}/{UNIT}.ipynb" for place in ("notebooks", "release")),
    }
    texts = dict(everything(made.path))
    assert "carelab/page/command.py" in texts
    assert not [name for name in texts if name.startswith(("grader/", "tests/")) or "source" in name.split("/")[0]]
    for one in read_master(source_path(small.root, UNIT)).questions:
        why = one.key.why
        for reason in [why] if isinstance(why, str) else why.values():
            assert len(reason) < LATER or [name for name, text in texts.items() if reason in text] == []


@pytest.mark.parametrize("place", ["notebooks", "release"])
def test_a_zip_with_part_of_a_key_is_not_written(small: Course, tmp_path: Path, place: str) -> None:
    path = tmp_path / place / UNIT / f"{UNIT}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    reason = "A cost that you can see coming needs a line of its own. Nobody could have dated it, and people need it tonight."
    key = next(m.key.why for m in read_master(source_path(small.root, UNIT)).questions if m.question.id == "q8")
    assert isinstance(key, dict)
    notebook["metadata"]["note"] = max(key.values(), key=len) + reason
    path.write_text(json.dumps(notebook), encoding="utf-8")
    made = make_pack(small, tmp_path / "pack.zip")
    assert "budgeting_q8" in {leak.question for leak in made.leaks}
    assert not made.path.exists()


def test_the_students_wheel_asks_for_nothing_of_the_tutors(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path)
    assert wheel is not None
    with zipfile.ZipFile(wheel) as packed:
        about = packed.read(next(name for name in packed.namelist() if name.endswith("METADATA"))).decode()
    wanted = [Requirement(line.partition(": ")[2]) for line in about.splitlines() if line.startswith("Requires-Dist")]
    found: set[str] = set()
    while wanted:
        one = wanted.pop()
        name = canonicalize_name(one.name)
        extras = {"open"} | one.extras
        if name in found or (one.marker and not any(one.marker.evaluate({"extra": extra}) for extra in extras)):
            continue
        found.add(name)
        wanted += [Requirement(text) for text in importlib.metadata.requires(name) or [] if "extra ==" not in text]
    assert {"anywidget", "jupyter-server", "markdown-it-py"} <= found
    assert found & NOT_FOR_STUDENTS == set()


@pytest.mark.soak
def test_the_start_file_opens_the_course_where_there_is_only_python(small: Course, tmp_path: Path) -> None:
    made = make_pack(small, tmp_path / "pack.zip")
    shutil.unpack_archive(made.path, tmp_path / "student")
    folder = tmp_path / "student" / "care-lab"
    env = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "PYTHONPATH")}
    start = ["sh", str(folder / "start-linux.sh"), "--no-browser"]
    with subprocess.Popen(
        start, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env, start_new_session=True
    ) as running:
        try:
            said = ""
            while not (found := re.search(r"http://127\S+", said)):
                line = running.stdout.readline() if running.stdout else ""
                assert line, said
                said += line
            home, _, token = found[0].partition("?token=")
            for path in ("", f"{UNIT}/lesson/index.html", f"{UNIT}/exercises/index.html"):
                asked = urllib.request.Request(home + path, headers={"Authorization": f"token {token}"})
                with urllib.request.urlopen(asked) as page:
                    assert 'id="main"' in page.read().decode()
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGINT)  # as Ctrl+C does
            running.wait(60)
    installed = {canonicalize_name(p.name.partition("-")[0]) for p in folder.glob(".care-lab/lib/*/site-packages/*.dist-info")}
    assert "carelab-student" in installed
    assert installed & NOT_FOR_STUDENTS == set()
    assert (folder / "my-work").is_dir()
