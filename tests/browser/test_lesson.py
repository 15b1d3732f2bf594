"""A lesson with a model and practice of every kind, in both views: it teaches at the second try, by keyboard, in every look."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from looks import SPEAKS_AFTER_MS, hear, heard, look_everywhere, loses_nothing, small_targets, spaced_widely
from playwright.sync_api import Locator, expect
from view_cases import CASES
from view_course import KEYS
from view_pages import VIEWS, Form, Notebook

Open = Any
SAID = re.compile(r"^(Right|Not yet|Not this one|A good way|\d of \d|All \d)")
"""How the result of a check begins."""
LISTEN = """e => {
    window.heard = [];
    new MutationObserver(() => e.textContent && heard.push(e.textContent)).observe(e, { childList: true });
}"""


@pytest.fixture(scope="module", params=VIEWS)
def lesson(request: pytest.FixtureRequest, open_shared: Open) -> Notebook:
    """One lesson for each view, in which the tests of this file do one thing after the other."""
    return open_shared(request.param, place="notebooks")


def result(form: Form) -> Locator:
    return form.root.locator(".cl-result")


def check(form: Form) -> None:
    """Press Check my answer by keyboard, once the answer is saved."""
    form.expect_saved()
    form.button("Check my answer").focus()
    form.press("Enter")


def test_axe_finds_nothing_before_an_answer_and_after_an_early_check(lesson: Notebook) -> None:
    assert lesson.faults() == []
    for question in KEYS:
        form = lesson.form(question)
        form.button("Check my answer").click()
        expect(result(form)).to_contain_text("Answer first, then check.")
    assert lesson.faults() == []


def test_a_hint_then_the_reason_then_the_answer_by_keyboard_and_after_a_reload(lesson: Notebook) -> None:
    form = lesson.form("pick")
    form.root.locator("input").first.focus()
    form.press("Space")
    check(form)
    expect(result(form)).to_contain_text("Not this one.")
    expect(form.root.locator('[data-item="rota"] .cl-verdict')).to_have_text("✗ Not right")
    expect(form.button("Show me the answer")).to_be_hidden()
    expect(form.root.get_by_role("status").last).to_have_text(re.compile(r"^Not this one\. Rewrite the rota: Not yet\.$"))
    form.box("Do both").focus()
    form.press("Space")
    expect(result(form)).to_contain_text("You’ve changed your answer since then.")
    check(form)
    expect(result(form)).to_contain_text("One at a time.")
    expect(form.root.locator(".cl-verdict")).to_have_text(["✗ Not right", "✗ Not right"])
    form.button("Show me the answer").focus()
    form.press("Enter")
    expect(result(form)).to_contain_text("First say why.")
    expect(form.root.get_by_text("The answer", exact=True)).to_be_focused()
    entry = json.loads((lesson.folder / "answers.json").read_text(encoding="utf-8"))["answers"]["pick"]
    assert (entry["value"], entry["tries"], entry["missed"], entry["shown"]) == ("both", ["rota", "both"], True, True)
    before = result(form).inner_text()
    lesson.reload()
    expect(result(form)).to_contain_text("First say why.")
    assert result(form).inner_text() == before
    expect(form.root.locator(".cl-verdict")).to_have_text(["✗ Not right", "✗ Not right"])


def test_each_row_has_its_verdict_until_it_is_changed(lesson: Notebook) -> None:
    form = lesson.form("cards")
    for card in ("rota", "vision"):
        form.put(card, 0)
    check(form)
    expect(result(form)).to_contain_text("1 of 3 right.")
    verdicts = form.root.locator(".cl-verdict")
    expect(verdicts).to_have_text(["✓ Right", "✗ Not right", "○ Not chosen"])
    form.put("vision", 1)
    expect(verdicts).to_have_text(["✓ Right", "○ Not chosen"])
    form.put("audit", 0)
    check(form)
    expect(result(form)).to_contain_text("All 3 right.")
    expect(form.button("Show me the answer")).to_be_hidden()


def test_a_number_is_told_which_way_it_is_off_and_keeps_its_verdict_until_it_is_changed(lesson: Notebook) -> None:
    form = lesson.form("sum")
    form.type_into("Your answer, in pounds", "-500")
    check(form)
    expect(result(form)).to_contain_text("Your answer is too high.")
    expect(form.root.locator(".cl-verdict")).to_have_text("✗ Not right")
    expect(result(form)).not_to_contain_text("600")
    form.type_into("Your answer, in pounds", "-600")
    expect(form.root.locator(".cl-verdict")).to_have_count(0)
    check(form)
    expect(result(form)).to_contain_text("Right.")


def test_axe_finds_nothing_in_what_each_check_says_and_it_is_read_out_once(lesson: Notebook) -> None:
    for case in CASES:
        if case.question in KEYS:
            case.mouse(lesson.form(case.question))
            lesson.form(case.question).expect_saved()
    lesson.page.wait_for_timeout(SPEAKS_AFTER_MS)
    hear(lesson)
    for question in KEYS:
        lesson.form(question).button("Check my answer").click()
        expect(result(lesson.form(question))).to_have_text(SAID)
    assert lesson.faults() == []
    lesson.page.wait_for_timeout(SPEAKS_AFTER_MS)
    told = heard(lesson)
    for question in KEYS:
        assert len(told[question]["spoken"]) == 1, (question, told[question])
        assert SAID.search(told[question]["spoken"][0]), question


def test_a_guess_says_why_it_was_wrong_and_why_it_is_right(lesson: Notebook) -> None:
    form = lesson.form("guess")
    for words, said in (("They fall as much", "Most costs stay when a bed is empty."), ("They hardly fall at all", "Right.")):
        form.root.get_by_text(words).click()
        form.button("Check my answer").click()
        expect(result(form)).to_contain_text(said)


def test_a_rota_counts_as_it_is_built_and_tells_each_rule(lesson: Notebook) -> None:
    form = lesson.form("nights")
    rules, spoken = form.root.locator(".cl-rules li"), form.root.locator("[role=status]")
    expect(rules).to_have_text([re.compile("Not checked yet"), re.compile("Not checked yet")])
    form.box("Ida, Mon").focus()
    form.press("ArrowDown", "Tab", "'D'")
    short = "Only 0.5 hours between Mon Night and Tue Day: 11 hours is the least."
    expect(form.root.locator('[data-item="ida"] .cl-wrongs')).to_have_text(f"✗ {short}")
    rest = f"Ida: 17.5 of 20 hours. {short} Tue Day: 1 of 0, 1 too many. 2 places still to fill. 0 of 2 rules met."
    expect(spoken).to_have_text(re.compile(rf"^Saved \d\d:\d\d\. {re.escape(rest)}$"))
    expect(rules).to_have_class(["cl-unmet", "cl-unmet"])
    form.button("Check my answer").click()
    expect(result(form).locator("li")).to_contain_text(
        ["Not met. Must: Each night", "Not met. Must: Everybody", "Not met. Should: The hours"]
    )
    assert lesson.faults() == []
    form.box("Ida, Tue").select_option("night")
    form.box("Jo, Wed").select_option("night")
    expect(rules).to_have_class(["cl-met", "cl-met", "cl-open"])
    expect(rules.last).to_have_text("→Note: Nobody works three days in a row.")
    expect(form.status).to_have_text(re.compile("2 of 2 rules met"))
    form.button("Check my answer").click()
    expect(result(form)).to_contain_text("All 3 rules met.")


# the model


@pytest.fixture
def model(lesson: Notebook) -> Locator:
    return lesson.page.get_by_role("region", name="First come", exact=True)


def test_a_task_of_a_model_ticks_itself_is_read_out_and_stays_done(lesson: Notebook, model: Locator) -> None:
    tasks = model.locator("[data-task]")
    expect(tasks).to_have_text(["1Let Bob go first.", "2Give each 20 minutes."])
    model.get_by_role("button", name="Move up: Bob").focus()
    lesson.page.keyboard.press("Enter")
    expect(tasks).to_have_text(["✓Done. Let Bob go first.He is quick.", "2Give each 20 minutes."])
    done = re.compile(r"^Done: Let Bob go first\. He is quick\. Bob is seen first")
    expect(model.get_by_role("status").last).to_have_text(done)
    model.get_by_role("button", name="Start again").click()
    expect(model.locator(".cl-reading")).to_have_text("Ann is seen first, for 10 minutes.")
    expect(tasks.first).to_contain_text("Done.")
    lesson.reload()
    expect(tasks.first).to_contain_text("Done.")
    expect(tasks.last).not_to_contain_text("Done.")


def test_a_slider_moves_by_arrow_keys_and_is_read_out_once(lesson: Notebook, model: Locator) -> None:
    spoken = model.locator("[role=status]").last
    spoken.evaluate(LISTEN)
    slider = model.get_by_role("slider", name="Minutes for each")
    slider.focus()
    for _ in range(4):
        lesson.page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("30")
    expect(slider).to_have_attribute("aria-valuetext", "30 minutes")
    for words in (model.locator(".cl-reading"), spoken):
        expect(words).to_have_text("Ann is seen first, for 30 minutes.")
    assert lesson.page.evaluate("heard") == ["Ann is seen first, for 30 minutes."]


def test_every_control_of_a_model_works_by_keyboard(lesson: Notebook, model: Locator) -> None:
    def press(*keys: str) -> None:
        for key in keys:
            lesson.page.keyboard.press(key)

    reading = model.locator(".cl-reading")
    model.get_by_role("spinbutton", name="Minutes for each, exact number").focus()
    press("Control+a", "1", "5", "Tab")
    for role, name, key in (
        ("checkbox", "Rush hour", "Space"),
        ("radio", "Monday", "ArrowDown"),
        ("button", "Move up: Bob", "Enter"),
    ):
        model.get_by_role(role, name=name).focus()  # type: ignore[arg-type]
        press(key)
    expect(reading).to_have_text("Bob is seen first, for 15 minutes.")
    expect(model.get_by_role("checkbox", name="Rush hour")).to_be_checked()
    expect(model.get_by_role("radio", name="Tuesday")).to_be_checked()
    model.get_by_role("radio", name="Dev").focus()
    press("ArrowDown", "Tab", "Enter", "Tab", "Tab", "Enter")
    expect(reading).to_have_text("Bob is seen first, for 15 minutes. 2 called, Eve first.")
    expect(model.get_by_role("button", name="Take back the last one")).to_be_focused()
    press("Enter")
    expect(reading).to_have_text("Bob is seen first, for 15 minutes. 1 called, Eve first.")
    expect(model.get_by_role("radio", name="Dev")).to_be_focused()
    model.get_by_role("button", name="Start again").click()
    expect(reading).to_have_text("Ann is seen first, for 10 minutes.")


def test_a_lesson_can_be_read_in_every_look_and_on_a_narrow_screen(lesson: Notebook, screens: Path) -> None:
    lesson.page.get_by_role("button", name="Show the numbers as a table").first.click()
    look_everywhere(lesson, screens)
    assert small_targets(lesson) == []
    spaced_widely(lesson)
    loses_nothing(lesson)


def test_what_a_check_says_fits_the_screen(open_unit: Open, screens: Path) -> None:
    notebook = open_unit("page", place="notebooks", width=400)
    answers = {
        "cards": lambda form: form.root.locator('[data-item="rota"] input').nth(1).check(),
        "pairs": lambda form: form.root.locator("select").first.select_option("why"),
        "steps": lambda form: form.root.locator(".cl-down").first.click(),
    }
    for question, answer in answers.items():
        answer(notebook.form(question))
        check(notebook.form(question))
        expect(result(notebook.form(question))).to_be_visible()
    for width in (400, 1366):
        notebook.page.set_viewport_size({"width": width, "height": 768})
        for question in answers:
            notebook.form(question).root.screenshot(path=screens / f"coaching-{question}-{width}.png")
        assert notebook.page.get_by_role("img", name="lounge").bounding_box()["width"] <= width
        assert notebook.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert notebook.faults() == []
