"""Questions answered with code, and a table that may be, in the real JupyterLab by keyboard, and on the page, which has none."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect
from view_course import KINDS, write_notebook
from view_pages import Notebook, ViewName

Open = Any
START = """import carelab
import pandas as pd

staff = pd.DataFrame({"name": ["Ann", "Bo", "Cy"], "hours": [37.5, 30.0, 22.5]})
"""
VALUES = '{"total_hours": "the hours of all staff in the week", "names": "the name of each person"}'
MARKED = [
    f'{START}ex = carelab.exercise("{KINDS}")',
    f'ex.code("hours", {VALUES}, ask="How many hours do the staff work?", any_order=["names"])',
    "# staff is a table with the columns name and hours.\n# Write your code here.",
    """ledger = ex.table(
    "spent", "An invented ledger", {"line": "Line", "spent": "Spent"}, [("Food", 120), ("Food", 80)],
    ask="What was spent?", unit="£", money=["spent"], pandas=True,
)""",
    "# Set answer_spent.",
    "ex.finish()",
]
PRACTICE = [
    f'{START}lesson = carelab.lesson("{KINDS}")',
    f"""lesson.code(
    "hours", {VALUES}, ask="How many hours do the staff work?", any_order=["names"],
    key={{"total_hours": 90, "names": ["Bo", "Ann", "Cy"]}},
    why={{"total_hours": "Add the column.", "names": "Take the column."}},
)""",
    "# Write your code here.",
    "lesson.finish()",
]
GOOD = "total_hours = staff['hours'].sum()\nnames = list(staff['name'])"


def students_cell(notebook: Notebook, holds: str) -> Locator:
    return notebook.page.locator(".jp-CodeCell", has_text=holds).locator(".cm-content")


def write(notebook: Notebook, holds: str, code: str) -> None:
    """Write into a student's cell, and run it, by keyboard alone."""
    cell = students_cell(notebook, holds)
    cell.focus()
    notebook.page.keyboard.press("ControlOrMeta+a")
    notebook.page.keyboard.insert_text(code)
    notebook.page.keyboard.press("Control+Enter")


def states(notebook: Notebook) -> Locator:
    return notebook.form("hours").root.locator(".cl-state")


def open_code(open_unit: Open, view: ViewName, code: list[str], place: str = "exercises") -> Notebook:
    found: Notebook = open_unit(view, place=place, handed_out=lambda path: write_notebook(path, code))
    return found


def test_code_is_written_and_run_by_keyboard_never_marked_there_and_handed_in_with_its_age(
    open_unit: Open, screens: Path
) -> None:
    notebook = open_code(open_unit, "lab", MARKED)
    form = notebook.form("hours")
    foot = notebook.page.locator(".cl-finish")
    expect(states(notebook)).to_have_text(["Not made yet.", "Not made yet."])
    expect(foot).to_contain_text("2 questions have no answer yet:")
    assert notebook.faults() == []
    look = form.button("Check my values")
    look.focus()
    form.press("Enter")
    expect(form.root.get_by_role("status")).to_have_text("Not made yet: total_hours, names.")
    form.button("Go to the code cell").focus()
    form.press("Enter")
    expect(students_cell(notebook, "staff is a table")).to_be_focused()
    write(notebook, "staff is a table", "total_hours = staff['hours'].sum()\nnames = staff['nam']")
    expect(states(notebook)).to_have_text(["Made: a number, 90.", "Not made yet."])
    assert notebook.page.locator(".jp-CodeCell [data-mime-type*=error], .jp-CodeCell .jp-OutputArea-output").count() > 0
    write(notebook, "staff['nam']", GOOD)
    expect(states(notebook)).to_have_text(["Made: a number, 90.", "Made: a list of 3 (“Ann”, “Bo”, “Cy”)."])
    look.focus()
    form.press("Space")
    expect(form.root.get_by_role("status")).to_have_text("Every value is made. Nothing here says if it is right.")
    expect(form.root.locator(".cl-result")).to_be_empty()
    assert notebook.faults() == []
    form.root.scroll_into_view_if_needed()
    notebook.page.screenshot(path=screens / "code-lab.png")
    expect(foot).to_contain_text("1 question has no answer yet:")
    write(notebook, "Set answer_spent", "answer_spent = ledger['spent'].sum()")
    expect(foot).to_contain_text("Every question has an answer.")
    foot.get_by_role("button", name="Make my hand-in file").click()
    expect(foot.locator(".cl-status")).to_contain_text(
        re.compile(r"It holds your code as this notebook was saved at \d\d:\d\d\.")
    )


def test_practice_marks_the_values_and_says_why(open_unit: Open, screens: Path) -> None:
    notebook = open_code(open_unit, "lab", PRACTICE, "notebooks")
    form, result = notebook.form("hours"), notebook.form("hours").root.locator(".cl-result")
    form.button("Check my values").click()
    expect(result).to_contain_text("Make a value first, then check.")
    write(notebook, "Write your code here", "total_hours = 30\nnames = list(staff['name'])")
    expect(states(notebook).first).to_have_text("Made: a number, 30.")
    form.button("Check my values").click()
    expect(result).to_contain_text("1 of 2 right.")
    expect(result).to_contain_text("total_hours Not this. Yours is 30. It should be 90. Add the column.")
    expect(form.root.get_by_role("status")).to_have_text("1 of 2 right. The reasons are below the button.")
    assert notebook.faults() == []
    form.root.scroll_into_view_if_needed()
    notebook.page.screenshot(path=screens / "code-practice.png")
    write(notebook, "total_hours = 30", GOOD)
    expect(states(notebook).first).to_have_text("Made: a number, 90.")
    form.button("Check my values").click()
    expect(result).to_contain_text("2 of 2 right.")
    assert notebook.faults() == []


def test_the_page_says_that_code_is_answered_in_jupyterlab_and_leads_there(open_unit: Open, screens: Path) -> None:
    notebook = open_code(open_unit, "page", MARKED)
    form = notebook.form("hours")
    expect(form.root).to_contain_text("This question is answered with code, in JupyterLab. This page shows no code.")
    lab = notebook.page.get_by_role("link", name="Open in JupyterLab").get_attribute("href") or ""
    assert lab.endswith(f"/doc/tree/{notebook.path}")
    expect(form.root.get_by_role("button")).to_have_count(0)
    expect(notebook.form("spent").root).to_contain_text("You can answer here, or with code in JupyterLab.")
    expect(form.root).to_contain_text("total_hours: the hours of all staff in the week")
    for width in (320, 400, 1366):
        notebook.page.set_viewport_size({"width": width, "height": 768})
        assert notebook.faults() == []
        assert notebook.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        notebook.page.screenshot(path=screens / f"code-page-{width}.png", full_page=True)
