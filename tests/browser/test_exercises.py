"""A notebook of every kind of question, in both views: answered, read by a screen reader, printed, and seen in every look."""

import re
from pathlib import Path
from typing import Any

import pytest
from looks import PAPER, SPEAKS_AFTER_MS, hear, heard, look_everywhere, loses_nothing, no_dark_paper, small_targets, spaced_widely
from playwright.sync_api import Locator, expect
from view_cases import CASES
from view_course import QUESTIONS, REPOSITORY
from view_faults import FULL_DISK, add_cell
from view_pages import NOT_SAVED, VIEWS, Notebook, ViewName

Open = Any
JS = REPOSITORY / "carelab" / "ui" / "js"
REGIONS = "[role=status], [role=alert], [aria-live]"
MOVES = ["Check how it went: now 2 of 3.", "Check how it went: now 3 of 3."]
"""What a form with steps to put in order says of its own, in a region of its own, at once and before it says *Saved*."""
FILTERED = "30 of 60 rows. Total spent: £3,870."
PAUSED = {"ledger": FILTERED, "cards": "Setting the rota: put back."}
"""What a question says of itself, by question, if the student then pauses before answering: on a slow computer they do."""
WRONG = {
    "variance": "Your answer, in pounds",
    "ledger": "Your answer, in pounds",
    "budget": "Food: Your plan",
    "risks": "Row 1: Score",
}
"""Boxes that want a number, by question."""


@pytest.fixture(scope="module", params=VIEWS)
def notebook(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    """One notebook for each view, in which the tests of this file do one thing after the other."""
    return open_shared(request.param)


@pytest.fixture(scope="module")
def answered(notebook: Notebook) -> Notebook:
    """The notebook with every question answered by mouse, while somebody listens."""
    hear(notebook)
    for case in CASES:
        case.mouse(notebook.form(case.question))
    for case in CASES:
        notebook.form(case.question).expect_saved()
    notebook.page.wait_for_timeout(SPEAKS_AFTER_MS)
    return notebook


@pytest.fixture(scope="module")
def wrong(answered: Notebook) -> Notebook:
    """The notebook with numbers that are none, and a reason that is too long."""
    for question, box in WRONG.items():
        answered.form(question).type_into(box, "lots")
    for question in WRONG:
        expect(answered.form(question).status).to_have_text(NOT_SAVED)
    answered.form("hazards").type_into("A fall at night: Why you chose it", "word " * 25)
    expect(answered.form("hazards").root.get_by_text("25 words. At most 20. 5 too many.")).to_be_visible()
    return answered


def test_are_all_kinds_of_question_looked_at() -> None:
    asked = {re.match(r"\w+ = Rota|.*?ex\.(\w+)\(", code, re.DOTALL).group(1) for code in QUESTIONS.values()}  # type: ignore[union-attr]
    drawn = set(re.findall(r"^  (\w+):|(?<=[ ,]) (\w+): draw", (JS / "form.js").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for pair in drawn for name in pair if name} - {"code"} <= asked
    assert {case.question for case in CASES} == set(QUESTIONS)


def test_axe_finds_nothing_in_empty_forms_and_each_question_says_how_it_is_marked(notebook: Notebook) -> None:
    assert notebook.faults() == []
    expect(notebook.page.get_by_role("group", name="What should Amina do first?")).to_be_visible()
    for question in QUESTIONS:
        notebook.form(question).expect_empty()
        group = notebook.form(question).root
        how = group.locator(f"#{group.get_attribute('aria-describedby')}")
        expect(how).to_be_visible()
        assert re.search(r"\w+ \w+ \w+ .*[.!]$", how.inner_text(), re.DOTALL), question
        control = group.locator("input, select, textarea, button").first
        assert notebook.page.evaluate(
            "([a, b]) => !!(a.compareDocumentPosition(b) & 4)", [how.element_handle(), control.element_handle()]
        ), question


def test_each_answer_is_kept_and_read_out_once(answered: Notebook) -> None:
    assert {case.question: answered.stored(case.question) for case in CASES} == {case.question: case.value for case in CASES}
    assert answered.faults() == []
    for question, told in heard(answered).items():
        moves = [said for said in told["spoken"] if said in MOVES]
        saved = [said for said in told["spoken"] if said.startswith("Saved ")]
        assert moves == (MOVES if question == "steps" else [])
        assert answered.form(question).root.locator(REGIONS).count() == (2 if moves else 1), question
        assert 1 <= len(saved) <= told["saved"], (question, told)
        paused = told["spoken"].count(PAUSED.get(question)) == 1
        assert len(told["spoken"]) == len(moves) + len(saved) + paused, (question, told)


def test_every_answer_prints_as_it_stands_now_and_fits_the_paper(answered: Notebook, screens: Path) -> None:
    page = answered.page
    if answered.view == "page":
        page.set_viewport_size({"width": PAPER, "height": 900})
    page.emulate_media(media="print")
    papers = page.locator(".cl-paper")
    assert papers.count() == len(QUESTIONS)
    for paper in papers.all():
        expect(paper).to_contain_text("Your answer (saved on ")
        assert paper.evaluate("e => e.offsetHeight > 0 && e.scrollWidth <= e.clientWidth")
    assert page.locator(".carelab-form fieldset, .carelab-record:not(.cl-paper *)").filter(visible=True).count() == 0
    if answered.view == "page":
        assert page.evaluate("document.documentElement.scrollWidth") <= PAPER
        page.screenshot(path=screens / "print.png", full_page=True)
        page.set_viewport_size({"width": 1366, "height": 768})
    page.emulate_media(media="null")


def test_every_answer_is_shown_again_after_a_reload_and_in_the_other_view(answered: Notebook, open_shared: Open) -> None:
    answered.reload()
    other: Notebook = open_shared("page" if answered.view == "lab" else "lab", again=answered)
    for again in (answered, other):
        again.page.bring_to_front()
        for case in CASES:
            case.shown(again.form(case.question))
            again.form(case.question).expect_saved()
    other.page.close()
    hear(answered)


def test_what_is_typed_wrong_is_said_once_and_can_be_read_in_every_look(wrong: Notebook, screens: Path) -> None:
    wrong.page.wait_for_timeout(SPEAKS_AFTER_MS)
    told = heard(wrong)
    for question in WRONG:
        spoken = told[question]["spoken"]
        assert len([said for said in spoken if said.startswith("Not saved")]) == 1, spoken
    look_everywhere(wrong, screens)


def test_the_page_is_dark_when_the_system_is_and_light_on_paper(wrong: Notebook) -> None:
    no_dark_paper(wrong)


def test_every_control_can_be_hit_and_wide_or_large_text_on_a_narrow_screen_loses_nothing(wrong: Notebook) -> None:
    assert small_targets(wrong) == []
    spaced_widely(wrong)
    loses_nothing(wrong)


def begin_a_plan(question: str, form: Any) -> None:
    """Begin an answer that cannot be saved; the rest of a plan waits for what is saved."""
    match question:
        case "budget":
            form.type_into("Food: Your plan", "5")
        case "actions":
            form.root.get_by_text("Rewrite the rota").click()
        case "risks":
            form.button("Add a row").click()
            form.type_into("Row 1: Score", "12")
        case "rota" | "weeks" | "hazards":
            form.root.locator("select").first.select_option(index=1)
        case _:
            next(case for case in CASES if case.question == question).mouse(form)


@pytest.mark.parametrize("view", ["lab", pytest.param("page", marks=pytest.mark.soak)])
def test_a_full_disk_is_told_at_each_question_and_the_answers_are_saved_when_there_is_room(
    open_unit: Open, view: ViewName
) -> None:
    notebook = open_unit(view, handed_out=lambda path: add_cell(path, FULL_DISK))
    hear(notebook)
    for question in QUESTIONS:
        begin_a_plan(question, notebook.form(question))
        expect(notebook.form(question).status).to_have_text(re.compile("^Not saved. The disk is full."))
    assert notebook.faults() == []
    assert not any(notebook.stored(question) for question in QUESTIONS)
    notebook.page.wait_for_timeout(SPEAKS_AFTER_MS)
    for question, told in heard(notebook).items():
        others = [said for said in told["spoken"] if not said.startswith("Not saved. The disk is full.")]
        assert [said for said in others if said != PAUSED.get(question)] == (MOVES if question == "steps" else [])
        assert len(told["spoken"]) > len(others), question
    (notebook.folder / "room").touch()
    for question in QUESTIONS:
        notebook.form(question).expect_saved()
        assert notebook.stored(question), question


# by keyboard alone, in a second notebook for each view


@pytest.fixture(scope="module", params=VIEWS)
def keyboard(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    return open_shared(request.param, width=400)


def cells(notebook: Notebook) -> Locator:
    return notebook.page.locator(".jp-Cell")


def test_a_table_is_searched_sorted_grouped_and_paged_by_keyboard(keyboard: Notebook, screens: Path) -> None:
    form = keyboard.form("ledger")
    entries, summary, spoken = form.root.locator("tbody td"), form.root.locator(".cl-summary"), form.root.get_by_role("status")
    expect(summary).to_have_text("60 of 60 rows. Total spent: £7,770.")
    hear(keyboard)
    form.box("Find in the table").focus()
    form.press("'kitch'")
    for region in (summary, spoken):
        expect(region).to_have_text(FILTERED)
    assert heard(keyboard)["ledger"]["spoken"] == [FILTERED], "five key presses are read out once"
    form.button("Spent").focus()
    form.press("Enter")
    expect(entries.last).to_have_text("£136")
    expect(form.root.locator("th[aria-sort=descending]")).to_have_text("Spent ▼")
    expect(spoken).to_have_text("Sorted by Spent, largest or last first.")
    form.press("Enter")
    expect(entries.nth(2)).to_have_text("£100")
    form.button("Later rows").focus()
    form.press("Space")
    expect(form.root.get_by_role("group", name="Pages of the table")).to_contain_text("Page 2 of 3")
    expect(form.button("Later rows")).to_be_focused()
    form.press("Enter", "Enter", "Enter")
    expect(spoken).to_have_text("Page 3 of 3.")
    expect(form.button("Later rows")).to_have_attribute("aria-disabled", "true")
    form.box("Total for each").focus()
    form.press("ArrowDown", "ArrowDown")
    expect(summary).to_have_text("30 of 60 rows, in 3 groups. Total spent: £3,870.")
    expect(form.root.locator("tbody tr").first).to_contain_text("April")
    assert keyboard.faults() == []
    form.root.scroll_into_view_if_needed()
    keyboard.page.screenshot(path=screens / f"table-{keyboard.view}.png")
    form.expect_empty()
    form.box("Find in the table").fill("")
    form.box("Total for each").select_option(index=0)


def test_answered_by_keyboard_alone(keyboard: Notebook) -> None:
    for case in CASES:
        form = keyboard.form(case.question)
        form.expect_empty()
        case.keyboard(form)
        form.expect_saved()
        assert keyboard.stored(case.question) == case.value, case.question


def test_tab_walks_from_one_form_to_the_next_and_nothing_steals_the_focus(keyboard: Notebook) -> None:
    pick = keyboard.form("pick").box("Do both")
    pick.focus()
    keyboard.page.keyboard.press("Space")
    expect(pick).to_be_checked()
    keyboard.form("pick").expect_saved()
    expect(pick).to_be_focused()
    keyboard.page.keyboard.press("Tab")
    expect(keyboard.form("ticks").root.locator("input").first).to_be_focused()
    for _ in VIEWS[VIEWS.index(keyboard.view) :]:  # in JupyterLab the cell itself stands between its output and the one before
        keyboard.page.keyboard.press("Shift+Tab")
    expect(pick).to_be_focused()


def test_a_sentence_in_a_plan_is_in_sight_whole_and_stays_one_line(keyboard: Notebook) -> None:
    form, before = keyboard.form("risks"), cells(keyboard).count()
    form.button("Add a row").press("Enter")
    box = form.box("Row 2: What could happen")
    expect(box).to_be_focused()
    keyboard.page.keyboard.type("A person who walks alone at night could fall on the stairs")
    keyboard.page.keyboard.press("Enter")
    keyboard.page.keyboard.press("Shift+Enter")
    keyboard.page.keyboard.insert_text(" and nobody\r\nwould hear")
    whole = "A person who walks alone at night could fall on the stairs and nobody would hear"
    expect(box).to_have_value(whole)
    expect(box).to_be_focused()
    assert cells(keyboard).count() == before
    assert box.evaluate("e => e.scrollHeight <= e.clientHeight + 1 && e.scrollWidth <= e.clientWidth + 1")
    form.expect_saved()
    assert keyboard.stored("risks")["register"]["r2"]["risk"] == whole


def test_typing_saves_and_an_answer_is_read_out_once_when_it_is_left(keyboard: Notebook) -> None:
    keyboard.page.wait_for_timeout(SPEAKS_AFTER_MS)
    hear(keyboard)
    form = keyboard.form("words")
    box = form.box("Your answer")
    box.focus()
    for word in ("Money", "was", "short", "last", "year"):
        keyboard.page.keyboard.type(f"{word} ", delay=30)
        form.expect_saved()
    assert heard(keyboard)["words"]["spoken"] == []
    box.blur()
    keyboard.page.wait_for_function("told.words.spoken.length > 0")
    keyboard.page.wait_for_timeout(SPEAKS_AFTER_MS)
    assert len(heard(keyboard)["words"]["spoken"]) == 1


def test_the_view_takes_no_key_that_a_student_types_in_a_form(keyboard: Notebook) -> None:
    page, box, before = keyboard.page, keyboard.form("words").box("Your answer"), cells(keyboard).count()
    box.fill("")
    box.focus()
    page.keyboard.type("dd xx m")
    for key in ("Shift+Enter", "Control+Enter", "Home", "End", "Escape", "ArrowUp", "Home", "Delete"):
        page.keyboard.press(key)
    assert box.input_value().startswith("d xx m\n")
    page.keyboard.press("Control+z")
    assert box.input_value().startswith("dd xx m\n")
    expect(box).to_be_focused()
    assert cells(keyboard).count() == before
