"""Does ``carelab open`` give a student their own copy, keep their work, and say plainly what is missing?"""

import contextlib
import re
import shutil
import subprocess
import sys
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import expect
from view_course import KINDS, LEFT, REAL, REPOSITORY, make_course
from view_pages import Form, typed, wait_until_ready

from carelab.answers import AnswerFile, load
from carelab.page import CannotOpen, make_working_copy, open_course, serving
from carelab.page.working_copy import find_unit

FIRST = "01-introduction"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_course(tmp_path)
    return tmp_path


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_unit_is_copied_and_the_course_itself_is_left_alone(folder: Path) -> None:
    before = _tree(folder)
    working = make_working_copy(folder, REAL)
    after = _tree(folder)
    assert working.lesson == f"notebooks/{REAL}/{REAL}.ipynb"
    assert working.exercises == f"exercises/{REAL}/{REAL}.ipynb"
    assert {name: data for name, data in after.items() if not name.startswith("my-work")} == before
    assert after[f"my-work/exercises/{REAL}/{REAL}.ipynb"] == before[f"release/{REAL}/{REAL}.ipynb"]


def test_opening_again_keeps_the_students_files_and_adds_only_new_ones(folder: Path) -> None:
    working = make_working_copy(folder, REAL)
    mine = working.root / "exercises" / REAL
    (mine / f"{REAL}.ipynb").write_text("my own notes")
    (mine / "answers.json").write_text("my answers")
    (folder / "release" / REAL / "answers.json").write_text("never a student's")
    (folder / "release" / REAL / "data.csv").write_text("new")
    make_working_copy(folder, REAL)
    assert (mine / f"{REAL}.ipynb").read_text() == "my own notes"
    assert (mine / "answers.json").read_text() == "my answers"
    assert (mine / "data.csv").read_text() == "new"


def test_the_lesson_opens_first_and_the_exercises_once_they_are_begun(folder: Path) -> None:
    working = make_working_copy(folder, REAL)
    assert working.first == working.lesson
    (working.root / "exercises" / REAL / "answers.json").touch()
    assert working.first == working.exercises


@pytest.mark.parametrize(("said", "meant"), [(None, REAL), (REAL, REAL), ("08", REAL), ("8", REAL), ("kinds", KINDS)])
def test_a_unit_may_be_named_by_its_number_or_its_short_name(folder: Path, said: str | None, meant: str) -> None:
    assert find_unit(folder, said) == meant


def test_an_unknown_unit_is_named_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(CannotOpen, match=rf"There is no unit 42 in .* The units are {REAL}, {KINDS}"):
        make_working_copy(folder, "42")


def test_a_folder_without_a_course_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert open_course(None, lab=False, folder=tmp_path, browser=False) == 2
    said = capsys.readouterr().err
    assert str(tmp_path) in said
    assert "carelab open" in said
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_that_was_not_built_says_which_command_mends_it(folder: Path) -> None:
    (folder / "release").rename(folder / "source")
    with pytest.raises(CannotOpen, match=r"release/ is missing\. Run: carelab build"):
        make_working_copy(folder, REAL)
    (folder / "release").mkdir()
    with pytest.raises(CannotOpen, match=rf"{REAL} is missing\. Run: carelab build {REAL}"):
        make_working_copy(folder, REAL)


@contextlib.contextmanager
def opened(folder: Path, unit: str | None) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run ``carelab open``; give the address that it prints, and the process."""
    program = """if True:
        import sys
        from pathlib import Path
        from carelab.page import open_course
        sys.exit(open_course(sys.argv[2] or None, lab=False, folder=Path(sys.argv[1]), browser=False))
    """
    command = [sys.executable, "-c", program, str(folder), unit or ""]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            said = next(line for line in process.stdout if "http://" in line)
            address = re.search(r"http://127\.0\.0\.1:\d+/\S+", said)
            assert address is not None
            yield address[0], process
        finally:
            process.terminate()


def close(address: str, process: subprocess.Popen[str]) -> None:
    """Choose File, Shut Down, as JupyterLab does it; see that everything ends that was started."""
    children = psutil.Process(process.pid).children(recursive=True)
    server, token = re.match(r"(http://[^/]+)/", address)[1], address.split("token=")[1]  # type: ignore[index]
    request = urllib.request.Request(f"{server}/api/shutdown", method="POST", headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request) as answer:
        assert answer.status == 200
    assert process.wait(timeout=60) == 0
    assert psutil.wait_procs(children, 20)[1] == []


def test_a_named_unit_opens_at_its_page(folder: Path) -> None:
    with opened(folder, "8") as (address, process):
        assert f"/carelab/{REAL}/lesson/index.html?" in address
        close(address, process)


def test_an_answer_given_while_care_lab_is_closed_waits_in_the_browser_and_is_saved_when_it_is_open_again(
    folder: Path, visitors: Any
) -> None:
    working = make_working_copy(folder, REAL)
    left_open, closed = visitors.page(), visitors.page()
    with serving(working.root) as server:
        for page in (left_open, closed):
            page.goto(server.page(working.exercises or ""))
            wait_until_ready(page, "page")
    for page, value in ((left_open, "1"), (closed, "71"), (closed, "72.9")):
        expect(page.locator("#loading")).to_contain_text("Care Lab cannot be reached.")
        form = Form(page, "q1" if page is closed else "q2a")
        form.root.get_by_role("textbox").fill(value)
        expect(form.status).to_have_text("Saving…")
    closed.wait_for_timeout(6_000)  # no “Not saved”: it waits
    expect(Form(closed, "q1").status).to_have_text("Saving…")
    closed.close()
    with serving(working.root) as again:
        assert again.port == server.port
        Form(left_open, "q2a").expect_saved()
        page = visitors.page()
        page.goto(again.page(working.exercises or ""))
        Form(page, "q1").expect_saved()
        expect(Form(page, "q1").root.get_by_role("textbox")).to_have_value("72.9")
    kept = load(working.root / "exercises" / REAL / "answers.json", REAL)
    assert (kept.value("q1"), kept.value("q2a")) == (72.9, 1)


def test_an_answer_that_waited_in_the_browser_does_not_replace_a_newer_one_that_was_saved_elsewhere(
    folder: Path, visitors: Any
) -> None:
    working = make_working_copy(folder, REAL)
    own = working.root / "exercises" / REAL
    with serving(working.root) as server:
        closed = visitors.page()
        closed.goto(server.page(working.exercises or ""))
        wait_until_ready(closed, "page")
    expect(closed.locator("#loading")).to_contain_text("Care Lab cannot be reached.")
    for question in ("q1", "q2a"):
        expect(typed(closed, question, "1").status).to_have_text("Saving…")
    closed.wait_for_timeout(1_100)  # an answer's time is known to the second
    AnswerFile(own, REAL).save("q1", "number", 72.9)  # as in JupyterLab
    closed.close()
    with serving(working.root) as again:
        page = visitors.page()
        page.goto(again.page(working.exercises or ""))
        Form(page, "q2a").expect_saved()
        expect(Form(page, "q2a").root.get_by_role("textbox")).to_have_value("1")
        expect(Form(page, "q1").root.get_by_role("textbox")).to_have_value("72.9")
        Form(page, "q1").expect_saved()
    kept = load(own / "answers.json", REAL)
    assert (kept.value("q1"), kept.value("q2a")) == (72.9, 1)


def test_from_home_through_a_unit_by_keyboard_to_jupyterlab_and_the_hand_in(tmp_path: Path, visitors: Any) -> None:
    for place in ("notebooks", "release"):
        shutil.copytree(REPOSITORY / place / FIRST, tmp_path / place / FIRST, ignore=LEFT)
    with opened(tmp_path, None) as (address, process):
        page = visitors.page()
        page.goto(address)
        assert "token" not in page.url
        expect(page.locator("#kept")).to_contain_text(str(tmp_path / "my-work"))
        page.get_by_role("link", name="Start here").press("Enter")
        wait_until_ready(page, "page")
        page.get_by_role("link", name="Exercises", exact=True).press("Enter")
        page.wait_for_url("**/exercises/index.html")
        wait_until_ready(page, "page")
        question = page.locator("[data-question]", has=page.locator("input[type=radio]")).first
        form = Form(page, question.get_attribute("data-question") or "")
        form.root.locator("input[type=radio]").nth(1).focus()
        page.keyboard.press("Space")
        form.expect_saved()
        expect(page.locator("#progress")).to_have_text(re.compile("^1 of "))
        page.reload()
        wait_until_ready(page, "page")
        expect(form.root.locator("input[type=radio]").nth(1)).to_be_checked()
        back = page.url
        page.get_by_role("link", name="Open in JupyterLab").first.press("Enter")
        page.wait_for_url("**/doc/tree/**")
        wait_until_ready(page, "lab")
        expect(form.root.locator("input[type=radio]").nth(1)).to_be_checked()
        page.goto(back)
        wait_until_ready(page, "page")
        with page.expect_download() as made:
            page.get_by_role("button", name="Make my hand-in file").press("Enter")
        with zipfile.ZipFile(made.value.path()) as packed:
            assert sorted(packed.namelist()) == [f"{FIRST}/{FIRST}.ipynb", f"{FIRST}/answers.json"]
        page.get_by_role("link", name="Care Lab", exact=True).click()
        expect(page.locator(f"[data-unit='{FIRST}'] .state")).to_contain_text("Hand-in file made")
        expect(page.locator("#continue-title")).to_contain_text("Unit 1")
        assert visitors.errors == []
        page.goto("about:blank")
        close(address, process)
