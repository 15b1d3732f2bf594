"""formgrader in a real browser: what students wrote is read there, and runs nowhere."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

import nbformat
import pytest
from attacks.injections import INJECTED, INJECTIONS
from classroom import cell
from playwright.sync_api import BrowserContext, Page
from view_course import REAL, REPOSITORY
from view_server import jupyter

from carelab.answers import AnswerFile
from grader.authoring.build import build, generate
from grader.course import Course, scripts_on_path
from grader.marking.mark import mark_class

EXTENSION = "{'nbgrader.server_extensions.formgrader': True}"
TEXT = "\n\n".join(INJECTIONS.values())
SHOWN = "My own words stand here"


def make_ps1(root: Path, handed_in: Mapping[str, str]) -> None:
    """Make an assignment of any nbgrader course, and hand in answers to it in which a text tries to run: student → text."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    notebook.cells = [
        cell("one", "### BEGIN SOLUTION\nx = 1\n### END SOLUTION", grade=False, solution=True),
        cell("test_one", "assert x == 1", grade=True, solution=False, points=1),
        cell("essay", "Write here.", grade=True, solution=True, points=1, kind="markdown"),
    ]
    (root / "source" / "ps1").mkdir(parents=True)
    nbformat.write(notebook, root / "source" / "ps1" / "ps1.ipynb")
    generate(root, ["ps1"])
    for student, text in handed_in.items():
        forged = nbformat.read(root / "release" / "ps1" / "ps1.ipynb", as_version=4)
        forged.cells[0].source = f"x = 1\nfrom IPython.display import HTML, display\ndisplay(HTML({text!r}))"
        forged.cells[2].source = f"{SHOWN}\n\n{text}"
        forged.cells.append(nbformat.v4.new_markdown_cell(f"{SHOWN} too\n\n{text}"))
        (root / "submitted" / student / "ps1").mkdir(parents=True)
        nbformat.write(forged, root / "submitted" / student / "ps1" / "ps1.ipynb")


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
    make_ps1(root, {"mallory": TEXT})
    course = Course.at(root)
    run = mark_class(course, [REAL, "ps1"])
    assert run.marked == 2
    return course


def formgrader(root: Path) -> AbstractContextManager[str]:
    """Serve formgrader on a course, and give the server's address."""
    settings = ["--ServerApp.open_browser=False", "--IdentityProvider.token=", f"--ServerApp.jpserver_extensions={EXTENSION}"]
    return jupyter(root, ["jupyter_server", *settings], "formgrader/gradebook", {"HOME": str(root)})


def here_only(page: Page) -> Page:
    """Let a window reach this computer alone: formgrader asks for MathJax from outside."""
    page.route(lambda url: not url.startswith("http://127.0.0.1:"), lambda route: route.abort())
    return page


def submission(root: Path, unit: str, student: str) -> str:
    query = """select s.id from submitted_notebook s join notebook n on s.notebook_id = n.id
               join submitted_assignment a on s.assignment_id = a.id join assignment u on a.assignment_id = u.id
               where u.name = ? and a.student_id = ?"""
    with sqlite3.connect(root / "gradebook.db") as db:
        found: str = db.execute(query, [unit, student]).fetchone()[0]
    return found


def opened(page: Page, address: str, root: Path, unit: str, student: str = "mallory") -> object:
    """Open a submission, let it settle, press each link and button of the student's, and return what ran."""
    page.goto(f"{address}/formgrader/submissions/{submission(root, unit, student)}/")
    page.wait_for_load_state("networkidle")
    for link in page.locator("#notebook a[href^='javascript']").all():
        link.dispatch_event("click")
    for link in page.locator("#notebook a").all():
        link.dispatch_event("focus")
    for button in page.locator("#notebook form button").all():
        button.dispatch_event("click")
    return page.evaluate("window.owned")


def test_is_what_a_student_wrote_read_and_never_run(marked: Course, context: BrowserContext, screens: Path) -> None:
    with formgrader(marked.root) as address, context.new_page() as page:
        here_only(page)
        for unit in (REAL, "ps1"):
            assert opened(page, address, marked.root, unit) is None
            read = " ".join(page.inner_text("#notebook").split())
            assert SHOWN in read
            page.screenshot(path=screens / f"formgrader-{unit}.png", full_page=True)
            assert page.locator("#notebook iframe, #notebook script, #notebook svg[onload], #notebook [onerror]").count() == 0
            assert unit != REAL or [text for text in INJECTIONS.values() if " ".join(text.split()) not in read] == []


@pytest.fixture(scope="module")
def marked_by_stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An assignment that stock has marked; each student's answer holds one text that tries to run."""
    scripts_on_path()
    root = tmp_path_factory.mktemp("stock")
    make_ps1(root, INJECTIONS)
    nbgrader = Path(sys.executable).with_name("nbgrader")
    made = subprocess.run([nbgrader, "autograde", "ps1"], cwd=root, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    return root


TRIED_ON_STOCK = [trick for trick in INJECTED if not trick.stock.startswith("not tried: ")]


@pytest.mark.soak
def test_stock_does_with_each_text_what_the_list_of_attacks_says(marked_by_stock: Path, context: BrowserContext) -> None:
    found = {}
    with formgrader(marked_by_stock) as address:
        for trick in TRIED_ON_STOCK:
            with context.new_page() as page:
                ran = opened(here_only(page), address, marked_by_stock, "ps1", trick.name)
            found[trick.name] = "does not run it" if ran is None else "runs it"
    assert found == {trick.name: trick.stock for trick in TRIED_ON_STOCK}
