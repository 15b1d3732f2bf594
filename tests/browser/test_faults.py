"""When something goes wrong, does the student read it at the question, and is the answer kept?"""

import json
import os
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from soak import WHOLE
from view_course import KINDS
from view_faults import add_cell
from view_pages import NOT_SAVED, SLOW, VIEWS, Notebook, ViewName

import carelab

Open = Any
PICKED = "Say what good care looks like"
RUNS_ON = "from pathlib import Path\nimport time\nwhile not Path('go-on').exists():\n    time.sleep(0.05)"
SAMPLE: tuple[ViewName, ...] = VIEWS if WHOLE else ("lab",)
"""The form's own code tells a fault, and it is the same in both views."""


def pick(notebook: Notebook) -> None:
    notebook.form("pick").root.get_by_text(PICKED).click()


def picked(notebook: Notebook) -> None:
    """See that the answer is saved, and on the disk."""
    expect(notebook.form("pick").status).to_have_text(re.compile("^Saved"), timeout=SLOW)
    expect(notebook.form("pick").box(PICKED)).to_be_checked()
    assert notebook.stored("pick") == "vision"


def entries(notebook: Notebook) -> Any:
    return json.loads((notebook.folder / "answers.json").read_text())


@pytest.fixture(scope="module")
def shared(open_shared: Open) -> Notebook:
    return open_shared("lab")


def test_a_form_waits_less_than_five_seconds_for_a_kernel_before_it_says_so() -> None:
    source = (Path(carelab.__file__).parent / "ui" / "js" / "saving.js").read_text(encoding="utf-8")
    (waits,) = re.findall(r"GIVE_UP_MS = (\d+);", source)
    assert int(waits) < 5_000


def test_the_hand_in_button_makes_the_zip(shared: Notebook) -> None:
    button = shared.page.get_by_role("button", name="Make my hand-in file")
    button.click()
    nothing = shared.page.get_by_text("There is nothing to hand in yet. Answer at least one question first.")
    expect(nothing.first).to_be_visible()
    pick(shared)
    shared.form("pick").expect_saved()
    button.click()
    expect(shared.page.get_by_text(f"Your hand-in file is {KINDS}-handin.zip.").first).to_be_visible()
    assert (shared.folder / f"{KINDS}-handin.zip").is_file()


def test_what_is_not_a_number_is_told_and_the_last_answer_stands(shared: Notebook) -> None:
    form, name = shared.form("variance"), "Your answer, in pounds"
    form.type_into(name, "9600")
    form.expect_saved()
    form.type_into(name, "nine thousand")
    expect(form.status).to_have_text(
        "Not saved. “nine thousand” is not a number. Type it like 9600 or 12.5. Your last answer, 9,600, is still the saved one."
    )
    expect(form.box(name)).to_have_attribute("aria-invalid", "true")
    assert shared.stored("variance") == 9600
    form.type_into(name, "−3.5")
    form.expect_saved()
    expect(form.box(name)).to_have_attribute("aria-invalid", "false")
    assert shared.stored("variance") == -3.5


def test_one_bad_box_of_a_plan_typed_while_nothing_can_be_saved_is_named_and_put_back(shared: Notebook) -> None:
    form, kernel = shared.form("budget"), shared.kernel()
    kernel.suspend()
    form.type_into("Care pay: Your plan", "905000")
    form.type_into("Food: Your plan", "lots")
    shared.page.wait_for_timeout(2_200)  # times on disk are whole seconds
    kernel.resume()
    expect(form.status).to_have_text(
        "Not saved. Food, Your plan: “lots” is not a number. Type it like 9600 or 12.5. The rest of your plan is saved."
    )
    assert shared.stored("budget") == {"lines": {"care": {"amount": 905_000}}}
    shared.reload()
    expect(shared.form("budget").box("Food: Your plan")).to_have_value("lots")
    expect(shared.form("budget").status).to_have_text(NOT_SAVED)


@pytest.mark.parametrize("view", SAMPLE)
def test_a_kernel_that_does_not_answer_is_told_and_the_answer_saved_later(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view)
    kernel = notebook.kernel()
    kernel.suspend()
    try:
        pick(notebook)
        expect(notebook.form("pick").status).to_have_text(NOT_SAVED, timeout=SLOW)
        assert notebook.stored("pick") is None
    finally:
        kernel.resume()
    picked(notebook)


def test_a_killed_process_behind_a_page_is_told_comes_back_by_itself_and_saves_the_answer(open_unit: Open) -> None:
    notebook = open_unit("page")
    notebook.kernel().kill()
    notebook.page.wait_for_selector("#loading[data-state=lost]")
    pick(notebook)
    picked(notebook)
    expect(notebook.page.locator("#loading")).to_have_text("Your page is ready.")


def test_a_killed_kernel_in_jupyterlab_comes_back_by_itself_and_saves_the_answer(open_unit: Open) -> None:
    notebook = open_unit("lab")
    notebook.kernel().kill()
    pick(notebook)
    notebook.page.get_by_role("dialog").get_by_role("button", name="OK").click(timeout=SLOW)
    picked(notebook)


@pytest.mark.soak
def test_in_jupyterlab_without_our_extension_the_student_runs_all_cells_and_nothing_is_lost(
    open_unit: Open, visitors: Any
) -> None:
    page = visitors.page()
    page.route(re.compile("/extensions/carelab/"), lambda route: route.abort())
    notebook = open_unit("lab", page=page, ready=".jp-Notebook .jp-Cell")

    def run_all() -> None:
        expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible(timeout=SLOW)
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    run_all()
    form = notebook.form("variance")
    form.expect_empty()
    kernel = notebook.kernel()
    kernel.suspend()
    form.box("Your answer, in pounds").fill("£9,600")
    expect(form.status).to_have_text(NOT_SAVED, timeout=SLOW)
    kernel.resume()
    kernel.kill()
    page.get_by_role("dialog").get_by_role("button", name="OK").click(timeout=SLOW)
    run_all()
    expect(notebook.form("variance").status).to_have_text(re.compile("^Saved"), timeout=SLOW)
    assert notebook.stored("variance") == 9600


def test_a_read_only_folder_is_told_at_the_question(open_unit: Open) -> None:
    def lock(folder: Path) -> None:
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # what is read-only for others is not so for root
            add_cell(folder / f"{KINDS}.ipynb", "import os; os.setegid(65534); os.seteuid(65534)")
        folder.chmod(stat.S_IRUSR | stat.S_IXUSR | stat.S_IROTH | stat.S_IXOTH)

    notebook = open_unit("lab", prepare=lock)
    try:
        pick(notebook)
        expect(notebook.form("pick").status).to_have_text(re.compile("^Not saved. This folder is read-only."))
        assert notebook.stored("pick") is None
    finally:
        notebook.folder.chmod(0o755)


def test_a_damaged_answer_file_is_kept_and_an_answer_given_while_a_cell_runs_waits_its_turn(open_unit: Open) -> None:
    damage = '{"schema": 1, "assign'

    def prepare(folder: Path) -> None:
        (folder / "answers.json").write_text(damage)
        add_cell(folder / f"{KINDS}.ipynb", RUNS_ON, last=True)

    notebook = open_unit("lab", prepare=prepare, ready='[data-question="pick"]')
    notice = notebook.page.get_by_role("alert").filter(has_text="Please read")
    expect(notice).to_be_visible()
    named = re.search(r"answers-kept-\w+\.json", notice.inner_text())
    assert named is not None
    assert (notebook.folder / named[0]).read_text() == damage
    pick(notebook)
    waits = re.compile("^Not saved yet. A code cell is still running.")
    expect(notebook.form("pick").status).to_have_text(waits, timeout=10_000)
    (notebook.folder / "go-on").touch()
    picked(notebook)


@pytest.mark.parametrize("view", SAMPLE)
def test_two_windows_keep_both_answers_and_the_second_is_told_of_the_first(open_unit: Open, view: ViewName) -> None:
    first = open_unit(view)
    second = open_unit("page", again=first)
    pick(first)
    first.form("pick").expect_saved()
    form = second.form("pick")
    form.root.get_by_role("radio").first.focus()
    second.page.keyboard.press("Space")
    form.expect_saved()
    mine = second.stored("pick")
    assert mine not in (None, "vision")
    told = f"You had answered “{PICKED}” in another window at"
    expect(form.root.locator(".cl-elsewhere")).to_contain_text(told)
    expect(form.root.get_by_role("status")).to_contain_text(told)
    assert [kept["value"] for kept in entries(first)["answers"]["pick"]["earlier"]] == ["vision"]
    form.button("Use the other one").focus()
    second.page.keyboard.press("Enter")
    form.expect_saved()
    expect(form.box(PICKED)).to_be_checked()
    expect(form.button("Use the other one")).to_have_count(0)
    now = entries(first)["answers"]["pick"]
    assert (now["value"], [kept["value"] for kept in now["earlier"]]) == ("vision", [mine])
    first.form("share").type_into("Your answer, per cent", "64")
    first.form("share").expect_saved()
    second.form("drop").type_into("Your answer", "3")
    second.form("drop").expect_saved()
    expect(second.form("share").box("Your answer, per cent")).to_have_value("64")
    assert {q: a["value"] for q, a in entries(first)["answers"].items()} == {"pick": "vision", "share": 64, "drop": 3}
    assert second.faults() == []


@pytest.mark.parametrize("view", SAMPLE)
def test_each_student_has_an_order_of_options_that_stays(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, mixed=True)
    listed = "els => els.map(e => e.dataset.item)"
    before = notebook.forms.locator("[data-item]").evaluate_all(listed)
    seed = entries(notebook)["seed"]
    assert seed > 0
    pick(notebook)
    notebook.form("pick").expect_saved()
    assert entries(notebook)["seed"] == seed
    again = open_unit("page", again=notebook)
    assert again.forms.locator("[data-item]").evaluate_all(listed) == before
