"""formgrader in a real browser: what students wrote is read there, and runs nowhere."""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
import pytest
from attacks.injections import INJECTIONS
from door_course import REAL, REPOSITORY
from playwright.sync_api import BrowserContext, Page

from carelab.answers import AnswerFile
from grader.build import build, generate
from grader.course import Course, scripts_on_path
from grader.mark import mark_class

TEXT = "\n\n".join(INJECTIONS.values())
SHOWN = "My own words stand here"
SHOWS = "from IPython.display import HTML, display\n" + "\n".join(f"display(HTML({text!r}))" for text in INJECTIONS.values())


def cell(name: str, source: str, *, grade: bool, solution: bool, kind: str = "code") -> Any:
    made = nbformat.v4.new_code_cell(source) if kind == "code" else nbformat.v4.new_markdown_cell(source)
    about = {"grade_id": name, "grade": grade, "solution": solution, "locked": not solution, "schema_version": 3, "task": False}
    made.metadata["nbgrader"] = {**about, "points": 1} if grade else about
    return made


def make_ps1(root: Path) -> None:
    """Make an assignment of any nbgrader course, and hand in a forger's answer to it."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    notebook.cells = [
        cell("one", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", grade=False, solution=True),
        cell("test_one", "assert x == 1", grade=True, solution=False),
        cell("essay", "Write here.", grade=True, solution=True, kind="markdown"),
    ]
    (root / "source" / "ps1").mkdir(parents=True)
    nbformat.write(notebook, root / "source" / "ps1" / "ps1.ipynb")
    generate(root, ["ps1"])
    handed_in = nbformat.read(root / "release" / "ps1" / "ps1.ipynb", as_version=4)
    handed_in.cells[0].source = f"x = 1\n{SHOWS}"
    handed_in.cells[2].source = f"{SHOWN}\n\n{TEXT}"
    handed_in.cells.append(nbformat.v4.new_markdown_cell(f"{SHOWN} too\n\n{TEXT}"))
    (root / "submitted" / "mallory" / "ps1").mkdir(parents=True)
    nbformat.write(handed_in, root / "submitted" / "mallory" / "ps1" / "ps1.ipynb")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course of ours with one of anybody's beside it; a forger handed in both, and both are marked."""
    scripts_on_path()
    root = tmp_path_factory.mktemp("tutor")
    shutil.copytree(REPOSITORY / "source" / REAL, root / "source" / REAL)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    build(root, [REAL])
    folder = root / "submitted" / "mallory" / REAL
    shutil.copytree(root / "release" / REAL, folder)
    AnswerFile(folder, REAL).save("q9", "reflection", f"{SHOWN}\n\n{TEXT}")
    path = folder / f"{REAL}.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for text in INJECTIONS.values():
        output = {"output_type": "display_data", "metadata": {}, "data": {"text/html": text, "text/markdown": text}}
        own = nbformat.v4.new_code_cell(text, outputs=[nbformat.from_dict(output)])
        notebook["cells"] += [own, nbformat.v4.new_markdown_cell(text, metadata={"name": text, "tags": [text]})]
    path.write_text(json.dumps(notebook), encoding="utf-8")
    make_ps1(root)
    course = Course.at(root)
    run = mark_class(course, [REAL, "ps1"])
    assert run.marked == 2
    return course


@contextmanager
def formgrader(root: Path) -> Iterator[str]:
    """Serve formgrader on a course, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [
        f"--ServerApp.port={port}", "--ServerApp.ip=127.0.0.1", "--ServerApp.open_browser=False", "--IdentityProvider.token=",
        "--ServerApp.allow_root=True", "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}",
    ]  # fmt: skip
    with (root / "server.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", *settings],
            cwd=root,
            stdout=log,
            stderr=log,
            env={**os.environ, "HOME": str(root)},
        )
        try:
            address = f"http://127.0.0.1:{port}/formgrader"
            for _ in range(600):
                assert server.poll() is None, (root / "server.log").read_text()
                try:
                    urlopen(f"{address}/gradebook", timeout=10).close()
                    break
                except (URLError, ConnectionError, TimeoutError):
                    threading.Event().wait(0.1)
            yield address
        finally:
            server.terminate()
            server.wait()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A window that reaches this computer alone: formgrader asks for MathJax from outside."""
    page = context.new_page()
    page.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
    yield page
    page.close()


def submission(root: Path, unit: str) -> str:
    query = """select submitted_notebook.id from submitted_notebook join notebook on notebook_id = notebook.id
               join assignment on notebook.assignment_id = assignment.id where assignment.name = ?"""
    with sqlite3.connect(root / "gradebook.db") as db:
        found: str = db.execute(query, [unit]).fetchone()[0]
    return found


def opened(page: Page, address: str, root: Path, unit: str) -> object:
    """Open a submission, let it settle, press each link of the student's, and return what ran."""
    page.goto(f"{address}/submissions/{submission(root, unit)}/")
    page.wait_for_load_state("networkidle")
    for link in page.locator("#notebook a[href^='javascript']").all():
        link.dispatch_event("click")
    for link in page.locator("#notebook a").all():
        link.dispatch_event("focus")
    return page.evaluate("window.owned")


@pytest.mark.parametrize("unit", [REAL, "ps1"])
def test_is_what_a_student_wrote_read_and_never_run(marked: Course, page: Page, unit: str, screens: Path) -> None:
    with formgrader(marked.root) as address:
        assert opened(page, address, marked.root, unit) is None
        assert SHOWN in page.inner_text("#notebook")
        page.screenshot(path=screens / f"formgrader-{unit}.png", full_page=True)
        assert page.locator("#notebook iframe, #notebook script, #notebook svg[onload], #notebook [onerror]").count() == 0
        if unit == REAL:
            for text in INJECTIONS.values():
                assert " ".join(text.split()) in " ".join(page.inner_text("#notebook").split())


@pytest.mark.soak
def test_does_stock_run_it(tmp_path: Path, page: Page) -> None:
    scripts_on_path()
    make_ps1(tmp_path)
    made = subprocess.run(
        [Path(sys.executable).with_name("nbgrader"), "autograde", "ps1"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    with formgrader(tmp_path) as address:
        assert opened(page, address, tmp_path, "ps1") is not None
