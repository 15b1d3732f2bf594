"""Does a lesson teach at the second try: a hint, then the reason, then the answer, by keyboard, and all of it after a reload?"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect
from view_course import REAL
from view_pages import VIEWS, Form, Notebook, ViewName

Open = Any
EACH_VIEW = pytest.mark.parametrize("view", VIEWS)


def result(form: Form) -> Locator:
    return form.root.locator(".cl-result")


def check(form: Form) -> None:
    """Press Check my answer by keyboard, once the answer is saved."""
    form.expect_saved()
    form.button("Check my answer").focus()
    form.press("Enter")


def kept(notebook: Notebook, question: str) -> Any:
    return json.loads((notebook.folder / "answers.json").read_text(encoding="utf-8"))["answers"][question]


@EACH_VIEW
def test_a_hint_then_the_reason_then_the_answer_by_keyboard_and_after_a_reload(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, place="notebooks")
    form = notebook.form("pick")
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
    assert notebook.faults() == []
    entry = kept(notebook, "pick")
    assert (entry["value"], entry["tries"], entry["missed"], entry["shown"]) == ("both", ["rota", "both"], True, True)
    before = result(form).inner_text()
    notebook.reload()
    expect(result(form)).to_contain_text("First say why.")
    assert result(form).inner_text() == before
    expect(form.root.locator(".cl-verdict")).to_have_text(["✗ Not right", "✗ Not right"])


@EACH_VIEW
def test_each_row_has_its_verdict_until_it_is_changed(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, place="notebooks")
    form = notebook.form("cards")
    for card in ("rota", "vision"):
        form.root.locator(f'[data-item="{card}"] input').first.check()
    check(form)
    expect(result(form)).to_contain_text("1 of 3 right.")
    verdicts = form.root.locator(".cl-verdict")
    expect(verdicts).to_have_text(["✓ Right", "✗ Not right", "○ Not chosen"])
    form.root.locator('[data-item="vision"] input').nth(1).check()
    expect(verdicts).to_have_text(["✓ Right", "○ Not chosen"])
    form.root.locator('[data-item="audit"] input').first.check()
    check(form)
    expect(result(form)).to_contain_text("All 3 right.")
    expect(form.button("Show me the answer")).to_be_hidden()


@EACH_VIEW
def test_a_number_is_told_which_way_it_is_off_and_keeps_its_verdict_until_it_is_changed(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, place="notebooks")
    form = notebook.form("sum")
    form.type_into("Your answer, in pounds", "-500")
    check(form)
    expect(result(form)).to_contain_text("Your answer is too high.")
    expect(form.root.locator(".cl-verdict")).to_have_text("✗ Not right")
    expect(result(form)).not_to_contain_text("600")
    form.type_into("Your answer, in pounds", "-600")
    expect(form.root.locator(".cl-verdict")).to_have_count(0)
    check(form)
    expect(result(form)).to_contain_text("Right.")


@EACH_VIEW
def test_a_task_of_a_model_ticks_itself_is_read_out_and_stays_done(open_unit: Open, view: ViewName) -> None:
    notebook = open_unit(view, place="notebooks")
    model = notebook.page.get_by_role("region", name="First come", exact=True)
    tasks = model.locator("[data-task]")
    expect(tasks).to_have_text(["○Let Bob go first.", "○Give each 20 minutes."])
    model.get_by_role("button", name="Move up: Bob").focus()
    notebook.page.keyboard.press("Enter")
    expect(tasks).to_have_text(["✓Done. Let Bob go first.He is quick.", "○Give each 20 minutes."])
    expect(model.get_by_role("status").last).to_have_text(
        re.compile(r"^Done: Let Bob go first\. He is quick\. Bob is seen first")
    )
    model.get_by_role("button", name="Start again").click()
    expect(model.locator(".cl-reading")).to_have_text("Ann is seen first, for 10 minutes.")
    expect(tasks.first).to_contain_text("Done.")
    assert notebook.faults() == []
    notebook.reload()
    expect(tasks.first).to_contain_text("Done.")
    expect(tasks.last).not_to_contain_text("Done.")


@pytest.mark.parametrize("width", [400, 1366])
def test_what_a_check_says_fits_the_screen(open_unit: Open, screens: Path, width: int) -> None:
    notebook = open_unit("page", place="notebooks", width=width)
    for question in ("cards", "pairs", "steps"):
        form = notebook.form(question)
        if question == "cards":
            form.root.locator('[data-item="rota"] input').nth(1).check()
        elif question == "pairs":
            form.root.locator("select").first.select_option("why")
        else:
            form.root.locator(".cl-down").first.click()
        check(form)
        expect(result(form)).to_be_visible()
        form.root.screenshot(path=screens / f"coaching-{question}-{width}.png")
    drawing = notebook.page.get_by_role("img", name="lounge")
    assert drawing.bounding_box()["width"] <= width
    assert notebook.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert notebook.faults() == []


FOCUS = """() => {
    const e = document.activeElement, r = e.getBoundingClientRect();
    const top = document.elementFromPoint(r.left + r.width / 2, r.top + r.height / 2);
    const bar = e.closest(".cl-model")?.querySelector(".cl-insight").getBoundingClientRect();
    const over = top && (e.contains(top) || [...(e.labels ?? [])].some((label) => label.contains(top)));
    return { model: Boolean(bar), covered: !over, seen: Boolean(bar) && bar.top >= 0 && bar.bottom <= innerHeight + 1 };
}"""


def test_the_result_of_a_model_stays_in_sight_and_covers_no_control_that_has_the_focus(open_unit: Open) -> None:
    notebook = open_unit("page", REAL, place="notebooks")
    notebook.page.locator(".cl-controls input").first.focus()
    stops = []
    for _ in range(60):
        stop = notebook.page.evaluate(FOCUS)
        if not stop["model"]:
            break
        stops.append(stop)
        notebook.page.keyboard.press("Tab")
    assert len(stops) > 3
    assert stops[0]["seen"]
    assert [at for at, stop in enumerate(stops) if stop["covered"]] == []
