"""Can everyone use it: by screen reader, keyboard, at 320 pixels, with large text, in light and dark?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from view_cases import CASES
from view_course import KEYS, QUESTIONS, REAL, REPOSITORY
from view_faults import FULL_DISK, add_cell
from view_pages import NOT_SAVED, VIEWS, Form, Notebook, ViewName

Open = Any
LISTEN = """e => {
    window.heard = [];
    new MutationObserver(() => e.textContent && heard.push(e.textContent)).observe(e, { childList: true });
}"""


JS = REPOSITORY / "carelab" / "ui" / "js"
REGIONS = "[role=status], [role=alert], [aria-live]"
LISTEN_TO_ALL = """() => {
    window.told = {};
    for (const form of document.querySelectorAll("[data-question]")) {
        const heard = (told[form.dataset.question] = { spoken: [], saved: 0 });
        for (const region of form.querySelectorAll("[role=status], [role=alert], [aria-live]")) {
            const hear = () => region.textContent && heard.spoken.push(region.textContent);
            new MutationObserver(hear).observe(region, { childList: true });
        }
        const status = form.querySelector(".cl-status");
        const see = () => { heard.saved += status.dataset.state === "saved"; };
        new MutationObserver(see).observe(status, { childList: true });
    }
}"""
"""Keeps, for each question, what a screen reader is given to read out and how often the line on the screen said *Saved*."""
MOVES = ["Check how it went: now 2 of 3.", "Check how it went: now 3 of 3."]
"""What a form with steps to put in order says of its own, in a region of its own, at once and before it says *Saved*."""
FILTERED = "30 of 60 rows. Total spent: £3,870."
"""What the table says of itself when it was filtered, if the student then pauses before answering: on a slow computer they do."""
PAPER = 640
"""The width of a sheet of A4 between its margins, in CSS pixels."""
SAID = re.compile(r"^(Right|Not yet|Not this one|A good way|\d of \d|All \d)")
"""How the result of a check begins."""
SPEAKS_AFTER_MS = 900
"""An announcement waits for the student to pause."""


@pytest.fixture(scope="module", params=VIEWS)
def notebook(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    return open_shared(request.param)


@pytest.fixture(scope="module")
def answered(notebook: Notebook) -> Notebook:
    """The notebook with every question answered by mouse, while somebody listens."""
    notebook.page.evaluate(LISTEN_TO_ALL)
    for case in CASES:
        case.mouse(notebook.form(case.question))
    for case in CASES:
        notebook.form(case.question).expect_saved()
    notebook.page.wait_for_timeout(SPEAKS_AFTER_MS)
    return notebook


def test_are_all_kinds_of_question_looked_at() -> None:
    asked = {re.match(r"\w+ = Rota|.*?ex\.(\w+)\(", code, re.DOTALL).group(1) for code in QUESTIONS.values()}  # type: ignore[union-attr]
    drawn = set(re.findall(r"^  (\w+):|(?<=[ ,]) (\w+): draw", (JS / "form.js").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for pair in drawn for name in pair if name} - {"code"} <= asked
    assert {case.question for case in CASES} == set(QUESTIONS)


def test_axe_finds_nothing_in_empty_forms(notebook: Notebook) -> None:
    assert notebook.faults() == []
    expect(notebook.page.get_by_role("group", name="What should Amina do first?")).to_be_visible()


def test_each_question_says_how_it_is_marked_and_tells_it_with_the_group(notebook: Notebook) -> None:
    for question in QUESTIONS:
        group = notebook.form(question).root
        how = group.locator(f"#{group.get_attribute('aria-describedby')}")
        expect(how).to_be_visible()
        said = how.inner_text()
        assert re.search(r"[.!]$", said), question
        assert len(said.split()) >= 4, question
        assert notebook.page.evaluate(
            "([a, b]) => !!(a.compareDocumentPosition(b) & 4)",
            [how.element_handle(), group.locator("input, select, textarea, button").first.element_handle()],
        ), question


def test_axe_finds_nothing_in_answered_forms(answered: Notebook) -> None:
    assert answered.faults() == []


def test_each_answer_is_read_out_once(answered: Notebook) -> None:
    told = answered.page.evaluate("told")
    for question in QUESTIONS:
        form, heard = answered.form(question), told[question]
        moves = [said for said in heard["spoken"] if said in MOVES]
        saved = [said for said in heard["spoken"] if said.startswith("Saved ")]
        assert moves == (MOVES if question == "steps" else [])
        assert form.root.locator(REGIONS).count() == (2 if moves else 1), question
        assert 1 <= len(saved) <= heard["saved"], (question, heard)
        paused = question == "ledger" and heard["spoken"].count(FILTERED) == 1
        assert len(heard["spoken"]) == len(moves) + len(saved) + paused, (question, heard)


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


def test_axe_finds_nothing_when_what_is_typed_is_wrong(answered: Notebook, screens: Path) -> None:
    boxes = {
        "variance": "Your answer, in pounds",
        "ledger": "Your answer, in pounds",
        "budget": "Food: Your plan",
        "risks": "Row 1: Score",
    }
    for question, box in boxes.items():
        answered.form(question).type_into(box, "lots")
    for question in boxes:
        expect(answered.form(question).status).to_have_text(NOT_SAVED)
    answered.form("hazards").type_into("A fall at night: Why you chose it", "word " * 25)
    expect(answered.form("hazards").root.get_by_text("25 words. At most 20. 5 too many.")).to_be_visible()
    assert answered.faults() == []
    answered.page.wait_for_timeout(SPEAKS_AFTER_MS)
    for question in boxes:
        spoken = answered.page.evaluate("q => told[q].spoken", question)
        assert len([said for said in spoken if said.startswith("Not saved")]) == 1, spoken
    answered.form("budget").root.scroll_into_view_if_needed()
    answered.page.screenshot(path=screens / f"kinds-{answered.view}.png", full_page=answered.view == "page")


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_when_no_answer_can_be_saved(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, prepare=lambda folder: add_cell(folder, FULL_DISK))
    notebook.page.evaluate(LISTEN_TO_ALL)
    for case in CASES:
        form = notebook.form(case.question)
        UNSAVED.get(case.question, case.mouse)(form)
        expect(form.status).to_have_text(re.compile("^Not saved. The disk is full."))
    assert notebook.faults() == []
    notebook.page.wait_for_timeout(SPEAKS_AFTER_MS)
    for question, heard in notebook.page.evaluate("told").items():
        others = [said for said in heard["spoken"] if not said.startswith("Not saved. The disk is full.")]
        assert [said for said in others if (question, said) != ("ledger", FILTERED)] == (MOVES if question == "steps" else [])
        assert len(heard["spoken"]) > len(others), question


def _first_list(form: Form) -> None:
    form.root.locator("select").first.select_option(index=1)


def _row(form: Form) -> None:
    form.button("Add a row").click()
    form.type_into("Row 1: Score", "12")


UNSAVED: dict[str, Callable[[Form], None]] = {
    "budget": lambda form: form.type_into("Food: Your plan", "5"),
    "actions": lambda form: form.root.get_by_text("Rewrite the rota").click(),
    "risks": _row,
    "rota": _first_list,
    "weeks": _first_list,
    "hazards": _first_list,
}
"""How to begin a plan; the rest of it waits for what is saved."""


@pytest.fixture(scope="module", params=VIEWS)
def lesson(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    return open_shared(request.param, place="notebooks")


def test_axe_finds_nothing_in_a_lesson_before_it_is_answered_and_after_an_early_check(lesson: Notebook) -> None:
    assert lesson.faults() == []
    for question in KEYS:
        form = lesson.form(question)
        form.button("Check my answer").click()
        expect(form.root.locator(".cl-result")).to_contain_text("Answer first, then check.")
    assert lesson.faults() == []


def test_axe_finds_nothing_in_what_each_check_says_and_it_is_read_out_once(lesson: Notebook) -> None:
    for case in CASES:
        if case.question in KEYS:
            case.mouse(lesson.form(case.question))
            lesson.form(case.question).expect_saved()
    lesson.page.wait_for_timeout(SPEAKS_AFTER_MS)
    lesson.page.evaluate(LISTEN_TO_ALL)
    for question in KEYS:
        form = lesson.form(question)
        form.button("Check my answer").click()
        expect(form.root.locator(".cl-result")).to_have_text(SAID)
    assert lesson.faults() == []
    lesson.page.wait_for_timeout(SPEAKS_AFTER_MS)
    told = lesson.page.evaluate("told")
    for question in KEYS:
        assert len(told[question]["spoken"]) == 1, (question, told[question])
        assert SAID.search(told[question]["spoken"][0]), question


def test_axe_finds_nothing_in_a_lesson_before_and_after_a_check(lesson: Notebook) -> None:
    guess = lesson.form("guess")
    guess.root.get_by_text("They fall as much").click()
    guess.button("Check my answer").click()
    expect(guess.root.locator(".cl-result")).to_contain_text("Most costs stay when a bed is empty.")
    guess.root.get_by_text("They hardly fall at all").click()
    guess.button("Check my answer").click()
    expect(guess.root.locator(".cl-result")).to_contain_text("Right.")
    lesson.page.get_by_role("button", name="Show the numbers as a table").first.click()
    assert lesson.faults() == []


def test_a_rota_in_a_lesson_counts_as_it_is_built_and_tells_each_rule(lesson: Notebook) -> None:
    form = lesson.form("nights")
    rules, spoken = form.root.locator(".cl-rules li"), form.root.locator("[role=status]")
    expect(rules).to_have_text([re.compile("Not checked yet"), re.compile("Not checked yet")])
    form.box("Ida, Mon").focus()
    form.press("ArrowDown", "Tab", "'D'")
    expect(form.root.locator('[data-item="ida"] .cl-wrongs')).to_have_text(
        "✗ Only 0.5 hours between Mon Night and Tue Day: 11 hours is the least."
    )
    expect(spoken).to_have_text(
        re.compile(
            r"^Saved \d\d:\d\d\. Ida: 17\.5 of 20 hours\. Only 0\.5 hours between Mon Night and Tue Day: 11 hours is the least\. "
            r"Tue Day: 1 of 0, 1 too many\. 2 places still to fill\. 0 of 2 rules met\.$"
        )
    )
    expect(rules).to_have_class(["cl-unmet", "cl-unmet"])
    form.button("Check my answer").click()
    result = form.root.locator(".cl-result")
    expect(result.locator("li")).to_contain_text(
        ["Not met. Must: Each night", "Not met. Must: Everybody", "Not met. Should: The hours"]
    )
    assert lesson.faults() == []
    form.box("Ida, Tue").select_option("night")
    form.box("Jo, Wed").select_option("night")
    expect(rules).to_have_class(["cl-met", "cl-met", "cl-open"])
    expect(rules.last).to_have_text("→Note: Nobody works three days in a row.")
    expect(form.status).to_have_text(re.compile("2 of 2 rules met"))
    form.button("Check my answer").click()
    expect(result).to_contain_text("All 3 rules met.")


def test_a_slider_moves_by_arrow_keys_and_is_read_out_once(lesson: Notebook) -> None:
    model = lesson.page.get_by_role("region", name="First come", exact=True)
    spoken = model.locator("[role=status]").last
    spoken.evaluate(LISTEN)
    slider = model.get_by_role("slider", name="Minutes for each")
    slider.focus()
    for _ in range(4):
        lesson.page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("30")
    expect(slider).to_have_attribute("aria-valuetext", "30 minutes")
    expect(model.locator(".cl-reading")).to_have_text("Ann is seen first, for 30 minutes.")
    expect(spoken).to_have_text("Ann is seen first, for 30 minutes.")
    assert lesson.page.evaluate("heard") == ["Ann is seen first, for 30 minutes."]


def test_every_control_of_a_model_works_by_keyboard(lesson: Notebook) -> None:
    model = lesson.page.get_by_role("region", name="First come", exact=True)
    press = lesson.page.keyboard.press
    model.get_by_role("spinbutton", name="Minutes for each, exact number").focus()
    for key in ("Control+a", "1", "5", "Tab"):
        press(key)
    model.get_by_role("checkbox", name="Rush hour").focus()
    press("Space")
    model.get_by_role("radio", name="Monday").focus()
    press("ArrowDown")
    model.get_by_role("button", name="Move up: Bob").focus()
    press("Enter")
    expect(model.locator(".cl-reading")).to_have_text("Bob is seen first, for 15 minutes.")
    expect(model.get_by_role("checkbox", name="Rush hour")).to_be_checked()
    expect(model.get_by_role("radio", name="Tuesday")).to_be_checked()
    model.get_by_role("radio", name="Dev").focus()
    for key in ("ArrowDown", "Tab", "Enter", "Tab", "Tab", "Enter"):
        press(key)
    expect(model.locator(".cl-reading")).to_have_text("Bob is seen first, for 15 minutes. 2 called, Eve first.")
    expect(model.get_by_role("button", name="Take back the last one")).to_be_focused()
    press("Enter")
    expect(model.locator(".cl-reading")).to_have_text("Bob is seen first, for 15 minutes. 1 called, Eve first.")
    expect(model.get_by_role("radio", name="Dev")).to_be_focused()
    model.get_by_role("button", name="Start again").click()
    expect(model.locator(".cl-reading")).to_have_text("Ann is seen first, for 10 minutes.")


def test_an_answer_is_read_out_once(open_unit: Open) -> None:
    notebook = open_unit("page")
    form = notebook.form("words")
    form.root.locator("[role=status]").evaluate(LISTEN)
    box = form.box("Your answer")
    box.focus()
    for word in ("Money", "was", "short", "last", "year"):
        notebook.page.keyboard.type(f"{word} ", delay=30)
        form.expect_saved()  # typing saves, and says nothing aloud
    box.blur()
    notebook.page.wait_for_function("heard.length > 0")
    notebook.form("pick").root.get_by_text("Do both").click()
    expect(notebook.form("pick").root.locator("[role=status]")).to_have_text(re.compile(r"^Saved \d\d:\d\d\.$"))
    assert len(notebook.page.evaluate("heard")) == 1


def test_jupyterlab_takes_no_key_that_a_student_types_in_a_form(open_unit: Open) -> None:
    notebook = open_unit("lab")
    page, form = notebook.page, notebook.form("words")
    cells = page.locator(".jp-Cell").count()
    box = form.box("Your answer")
    box.focus()
    page.keyboard.type("dd xx m")
    for key in ("Shift+Enter", "Control+Enter", "Home", "End", "Escape", "ArrowUp", "Home", "Delete"):
        page.keyboard.press(key)
    assert box.input_value().startswith("d xx m\n")
    page.keyboard.press("Control+z")
    assert box.input_value().startswith("dd xx m\n")
    expect(box).to_be_focused()
    assert page.locator(".jp-Cell").count() == cells


@pytest.mark.parametrize("view", VIEWS)
def test_a_sentence_in_a_plan_is_in_sight_whole_and_stays_one_line(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, width=400)
    page, form = notebook.page, notebook.form("risks")
    cells = page.locator(".jp-Cell").count()
    form.button("Add a row").press("Enter")
    box = form.box("Row 1: What could happen")
    expect(box).to_be_focused()
    page.keyboard.type("A person who walks alone at night could fall on the stairs")
    page.keyboard.press("Enter")
    page.keyboard.press("Shift+Enter")
    page.keyboard.insert_text(" and nobody\r\nwould hear")
    whole = "A person who walks alone at night could fall on the stairs and nobody would hear"
    expect(box).to_have_value(whole)
    expect(box).to_be_focused()
    assert page.locator(".jp-Cell").count() == cells
    assert box.evaluate("e => e.scrollHeight <= e.clientHeight + 1 && e.scrollWidth <= e.clientWidth + 1")
    form.expect_saved()
    assert notebook.stored("risks")["register"]["r1"]["risk"] == whole


@pytest.mark.parametrize("view", VIEWS)
def test_tab_walks_from_one_form_to_the_next_and_nothing_steals_the_focus(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view)
    notebook.form("pick").box("Do both").focus()
    notebook.page.keyboard.press("Space")
    notebook.form("pick").expect_saved()
    expect(notebook.form("pick").box("Do both")).to_be_focused()
    notebook.page.keyboard.press("Tab")
    expect(notebook.form("ticks").root.locator("input").first).to_be_focused()
    for _ in VIEWS[VIEWS.index(view) :]:  # in JupyterLab the cell itself stands between its output and the one before
        notebook.page.keyboard.press("Shift+Tab")
    expect(notebook.form("pick").box("Do both")).to_be_focused()


def test_the_page_has_a_title_a_language_one_main_part_and_a_way_past_the_top(open_unit: Open) -> None:
    notebook = open_unit("page", REAL)
    page = notebook.page
    expect(page).to_have_title("8. Resource allocation and budgeting: exercises – Care Lab")
    assert page.locator("html").get_attribute("lang") == "en-GB"
    assert page.locator("main").count() == 1
    levels = page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(e => Number(e.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the lesson")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("place", ["exercises", "notebooks"])
def test_at_320_pixels_nothing_scrolls_sideways(open_unit: Open, place: str, screens: Path) -> None:
    notebook = open_unit("page", REAL, place, width=320)
    assert notebook.page.evaluate("document.documentElement.scrollWidth") == 320
    assert notebook.faults() == []
    notebook.page.screenshot(path=screens / f"{REAL}-{place}-320.png", full_page=True)
    notebook.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert notebook.page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("view", VIEWS)
def test_the_real_unit_opens_without_a_fault(open_unit: Open, visitors: Any, view: ViewName, screens: Path) -> None:
    notebook = open_unit(view, REAL)
    assert notebook.faults() == []
    assert visitors.errors == []
    notebook.page.screenshot(path=screens / f"{REAL}-{view}.png", full_page=view == "page")


def test_links_lead_from_view_to_view_and_from_exercises_to_lesson(open_unit: Open) -> None:
    notebook = open_unit("lab")
    with notebook.page.context.expect_page() as opened:
        notebook.page.get_by_role("link", name="Open this as a plain page (new tab)").click()
    page = opened.value
    page.wait_for_selector("#loading[data-state=ready]", state="attached")
    page.get_by_role("link", name="Go to the lesson").click()
    page.wait_for_url(re.compile("/voila/render/.*/notebooks/"))
    page.get_by_role("link", name="Open this in JupyterLab").first.click()
    page.wait_for_url(re.compile("/doc/tree/.*/notebooks/"))
    page.wait_for_selector(".carelab-notebook[data-carelab=ready]", state="attached")
    page.get_by_role("link", name="Go to the exercises").click()
    page.wait_for_url(re.compile("/exercises/"))
    page.wait_for_selector(".carelab-notebook[data-carelab=ready]", state="attached")
    expect(page.get_by_role("region", name="Before you hand in")).to_be_attached()
