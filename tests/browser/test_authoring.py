"""A tutor adds the example question of CONTRIBUTING in JupyterLab, as it stands there, and a student's answer to it is marked."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from view_course import REAL, REPOSITORY
from view_pages import SLOW
from view_server import jupyter

from carelab.answers import AnswerFile
from grader.course import Course, scripts_on_path
from grader.marking.mark import mark_class

TOKEN = "a-tutor"
STAY_AT_HOME = ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.handlers.announcements.NeverCheckForUpdate"]
"""JupyterLab would ask the internet for news and a newer version."""
STEPS = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")


def example(fence: str) -> str:
    """Return the first indented block of CONTRIBUTING with this fence, as a tutor would copy it."""
    found = re.search(rf"^   ```{fence}\n(.*?)^   ```", STEPS, re.DOTALL | re.MULTILINE)
    assert found is not None
    return re.sub(r"(?m)^   ", "", found[1]).strip()


@pytest.fixture(scope="module")
def tutors(tmp_path_factory: pytest.TempPathFactory) -> Course:
    tmp_path = tmp_path_factory.mktemp("tutors")
    for place in ("source", "notebooks"):
        shutil.copytree(REPOSITORY / place / REAL, tmp_path / place / REAL, ignore=shutil.ignore_patterns("answers.json", ".*"))
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    return Course.at(tmp_path)


@pytest.fixture(scope="module")
def lab(tutors: Course, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """JupyterLab as CONTRIBUTING has a tutor start it: the plain command, in the folder of the course."""
    env = {"JUPYTER_CONFIG_DIR": str(tmp_path_factory.mktemp("tutor")), "JUPYTER_TOKEN": TOKEN}
    with jupyter(tutors.root, ["jupyterlab", "--no-browser", *STAY_AT_HOME], f"api?token={TOKEN}", env) as address:
        yield address


def choose(page: Page, menu: str, entry: str) -> None:
    """Choose from a menu what CONTRIBUTING names."""
    assert f"**{menu} → {entry}**" in STEPS
    page.locator(".lm-MenuBar-itemLabel").get_by_text(menu, exact=True).click()
    page.locator(".lm-Menu-item").filter(has_text=entry).first.click()


def rewrite(page: Page, cell: Locator, text: str) -> None:
    """Make a cell editable in the property inspector, then put other words into it."""
    cell.click(position={"x": 20, "y": 10})
    page.locator(".jp-NotebookTools select").first.select_option(label="Editable")
    cell.locator(".jp-MarkdownOutput, .cm-content").locator("visible=true").first.dblclick()
    editor = cell.locator(".cm-content")
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)
    assert editor.inner_text().split() == text.split()


def restart_and_clear(page: Page) -> None:
    """Say yes to JupyterLab's question, and wait until the kernel has restarted: only then are the outputs cleared.

    A save before that is undone by the clearing, which leaves the notebook unsaved again.
    """
    with page.expect_response(lambda answer: answer.url.partition("?")[0].endswith("/restart"), timeout=SLOW):
        page.locator(".jp-Dialog button.jp-mod-accept").click()
    expect(page.locator(".jp-Dialog")).to_have_count(0)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_have_count(1, timeout=SLOW)


def test_a_tutor_adds_a_question_by_the_steps_of_contributing(tutors: Course, lab: str, visitors: Any) -> None:
    page = visitors.page(width=1366, height=2400)
    notebook = tutors.root / "source" / REAL / f"{REAL}.ipynb"
    page.goto(f"{lab}/lab/tree/source/{REAL}/{REAL}.ipynb?token={TOKEN}&reset", wait_until="commit")
    cells = page.locator(".jp-Notebook .jp-Cell")
    words = cells.filter(has=page.get_by_role("heading", name="Question 3: money not spent"))
    expect(words).to_have_count(1, timeout=SLOW)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_have_count(1, timeout=SLOW)
    before = len(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    expect(cells).to_have_count(before)
    words.click()
    expect(words).to_have_class(re.compile("jp-mod-active"))
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".jp-Notebook .jp-Cell.jp-mod-selected")).to_have_count(2)
    choose(page, "Edit", "Copy Cells")
    choose(page, "Edit", "Paste Cell Below")
    expect(cells).to_have_count(before + 2)
    at = page.evaluate("[...document.querySelectorAll('.jp-Notebook .jp-Cell')].findIndex(e => e.matches('.jp-mod-active'))")

    page.locator(".lm-TabBar-tab[title='Property Inspector']").click()
    page.get_by_text("Common Tools").click()
    rewrite(page, cells.nth(at - 1), example(""))
    rewrite(page, cells.nth(at), example("python"))
    opening = page.locator(".jp-Notebook .jp-Cell").first
    opening.scroll_into_view_if_needed()
    intro = notebook.read_text(encoding="utf-8")
    assert "eight" in intro
    opening.click(position={"x": 20, "y": 10})
    page.locator(".jp-NotebookTools select").first.select_option(label="Editable")
    opening.locator(".jp-MarkdownOutput").dblclick()
    was = opening.locator(".cm-line").all_inner_texts()
    opening.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("\n".join("" if line == "\n" else line for line in was).replace("eight", "nine"))

    page.locator(".lm-TabBar-tab").filter(has_text="Create Assignment").click()
    for place, name in ((at - 1, "budgeting_q10-words"), (at, "budgeting_q10")):
        box = page.locator(".nbgrader-CellWidget").nth(place).locator(".nbgrader-CellId input")
        box.fill(name)
        box.press("Tab")
    choose(page, "Kernel", "Restart Kernel and Clear Outputs of All Cells")
    restart_and_clear(page)
    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-current.jp-mod-dirty")).to_have_count(0, timeout=SLOW)

    scripts_on_path()
    carelab = Path(sys.executable).parent / "carelab"
    for command in ("build", "check"):
        said = subprocess.run([carelab, command, REAL, "--course-dir", tutors.root], capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stdout + said.stderr
    handed_in = tutors.root / "submitted" / "ana" / REAL
    shutil.copytree(tutors.root / "release" / REAL, handed_in)
    AnswerFile(handed_in, REAL).save("q10", "choice", "monthly")
    assert mark_class(tutors, [REAL]).marked == 1
    with sqlite3.connect(tutors.gradebook) as db:
        asked = "select auto_score from grade g join base_cell b on b.id = g.cell_id where b.name = 'budgeting_q10'"
        assert db.execute(asked).fetchall() == [(2.0,)]
