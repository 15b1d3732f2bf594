"""Feedback comes home: the file puts marks on the map, each verdict beside its question, and its links land in the lesson."""

import json
from pathlib import Path
from typing import Any

import pytest
from classroom import UNIT, best_answers, hand_in
from playwright.sync_api import Browser, Page, expect
from site_pages import EXERCISES, LESSON, Visit, faults, typed, wait_until_live
from web_host import WebHost

from grader.course import Course
from grader.marking.mark import mark_class
from grader.reports import FEEDBACK_FILE, give_feedback

EVIL = "<img src=x onerror=\"document.title='run'\"><b>bold</b>"


@pytest.fixture
def given(course: Course, built_site: Path) -> dict[str, Any]:
    """The feedback file of a student with one slip, one wrong answer and one blank, whose writing waits for the tutor."""
    (course.root / "notebooks").symlink_to(built_site.parent / "notebooks")
    hand_in(course, "ben", {**best_answers(course), "q2b": 39, "q3": "praise", "q8": None, "q9": EVIL})
    mark_class(course, [UNIT])
    give_feedback(course, [UNIT])
    found: dict[str, Any] = json.loads((course.root / "feedback" / "ben" / FEEDBACK_FILE).read_text(encoding="utf-8"))
    return found


def opens(page: Page, data: Any, name: str = FEEDBACK_FILE) -> str:
    """Open a file on the home page, and return what is said of it."""
    said = page.locator("#feedback-said")
    before = said.inner_text()
    text = data if isinstance(data, bytes) else json.dumps(data).encode()
    page.locator("#open-feedback").set_input_files({"name": name, "mimeType": "application/json", "buffer": text})
    expect(said).not_to_have_text(before)
    return said.inner_text()


def test_a_file_brings_marks_to_the_map_verdicts_to_their_questions_and_a_step_into_the_lesson(
    visit: Visit, host: WebHost, given: dict[str, Any]
) -> None:
    page = visit()
    assert page.locator(".verdict, #feedback, .to-feedback").count() == 0  # nothing before the file is opened
    page.goto(host.address)
    slip_39 = {"kind": "number", "value": 39, "at": "2026-11-20T10:00:00Z"}
    own = {"schema": 1, "assignment": UNIT, "variant": 1, "answers": {"q2b": slip_39}}
    work = json.dumps({"carelab": "work", "schema": 1, "files": {f"exercises/{UNIT}": own}}).encode()
    page.locator("#open").set_input_files({"name": "work.json", "mimeType": "application/json", "buffer": work})
    expect(page.locator("#said")).to_contain_text("Your work of 1 part is here now.")
    assert opens(page, given) == "Your feedback on unit 8 is here."
    state = page.locator(f"[data-unit='{UNIT}'] .state")
    expect(state).to_have_text("24.5 of 29 marks so far")
    assert faults(page) == []
    page.get_by_role("link", name="See unit 8").click()
    wait_until_live(page)
    summary = page.get_by_role("region", name="Your feedback: 24.5 of 29 marks so far")
    expect(summary).to_be_in_viewport()
    for title in ("What went well", "What to work on", "Your next step"):
        expect(summary.get_by_role("region", name=title)).to_be_visible()
    slip = page.get_by_role("group", name="Feedback on question 2b")
    expect(slip).to_contain_text("0.5 of 1 mark")
    expect(slip).to_contain_text("You divided by what was spent.")
    assert page.locator(".jp-OutputArea-output:has(#cl-question-q2b) + .verdict").get_attribute("id") == slip.get_attribute("id")
    writing = page.get_by_role("group", name="Feedback on question 9")
    expect(writing).to_contain_text("With your tutor")
    expect(writing).to_contain_text("not marked yet, of 12")
    expect(slip.get_by_text("You've changed this answer since it was marked.")).to_be_hidden()
    expect(page.get_by_text("The answers that were marked aren't here.")).to_be_hidden()
    typed(page, "q2b", "64")
    expect(slip.get_by_text("You've changed this answer since it was marked.")).to_be_visible()
    for theme in ("Dark", "Light"):
        page.locator(".looks summary").click()
        page.get_by_role("button", name=theme).click()
        assert faults(page) == [], theme
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 320, "height": 768})
    assert page.evaluate("document.documentElement.scrollWidth") == 320

    step = given["units"][UNIT]["next_step"]["read"]
    summary.get_by_role("link", name=step["text"]).click()
    page.wait_for_url(f"**/{LESSON}#{step['anchor']}")
    sentence = page.locator(f"li:has(#{step['anchor']})")
    expect(sentence).to_be_in_viewport()
    expect(sentence).to_contain_text(step["text"].partition(" – ")[2])
    page.goto(f"{host.address}record.html")
    expect(page.locator(f"[data-unit='{UNIT}'] td").last).to_contain_text("24.5 of 29 marks so far")


def test_a_copy_of_the_work_brings_the_feedback_to_another_computer(
    visit: Visit, host: WebHost, given: dict[str, Any], browser: Browser
) -> None:
    page = visit("index.html", live=False)
    opens(page, given)
    with page.expect_download() as made:
        page.get_by_role("button", name="Keep a copy of my work").click()
    copy = json.loads(made.value.path().read_text(encoding="utf-8"))
    there = browser.new_page()
    there.goto(host.address)

    def join(feedback: Any) -> str:
        data = json.dumps({**copy, "feedback": feedback}).encode()
        there.locator("#open").set_input_files({"name": "work.json", "mimeType": "application/json", "buffer": data})
        expect(there.locator("#said")).to_contain_text("Your work of 0 parts is here now.")
        said = there.locator("#said").inner_text()
        there.evaluate("document.getElementById('said').textContent = ''")
        return said

    assert "The feedback in it could not be used." in join([{"unit": UNIT}, 7])
    assert join(copy["feedback"]).endswith("the other is kept.")
    expect(there.locator(f"[data-unit='{UNIT}'] .state")).to_have_text("24.5 of 29 marks so far")
    [one] = copy["feedback"]
    assert "is for Amina, and feedback for ben is open here" in join([{**one, "student": {"id": "amina", "name": "Amina"}}])
    there.goto(host.address + EXERCISES)
    slip = there.get_by_role("group", name="Feedback on question 2b")
    expect(slip).to_contain_text("You divided by what was spent.")
    there.close()


def test_a_wrong_file_is_told_in_words_the_newer_of_two_wins_and_nothing_in_a_file_has_an_effect(
    visit: Visit, host: WebHost, given: dict[str, Any]
) -> None:
    page = visit("index.html", live=False)
    expect(page.locator("#next-due")).to_have_text("Next due: unit 8, Friday 4 December 2099, 5:00 pm")
    page.clock.set_fixed_time("2100-01-01T10:00:00Z")
    page.reload()
    due = page.locator(f"[data-unit='{UNIT}'] .due")
    expect(due).to_contain_text("Was due on Friday 4 December 2099, 5:00 pm.")
    assert "is not a feedback file" in opens(page, b"<html>", "page.html")
    assert "is a copy of your work" in opens(page, {"carelab": "work"}, "care-lab-my-work.json")
    assert "is of a newer version" in opens(page, {**given, "schema": 2})
    odd = {**given, "units": {"../x": given["units"][UNIT], "09-compliance": {"questions": 3}, "07-impact": None}}
    assert opens(page, odd) == "3 parts of the file could not be used."

    unit = given["units"][UNIT]
    words = {"comment": [EVIL], "reasons": [EVIL], "words": EVIL, "outcome": EVIL, "mark": "1e999"}
    link = {"unit": "javascript:alert(1)", "anchor": '"><script>', "heading": EVIL, "text": EVIL}
    step = {"text": EVIL, "read": link, "question": "q1"}
    evil = [{**one, **words, "read_again": [link]} for one in unit["questions"]]
    hostile = {**unit, "questions": evil, "earned": "many", "notes": [EVIL], "next_step": step}
    assert opens(page, {**given, "units": {UNIT: hostile}}) == "Your feedback on unit 8 is here."
    expect(page.locator(f"[data-unit='{UNIT}'] .state")).to_have_text("With your tutor")
    expect(due).to_be_hidden()
    page.goto(host.address + EXERCISES)
    expect(page.get_by_role("group", name="Feedback on question 2b")).to_contain_text(EVIL)
    assert page.locator("#feedback :is(img, script), .verdict :is(img, script), #feedback a[href^='javascript']").count() == 0
    assert page.title() != "run"
    expect(page.get_by_text("The answers that were marked aren't here.")).to_be_visible()

    page.goto(host.address)
    older = {**given, "units": {UNIT: {**unit, "at": "2025-01-01T00:00:00Z"}}}
    assert opens(page, older) == "Newer feedback on unit 8 was here already, so that stays."
    assert "is for Amina Yusuf. Feedback for ben is open" in opens(
        page, {**given, "student": {"id": "amina", "name": "Amina Yusuf"}}
    )
    data = page.evaluate_handle(
        "(text) => { const all = new DataTransfer(); all.items.add(new File([text], 'care-lab-feedback.json')); return all; }",
        json.dumps({**given, "units": {UNIT: {**unit, "at": "2099-01-01T00:00:00Z"}}}),
    )
    page.dispatch_event("main", "drop", {"dataTransfer": data})
    expect(page.locator(f"[data-unit='{UNIT}'] .state")).to_have_text("24.5 of 29 marks so far")
